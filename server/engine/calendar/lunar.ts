import { type Day, dayFrom } from './day'

/**
 * Lunar years from 1999 on, as the Chinese almanac has them. From the left: whether a leap month has 30 days (1) or 29, the
 * months 1 to 12 as bits, set where one has 30 days, and which month a leap month follows (0 for none). 2025 is 0x0a6e6: its
 * sixth month comes twice.
 */
const years = [
  0x092e0, 0x0c960, 0x0d954, 0x0d4a0, 0x0da50, 0x07552, 0x056a0, 0x0abb7, 0x025d0, 0x092d0, 0x0cab5, 0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50,
  0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0, 0x0a930, 0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65,
  0x0d530, 0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, 0x0b5a0, 0x056d0, 0x055b2, 0x049b0,
  0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0, 0x14b63, 0x09370, 0x049f8, 0x04970, 0x064b0, 0x168a6, 0x0ea50, 0x06b20, 0x1a6c4,
  0x0aae0, 0x092e0,
]
const FIRST = 1999

const monthDays = (year: number, month: number): number => ((year >> (16 - month)) & 1 ? 30 : 29)
const leapAfter = (year: number): number => year & 0xf
const leapDays = (year: number): number => (leapAfter(year) === 0 ? 0 : year >> 16 ? 30 : 29)

/** Days from the beginning of a lunar year to the beginning of an ordinary month of it; 13 is the beginning of the year after. */
function daysBefore(year: number, month: number): number {
  let days = leapAfter(year) > 0 && leapAfter(year) < month ? leapDays(year) : 0
  for (let before = 1; before < month; before++) days += monthDays(year, before)
  return days
}

/** The first day of each lunar year that is known. */
const starts: Day[] = []
for (let day = dayFrom(FIRST, 2, 16), index = 0; index < years.length; index++) {
  starts.push(day)
  day += daysBefore(years[index] as number, 13)
}

/** The day of a lunar date, in the month itself and never in the leap month after it. Throws a RangeError for a year that is not known. */
export function lunarDay(year: number, month: number, date: number): Day {
  const [known, start] = [years[year - FIRST], starts[year - FIRST]]
  if (known === undefined || start === undefined) throw new RangeError(`no lunar year ${year}`)
  return start + daysBefore(known, month) + date - 1
}
