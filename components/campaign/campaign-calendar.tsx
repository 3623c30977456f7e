'use client'

import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { civilOf, type Day, dayFrom, isoOf } from '@/server/engine/calendar/day'
import { festivalNames } from '@/server/engine/campaign/festival'
import { useListState } from '../kit/list-state'
import { Section } from '../kit/page'
import { ErrorState, TableSkeleton } from '../kit/states'
import { useTRPC } from '../trpc/client'
import { type CalendarDay, daysOfMonth, lastOf, monthAway, monthOf, monthText } from './calendar-month'
import styles from './campaign-calendar.module.css'
import { DayDrawer } from './day-drawer'
import { useOverlapWords } from './overlap-words'
import { useDayText } from './use-day-text'
import { useToday } from './use-today'

/** As many campaigns as one cell shows; the rest is a number. */
const SHOWN = 3
const week = [1, 2, 3, 4, 5, 6, 7] as const
/** 1 January 2024. */
const MONDAY = dayFrom(2024, 1, 1)

/** What the server is asked for, of a month. */
export const calendarAsk = (first: Day) => ({ from: isoOf(first), until: isoOf(lastOf(first)) })

/** A month of campaigns: as a grid with weeks from Monday on, on a phone as an agenda. */
export function CampaignCalendarView() {
  const t = useTranslations('campaign.calendar')
  const trpc = useTRPC()
  const text = useDayText()
  const today = useToday()
  const { filter, narrow } = useListState(['month'] as const)
  const first = monthOf(filter.month, today)
  const found = useQuery({ ...trpc.campaign.calendar.queryOptions(calendarAsk(first)), placeholderData: keepPreviousData })
  const [open, setOpen] = useState<Day>()
  const show = (month: Day) => narrow({ month: month === monthOf(undefined, today) ? undefined : monthText(month) })
  const days = found.data && daysOfMonth(first, found.data.entries, found.data.overlaps)
  return (
    <Section flush>
      <div className={styles.bar}>
        <h2 className={styles.month} aria-live="polite">
          {text.month(first)}
        </h2>
        <div className={styles.steps}>
          <Button icon={<LeftOutlined />} aria-label={t('prev')} onClick={() => show(monthAway(first, -1))} />
          <Button icon={<RightOutlined />} aria-label={t('next')} onClick={() => show(monthAway(first, 1))} />
          <Button onClick={() => show(monthOf(undefined, today))}>{t('today')}</Button>
        </div>
      </div>
      {found.error ? (
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      ) : !days ? (
        <TableSkeleton rows={5} columns={7} />
      ) : (
        <>
          <div className={styles.week} aria-hidden>
            {week.map((day) => (
              <span key={day}>{text.weekday(MONDAY + day - 1)}</span>
            ))}
          </div>
          <ol className={styles.grid} aria-label={t('title')}>
            {days.map((one) => (
              <DayCell
                key={one.day}
                one={one}
                isToday={one.day === today}
                label={text.long(one.day)}
                short={text.short(one.day)}
                number={String(civilOf(one.day).date)}
                onOpen={() => setOpen(one.day)}
              />
            ))}
          </ol>
          {days.every(({ entries }) => entries.length === 0) && <p className={styles.none}>{t('none')}</p>}
          <Legend />
        </>
      )}
      <DayDrawer day={days?.find(({ day }) => day === open)} onClose={() => setOpen(undefined)} />
    </Section>
  )
}

type CellProps = { one: CalendarDay; isToday: boolean; label: string; short: string; number: string; onOpen: () => void }

function DayCell({ one, isToday, label, short, number, onOpen }: CellProps) {
  const t = useTranslations('campaign.calendar')
  const language = useLocale() === 'zh' ? 'zh' : 'en'
  const words = useOverlapWords()
  const { entries, overlaps, festivals, weekday } = one
  const said = overlaps.flatMap((overlap) => words(overlap, entries))[0]
  return (
    <li
      className={styles.day}
      data-weekday={weekday}
      data-today={isToday || undefined}
      data-empty={(entries.length === 0 && festivals.length === 0) || undefined}
    >
      <button type="button" className={styles.open} onClick={onOpen}>
        <span className={styles.heard}>{t('openDay', { day: label, count: entries.length })}</span>
        <span className={styles.head}>
          <span className={styles.number} aria-hidden>
            {number}
          </span>
          <span className={styles.short} aria-hidden>
            {short}
          </span>
          {festivals.map((festival) => (
            <span key={festival} className={styles.festival}>
              {festivalNames[festival][language]}
            </span>
          ))}
        </span>
        {entries.slice(0, SHOWN).map(({ id, name, phase }) => (
          <span key={id} className={styles.chip} data-phase={phase}>
            {name}
          </span>
        ))}
        {entries.length > SHOWN && <span className={styles.rest}>{t('more', { count: entries.length - SHOWN })}</span>}
        {said && <span className={styles.overlap}>{said}</span>}
      </button>
    </li>
  )
}

function Legend() {
  const t = useTranslations('campaign')
  return (
    <ul className={styles.legend} aria-label={t('calendar.legend')}>
      {(['running', 'scheduled', 'awaiting', 'paused', 'ended'] as const).map((phase) => (
        <li key={phase}>
          <span className={styles.chip} data-phase={phase}>
            {t(`phases.${phase}`)}
          </span>
        </li>
      ))}
      <li>
        <span className={styles.overlap}>{t('calendar.overlap')}</span>
      </li>
      <li>
        <span className={styles.festival}>{t('calendar.festival')}</span>
      </li>
    </ul>
  )
}
