'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DataTable } from '../kit/data-table'
import { Instant } from '../kit/dates'
import { Page, PageHeader, Section } from '../kit/page'
import { useMay } from '../kit/rights'
import { EmptyState } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { KeyDrawer } from './key-drawer'
import styles from './keys-page.module.css'

/** The keys by which the merchant's own systems send orders. */
export function KeysPage() {
  const t = useTranslations('key')
  const trpc = useTRPC()
  const may = useMay('key:write')
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const [making, setMaking] = useState(false)
  const keys = useQuery(trpc.key.list.queryOptions())
  const reload = () => queryClient.invalidateQueries(trpc.key.list.queryFilter())
  const revoke = useMutation(trpc.key.revoke.mutationOptions({ onSuccess: reload, onError: refused }))
  type Key = NonNullable<typeof keys.data>[number]

  const askRevoke = async (key: Key) => {
    const sure = await confirm({ title: t('revokeAsk', { name: key.name }), what: t('revokeWhat'), verb: t('revoke'), danger: true })
    if (sure) revoke.mutate({ keyId: key.id }, { onSuccess: () => done(t('revokedDone')) })
  }
  const create = may && (
    <Button type="primary" onClick={() => setMaking(true)}>
      {t('create')}
    </Button>
  )
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <Button href="/api/v1/openapi.json" target="_blank">
              {t('docs')}
            </Button>
            {keys.data?.length ? create : null}
          </>
        }
      />
      <Section flush>
        <DataTable<Key>
          label={t('title')}
          rows={keys.data}
          error={keys.error}
          retry={keys.refetch}
          rowKey={(key) => key.id}
          empty={<EmptyState title={t('emptyTitle')} why={t('emptyWhy')} actions={create} />}
          columns={[
            { key: 'name', title: t('name'), render: (key) => key.name },
            {
              key: 'key',
              title: t('key'),
              render: (key) => (
                <code>
                  {key.prefix}…{key.lastFour}
                </code>
              ),
            },
            {
              key: 'scopes',
              title: t('scopes'),
              render: (key) => (
                <span className={styles.scopes}>
                  {key.scopes.map((scope) => (
                    <span key={scope}>{t(`scopeNames.${scope === 'members:read' ? 'members:read' : 'events:write'}`)}</span>
                  ))}
                </span>
              ),
            },
            { key: 'used', title: t('used'), render: (key) => (key.lastUsedAt ? <Instant at={key.lastUsedAt} relative /> : t('never')) },
            { key: 'made', title: t('made'), render: (key) => <Instant at={key.createdAt} /> },
            {
              key: 'status',
              title: t('status'),
              render: (key) => <StatusDot tone={key.revokedAt ? 'rest' : 'good'}>{t(key.revokedAt ? 'revoked' : 'active')}</StatusDot>,
            },
            {
              key: 'actions',
              title: t('actions'),
              render: (key) =>
                may &&
                !key.revokedAt && (
                  <Button type="link" size="small" danger onClick={() => askRevoke(key)}>
                    {t('revoke')}
                  </Button>
                ),
            },
          ]}
        />
      </Section>
      <KeyDrawer open={making} onClose={() => setMaking(false)} onMade={reload} />
    </Page>
  )
}
