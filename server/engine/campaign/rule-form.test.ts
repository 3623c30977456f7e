import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, isoOf } from '../calendar/day'
import { fallsOn, parseRule } from './rrule'
import { monthlyOn, monthlyOnWeekday, readForm, weeklyOn, yearlyOn } from './rule-form'

test.each([
  ['Fridays and Sundays', weeklyOn([7, 5]), 'FREQ=WEEKLY;BYDAY=FR,SU'],
  ['the 8th', monthlyOn(8, 'last'), 'FREQ=MONTHLY;BYMONTHDAY=8'],
  ['the 28th, which every month has', monthlyOn(28, 'last'), 'FREQ=MONTHLY;BYMONTHDAY=28'],
  ['the 29th or the last', monthlyOn(29, 'last'), 'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1'],
  ['the 30th or the last', monthlyOn(30, 'last'), 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1'],
  ['the 31st or the last', monthlyOn(31, 'last'), 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1'],
  ['the 31st where there is one', monthlyOn(31, 'skip'), 'FREQ=MONTHLY;BYMONTHDAY=31'],
  ['the last day', monthlyOn(-1, 'last'), 'FREQ=MONTHLY;BYMONTHDAY=-1'],
  ['the second Saturday', monthlyOnWeekday(2, 6), 'FREQ=MONTHLY;BYDAY=2SA'],
  ['the last Friday', monthlyOnWeekday(-1, 5), 'FREQ=MONTHLY;BYDAY=-1FR'],
  ['8 August', yearlyOn(8, 8), 'FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=8'],
  ['29 February', yearlyOn(2, 29), 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1'],
])('%s is stored as a rule', (_, text, stored) => expect(text).toBe(stored))

test.each([
  ['no weekday at all', () => weeklyOn([])],
  ['an eighth weekday', () => weeklyOn([8])],
  ['day 32', () => monthlyOn(32, 'last')],
  ['day 0', () => monthlyOn(0, 'skip')],
  ['an eighth weekday of a month', () => monthlyOnWeekday(1, 8)],
  ['31 April', () => yearlyOn(4, 31)],
  ['30 February', () => yearlyOn(2, 30)],
  ['month 13', () => yearlyOn(13, 1)],
])('%s makes no rule', (_, make) => expect(make).toThrow(RangeError))

const lasts = { 1: 31, 2: 28, 3: 31, 4: 30, 6: 30, 12: 31 }
const falls = (text: string, iso: string): boolean => fallsOn(parseRule(text), dayOf('2020-01-01'), dayOf(iso))

describe.each([29, 30, 31])('day %i of a month', (date) => {
  test.each(Object.entries(lasts).map(([month, last]) => [Number(month), last]))('of month %i in 2026', (month, last) => {
    const iso = (day: number) => `2026-${String(month).padStart(2, '0')}-${day}`
    for (let day = 27; day <= last; day++) {
      expect([iso(day), falls(monthlyOn(date, 'last'), iso(day))]).toEqual([iso(day), day === Math.min(date, last)])
      expect([iso(day), falls(monthlyOn(date, 'skip'), iso(day))]).toEqual([iso(day), day === date])
    }
  })
})

test('29 February is kept on the 28th in other years, also in 2100', () => {
  const kept = [2023, 2024, 2096, 2100].map((year) =>
    [dayOf(`${year}-02-28`), dayOf(`${year}-03-01`) - 1]
      .filter((day) => fallsOn(parseRule(yearlyOn(2, 29)), dayOf('2020-01-01'), day))
      .map(isoOf),
  )
  expect(kept.map((days) => days.at(-1))).toEqual(['2023-02-28', '2024-02-29', '2096-02-29', '2100-02-28'])
  expect(falls(yearlyOn(2, 29), '2024-02-28')).toBe(false)
})

describe('a form reads what it stored', () => {
  test('any days of the week', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (days) => {
        expect(readForm([weeklyOn(days)])).toEqual({ kind: 'weekly', days: days.sort((a, b) => a - b) })
      }),
    )
  })

  test('any days of the month, in one rule each or those that skip in one together', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('last', 'skip'),
        (dates, lacking) => {
          const rising = dates.toSorted((a, b) => a - b)
          const known = rising.some((date) => date > 28) ? lacking : 'last'
          expect(readForm(dates.map((date) => monthlyOn(date, lacking)))).toEqual({ kind: 'monthly', dates: rising, lacking: known })
          if (known === 'skip')
            expect(readForm([`FREQ=MONTHLY;BYMONTHDAY=${dates.join()}`])).toEqual({ kind: 'monthly', dates: rising, lacking })
        },
      ),
    )
  })

  test('every weekday of the month and every day of the year', () => {
    for (const nth of [1, 2, 3, 4, -1] as const)
      for (let weekday = 1; weekday <= 7; weekday++)
        expect(readForm([monthlyOnWeekday(nth, weekday)])).toEqual({ kind: 'monthly_weekday', nth, weekday })
    for (let day = dayOf('2024-01-01'); day < dayOf('2025-01-01'); day++) {
      const [, month = 0, date = 0] = isoOf(day).split('-').map(Number)
      expect(readForm([yearlyOn(month, date)])).toEqual({ kind: 'yearly', month, date })
    }
  })

  test('the last day stands behind the others', () => {
    expect(readForm([monthlyOn(-1, 'last'), monthlyOn(8, 'last')])).toEqual({ kind: 'monthly', dates: [8, -1], lacking: 'last' })
  })
})

test.each([
  ['no rules', []],
  ['every other week', ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR']],
  ['every third day', ['FREQ=DAILY;INTERVAL=3']],
  ['every day of June', ['FREQ=DAILY;BYMONTH=6']],
  ['two weekly rules', [weeklyOn([1]), weeklyOn([2])]],
  ['Fridays in June', ['FREQ=WEEKLY;BYMONTH=6;BYDAY=FR']],
  ['days of the month that treat short months differently', [monthlyOn(31, 'last'), monthlyOn(30, 'skip')]],
  ['the first of some days', ['FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=1']],
  ['the last of other days', ['FREQ=MONTHLY;BYMONTHDAY=8,18;BYSETPOS=-1']],
  ['the 8th of two months', ['FREQ=MONTHLY;BYMONTH=2,8;BYMONTHDAY=8']],
  ['Friday the 13th', ['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR']],
  ['two weekdays of the month', ['FREQ=MONTHLY;BYDAY=1SA,3SA']],
  ['every Saturday of the month', ['FREQ=MONTHLY;BYDAY=SA']],
  ['a fifth Saturday', ['FREQ=MONTHLY;BYDAY=5SA']],
  ['a weekday and a day of the month', [monthlyOnWeekday(2, 6), monthlyOn(8, 'last')]],
  ['two days of the year', [yearlyOn(3, 8), yearlyOn(8, 8)]],
  ['29 February in leap years only', ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29']],
  ['the last day of February', ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1']],
  ['Thanksgiving', ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH']],
])('%s come from no form', (_, rules) => expect(readForm(rules)).toBeNull())
