'use client'

import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AsOf, useDates } from '../kit/dates'
import { Count, Money, Points, useFigures, useSetting } from '../kit/figures'
import { Section } from '../kit/page'
import { EmptyState, ErrorState, TextSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { costKnown } from './cost-known'
import { EffectCompare } from './effect-compare'
import { EffectDays } from './effect-days'
import styles from './figures-told.module.css'
import type { EffectAnswer } from './outcome-answers'
import { useGivenWords } from './use-given-words'

/** What a campaign has come to: what it gave and cost, what was bought, and how that was before. */
export function EffectReport({ campaignId }: { campaignId: string }) {
  const t = useTranslations('outcome.effect')
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.campaign.effect.queryOptions({ campaignId }, { retry: false }))
  if (error)
    return (
      <Section title={t('title')}>
        <ErrorState error={error} retry={() => void refetch()} />
      </Section>
    )
  if (data === undefined)
    return (
      <Section title={t('title')}>
        <div className={styles.waiting} aria-busy>
          <TextSkeleton rows={6} />
        </div>
      </Section>
    )
  if (data === null)
    return (
      <Section title={t('title')}>
        <EmptyState title={t('none')} why={t('noneWhy')} />
      </Section>
    )
  return (
    <>
      <EffectTold effect={data} campaignId={campaignId} />
      <EffectCompare effect={data} />
      <EffectDays byDay={data.byDay} />
    </>
  )
}

function EffectTold({ effect, campaignId }: { effect: EffectAnswer; campaignId: string }) {
  const t = useTranslations('outcome.effect')
  const n = useTranslations('outcome.forecast')
  const { tenant } = useParams<{ tenant: string }>()
  const { money } = useFigures()
  const { pointsName: name } = useSetting()
  const sentence = useSentence(effect)
  const { forecast } = effect
  const always = new Set<string>(['members', 'grants', 'cost'])
  const facts: [
    key: 'members' | 'grants' | 'points' | 'growth' | 'coupons' | 'used' | 'couponsOff' | 'goods' | 'chances' | 'off' | 'cost',
    amount: number,
    value: ReactNode,
  ][] = [
    ['members', effect.members, <Count key="members" value={effect.members} />],
    ['grants', effect.grants, <Count key="grants" value={effect.grants} />],
    ['points', effect.points, <Points key="points" value={effect.points} bare />],
    ['growth', effect.growth, <Count key="growth" value={effect.growth} />],
    ['coupons', effect.coupons, <Count key="coupons" value={effect.coupons} />],
    ['used', effect.coupons, <Count key="used" value={effect.couponsUsed} />],
    ['couponsOff', effect.couponsOff, <Money key="couponsOff" value={effect.couponsOff} />],
    ['goods', effect.goods, <Count key="goods" value={effect.goods} />],
    ['chances', effect.chances, <Count key="chances" value={effect.chances} />],
    ['off', effect.off, <Money key="off" value={effect.off} />],
    ['cost', effect.cost, <Money key="cost" value={effect.cost} />],
  ]
  return (
    <Section
      title={t('title')}
      lead={<AsOf at={effect.asOf} />}
      actions={
        <Button icon={<DownloadOutlined aria-hidden />} href={`/api/campaign/${tenant}/${campaignId}/effect`} download>
          {t('download')}
        </Button>
      }
    >
      <div className={styles.panel}>
        <p className={styles.sentence} data-testid="effect-sentence">
          {sentence}
        </p>
        {forecast && (
          <p className={styles.quiet}>
            {forecast.grants === 0
              ? t('expectedNobody')
              : t('expected', {
                  members: forecast.members,
                  grants: forecast.grants,
                  cost: money(forecast.cost),
                  ...costKnown(forecast),
                })}
          </p>
        )}
        <dl className={styles.facts}>
          {facts.map(
            ([key, amount, value]) =>
              (always.has(key) || amount !== 0) && (
                <div key={key}>
                  <dt>{t(`facts.${key}`, { name })}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
        {(effect.points > 0 || effect.notes.length > 0) && (
          <ul className={styles.notes}>
            {effect.points > 0 && <li>{n('worth', { name, money: money(Math.round(effect.pointsWorth)) })}</li>}
            {effect.notes.map((note) => (
              <li key={note}>{n(`notes.${note}`, { name, days: effect.days })}</li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  )
}

/** What it gave as one sentence, from the figures alone. */
function useSentence(effect: EffectAnswer): string {
  const t = useTranslations('outcome.effect')
  const { money } = useFigures()
  const dates = useDates()
  const given = useGivenWords('effect')
  const { from, until, days, members, grants, cost, notes } = effect
  const known = cost === 0 && notes.includes('cost_unknown') ? 'no' : 'yes'
  const when = from === until ? t('oneDay', { from: dates.day(from) }) : t('when', { from: dates.day(from), until: dates.day(until), days })
  return grants === 0 ? t('nobody', { when }) : t('sentence', { when, members, grants, gives: given(effect), known, cost: money(cost) })
}
