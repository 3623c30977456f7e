'use client'

import { Pagination, Table, type TableProps } from 'antd'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import styles from './data-table.module.css'
import { useFigures } from './figures'
import { type ListState, pageSizes } from './list-state'
import { ErrorState, FilteredEmpty, TableSkeleton } from './states'

export type Column<Row> = {
  key: string
  title: ReactNode
  render: (row: Row) => ReactNode
  /** Amounts and counts stand at the right. */
  align?: 'left' | 'right'
  /** Whether the server can sort by `key`. */
  sortable?: boolean
  width?: number
}

type Props<Row> = {
  /** What the table is, for those who hear it. */
  label: string
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  rows: readonly Row[] | undefined
  /** How many there are over all pages; without it there is one page. */
  total?: number
  /** The state of the list in its address; without it the table neither pages nor sorts. */
  list?: Pick<ListState<string>, 'page' | 'size' | 'sort' | 'turn' | 'order' | 'clear' | 'filtered'>
  error?: unknown
  retry?: () => void
  /** Whether newer rows are on their way while old ones are shown. */
  refreshing?: boolean
  /** What stands here when there is nothing and no filter hides it. */
  empty: ReactNode
  /** Parts of the table of one's own, such as rows that can be dragged. */
  parts?: TableProps<Row>['components']
  /** On a phone each row is a card: the first cell across it, then every figure with what it is, `acts` at its foot. */
  cards?: boolean
}

// What scrolls must take the focus, or the keyboard cannot scroll it.
const reachable = { tabIndex: 0 }

/** A figure that, where rows are cards without a head, says what it is. */
const Fact = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <span className={styles.fact}>
    <span aria-hidden>{name}</span>
    {children}
  </span>
)

/** A list: rows from the server, page and sort in the address; skeleton, empty, filtered-empty and error are four states. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { label, columns, rowKey, rows, total, list, error, retry, refreshing, empty, parts, cards } = props
  const t = useTranslations('kit')
  const { count } = useFigures()
  if (error) return <ErrorState error={error} retry={retry} />
  if (!rows) return <TableSkeleton columns={Math.min(columns.length, 5)} />
  if (rows.length === 0 && (!list || list.page === 1)) return list?.filtered ? <FilteredEmpty onClear={list.clear} /> : empty

  const shown: TableProps<Row>['columns'] = columns.map((c, place) => ({
    key: c.key,
    title: c.title,
    align: c.align,
    width: c.width,
    render: (_: unknown, row: Row) =>
      cards && place > 0 && c.key !== 'acts' ? <Fact name={c.title}>{c.render(row)}</Fact> : c.render(row),
    sorter: c.sortable && list !== undefined,
    sortOrder: list?.sort?.by === c.key ? (list.sort.order === 'asc' ? 'ascend' : 'descend') : null,
    showSorterTooltip: false,
  }))
  return (
    <>
      <section className={styles.scroller} aria-label={label} data-cards={cards || undefined} {...reachable}>
        <Table<Row>
          className={styles.table}
          columns={shown}
          dataSource={rows}
          components={parts}
          rowKey={rowKey}
          loading={refreshing ? { delay: 300, spinning: true } : false}
          pagination={false}
          onChange={(_page, _filters, sorter) => {
            if (!list || Array.isArray(sorter)) return
            list.order(sorter.order ? { by: String(sorter.columnKey), order: sorter.order === 'ascend' ? 'asc' : 'desc' } : undefined)
          }}
        />
      </section>
      {list && total !== undefined && (
        <Pagination
          className={styles.pages}
          align="end"
          current={list.page}
          pageSize={list.size}
          total={total}
          pageSizeOptions={[...pageSizes]}
          showSizeChanger={total > (pageSizes[0] ?? 20)}
          showTotal={(n) => t('total', { shown: count(n) })}
          onChange={list.turn}
        />
      )}
    </>
  )
}
