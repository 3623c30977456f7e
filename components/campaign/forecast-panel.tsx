'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type CSSProperties, useId } from 'react'
import type { CampaignDraft } from '@/server/engine/campaign/campaign'
import { effectSentence } from '@/server/engine/sentence/campaign'
import { useWording } from '../draft/use-wording'
import { AsOf, useDates } from '../kit/dates'
import { Count, Money, Percent, useFigures, useSetting } from '../kit/figures'
import { ErrorState, TextSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import styles from './figures-told.module.css'
import type { ForecastAnswer } from './outcome-answers'
import { useGivenWords } from './use-given-words'
import { useSettled } from './use-settled'

/** What a draft is expected to come to, from real orders, while it is being written; asked once nobody has typed for a while. */
export function ForecastPanel({ draft }: { draft: CampaignDraft | null }) {
  const t = useTranslations('outcome.forecast')
  const trpc = useTRPC()
  const heading = useId()
  const told = JSON.stringify(draft)
  const settled = useSettled(told)
  const asked = JSON.parse(settled) as CampaignDraft | null
  const query = useQuery(
    trpc.campaign.forecast.queryOptions(asked ?? nothing, {
      enabled: asked !== null,
      placeholderData: keepPreviousData,
      staleTime: 60_000,
      retry: false,
    }),
  )
  const working = query.isFetching || settled !== told
  return (
    <section className={styles.panel} aria-labelledby={heading}>
      <h2 id={heading} className={styles.title}>
        {t('title')}
      </h2>
      {asked === null ? (
        <p className={styles.quiet}>{t('unfinished')}</p>
      ) : query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <div className={styles.waiting} aria-busy>
          <p className={styles.quiet}>{t('working')}</p>
          <TextSkeleton rows={5} />
        </div>
      ) : (
        <div className={`${styles.panel} ${working ? styles.working : ''}`} aria-live="polite" aria-busy={working}>
          <ForecastTold forecast={query.data} draft={asked} />
        </div>
      )}
    </section>
  )
}

/** Never asked: a disabled query still wants an input. */
const nothing: CampaignDraft = {
  kind: 'member_day',
  name: '-',
  intro: '',
  noticeDays: null,
  terms: {
    schedule: { from: '2000-01-01', on: { kind: 'every_day' } },
    audience: {},
    effects: [{ at: { kind: 'order' }, gives: { kind: 'points', points: 1 }, limits: {} }],
  },
}

function ForecastTold({ forecast, draft }: { forecast: ForecastAnswer; draft: CampaignDraft }) {
  const t = useTranslations('outcome.forecast')
  const { money } = useFigures()
  const { pointsName: name } = useSetting()
  const sentence = useSentence(forecast)
  const { turn, notes, basisDays: days } = forecast
  const rows = (['reach', 'members', 'perTurn'] as const)
    .filter((key) => key !== 'perTurn' || tellsEachTurn(forecast))
    .map((key) => ({ key, label: t(`who.${key}`, { turn }), value: forecast[key] }))
  const widest = Math.max(1, ...rows.map((row) => row.value))
  return (
    <>
      <p className={styles.sentence} data-testid="forecast-sentence">
        {sentence}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('people')}</th>
            <th scope="col" className={styles.bars} aria-hidden />
            <th scope="col" className={styles.right}>
              {t('number')}
            </th>
            <th scope="col" className={styles.right}>
              {t('share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, value }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td className={styles.bars} aria-hidden>
                <span className={styles.bar} style={{ '--share': value / widest } as CSSProperties} />
              </td>
              <td className={styles.right}>
                <Count value={value} />
              </td>
              <td className={styles.right}>
                <Percent value={forecast.reach === 0 ? null : value / forecast.reach} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <EffectCosts forecast={forecast} draft={draft} />
      <ul className={styles.notes}>
        {forecast.points > 0 && <li>{t('worth', { name, money: money(Math.round(forecast.pointsWorth)) })}</li>}
        {notes.map((note) => (
          <li key={note}>{t(`notes.${note}`, { name, days })}</li>
        ))}
        <li>
          <AsOf at={forecast.asOf} />
        </li>
      </ul>
    </>
  )
}

/** Whether there is a number of members for each time: none where it is less than one, or where members come when they like. */
const tellsEachTurn = ({ perTurn, notes }: ForecastAnswer): boolean => perTurn > 0 && !notes.includes('claims_at_most')

/** What each effect comes to by itself. */
function EffectCosts({ forecast, draft }: { forecast: ForecastAnswer; draft: CampaignDraft }) {
  const t = useTranslations('outcome.forecast.effects')
  const { wording } = useWording()
  const label = useId()
  return (
    <section className={styles.scroller} aria-labelledby={label}>
      <table className={styles.table}>
        <caption id={label} hidden>
          {t('title')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col" className={styles.right}>
              {t('times')}
            </th>
            <th scope="col" className={styles.right}>
              {t('cost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {forecast.effects.map(({ place, times, cost }) => {
            const effect = draft.terms.effects[place]
            return (
              effect && (
                <tr key={place}>
                  <th scope="row">{effectSentence(effect, wording)}</th>
                  <td className={styles.right}>
                    <Count value={times} />
                  </td>
                  <td className={styles.right}>
                    <Money value={cost} />
                  </td>
                </tr>
              )
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

/** The whole as one sentence, from the figures alone. */
function useSentence(forecast: ForecastAnswer): string {
  const t = useTranslations('outcome.forecast')
  const { money } = useFigures()
  const dates = useDates()
  const given = useGivenWords('forecast')
  const { basisDays: days, orders, turn, turns, perTurn, until, grants, cost, notes } = forecast
  const basis = orders > 0 ? t('basis', { days, orders }) : t('noOrders', { days })
  if (until === null) return t('never', { basis })
  if (grants === 0) return t(forecast.reach === 0 ? 'empty' : 'nobody', { basis })
  const known = cost === 0 && notes.includes('cost_unknown') ? 'no' : 'yes'
  const told = { basis, turn, turns, until: dates.day(until), gives: given(forecast), known, cost: money(cost) }
  if (tellsEachTurn(forecast)) return t('sentence', { ...told, perTurn })
  const least = notes.includes('claims_at_most') ? 'most' : 'about'
  return t('whole', { ...told, members: Math.max(1, forecast.members), least })
}
