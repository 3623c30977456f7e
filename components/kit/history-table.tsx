'use client'

import { Button } from 'antd'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Column } from './data-table'
import styles from './history-table.module.css'
import type { ListState } from './list-state'
import { Section } from './page'
import { ErrorState, FilteredEmpty, TableSkeleton } from './states'

type Props<Row> = {
  /** What the table is, for those who hear it. */
  label: string
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  rows: readonly Row[] | undefined
  list: Pick<ListState<string>, 'clear' | 'filtered'>
  /** Where the rows come from, page by page, newest first. */
  log: {
    error: unknown
    refetch: () => unknown
    hasNextPage: boolean
    isFetchingNextPage: boolean
    fetchNextPage: () => unknown
  }
  /** What stands here when there is nothing and no filter hides it. */
  empty: ReactNode
  /** Under which name this browser remembers the columns its reader chose. */
  remembered: string
}

// Comes in a file of its own and in the browser only: it is heavy, and what a server draws of it does not match on a phone.
const AdjustableTable = dynamic(() => import('./adjustable-table').then((m) => m.AdjustableTable), {
  ssr: false,
  loading: () => <TableSkeleton columns={5} />,
})

/** A long record to read through, with the way to what is older: its reader chooses the columns and how close the lines stand. */
export function HistoryTable<Row>(props: Props<Row>) {
  const { log } = props
  const t = useTranslations('kit')
  return (
    <Section flush>
      <Lines {...props} />
      {log.hasNextPage && (
        <div className={styles.more}>
          <Button onClick={() => void log.fetchNextPage()} loading={log.isFetchingNextPage}>
            {t('older')}
          </Button>
        </div>
      )}
    </Section>
  )
}

function Lines<Row>({ label, columns, rowKey, rows, list, log, empty, remembered }: Props<Row>) {
  if (log.error) return <ErrorState error={log.error} retry={() => void log.refetch()} />
  if (!rows) return <TableSkeleton columns={Math.min(columns.length, 5)} />
  if (rows.length === 0) return list.filtered ? <FilteredEmpty onClear={list.clear} /> : empty
  const lines = rows.map((row) => ({ key: rowKey(row), cells: Object.fromEntries(columns.map((c) => [c.key, c.render(row)])) }))
  return <AdjustableTable label={label} columns={columns} lines={lines} remembered={remembered} />
}
