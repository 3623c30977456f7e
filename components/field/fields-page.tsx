'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Segmented } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { DraftEvent, DraftField } from '@/server/field/reads'
import { useListState } from '../kit/list-state'
import { Page, PageHeader, Section } from '../kit/page'
import { useMay } from '../kit/rights'
import { EmptyState } from '../kit/states'
import { useConfirm } from '../kit/use-confirm'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import { EventDrawer } from './event-drawer'
import { FieldDrawer } from './field-drawer'
import styles from './fields-page.module.css'
import { OwnTable } from './own-table'

const tabs = ['member', 'line', 'event'] as const

/** What this merchant knows of members and goods beyond the usual, and what members do here and nowhere else. */
export function FieldsPage() {
  const t = useTranslations('field')
  const trpc = useTRPC()
  const mayWrite = useMay('program:write')
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const { refused, done } = useRefusal()
  const { filter, narrow } = useListState(['tab'])
  const tab = tabs.find((one) => one === filter.tab) ?? 'member'
  const [editing, setEditing] = useState<string>()
  const own = useQuery(trpc.field.list.queryOptions())
  const fields = own.data?.fields.filter((field) => field.subject === tab)
  const events = own.data?.events

  const reload = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.field.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.program.pathKey() }),
    ])
  const outcome = { onSettled: reload, onError: refused }
  const remove = useMutation(trpc.field.delete.mutationOptions(outcome))
  const removeEvent = useMutation(trpc.field.deleteEvent.mutationOptions(outcome))
  const order = useMutation(trpc.field.reorder.mutationOptions(outcome))
  const orderEvents = useMutation(trpc.field.reorderEvents.mutationOptions(outcome))
  const busy = remove.isPending || removeEvent.isPending || order.isPending || orderEvents.isPending

  const askDelete = async (name: string, what: string, act: () => void) => {
    if (await confirm({ title: t('deleteAsk', { name }), what, verb: t('delete'), danger: true })) act()
  }
  const close = () => setEditing(undefined)
  const saved = async () => {
    await reload()
    close()
    done(t('saved'))
  }
  const add = mayWrite && (
    <Button type="primary" onClick={() => setEditing('new')}>
      {t(`${tab}.add`)}
    </Button>
  )
  const shared = {
    label: t(`${tab}.tab`),
    error: own.error,
    retry: () => void own.refetch(),
    empty: <EmptyState title={t(`${tab}.emptyTitle`)} why={t(`${tab}.emptyWhy`)} actions={add} />,
    mayWrite,
    busy,
  }
  const table =
    tab === 'event' ? (
      <OwnTable<DraftEvent>
        {...shared}
        rows={events}
        nameOf={(event) => event.name}
        onEdit={(event) => setEditing(event.id)}
        onDelete={(event) =>
          void askDelete(event.name, t('event.deleteWhat'), () => removeEvent.mutate({ eventId: event.id, revision: event.revision }))
        }
        onOrder={(eventIds) => orderEvents.mutate({ eventIds })}
      />
    ) : (
      <OwnTable<DraftField>
        {...shared}
        rows={fields}
        nameOf={(field) => field.label}
        holds={(field) => (field.type === 'choice' ? field.choices.join(t('comma')) : t(`types.${field.type}`))}
        onEdit={(field) => setEditing(field.id)}
        onDelete={(field) =>
          void askDelete(field.label, t('deleteWhat'), () => remove.mutate({ fieldId: field.id, revision: field.revision }))
        }
        onOrder={(fieldIds) => order.mutate({ subject: tab, fieldIds })}
      />
    )
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} actions={(tab === 'event' ? events : fields)?.length ? add : undefined} />
      <Alert className={styles.note} type="info" showIcon title={t('draftNote')} />
      <Section flush>
        <div className={styles.tabs}>
          <Segmented<(typeof tabs)[number]>
            aria-label={t('kinds')}
            value={tab}
            onChange={(key) => narrow({ tab: key === 'member' ? undefined : key })}
            options={tabs.map((key) => ({ value: key, label: t(`${key}.tab`) }))}
          />
        </div>
        {table}
      </Section>
      {tab === 'event' ? (
        <EventDrawer events={events ?? []} editing={editing} onClose={close} onSaved={saved} />
      ) : (
        <FieldDrawer subject={tab} fields={fields ?? []} editing={editing} onClose={close} onSaved={saved} />
      )}
    </Page>
  )
}
