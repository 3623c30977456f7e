'use client'

import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button, Switch, Tooltip } from 'antd'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DataTable } from '../kit/data-table'
import styles from './rule-table.module.css'

/** What the table needs of a rule, whatever it gives. */
export type ListedRule = { id: string; name: string; enabled: boolean; revision: number }

type Props<R extends ListedRule> = {
  label: string
  rules: readonly R[] | undefined
  error: unknown
  retry: () => void
  empty: ReactNode
  sentence: (rule: R) => string
  /** Without the right to write the table only tells. */
  mayWrite: boolean
  onEdit: (rule: R) => void
  onSwitch: (rule: R, enabled: boolean) => void
  onDelete: (rule: R) => void
  onOrder: (ids: string[]) => void
  busy: boolean
}

/** The rules of a draft, each as its sentence, in the order in which they are judged. */
export function RuleTable<R extends ListedRule>(props: Props<R>) {
  const { label, rules, error, retry, empty, sentence, mayWrite, onEdit, onSwitch, onDelete, onOrder, busy } = props
  const t = useTranslations('program.rules')
  const move = (rule: R, by: number) => {
    const ids = (rules ?? []).map((r) => r.id)
    const at = ids.indexOf(rule.id)
    const other = ids[at + by]
    if (other === undefined) return
    ids[at + by] = rule.id
    ids[at] = other
    onOrder(ids)
  }
  return (
    <DataTable<R>
      label={label}
      rows={rules}
      rowKey={(r) => r.id}
      error={error}
      retry={retry}
      empty={empty}
      columns={[
        {
          key: 'rule',
          title: t('rule'),
          render: (r) => (
            <div className={styles.rule} data-off={!r.enabled || undefined}>
              <strong>{r.name}</strong>
              <span>{sentence(r)}</span>
            </div>
          ),
        },
        {
          key: 'enabled',
          title: t('enabled'),
          render: (r) => (
            <Switch
              checked={r.enabled}
              disabled={!mayWrite || busy}
              aria-label={t('switch', { name: r.name })}
              onChange={(enabled) => onSwitch(r, enabled)}
            />
          ),
        },
        ...(mayWrite
          ? [
              {
                key: 'actions',
                title: t('actions'),
                render: (r: R) => (
                  <span className={styles.acts}>
                    <Button type="link" size="small" onClick={() => onEdit(r)}>
                      {t('edit')}
                    </Button>
                    <Tooltip title={t('up')}>
                      <Button
                        type="text"
                        size="small"
                        icon={<ArrowUpOutlined />}
                        aria-label={t('upOf', { name: r.name })}
                        disabled={busy || rules?.[0]?.id === r.id}
                        onClick={() => move(r, -1)}
                      />
                    </Tooltip>
                    <Tooltip title={t('down')}>
                      <Button
                        type="text"
                        size="small"
                        icon={<ArrowDownOutlined />}
                        aria-label={t('downOf', { name: r.name })}
                        disabled={busy || rules?.at(-1)?.id === r.id}
                        onClick={() => move(r, 1)}
                      />
                    </Tooltip>
                    <Button type="link" size="small" danger onClick={() => onDelete(r)}>
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
