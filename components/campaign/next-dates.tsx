'use client'

import { useTranslations } from 'next-intl'
import { civilOf, isoOf } from '@/server/engine/calendar/day'
import { nextDays, type Schedule } from '@/server/engine/campaign/schedule'
import { useDates } from '../kit/dates'
import styles from './next-dates.module.css'
import { useDayText } from './use-day-text'
import { useToday } from './use-today'

const SHOWN = 10

/** The next ten dates on which a schedule falls, so that nobody has to work them out. */
export function NextDates({ schedule }: { schedule: Schedule | null }) {
  const t = useTranslations('campaign.next')
  const today = useToday()
  const text = useDayText()
  const dates = useDates()
  const days = schedule ? nextDays(schedule, today, SHOWN) : []
  const thisYear = civilOf(today).year
  return (
    <section className={styles.next} aria-label={t('title')}>
      <h3 className={styles.head}>{t('title')}</h3>
      {schedule?.on.kind === 'every_day' && days.length > 0 && (
        <p className={styles.none}>
          {schedule.until === undefined
            ? t('daily', { from: dates.day(schedule.from) })
            : t('dailyUntil', { from: dates.day(schedule.from), until: dates.day(schedule.until) })}
        </p>
      )}
      {days.length === 0 ? (
        <p className={styles.none}>{t(schedule ? 'none' : 'unfinished')}</p>
      ) : (
        <ol className={styles.days} data-testid="next-dates">
          {days.map((day) => (
            <li key={day}>
              <time dateTime={isoOf(day)} data-today={day === today || undefined}>
                {civilOf(day).year === thisYear ? text.short(day) : text.withYear(day)}
                {day === today && ` · ${t('today')}`}
              </time>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
