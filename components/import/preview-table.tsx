'use client'

import { useTranslations } from 'next-intl'
import type { ImportField, ImportPlan } from '@/server/engine/import/column'
import { type Column, DataTable } from '../kit/data-table'
import styles from './import-page.module.css'

type Props = { header: readonly string[]; rows: readonly (readonly string[])[]; plan: ImportPlan }
type PreviewRow = { at: number; cells: readonly string[] }

/** The first rows of a file as they stand in it, each column under what it feeds. */
export function PreviewTable({ header, rows, plan }: Props) {
  const t = useTranslations('import')
  const fed = new Map(Object.entries(plan.columns).map(([field, column]) => [column, field as ImportField]))
  const columns = header.map((name, column): Column<PreviewRow> => {
    const field = fed.get(column)
    return {
      key: String(column),
      title: (
        <span className={styles.head} data-fed={field ? true : undefined}>
          {name}
          <small>{field ? t(`fields.${field}`) : t('noColumn')}</small>
        </span>
      ),
      render: (row) => <span className={styles.cell}>{row.cells[column]}</span>,
    }
  })
  return (
    <DataTable
      label={t('previewTitle', { count: rows.length })}
      columns={columns}
      rowKey={(row) => String(row.at)}
      rows={rows.map((cells, at) => ({ at, cells }))}
      empty={null}
    />
  )
}
