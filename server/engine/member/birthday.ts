import { monthLength } from '../calendar/day'

const CIVIL = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/

/**
 * Month and day of a date of birth, as the log keeps it: the year is personal and no rule asks for it. Null for a date
 * that no calendar has.
 */
export function monthAndDay(birthday: string): string | null {
  const [, year, month, date] = CIVIL.exec(birthday) ?? []
  if (month === undefined || date === undefined) return null
  const [m, d] = [Number(month), Number(date)]
  // Without its year, 29 February is a birthday like any other.
  if (m < 1 || m > 12 || d < 1 || d > monthLength(year === undefined ? 2000 : Number(year), m)) return null
  return `${month}-${date}`
}
