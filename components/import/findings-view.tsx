'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DataTable } from '../kit/data-table'
import { useDates } from '../kit/dates'
import { Count, Money } from '../kit/figures'
import styles from './import-page.module.css'
import type { Findings } from './import-state'
import { useProblemColumns } from './problem-table'

/** What an import would do, in figures, with the first rows that it could not take. */
export function FindingsView({ findings }: { findings: Findings }) {
  const t = useTranslations('import')
  const dates = useDates()
  const columns = useProblemColumns()
  const counted =
    findings.subject === 'members'
      ? (['rows', 'newMembers', 'knownMembers', 'refused'] as const)
      : (['rows', 'orders', 'refunds', 'newMembers', 'duplicates', 'rounded', 'refused'] as const)
  const facts: [string, ReactNode, string][] = counted.map((name) => [
    t(`facts.${name}`),
    <Count key={name} value={findings[name]} />,
    name,
  ])
  if (findings.subject === 'orders') {
    facts.push(
      [t('facts.gross'), <Money key="gross" value={findings.gross} />, 'gross'],
      [t('facts.back'), <Money key="back" value={findings.back} />, 'back'],
    )
    if (findings.first && findings.last)
      facts.push([t('facts.span'), `${dates.dayOf(findings.first)} – ${dates.dayOf(findings.last)}`, 'span'])
  }
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([label, value, name]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd data-testid={`found-${name}`}>{value}</dd>
          </div>
        ))}
      </dl>
      {findings.problems.length === 0 ? (
        <p>{t('problemsNone')}</p>
      ) : (
        <>
          <h3 className={styles.problems}>{t('problemsFirst', { count: findings.problems.length })}</h3>
          <DataTable
            label={t('problemsTitle')}
            columns={columns}
            rowKey={(row) => String(row.rowNo)}
            rows={findings.problems}
            empty={null}
          />
        </>
      )}
    </>
  )
}
