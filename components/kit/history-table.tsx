'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { Column } from './data-table'
import type { ListState } from './list-state'
import { ErrorState, FilteredEmpty, TableSkeleton } from './states'

type Props<Row> = {
  /** What the table is, for those who hear it. */
  label: string
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  rows: readonly Row[] | undefined
  list: Pick<ListState<string>, 'clear' | 'filtered'>
  error?: unknown
  retry?: () => void
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

/** A long record to read through: its reader chooses the columns and how close the lines stand. */
export function HistoryTable<Row>({ label, columns, rowKey, rows, list, error, retry, empty, remembered }: Props<Row>) {
  if (error) return <ErrorState error={error} retry={retry} />
  if (!rows) return <TableSkeleton columns={Math.min(columns.length, 5)} />
  if (rows.length === 0) return list.filtered ? <FilteredEmpty onClear={list.clear} /> : empty
  const lines = rows.map((row) => ({ key: rowKey(row), cells: Object.fromEntries(columns.map((c) => [c.key, c.render(row)])) }))
  return <AdjustableTable label={label} columns={columns} lines={lines} remembered={remembered} />
}
