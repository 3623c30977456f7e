'use client'

import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { useDates } from '../kit/dates'
import { Count, Money, useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import styles from './figures-told.module.css'
import type { EffectAnswer } from './outcome-answers'

/** What the audience bought while the campaign ran and before, with a gift and without. */
export function EffectCompare({ effect }: { effect: EffectAnswer }) {
  const t = useTranslations('outcome.effect.compare')
  const dates = useDates()
  const sentence = useSentence(effect)
  const { beforeFrom, beforeUntil, beforeDays: days } = effect
  const groups = [
    { key: 'all', during: effect.during, before: effect.before },
    { key: 'withGift', ...effect.withGift },
    { key: 'withoutGift', ...effect.withoutGift },
  ] as const
  const rows = groups.flatMap(({ key, during, before }) => [
    { key, period: 'during' as const, ...during },
    ...(beforeFrom === null ? [] : [{ key, period: 'before' as const, ...before }]),
  ])
  const widest = Math.max(1, ...rows.map((row) => row.sales))
  const compared =
    beforeFrom === null || beforeUntil === null
      ? t('nothing')
      : beforeFrom === beforeUntil
        ? t('withOne', { from: dates.day(beforeFrom) })
        : t('with', { from: dates.day(beforeFrom), until: dates.day(beforeUntil), days })
  return (
    <Section title={t('title')} lead={compared}>
      <div className={styles.panel}>
        <p className={styles.sentence}>{sentence}</p>
        <div className={styles.scroller}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('who')}</th>
                <th scope="col">{t('period')}</th>
                <th scope="col" className={styles.bars} aria-hidden />
                <th scope="col" className={styles.right}>
                  {t('sales')}
                </th>
                <th scope="col" className={styles.right}>
                  {t('orders')}
                </th>
                <th scope="col" className={styles.right}>
                  {t('buyers')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, period, members, orders, sales }) => (
                <tr key={`${key} ${period}`}>
                  <th scope="row">{t(key)}</th>
                  <td>{t(period)}</td>
                  <td className={styles.bars} aria-hidden>
                    <span
                      className={styles.bar}
                      data-before={period === 'before' || undefined}
                      style={{ '--share': Math.max(0, sales) / widest } as CSSProperties}
                    />
                  </td>
                  <td className={styles.right}>
                    <Money value={sales} />
                  </td>
                  <td className={styles.right}>
                    <Count value={orders} />
                  </td>
                  <td className={styles.right}>
                    <Count value={members} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className={styles.quiet}>{t('note')}</p>
      </div>
    </Section>
  )
}

function useSentence({ during, before, beforeFrom }: EffectAnswer): string {
  const t = useTranslations('outcome.effect.compare')
  const { money, percent } = useFigures()
  const sales = money(during.sales)
  if (beforeFrom === null) return t('alone', { sales })
  if (before.sales <= 0) return t('fromNothing', { sales })
  if (during.sales === before.sales) return t('same', { sales })
  const share = percent(Math.abs(during.sales - before.sales) / before.sales)
  return t(during.sales > before.sales ? 'up' : 'down', { sales, before: money(before.sales), share })
}
