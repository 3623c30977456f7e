'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DataTable } from '../kit/data-table'
import { Instant } from '../kit/dates'
import { Page, PageHeader, Section } from '../kit/page'
import { EmptyState } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { ChangeDrawer } from './change-drawer'
import { InviteDrawer } from './invite-drawer'
import { useTeamStores } from './place-fields'
import styles from './team-page.module.css'

/** Who works here, and who has been asked to. */
export function TeamPage() {
  const t = useTranslations('team')
  const roles = useTranslations('shell.roles')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const [inviting, setInviting] = useState(false)
  const [changing, setChanging] = useState<string>()
  const team = useQuery(trpc.team.list.queryOptions())
  const { nameOf } = useTeamStores()
  const reload = () => queryClient.invalidateQueries(trpc.team.list.queryFilter())
  const remove = useMutation(trpc.team.removeMember.mutationOptions({ onSuccess: reload, onError: refused }))
  const withdraw = useMutation(trpc.team.withdraw.mutationOptions({ onSuccess: reload, onError: refused }))

  type Person = NonNullable<typeof team.data>['people'][number]
  type Invitation = NonNullable<typeof team.data>['invitations'][number]
  const storesOf = (row: { role: Person['role']; storeIds: string[] }) =>
    row.role === 'store_manager' ? row.storeIds.map(nameOf).join('、') : t('allStores')

  const askRemove = async (person: Person) => {
    const sure = await confirm({ title: t('removeAsk', { name: person.name }), what: t('removeWhat'), verb: t('remove'), danger: true })
    if (sure) remove.mutate({ userId: person.userId }, { onSuccess: () => done(t('removed', { name: person.name })) })
  }
  const askWithdraw = async ({ id, email }: Invitation) => {
    const sure = await confirm({ title: t('withdrawAsk', { email }), what: t('withdrawWhat'), verb: t('withdraw'), danger: true })
    if (sure) withdraw.mutate({ invitationId: id }, { onSuccess: () => done(t('withdrawn')) })
  }
  const changed = team.data?.people.find((p) => p.userId === changing)

  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <Button type="primary" onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        }
      />
      <Section flush>
        <DataTable<Person>
          label={t('title')}
          rows={team.data?.people}
          error={team.error}
          retry={team.refetch}
          rowKey={(p) => p.userId}
          empty={null}
          columns={[
            {
              key: 'person',
              title: t('person'),
              render: (p) => (
                <span className={styles.person}>
                  <span>
                    {p.name} {p.isYou && t('you')}
                  </span>
                  <small>{p.email}</small>
                </span>
              ),
            },
            { key: 'role', title: t('role'), render: (p) => roles(p.role) },
            { key: 'stores', title: t('stores'), render: storesOf },
            { key: 'joined', title: t('joined'), render: (p) => <Instant at={p.joinedAt} relative /> },
            {
              key: 'actions',
              title: t('actions'),
              render: (p) => (
                <span className={styles.acts}>
                  <Button type="link" size="small" onClick={() => setChanging(p.userId)}>
                    {t('change')}
                  </Button>
                  <Button type="link" size="small" danger onClick={() => askRemove(p)}>
                    {t('remove')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      </Section>
      <Section title={t('invitations')} lead={t('invitationsLead')} flush>
        <DataTable<Invitation>
          label={t('invitations')}
          rows={team.data?.invitations}
          error={team.error}
          retry={team.refetch}
          rowKey={(i) => i.id}
          empty={
            <EmptyState
              title={t('noInvitations')}
              why={t('noInvitationsWhy')}
              actions={<Button onClick={() => setInviting(true)}>{t('invite')}</Button>}
            />
          }
          columns={[
            { key: 'email', title: t('email'), render: (i) => i.email },
            { key: 'role', title: t('role'), render: (i) => roles(i.role) },
            { key: 'stores', title: t('stores'), render: storesOf },
            { key: 'until', title: t('until'), render: (i) => <Instant at={i.expiresAt} /> },
            {
              key: 'actions',
              title: t('actions'),
              render: (i) => (
                <Button type="link" size="small" danger onClick={() => askWithdraw(i)}>
                  {t('withdraw')}
                </Button>
              ),
            },
          ]}
        />
      </Section>
      <InviteDrawer open={inviting} onClose={() => setInviting(false)} onInvited={reload} />
      {changed && <ChangeDrawer person={changed} onClose={() => setChanging(undefined)} onChanged={reload} />}
    </Page>
  )
}
