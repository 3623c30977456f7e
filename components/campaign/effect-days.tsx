'use client'

import { Segmented } from 'antd'
import { useTranslations } from 'next-intl'
import { type CSSProperties, useState } from 'react'
import { useDates } from '../kit/dates'
import { Count, Money, useFigures } from '../kit/figures'
import { Section } from '../kit/page'
import { type DayGroup, groupDays } from './day-groups'
import styles from './figures-told.module.css'
import type { EffectAnswer } from './outcome-answers'

const measures = ['sales', 'orders', 'grants'] as const
type Measure = (typeof measures)[number]

// What scrolls must take the focus, or the keyboard cannot scroll it.
const reachable = { tabIndex: 0 }

/** Day by day: a sentence, columns, and the figures under them. */
export function EffectDays({ byDay }: { byDay: EffectAnswer['byDay'] }) {
  const t = useTranslations('outcome.effect.days')
  const dates = useDates()
  const { count, money } = useFigures()
  const [measure, setMeasure] = useState<Measure>('sales')
  const { each, groups } = groupDays(byDay)
  const written = (value: number) => (measure === 'sales' ? money(value) : count(value))
  const when = ({ from, until }: DayGroup) =>
    from === until ? dates.day(from) : t('span', { from: dates.day(from), until: dates.day(until) })
  const highest = groups.reduce<DayGroup | null>((best, group) => (best === null || group[measure] > best[measure] ? group : best), null)
  const most = highest?.[measure] ?? 0
  const sentence =
    highest === null || most <= 0
      ? t('empty', { measure: t(measure) })
      : t('best', { measure: t(measure), when: when(highest), amount: written(most) })
  const [first, last] = [groups[0], groups.at(-1)]
  return (
    <Section title={t('title')} lead={each > 1 ? t('byWeek', { days: each }) : undefined}>
      <div className={styles.panel}>
        <div className={styles.head}>
          <p className={styles.sentence}>{sentence}</p>
          <Segmented
            aria-label={t('measure')}
            value={measure}
            onChange={setMeasure}
            options={measures.map((value) => ({ value, label: t(value) }))}
          />
        </div>
        <figure className={styles.figure} aria-label={sentence}>
          <div className={styles.columns} aria-hidden>
            {groups.map((group) => (
              <span
                key={group.from}
                title={`${when(group)} ${written(group[measure])}`}
                style={{ '--share': most <= 0 ? 0 : Math.max(0, group[measure]) / most } as CSSProperties}
              />
            ))}
          </div>
          {first && last && (
            <div className={styles.ends} aria-hidden>
              <span>{dates.day(first.from)}</span>
              {last.until !== first.from && <span>{dates.day(last.until)}</span>}
            </div>
          )}
        </figure>
        <section className={`${styles.scroller} ${styles.long}`} aria-label={t('title')} {...reachable}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('day')}</th>
                {measures.map((key) => (
                  <th key={key} scope="col" className={styles.right}>
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group.from}>
                  <th scope="row">{when(group)}</th>
                  <td className={styles.right}>
                    <Money value={group.sales} />
                  </td>
                  <td className={styles.right}>
                    <Count value={group.orders} />
                  </td>
                  <td className={styles.right}>
                    <Count value={group.grants} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </Section>
  )
}
