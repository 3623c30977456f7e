import { describe, expect, test } from 'vitest'
import { dayFrom, isoOf, weekdayOf } from '../calendar/day'
import { FestivalKey, festivalDay, festivalNames, festivalsOf, hasFestivals } from './festival'

const years = Array.from({ length: 61 }, (_, index) => 2000 + index)

describe.each<[FestivalKey, string]>([
  ['spring', '01-25 02-12 02-01 01-22 02-10 01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08'],
  ['spring_eve', '01-24 02-11 01-31 01-21 02-09 01-28 02-16 02-05 01-25 02-12 02-02'],
  ['lantern', '02-08 02-26 02-15 02-05 02-24 02-12 03-03 02-20 02-09 02-27 02-17'],
  ['qingming', '04-04 04-04 04-05 04-05 04-04 04-04 04-05 04-05 04-04 04-04 04-05 04-05 04-04 04-04 04-05 04-05'],
  ['mother', '05-10 05-09 05-08 05-14 05-12 05-11 05-10 05-09 05-14 05-13 05-12'],
  ['dragon_boat', '06-25 06-14 06-03 06-22 06-10 05-31 06-19 06-09 05-28 06-16 06-05'],
  ['father', '06-21 06-20 06-19 06-18 06-16 06-15 06-21 06-20 06-18 06-17 06-16'],
  ['qixi', '08-25 08-14 08-04 08-22 08-10 08-29 08-19 08-08 08-26 08-16 08-05'],
  ['mid_autumn', '10-01 09-21 09-10 09-29 09-17 10-06 09-25 09-15 10-03 09-22 09-12'],
  ['double_ninth', '10-25 10-14 10-04 10-23 10-11 10-29 10-18 10-08 10-26 10-16 10-05'],
  ['black_friday', '11-27 11-26 11-25 11-24 11-29 11-28 11-27 11-26 11-24 11-23 11-29'],
])('%s is on the dates of printed calendars from 2020 on', (key, dates) => {
  test.each(dates.split(' ').map((date, index) => [2020 + index, date]))('%i-%s', (year, date) => {
    expect(isoOf(festivalDay(key, Number(year)))).toBe(`${year}-${date}`)
  })
})

/** Month and date of the lunar calendar that come with the language itself; a leap month is `6bis`. */
const almanac = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' })
function lunarDate(day: number): string {
  const parts = almanac.formatToParts(new Date(day * 86_400_000))
  const part = (type: string) => parts.find((one) => one.type === type)?.value
  return `${part('month')}-${part('day')}`
}

const lunar: [FestivalKey, number, string][] = [
  ['laba', 0, '12-8'],
  ['spring_eve', 1, '1-1'],
  ['spring', 0, '1-1'],
  ['lantern', 0, '1-15'],
  ['dragon_boat', 0, '5-5'],
  ['qixi', 0, '7-7'],
  ['mid_autumn', 0, '8-15'],
  ['double_ninth', 0, '9-9'],
]

/**
 * Months that begin within minutes of midnight in Beijing, where Intl is a day off: when the new moon is, which decides.
 * Between this list and the almanac nothing else differs in 61 years.
 */
const atMidnight: [FestivalKey, number, string, number][] = [
  ['qixi', 2012, '2012-08-17T15:54Z', 6],
  ['spring_eve', 2027, '2027-02-06T15:56Z', -1],
  ['spring', 2027, '2027-02-06T15:56Z', 0],
  ['lantern', 2027, '2027-02-06T15:56Z', 14],
  ['spring_eve', 2030, '2030-02-02T16:07Z', -1],
  ['spring', 2030, '2030-02-02T16:07Z', 0],
  ['lantern', 2030, '2030-02-02T16:07Z', 14],
]

describe('lunar festivals are on their date of the lunar calendar', () => {
  test.each(lunar)('%s in every year', (key, days, date) => {
    const unlike = years.filter((year) => lunarDate(festivalDay(key, year) + days) !== date)
    const known = atMidnight.filter(([festival]) => festival === key).map(([, year]) => year)
    expect(unlike.filter((year) => !known.includes(year))).toEqual([])
  })

  test.each(atMidnight)('%s %i goes by the new moon of %s', (key, year, newMoon, later) => {
    const month = Math.floor((Date.parse(newMoon) + 8 * 3_600_000) / 86_400_000)
    expect(isoOf(festivalDay(key, year))).toBe(isoOf(month + later))
  })
})

test.each([
  [2023, 2, 'mid_autumn', '2023-09-29'],
  [2025, 6, 'qixi', '2025-08-29'],
  [2028, 5, 'dragon_boat', '2028-05-28'],
  [2033, 11, 'laba', '2034-01-27'],
  [2044, 7, 'qixi', '2044-07-31'],
  [2052, 8, 'mid_autumn', '2052-09-07'],
] as const)('%i has a second month %i, and %s stays on %s', (year, month, key, iso) => {
  const leap = Array.from({ length: 400 }, (_, index) => lunarDate(dayFrom(year, 1, 31) + index)).find((date) => date.includes('bis'))
  expect(leap).toMatch(new RegExp(`^${month}bis-`))
  expect(isoOf(festivalDay(key, Number(iso.slice(0, 4))))).toBe(iso)
})

test('the sun stands at 15° on Qingming in Beijing', () => {
  for (const year of years) {
    const day = festivalDay('qingming', year)
    // Midnight at the beginning and at the end of the date, eight hours ahead of Greenwich.
    expect([year, sunAt(day - 8 / 24) < 15, sunAt(day + 16 / 24) >= 15]).toEqual([year, true, true])
  }
})

/** Apparent longitude of the sun in degrees, good to a hundredth: Meeus, Astronomical Algorithms, chapter 25. */
function sunAt(day: number): number {
  const rad = Math.PI / 180
  // The earth's clock runs 70 seconds or so behind.
  const t = (day + 70 / 86_400 - 10_957.5) / 36_525
  const anomaly = (357.52911 + 35_999.05029 * t) * rad
  const centre = (1.914602 - 0.004817 * t) * Math.sin(anomaly) + 0.019993 * Math.sin(2 * anomaly) + 0.000289 * Math.sin(3 * anomaly)
  const longitude = 280.46646 + 36_000.76983 * t + centre - 0.00569 - 0.00478 * Math.sin((125.04 - 1_934.136 * t) * rad)
  return ((longitude % 360) + 360) % 360
}

test.each<[FestivalKey, string]>([
  ['new_year', '01-01'],
  ['valentine', '02-14'],
  ['women', '03-08'],
  ['labour', '05-01'],
  ['children', '06-01'],
  ['national', '10-01'],
  ['halloween', '10-31'],
  ['singles', '11-11'],
  ['double12', '12-12'],
  ['christmas_eve', '12-24'],
  ['christmas', '12-25'],
])('%s is on %s in every year', (key, date) => {
  for (const year of years) expect(isoOf(festivalDay(key, year))).toBe(`${year}-${date}`)
})

test.each<[FestivalKey, number]>([
  ['mother', 7],
  ['father', 7],
  ['black_friday', 5],
])('%s is always on weekday %i', (key, weekday) => {
  for (const year of years) expect(weekdayOf(festivalDay(key, year))).toBe(weekday)
})

describe('the festivals of a year', () => {
  test('come in order, each once, within the year', () => {
    for (const year of years) {
      const found = festivalsOf(year)
      expect(found.map(({ day }) => day)).toEqual(found.map(({ day }) => day).sort((a, b) => a - b))
      expect(found.every(({ day }) => isoOf(day).startsWith(String(year)))).toBe(true)
      const others = found.map(({ key }) => key).filter((key) => key !== 'laba')
      expect(new Set(others).size).toBe(FestivalKey.options.length - 1)
      expect(others.length).toBe(FestivalKey.options.length - 1)
    }
  })

  test.each([
    [2022, ['2022-01-10', '2022-12-30']],
    [2023, []],
    [2024, ['2024-01-18']],
  ])('Laba of %i', (year, days) => {
    const found = festivalsOf(year).filter(({ key }) => key === 'laba')
    expect(found.map(({ day }) => isoOf(day))).toEqual(days)
  })

  test('Laba comes before the Spring Festival of its year', () => {
    for (const year of years) {
      const before = festivalDay('spring', year) - festivalDay('laba', year)
      expect([year, before === 22 || before === 23]).toEqual([year, true])
    }
  })
})

test.each([1999, 2061])('nobody knows the festivals of %i', (year) => {
  expect(hasFestivals(year)).toBe(false)
  expect(() => festivalDay('christmas', year)).toThrow(RangeError)
  expect(() => festivalsOf(year)).toThrow(RangeError)
})

test('every festival has a name of its own in both languages', () => {
  for (const language of ['zh', 'en'] as const)
    expect(new Set(FestivalKey.options.map((key) => festivalNames[key][language])).size).toBe(FestivalKey.options.length)
})
