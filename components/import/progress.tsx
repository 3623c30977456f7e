'use client'

import { Alert, Progress as Bar, Button } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { importCounts } from '@/server/engine/import/column'
import { Count, useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { useSentences } from '../kit/sentence'
import styles from './import-page.module.css'
import type { ImportView } from './import-state'

/** How far an import is, how fast, and how long it still takes; then what came of it. */
export function Progress({ row }: { row: ImportView }) {
  const t = useTranslations('import')
  const { count } = useFigures()
  const { ofCode } = useSentences()
  const path = useConsolePath()
  const total = row.rowsTotal ?? 0
  const percent = row.status === 'done' ? 100 : total === 0 ? 0 : Math.floor((row.rowsDone / total) * 100)
  const moving = row.status === 'queued' || row.status === 'running'
  const lead = {
    uploaded: '',
    queued: t('waiting'),
    running: t('closable'),
    paused: t('pausedLead', { done: count(row.rowsDone) }),
    done: t('doneLead'),
    failed: t('pausedLead', { done: count(row.rowsDone) }),
  }[row.status]
  return (
    <Section title={t(row.status === 'done' ? 'resultTitle' : `states.${row.status}`)} lead={lead}>
      {row.failure && <Alert type="error" showIcon title={ofCode(row.failure)} className={styles.alert} />}
      <Bar
        percent={percent}
        status={moving ? 'active' : row.status === 'done' ? 'success' : 'normal'}
        aria-label={t('progress', { done: count(row.rowsDone), total: count(total) })}
      />
      <p className={styles.pace} aria-live="polite">
        <span>{t('progress', { done: count(row.rowsDone), total: count(total) })}</span>
        {row.rate !== null && <span>{t('rate', { rate: count(row.rate) })}</span>}
        {row.secondsLeft !== null && row.secondsLeft > 0 && (
          <span>{t('left', { minutes: Math.floor(row.secondsLeft / 60), seconds: row.secondsLeft % 60 })}</span>
        )}
      </p>
      <dl className={styles.facts}>
        {importCounts.map((name) => {
          const value = row.counts[name] ?? 0
          return value > 0 || name === 'rows' || name === 'refused' ? (
            <div key={name}>
              <dt>{t(`counts.${name}`)}</dt>
              <dd data-testid={`count-${name}`}>
                <Count value={value} />
              </dd>
            </div>
          ) : null
        })}
      </dl>
      {row.status === 'done' && (
        <Link href={path('/members')}>
          <Button type="primary" tabIndex={-1}>
            {t('seeMembers')}
          </Button>
        </Link>
      )}
    </Section>
  )
}
