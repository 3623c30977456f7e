import type { CalendarEntry, Overlap } from '@/server/campaign/views'
import { addMonths, civilOf, type Day, dayFrom, dayOf, isoOf, monthLength, weekdayOf } from '@/server/engine/calendar/day'
import { type FestivalKey, festivalsOf, hasFestivals } from '@/server/engine/campaign/festival'

/** A month as its address says it; that of today for anything else. */
export function monthOf(asked: string | undefined, today: Day): Day {
  if (asked && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked)) return dayOf(`${asked}-01`)
  const { year, month } = civilOf(today)
  return dayFrom(year, month, 1)
}

/** `2026-12`. */
export const monthText = (first: Day): string => isoOf(first).slice(0, 7)

/** The month so many later, by its first day. */
export const monthAway = (first: Day, months: number): Day => addMonths(first, months)

export const lastOf = (first: Day): Day => {
  const { year, month } = civilOf(first)
  return first + monthLength(year, month) - 1
}

/** One day of the calendar: what runs, what that means together, and whether it is a festival. */
export type CalendarDay = { day: Day; weekday: number; entries: CalendarEntry[]; overlaps: Overlap[]; festivals: FestivalKey[] }

/** The days of a month with what falls on each. */
export function daysOfMonth(first: Day, entries: readonly CalendarEntry[], overlaps: readonly Overlap[]): CalendarDay[] {
  const { year } = civilOf(first)
  const festivals = hasFestivals(year) ? festivalsOf(year) : []
  return Array.from({ length: lastOf(first) - first + 1 }, (_, i) => first + i).map((day) => {
    const iso = isoOf(day)
    return {
      day,
      weekday: weekdayOf(day),
      entries: entries.filter(({ days }) => days.includes(iso)),
      overlaps: overlaps.filter((overlap) => overlap.day === iso),
      festivals: festivals.filter((festival) => festival.day === day).map(({ key }) => key),
    }
  })
}
