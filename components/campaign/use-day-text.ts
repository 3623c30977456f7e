'use client'

import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import type { Day } from '@/server/engine/calendar/day'
import { tagOf } from '../messages/locale'

const DAY_MS = 86_400_000

/** Dates as a calendar writes them. */
export function useDayText() {
  const tag = tagOf[useLocale()]
  return useMemo(() => {
    const text = (options: Intl.DateTimeFormatOptions) => {
      const format = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })
      return (day: Day) => format.format(new Date(day * DAY_MS))
    }
    return {
      /** `12月8日周二`, `Tue, 8 Dec`. */
      short: text({ month: 'short', day: 'numeric', weekday: 'short' }),
      /** The same of another year. */
      withYear: text({ year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' }),
      long: text({ month: 'long', day: 'numeric', weekday: 'long' }),
      month: text({ year: 'numeric', month: 'long' }),
      weekday: text({ weekday: 'short' }),
      monthName: text({ month: 'long' }),
    }
  }, [tag])
}
