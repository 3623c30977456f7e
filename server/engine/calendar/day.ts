/**
 * A tenant-local date as the number of days since 1970-01-01. Whole-number dates make a fold cheap and leave no room
 * for a time zone to slip in. Proleptic Gregorian; the conversions are Howard Hinnant's civil-date algorithms.
 */
export type Day = number

/** Day number of a civil date; month 1–12. */
export function dayFrom(year: number, month: number, date: number): Day {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

type Civil = { readonly year: number; readonly month: number; readonly date: number }

/** A fold asks for the same few dates over and over: each is worked out once in a while. Two arrays side by side, by the last bits of the day. */
const KEPT = 4_096
const keptDays: Day[] = new Array(KEPT).fill(Number.NaN)
const keptCivils: Civil[] = new Array(KEPT).fill({ year: 0, month: 0, date: 0 })

/** Civil year, month (1–12) and date of a day number. */
export function civilOf(day: Day): Civil {
  const place = day & (KEPT - 1)
  if (keptDays[place] === day) return keptCivils[place] as Civil
  const civil = civilFrom(day)
  keptDays[place] = day
  keptCivils[place] = civil
  return civil
}

function civilFrom(day: Day): Civil {
  const z = day + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Days in a month; month 1–12. */
export const monthLength = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (lengths[month - 1] as number))

/** The same date `months` later; a date the month lacks becomes its last day (31 Jan + 1 month = 28/29 Feb). */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = civilOf(day)
  const index = year * 12 + (month - 1) + months
  const toYear = Math.floor(index / 12)
  const toMonth = index - toYear * 12 + 1
  return dayFrom(toYear, toMonth, Math.min(date, monthLength(toYear, toMonth)))
}

/** A date of a year; one that the year lacks (29 February, or a 31st) becomes the last of its month. */
export const dateIn = (year: number, month: number, date: number): Day => dayFrom(year, month, Math.min(date, monthLength(year, month)))

/** 1 January of the year of a day. */
export const yearStart = (day: Day): Day => dayFrom(civilOf(day).year, 1, 1)

/** 1 January of the year after. */
export const nextYearStart = (day: Day): Day => dayFrom(civilOf(day).year + 1, 1, 1)

/** 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`)

/** `2024-01-31`. */
export function isoOf(day: Day): string {
  const { year, month, date } = civilOf(day)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
}

/** Day number of `2024-01-31`. Throws a RangeError for anything that is not a real date in that form. */
export function dayOf(iso: string): Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  if (match) {
    const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
    if (month >= 1 && month <= 12 && date >= 1 && date <= monthLength(year, month)) return dayFrom(year, month, date)
  }
  throw new RangeError(`not a date: ${iso}`)
}
