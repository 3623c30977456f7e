'use client'

import { Select } from 'antd'
import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import { civilOf, type Day, isoOf } from '@/server/engine/calendar/day'
import { type FestivalKey, festivalNames, festivalsOf, hasFestivals } from '@/server/engine/campaign/festival'
import { useDates } from '../kit/dates'
import styles from './inputs.module.css'
import { useToday } from './use-today'

type Props = { label: string; value: FestivalKey | undefined; onChange: (value: FestivalKey) => void }

/** A festival by its name and the date on which it falls next. */
export function FestivalSelect({ label, value, onChange }: Props) {
  const language = useLocale() === 'zh' ? 'zh' : 'en'
  const dates = useDates()
  const today = useToday()
  const options = useMemo(
    () =>
      upcomingFestivals(today).map(({ key, day }) => ({
        value: key,
        label: `${festivalNames[key][language]} · ${dates.day(isoOf(day))}`,
      })),
    [today, language, dates],
  )
  return (
    <Select
      className={styles.festival}
      aria-label={label}
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      onChange={(chosen: FestivalKey) => onChange(chosen)}
      options={options}
    />
  )
}

/** Every festival once, at its next date, the nearest first. */
export function upcomingFestivals(today: Day): { key: FestivalKey; day: Day }[] {
  const { year } = civilOf(today)
  const found = new Map<FestivalKey, Day>()
  for (const near of [year, year + 1, year + 2])
    if (hasFestivals(near)) for (const { key, day } of festivalsOf(near)) if (day >= today && !found.has(key)) found.set(key, day)
  return [...found].map(([key, day]) => ({ key, day }))
}
