'use client'

import { Alert, Progress as Bar, Button } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ImportCount, ImportSubject } from '@/server/engine/import/column'
import { Count, useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { useConsolePath } from '../kit/rights'
import { useSentences } from '../kit/sentence'
import styles from './import-page.module.css'
import type { ImportView } from './import-state'

/** What a file can come to. All of it stands there from the start, so that nothing moves while it is counted. */
const countsOf: Record<ImportSubject, readonly ImportCount[]> = {
  members: ['rows', 'membersNew', 'membersKnown', 'membersUpdated', 'refused'],
  orders: ['rows', 'orders', 'refunds', 'duplicates', 'rounded', 'refused'],
}

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
    <Section title={t(row.status === 'done' ? 'resultTitle' : `states.${row.status}`)} lead={<span className={styles.lead}>{lead}</span>}>
      {row.failure && <Alert type="error" showIcon title={ofCode(row.failure)} className={styles.alert} />}
      <Bar
        percent={percent}
        status={moving ? 'active' : row.status === 'done' ? 'success' : 'normal'}
        aria-label={t('progress', { done: count(row.rowsDone), total: count(total) })}
      />
      <p className={styles.pace} aria-live="polite">
        <span className={styles.far}>{t('progress', { done: count(row.rowsDone), total: count(total) })}</span>
        {row.rate !== null && <span>{t('rate', { rate: count(row.rate) })}</span>}
        {row.secondsLeft !== null && row.secondsLeft > 0 && (
          <span>{t('left', { minutes: Math.floor(row.secondsLeft / 60), seconds: row.secondsLeft % 60 })}</span>
        )}
      </p>
      <dl className={styles.facts}>
        {countsOf[row.subject].map((name) => (
          <div key={name}>
            <dt>{t(`counts.${name}`)}</dt>
            <dd data-testid={`count-${name}`}>
              <Count value={row.counts[name] ?? 0} />
            </dd>
          </div>
        ))}
      </dl>
      <Link href={path('/members')}>
        <Button type={row.status === 'done' ? 'primary' : 'default'} tabIndex={-1}>
          {t('seeMembers')}
        </Button>
      </Link>
    </Section>
  )
}
