'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import Link from 'next/link'
import { useMessages, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RedemptionDetail, RedemptionStep } from '@/server/reward/read-redemption'
import { Instant, useDates } from '../kit/dates'
import { Points, useFigures, useSetting } from '../kit/figures'
import { useConsolePath } from '../kit/rights'
import { ErrorState, TextSkeleton } from '../kit/states'
import { StatusDot } from '../kit/status-dot'
import { useRefusal } from '../kit/use-refusal'
import { useTRPC } from '../trpc/client'
import styles from './redemption-drawer.module.css'
import { type Act, ActDrawer, useDrawn, useFinish } from './redemption-forms'
import { redemptionTones } from './redemption-tones'

/** Everything about one redemption, and what can still be done to it. */
export function RedemptionDrawer({ redemptionId, number, onClose }: { redemptionId: string; number: string; onClose: () => void }) {
  const t = useTranslations('reward.detail')
  const trpc = useTRPC()
  const redemption = useQuery(trpc.reward.redemption.queryOptions({ redemptionId }))
  return (
    <Drawer title={t('title', { number })} open onClose={onClose} size={520} destroyOnHidden>
      {redemption.error && <ErrorState error={redemption.error} retry={() => void redemption.refetch()} />}
      {!redemption.error && !redemption.data && <TextSkeleton rows={8} />}
      {redemption.data && <Detail detail={redemption.data} />}
    </Drawer>
  )
}

function Detail({ detail }: { detail: RedemptionDetail }) {
  const t = useTranslations('reward')
  const path = useConsolePath()
  const dates = useDates()
  const { count } = useFigures()
  const { pointsName } = useSetting()
  const finish = useFinish()
  const drawn = useDrawn()
  const [act, setAct] = useState<Act>()
  const { may, member } = detail
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('detail.state')}</dt>
        <dd>
          <StatusDot tone={redemptionTones[detail.state]}>{t(`states.${detail.state}`)}</StatusDot>
        </dd>
        <dt>{t('detail.member')}</dt>
        <dd>
          <Link href={path(`/members/${member.id}`)}>{member.name ?? t('detail.noMember')}</Link>
          <span className={styles.quiet}>{[member.code, member.phone].filter(Boolean).join(' · ')}</span>
        </dd>
        <dt>{t('detail.reward')}</dt>
        <dd>
          {detail.reward} {t('redemptions.times', { n: count(detail.quantity) })}
          <span className={styles.quiet}>{t(`gives.${detail.gives}`)}</span>
        </dd>
        <dt>{t('detail.points', { name: pointsName })}</dt>
        <dd>
          <Points value={detail.points} bare />
        </dd>
        <dt>{t('detail.through')}</dt>
        <dd>{t(`through.${detail.through}`)}</dd>
        {detail.address && (
          <>
            <dt>{t('detail.address')}</dt>
            <dd>
              <Address detail={detail} />
            </dd>
          </>
        )}
        {detail.carrier && (
          <>
            <dt>{t('detail.carrier')}</dt>
            <dd>
              {detail.carrier} {detail.parcel}
            </dd>
          </>
        )}
        {detail.coupons.length > 0 && (
          <>
            <dt>{t('detail.coupons')}</dt>
            <dd>
              <ul className={styles.lines}>
                {detail.coupons.map((coupon) => (
                  <li key={coupon.number}>
                    {coupon.number} · {t(`detail.couponStates.${coupon.state}`)}
                    <span className={styles.quiet}>{t('detail.couponUntil', { until: dates.day(coupon.until) })}</span>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {detail.gives === 'lottery_ticket' && (
          <>
            <dt>{t('detail.tickets')}</dt>
            <dd>{t('detail.ticketsLeft', { left: count(detail.ticketsLeft), all: count(detail.quantity) })}</dd>
          </>
        )}
        {detail.doneStore && (
          <>
            <dt>{t('detail.collectedAt')}</dt>
            <dd>{detail.doneStore}</dd>
          </>
        )}
        {detail.cancelReason && (
          <>
            <dt>{t('detail.reason')}</dt>
            <dd>{detail.cancelReason}</dd>
          </>
        )}
      </dl>
      <div className={styles.acts}>
        {may.send && (
          <Button type={detail.state === 'to_send' ? 'primary' : 'default'} onClick={() => setAct('send')}>
            {t(detail.state === 'sent' ? 'acts.correct' : 'acts.send')}
          </Button>
        )}
        {may.finish && (
          <Button type="primary" onClick={() => void finish(detail)}>
            {t('acts.finish')}
          </Button>
        )}
        {may.collect && (
          <Button type="primary" onClick={() => setAct('collect')}>
            {t('acts.collect')}
          </Button>
        )}
        {may.ticket && (
          <Button type="primary" onClick={() => void drawn(detail)}>
            {t('acts.ticket')}
          </Button>
        )}
        {may.cancel && (
          <Button danger onClick={() => setAct('cancel')}>
            {t('acts.cancel')}
          </Button>
        )}
      </div>
      <h3 className={styles.heading}>{t('detail.history')}</h3>
      <ul className={styles.steps}>
        {detail.steps.map((step) => (
          <Step key={`${step.at} ${step.what}`} step={step} />
        ))}
      </ul>
      {act && <ActDrawer act={act} line={detail} onClose={() => setAct(undefined)} />}
    </>
  )
}

function Step({ step }: { step: RedemptionStep }) {
  const t = useTranslations('reward.detail')
  const words: Record<string, string> = useMessages().reward.detail.steps
  const by = step.by.name ?? t(step.by.kind === 'system' ? 'bySystem' : step.by.kind === 'key' ? 'byKey' : 'byFormer')
  return (
    <li>
      {words[step.what] ?? step.what}
      {step.carrier && ` · ${step.carrier} ${step.parcel ?? ''}`}
      <span className={styles.quiet}>
        <Instant at={step.at} /> · {by}
      </span>
    </li>
  )
}

/** Where it goes, once somebody has asked for it. */
function Address({ detail }: { detail: RedemptionDetail }) {
  const t = useTranslations('reward.detail')
  const trpc = useTRPC()
  const { refused } = useRefusal()
  const reveal = useMutation(trpc.reward.revealAddress.mutationOptions({ onError: refused }))
  const shown = reveal.data
  if (!shown)
    return (
      <>
        {t('addressHidden')}{' '}
        {detail.may.reveal && (
          <Button size="small" loading={reveal.isPending} onClick={() => reveal.mutate({ redemptionId: detail.id })}>
            {t('reveal')}
          </Button>
        )}
      </>
    )
  return (
    <>
      {[shown.recipient, shown.phone].filter(Boolean).join(' ')}
      <div>{shown.address}</div>
      <span className={styles.quiet}>{t('revealed')}</span>
    </>
  )
}
