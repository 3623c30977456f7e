'use client'

import { Button, Progress } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { LadderProgress } from '@/server/member/read-member'
import { ColorMark } from '../kit/color-mark'
import { useDates } from '../kit/dates'
import { useConsolePath, useMay } from '../kit/rights'
import styles from './member-progress.module.css'
import { useMeasure } from './use-measure'

/** Tier and way to the next one, in words, one block a ladder. */
export function MemberProgress({ progress }: { progress: LadderProgress[] }) {
  const t = useTranslations('member')
  const path = useConsolePath()
  const mayPublish = useMay('program:publish')
  if (progress.length > 0) return progress.map((ladder) => <OneLadder key={ladder.ladder} {...ladder} named={progress.length > 1} />)
  return (
    <div className={styles.none}>
      <p>{t('noProgram')}</p>
      {mayPublish && (
        <Link href={path('/program')}>
          <Button>{t('noProgramAct')}</Button>
        </Link>
      )}
    </div>
  )
}

function OneLadder({ ladder, named, measure, window, measured, tier, next, until, daysLeft }: LadderProgress & { named: boolean }) {
  const t = useTranslations('member')
  const dates = useDates()
  const { amount, inWindow } = useMeasure()
  const share = next && next.threshold > 0 ? Math.max(0, Math.min(1, measured / next.threshold)) : 1
  return (
    <div className={styles.ladder}>
      {named && <p className={styles.label}>{ladder}</p>}
      <p className={styles.tier}>{tier ? <ColorMark color={tier.color}>{tier.name}</ColorMark> : t('noTier')}</p>
      <p className={styles.label}>{inWindow(measure, window)}</p>
      {next ? (
        <>
          <p className={styles.now}>{t('progress', { now: amount(measure, measured), goal: amount(measure, next.threshold) })}</p>
          <Progress
            percent={Math.floor(share * 100)}
            showInfo={false}
            strokeColor="var(--r-accent)"
            aria-label={inWindow(measure, window)}
          />
          <p>
            {next.missing > 0
              ? t('missing', { missing: amount(measure, next.missing), next: next.name })
              : t('reached', { next: next.name })}
          </p>
        </>
      ) : (
        <>
          <p className={styles.now}>{amount(measure, measured)}</p>
          <p>{t('top')}</p>
        </>
      )}
      {until !== null && <p>{t('until', { date: dates.day(until), days: daysLeft ?? 0 })}</p>}
    </div>
  )
}
