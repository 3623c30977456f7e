'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { kindText } from '@/server/engine/sentence/event'
import { capital } from '@/server/engine/sentence/wording'
import { useSurround } from '../draft/use-surround'
import { Instant } from '../kit/dates'
import { HistoryTable } from '../kit/history-table'
import { useListState } from '../kit/list-state'
import { useConsolePath } from '../kit/rights'
import { useSentences } from '../kit/sentence'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { auditPages } from './audit-ask'

/** Events and commands that were not accepted, each with its reason and the way to its explanation. */
export function RefusedList() {
  const t = useTranslations('audit')
  const trpc = useTRPC()
  const path = useConsolePath()
  const surround = useSurround()
  const { ofCode } = useSentences()
  const list = useListState([] as const)
  const log = useInfiniteQuery(trpc.audit.refused.infiniteQueryOptions({ limit: 50 }, auditPages))
  const rows = log.data?.pages.flatMap((page) => page.rows)
  type Row = NonNullable<typeof rows>[number]
  return (
    <HistoryTable<Row>
      label={t('view.refused')}
      rows={rows}
      log={log}
      rowKey={(row) => row.id}
      list={list}
      remembered="refused"
      empty={<EmptyState title={t('refused.emptyTitle')} why={t('refused.emptyWhy')} />}
      columns={[
        { key: 'when', title: t('when'), render: (row) => <Instant at={row.at} /> },
        { key: 'what', title: t('refused.what'), render: (row) => capital(kindText(row.type, surround)) },
        { key: 'why', title: t('refused.why'), render: (row) => ofCode(row.code, row.details) },
        {
          key: 'member',
          title: t('refused.member'),
          render: (row) =>
            row.memberId ? <Link href={path(`/members/${row.memberId}?explain=${row.id}`)}>{row.memberCode}</Link> : t('refused.nobody'),
        },
        { key: 'store', title: t('refused.store'), render: (row) => row.store ?? '—' },
        { key: 'source', title: t('refused.source'), render: (row) => (row.source === 'console' ? t('refused.console') : row.source) },
      ]}
    />
  )
}
