'use client'

import { CheckCircleFilled } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { SetupStep } from '@/server/report/read-overview'
import { Section } from '../kit/page'
import { useConsolePath, useMay } from '../kit/rights'
import styles from './setup-list.module.css'

const ways: Record<SetupStep, { path: string; minutes: number }> = {
  program: { path: '/program', minutes: 2 },
  members: { path: '/members/import', minutes: 3 },
  order: { path: '/program/try', minutes: 1 },
  colleague: { path: '/settings/team', minutes: 1 },
}

/** What is left to set up. It ticks itself from what is there, so that it resumes wherever somebody left off. */
export function SetupList({ steps }: { steps: { step: SetupStep; done: boolean }[] }) {
  const t = useTranslations('report')
  const path = useConsolePath()
  const mayInvite = useMay('team:write')
  const shown = steps.filter(({ step }) => step !== 'colleague' || mayInvite)
  const done = shown.filter((one) => one.done).length
  const next = shown.find((one) => !one.done)?.step
  if (next === undefined) return null
  return (
    <Section title={t('setup.title')} actions={<span className={styles.count}>{t('setup.done', { done, all: shown.length })}</span>}>
      <Progress
        percent={Math.round((done / shown.length) * 100)}
        showInfo={false}
        strokeColor="var(--r-accent)"
        aria-label={t('setup.title')}
      />
      <ol className={styles.steps}>
        {shown.map(({ step, done: ticked }) => (
          <li key={step} className={styles.step} data-done={ticked || undefined} data-next={step === next || undefined}>
            <span className={styles.tick} role="img" aria-label={t(ticked ? 'setup.ticked' : 'setup.open')}>
              {ticked ? <CheckCircleFilled aria-hidden /> : <span className={styles.ring} />}
            </span>
            <span className={styles.words}>
              <span className={styles.title}>{t(`setup.steps.${step}.title`)}</span>
              {!ticked && <span className={styles.what}>{t(`setup.steps.${step}.what`)}</span>}
            </span>
            {!ticked && <span className={styles.minutes}>{t('setup.minutes', { minutes: ways[step].minutes })}</span>}
            {!ticked && (
              <Link href={path(ways[step].path)}>
                <Button type={step === next ? 'primary' : 'default'}>{t(`setup.steps.${step}.do`)}</Button>
              </Link>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}
