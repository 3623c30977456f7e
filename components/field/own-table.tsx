'use client'

import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyText } from '../kit/copy-text'
import { DataTable } from '../kit/data-table'
import styles from './own-table.module.css'

type Listed = { id: string; key: string; revision: number }

type Props<R extends Listed> = {
  label: string
  rows: readonly R[] | undefined
  error: unknown
  retry: () => void
  empty: ReactNode
  nameOf: (row: R) => string
  /** What it can hold, in words. */
  holds?: (row: R) => string
  mayWrite: boolean
  busy: boolean
  onEdit: (row: R) => void
  onDelete: (row: R) => void
  onOrder: (ids: string[]) => void
}

/** Fields or events of the merchant's own, in the order in which forms show them. */
export function OwnTable<R extends Listed>(props: Props<R>) {
  const { label, rows, error, retry, empty, nameOf, holds, mayWrite, busy, onEdit, onDelete, onOrder } = props
  const t = useTranslations('field')
  const move = (row: R, by: number) => {
    const ids = (rows ?? []).map((one) => one.id)
    const at = ids.indexOf(row.id)
    ids.splice(at, 1)
    ids.splice(at + by, 0, row.id)
    onOrder(ids)
  }
  const arrow = (row: R, by: 1 | -1, end: R | undefined) => (
    <Button
      type="text"
      size="small"
      icon={by < 0 ? <ArrowUpOutlined /> : <ArrowDownOutlined />}
      aria-label={t(by < 0 ? 'up' : 'down', { name: nameOf(row) })}
      title={t(by < 0 ? 'up' : 'down', { name: nameOf(row) })}
      disabled={busy || row.id === end?.id}
      onClick={() => move(row, by)}
    />
  )
  return (
    <DataTable<R>
      label={label}
      rows={rows}
      rowKey={(row) => row.id}
      error={error}
      retry={retry}
      empty={empty}
      columns={[
        { key: 'name', title: t('name'), render: (row) => <strong className={styles.name}>{nameOf(row)}</strong> },
        ...(holds ? [{ key: 'holds', title: t('type'), render: (row: R) => <span className={styles.holds}>{holds(row)}</span> }] : []),
        { key: 'key', title: t('key'), render: (row) => <CopyText text={row.key} /> },
        ...(mayWrite
          ? [
              {
                key: 'actions',
                title: t('actions'),
                render: (row: R) => (
                  <span className={styles.acts}>
                    <Button type="link" size="small" onClick={() => onEdit(row)}>
                      {t('edit')}
                    </Button>
                    {arrow(row, -1, rows?.[0])}
                    {arrow(row, 1, rows?.at(-1))}
                    <Button type="link" size="small" danger disabled={busy} onClick={() => onDelete(row)}>
                      {t('delete')}
                    </Button>
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
