import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { birthdayIn, isBirthday, nextBirthday } from './birthday'
import { addMonths, civilOf, dateIn, dayFrom, dayOf, isoOf, monthLength, nextYearStart, weekdayOf, yearStart } from './day'
import { lastDayOf } from './expiry'
import * as almanac from './fixtures/almanac'
import { apia, dateOf, dates, newYork, numberOf, saoPaulo, shanghai, utc, written } from './fixtures/almanac'
import { nextPeriodStart, type Period, periodEnd, periodStart } from './period'
import { instantOf, localDay, localHour, startOfDay } from './zone'

// Thousands of comparisons: a machine with other work to do takes its time.
vi.setConfig({ testTimeout: 60_000 })

const DAY = 86_400_000
const MINUTE = 60_000
const periods: [Period, 1 | 3 | 6 | 12][] = [
  ['month', 1],
  ['quarter', 3],
  ['half', 6],
  ['year', 12],
]

/** Collects what differs, so that one failure does not hide how many there are. */
class Differences {
  readonly seen: string[] = []
  /** What is compared is put into words only where it differs: millions of things do not. */
  same(found: unknown, expected: unknown, ...what: unknown[]): void {
    if (found !== expected) this.seen.push(`${what.join(' ')}: ${String(found)} instead of ${String(expected)}`)
  }
  expectNone(): void {
    expect(this.seen.slice(0, 20)).toEqual([])
  }
}

const hosts = [
  ['UTC', 0],
  ['Asia/Shanghai', 8],
  ['America/Los_Angeles', -8],
] as const

describe.each(hosts)('on a machine in %s', (host, hours) => {
  const before = process.env.TZ
  beforeAll(() => {
    process.env.TZ = host
  })
  afterAll(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  test('the machine really is there', () => {
    expect(0 - new Date(Date.UTC(2024, 0, 1)).getTimezoneOffset()).toBe(hours * 60)
  })

  test('every date of 160 years has its number, its weekday and its text', () => {
    const differences = new Differences()
    for (const { year, month, date, weekday, iso } of dates) {
      const number = numberOf(iso)
      const civil = civilOf(number)
      differences.same(isoOf(number), iso, iso)
      differences.same(dayOf(iso), number, 'number of', iso)
      differences.same(`${civil.year} ${civil.month} ${civil.date}`, `${year} ${month} ${date}`, 'parts of', iso)
      differences.same(dayFrom(year, month, date), number, 'from the parts of', iso)
      differences.same(weekdayOf(number), weekday, 'weekday of', iso)
    }
    differences.expectNone()
  })

  test('months are added from every date of eight years, and clamp to the month', () => {
    const differences = new Differences()
    for (let number = numberOf('2019-12-01'); number <= numberOf('2028-03-01'); number++) {
      for (const months of [-13, -12, -1, 0, 1, 2, 3, 6, 11, 12, 13, 24, 48])
        differences.same(addMonths(number, months), almanac.monthsOn(number, months), isoOf(number), '+', months, 'months')
    }
    differences.expectNone()
  })

  test('months, quarters, halves and years begin and end where they do', () => {
    const differences = new Differences()
    for (let number = numberOf('2023-12-15'); number <= numberOf('2025-03-15'); number++) {
      for (const [period, length] of periods) {
        const [start, end] = [almanac.partStart(number, length), almanac.partEnd(number, length)]
        differences.same(periodStart(period, number), start, 'start of the', period, 'of', isoOf(number))
        differences.same(periodEnd(period, number), end, 'end of the', period, 'of', isoOf(number))
        differences.same(nextPeriodStart(period, number), end + 1, 'what follows the', period, 'of', isoOf(number))
      }
      differences.same(yearStart(number), almanac.partStart(number, 12), 'year of', isoOf(number))
      differences.same(nextYearStart(number), almanac.partEnd(number, 12) + 1, 'year after', isoOf(number))
    }
    for (let year = 1999; year <= 2029; year++) {
      for (let month = 1; month <= 12; month++) {
        differences.same(monthLength(year, month), almanac.daysIn(year, month), 'length of', year, '-', month)
        differences.same(
          dateIn(year, month, 31),
          numberOf(written(year, month, almanac.daysIn(year, month))),
          'the 31st of',
          year,
          '-',
          month,
        )
      }
    }
    differences.expectNone()
  })

  test('everything that expires has its last day', () => {
    const differences = new Differences()
    for (let number = numberOf('2023-11-01'); number <= numberOf('2025-03-05'); number++) {
      const iso = isoOf(number)
      for (const count of [0, 1, 7, 30, 365])
        differences.same(lastDayOf({ kind: 'rolling', unit: 'days', count }, number), number + count, count, 'days from', iso)
      differences.same(lastDayOf({ kind: 'inactivity', days: 90 }, number), number + 90, '90 idle days from', iso)
      for (const count of [1, 6, 12, 13]) {
        const last = almanac.monthsOn(number, count)
        differences.same(lastDayOf({ kind: 'rolling', unit: 'months', count }, number), last, count, 'months from', iso)
        for (const [roundUp, length] of periods)
          differences.same(
            lastDayOf({ kind: 'rolling', unit: 'months', count, roundUp }, number),
            almanac.partEnd(last, length),
            count,
            'months from',
            iso,
            'to the end of the',
            roundUp,
          )
      }
      for (const [month, date] of [
        [12, 31],
        [2, 29],
        [4, 31],
        [1, 1],
      ] as const) {
        for (const years of [0, 1, 2]) {
          let { year } = dateOf(number)
          const inYear = () => numberOf(written(year, month, Math.min(date, almanac.daysIn(year, month))))
          if (inYear() < number) year++
          year += years
          differences.same(
            lastDayOf({ kind: 'yearly', month, date, years }, number),
            inYear(),
            years,
            'years after the next',
            month,
            '-',
            date,
            'from',
            iso,
          )
        }
      }
    }
    expect(lastDayOf({ kind: 'never' }, 0)).toBeNull()
    differences.expectNone()
  })

  test('a birthday is kept once a year, on its date, whatever the clocks did when the member was born', () => {
    const differences = new Differences()
    // China had summer time in these years; a date of birth has no hour that could shift it.
    for (const { iso, year, month, date } of dates.filter((d) => d.year >= 1986 && d.year <= 1992)) {
      differences.same(isoOf(dayOf(iso)), iso, 'born on', iso)
      for (const policy of ['feb28', 'mar1', undefined] as const) {
        for (const kept of [year, 2024, 2025]) {
          const leapless = month === 2 && date === 29 && almanac.daysIn(kept, 2) === 28
          const expected = leapless ? written(kept, policy === 'mar1' ? 3 : 2, policy === 'mar1' ? 1 : 28) : written(kept, month, date)
          differences.same(isoOf(birthdayIn(kept, [month, date], policy)), expected, 'birthday', iso, 'in', kept, 'by', policy)
        }
      }
    }
    for (const policy of ['feb28', 'mar1'] as const) {
      for (const birthday of [
        [2, 29],
        [2, 28],
        [3, 1],
        [12, 31],
        [1, 1],
      ] as const) {
        let next: number | null = null
        for (let number = numberOf('2032-12-31'); number >= numberOf('2023-01-01'); number--) {
          const { year, month, date } = dateOf(number)
          const moved = birthday[0] === 2 && birthday[1] === 29 && almanac.daysIn(year, 2) === 28
          const [m, d] = moved ? (policy === 'mar1' ? [3, 1] : [2, 28]) : birthday
          const is = m === month && d === date
          differences.same(isBirthday([...birthday], number, policy), is, birthday.join('-'), 'on', isoOf(number))
          if (next !== null) differences.same(nextBirthday([...birthday], number, policy), next, 'after', isoOf(number))
          if (is) next = number
        }
      }
    }
    differences.expectNone()
  })

  describe.each([shanghai, newYork, utc, apia, saoPaulo].map((place) => [place.zone, place] as const))(
    'for a merchant in %s',
    (zone, place) => {
      const [first, last] = [numberOf(written(place.first, 1, 1)), numberOf(written(place.last, 12, 31))]
      const aroundChanges = almanac.changesOf(place).map((at) => Math.floor(at / DAY))

      test('an instant lies on its date and in its hour, to the millisecond around each midnight', () => {
        const differences = new Differences()
        for (let number = first + 1; number < last; number++) {
          const begins = almanac.beginningOf(place, number)
          for (const at of [begins - MINUTE, begins - 1, begins, begins + 1, begins + MINUTE, begins + 12 * 60 * MINUTE]) {
            differences.same(localDay(zone, at), almanac.dayAt(place, at), 'date of', at)
            differences.same(localHour(zone, at), almanac.hourAt(place, at), 'hour of', at)
          }
        }
        differences.expectNone()
      })

      test('around each change of clocks every quarter of an hour does', () => {
        const differences = new Differences()
        for (const number of aroundChanges) {
          for (let at = (number - 1) * DAY; at <= (number + 2) * DAY; at += 15 * MINUTE) {
            for (const near of [at - 1, at]) {
              differences.same(localDay(zone, near), almanac.dayAt(place, near), 'date of', near)
              differences.same(localHour(zone, near), almanac.hourAt(place, near), 'hour of', near)
            }
          }
        }
        differences.expectNone()
      })

      test('a date begins at its midnight, or behind the gap that swallowed it', () => {
        const differences = new Differences()
        for (let number = first + 1; number < last; number++)
          differences.same(startOfDay(zone, number), almanac.beginningOf(place, number), 'beginning of', isoOf(number))
        differences.expectNone()
      })

      test('a time on the wall is its first instant; one that clocks skip moves on by the gap', () => {
        const differences = new Differences()
        const days = [...aroundChanges.flatMap((n) => [n - 1, n, n + 1]), first + 40, first + 200]
        for (const number of new Set(days)) {
          for (let minutes = 0; minutes < 24 * 60; minutes += 30) {
            const wall = number * DAY + minutes * MINUTE
            const expected = almanac.instantsOf(place, wall)[0] ?? wall - almanac.hoursBeforeGap(place, wall) * 60 * MINUTE
            const text = `${dateOf(number).iso}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
            differences.same(instantOf(zone, text), expected, text)
          }
        }
        differences.expectNone()
      })
    },
  )
})

test('Apia never saw 30 December 2011', () => {
  const skipped = numberOf('2011-12-30')
  expect(almanac.instantsOf(apia, skipped * DAY + DAY / 2)).toEqual([])
  expect(startOfDay('Pacific/Apia', skipped)).toBe(startOfDay('Pacific/Apia', skipped + 1))
  expect(isoOf(localDay('Pacific/Apia', startOfDay('Pacific/Apia', skipped)))).toBe('2011-12-31')
  expect(isoOf(localDay('Pacific/Apia', startOfDay('Pacific/Apia', skipped) - 1))).toBe('2011-12-29')
})
