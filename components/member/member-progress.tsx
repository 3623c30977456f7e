'use client'

import { Button, Progress } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { bareAmount, measureText } from '@/server/engine/sentence/measure'
import { progressSentences } from '@/server/engine/sentence/progress'
import { capital } from '@/server/engine/sentence/wording'
import type { LadderProgress } from '@/server/member/ladder-progress'
import { useWording } from '../draft/use-wording'
import { ColorMark } from '../kit/color-mark'
import { useConsolePath, useMay } from '../kit/rights'
import styles from './member-progress.module.css'

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

function OneLadder({ named, ...one }: LadderProgress & { named: boolean }) {
  const { ladder, measure, measured, tier, next } = one
  const t = useTranslations('member')
  const { wording } = useWording()
  const amount = (value: number) => bareAmount(measure, value, wording)
  const told = capital(measureText(one, wording))
  const share = next && next.threshold > 0 ? Math.max(0, Math.min(1, measured / next.threshold)) : 1
  const [first, ...rest] = progressSentences(one, wording)
  return (
    <div className={styles.ladder}>
      {named && <p className={styles.label}>{ladder}</p>}
      <p className={styles.tier}>{tier ? <ColorMark color={tier.color}>{tier.name}</ColorMark> : t('noTier')}</p>
      <p className={styles.label}>{told}</p>
      {next ? (
        <>
          <p className={styles.now}>{t('progress', { now: amount(measured), goal: amount(next.threshold) })}</p>
          <Progress percent={Math.floor(share * 100)} showInfo={false} strokeColor="var(--r-accent)" aria-label={told} />
        </>
      ) : (
        <p className={styles.now}>{amount(measured)}</p>
      )}
      <p>{first}</p>
      {rest.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
