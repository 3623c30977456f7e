'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { Instant } from '../kit/dates'
import { FilterBar, FilterDay } from '../kit/filter-bar'
import { HistoryTable } from '../kit/history-table'
import { useListState } from '../kit/list-state'
import { Page, PageHeader } from '../kit/page'
import { EmptyState } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { auditAsk, auditFilters, auditPages } from './audit-ask'
import styles from './audit-page.module.css'
import { useAuditWords } from './audit-words'
import { RefusedList } from './refused-list'

/** Who changed what, and beside it what was not accepted, newest first. */
export function AuditPage() {
  const t = useTranslations('audit')
  const { filter, narrow } = useListState(['view'] as const)
  const refused = filter.view === 'refused'
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Segmented
        className={styles.view}
        aria-label={t('view.what')}
        value={refused ? 'refused' : 'done'}
        onChange={(value) => narrow({ view: value === 'refused' ? 'refused' : undefined })}
        options={[
          { value: 'done', label: t('view.done') },
          { value: 'refused', label: t('view.refused') },
        ]}
      />
      {refused ? <RefusedList /> : <DoneList />}
    </Page>
  )
}

function DoneList() {
  const t = useTranslations('audit')
  const trpc = useTRPC()
  const list = useListState(auditFilters)
  const words = useAuditWords()
  const { subject, from, to } = list.filter
  const log = useInfiniteQuery(trpc.audit.list.infiniteQueryOptions(auditAsk(list.filter), auditPages))
  const rows = log.data?.pages.flatMap((page) => page.rows)
  type Row = NonNullable<typeof rows>[number]

  return (
    <>
      <FilterBar>
        <Select
          className={styles.subject}
          aria-label={t('filterWhat')}
          allowClear
          placeholder={t('all')}
          value={subject}
          options={words.subjects}
          onChange={(value?: string) => list.narrow({ subject: value })}
        />
        <FilterDay label={t('filterFrom')} value={from} onChange={(value) => list.narrow({ from: value })} />
        <FilterDay label={t('filterTo')} value={to} onChange={(value) => list.narrow({ to: value })} />
      </FilterBar>
      <HistoryTable<Row>
        label={t('title')}
        rows={rows}
        log={log}
        rowKey={(row) => row.id}
        list={list}
        remembered="audit"
        empty={<EmptyState title={t('emptyTitle')} why={t('emptyWhy')} />}
        columns={[
          { key: 'when', title: t('when'), render: (row) => <Instant at={row.at} /> },
          { key: 'who', title: t('who'), render: words.who },
          { key: 'what', title: t('what'), render: words.what },
          { key: 'on', title: t('on'), render: words.on },
          { key: 'from', title: t('from'), render: (row) => row.ip ?? '—' },
        ]}
      />
    </>
  )
}
