import { expect, test } from 'vitest'
import { dayOf, isoOf } from '../calendar/day'
import { comingDays, daysBefore, patternDays } from './pattern'
import type { Schedule } from './schedule'

const past = (schedule: Schedule, first: string, last: string) => patternDays(schedule, dayOf(first), dayOf(last)).map(isoOf)
const rules = (from: string, ...texts: string[]): Schedule => ({ from, on: { kind: 'rules', rules: texts } })

const laid: [what: string, schedule: Schedule, first: string, last: string, days: string[]][] = [
  [
    'a member day is laid on the months before it began',
    rules('2026-06-01', 'FREQ=MONTHLY;BYMONTHDAY=8'),
    '2026-03-01',
    '2026-05-29',
    ['2026-03-08', '2026-04-08', '2026-05-08'],
  ],
  [
    // 2026-06-01 is a Monday: the weeks of 18 and 4 May are its own, that of 25 May is not.
    'every second week stays every second week',
    rules('2026-06-01', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'),
    '2026-05-01',
    '2026-05-31',
    ['2026-05-08', '2026-05-22'],
  ],
  [
    'every third month stays every third month',
    rules('2026-06-20', 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1'),
    '2025-12-01',
    '2026-05-31',
    ['2025-12-01', '2026-03-01'],
  ],
  ['every third day too', rules('2026-06-01', 'FREQ=DAILY;INTERVAL=3'), '2026-05-24', '2026-05-31', ['2026-05-26', '2026-05-29']],
  ['a date of each year', rules('2027-05-20', 'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=20'), '2026-05-01', '2026-05-31', ['2026-05-20']],
  [
    'an end is left aside as well',
    { from: '2026-06-01', until: '2026-06-02', on: { kind: 'every_day' } },
    '2026-05-30',
    '2026-05-31',
    ['2026-05-30', '2026-05-31'],
  ],
  [
    'a festival has its days of that year only',
    { from: '2026-06-01', on: { kind: 'festival', festival: 'national', before: 0, after: 1 } },
    '2025-09-01',
    '2025-11-29',
    ['2025-10-01', '2025-10-02'],
  ],
]

test.each(laid)('%s', (_, schedule, first, last, days) => {
  expect(past(schedule, first, last)).toEqual(days)
})

test('what is to come begins with the schedule, and ends with it', () => {
  const { days, occasions } = comingDays({ from: '2026-06-10', until: '2026-06-12', on: { kind: 'every_day' } }, dayOf('2026-06-01'), 90)
  expect(days.map(isoOf)).toEqual(['2026-06-10', '2026-06-11', '2026-06-12'])
  expect(occasions).toBe(1)
  expect(comingDays(rules('2026-06-01', 'FREQ=MONTHLY;BYMONTHDAY=8'), dayOf('2026-06-08'), 90)).toEqual({
    days: ['2026-06-08', '2026-07-08', '2026-08-08'].map(dayOf),
    occasions: 3,
  })
})

test('a festival that is further off is looked at by itself', () => {
  const { days, occasions } = comingDays(
    { from: '2026-01-01', on: { kind: 'festival', festival: 'national', before: 1, after: 1 } },
    dayOf('2026-01-01'),
    90,
  )
  expect(days.map(isoOf)).toEqual(['2026-09-30', '2026-10-01', '2026-10-02'])
  expect(occasions).toBe(1)
})

test('what is over has no days to come', () => {
  expect(comingDays({ from: '2026-01-01', until: '2026-01-02', on: { kind: 'every_day' } }, dayOf('2026-03-01'), 90)).toEqual({
    days: [],
    occasions: 0,
  })
})

test('days are compared with those just before, or with the dates of the pattern before', () => {
  const of = (schedule: Schedule, day: string, count: number) => daysBefore(schedule, dayOf(day), count).map(isoOf)
  expect(of({ from: '2026-06-10', on: { kind: 'every_day' } }, '2026-06-10', 2)).toEqual(['2026-06-08', '2026-06-09'])
  expect(of(rules('2026-06-01', 'FREQ=MONTHLY;BYMONTHDAY=8'), '2026-06-08', 2)).toEqual(['2026-04-08', '2026-05-08'])
  expect(of(rules('2026-05-20', 'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=20'), '2026-05-20', 1)).toEqual(['2025-05-20'])
})
