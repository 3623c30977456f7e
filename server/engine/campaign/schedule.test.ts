import { describe, expect, test } from 'vitest'
import { type Day, dayOf, isoOf } from '../calendar/day'
import { monthlyOn, weeklyOn, yearlyOn } from './rule-form'
import { compileSchedule, nextDays, Schedule, type ScheduleDays } from './schedule'

const rules = (...all: string[]): ScheduleDays => ({ kind: 'rules', rules: all })
const around = (festival: 'spring' | 'spring_eve' | 'new_year' | 'christmas' | 'laba', before: number, after: number): ScheduleDays => ({
  kind: 'festival',
  festival,
  before,
  after,
})
const everyDay: ScheduleDays = { kind: 'every_day' }
const held = (from: string, until: string | undefined, on: ScheduleDays): Schedule => Schedule.parse({ from, until, on })

/** The days on which a schedule falls, asked one by one. */
function fallen(schedule: Schedule, from: string, until: string): string[] {
  const { fallsOn } = compileSchedule(schedule)
  const found: string[] = []
  for (let day = dayOf(from); day <= dayOf(until); day++) if (fallsOn(day)) found.push(isoOf(day))
  return found
}

describe('the days on which it falls', () => {
  test.each<[string, Schedule, string, string, string[]]>([
    [
      'its first and last day are in it',
      held('2026-12-01', '2026-12-03', everyDay),
      '2026-11-28',
      '2026-12-06',
      ['2026-12-01', '2026-12-02', '2026-12-03'],
    ],
    ['one day', held('2026-12-01', '2026-12-01', everyDay), '2026-11-28', '2026-12-06', ['2026-12-01']],
    [
      'a rule that falls on both ends',
      held('2026-12-04', '2026-12-18', rules(weeklyOn([5]))),
      '2026-11-20',
      '2026-12-31',
      ['2026-12-04', '2026-12-11', '2026-12-18'],
    ],
    [
      'several rules, a day of two of them once',
      held('2026-05-01', undefined, rules(weeklyOn([5]), monthlyOn(8, 'last'))),
      '2026-05-01',
      '2026-05-16',
      ['2026-05-01', '2026-05-08', '2026-05-15'],
    ],
    [
      'the 30th or the last in February',
      held('2026-01-01', undefined, rules(monthlyOn(30, 'last'))),
      '2026-01-28',
      '2026-03-31',
      ['2026-01-30', '2026-02-28', '2026-03-30'],
    ],
    [
      'the 30th and never in February',
      held('2026-01-01', undefined, rules(monthlyOn(30, 'skip'))),
      '2026-01-28',
      '2026-03-31',
      ['2026-01-30', '2026-03-30'],
    ],
    [
      '29 February or the day before it',
      held('2024-01-01', undefined, rules(yearlyOn(2, 29))),
      '2024-01-01',
      '2026-12-31',
      ['2024-02-29', '2025-02-28', '2026-02-28'],
    ],
    [
      'every other week from its first day',
      held('2026-12-28', undefined, rules('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR')),
      '2026-12-20',
      '2027-02-01',
      ['2027-01-01', '2027-01-15', '2027-01-29'],
    ],
    [
      'a festival with the days around it',
      held('2026-01-01', undefined, around('spring', 2, 1)),
      '2026-01-01',
      '2026-12-31',
      ['2026-02-15', '2026-02-16', '2026-02-17', '2026-02-18'],
    ],
    [
      'from the old year into the new one',
      held('2026-01-01', undefined, around('new_year', 2, 1)),
      '2026-12-01',
      '2027-02-01',
      ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'],
    ],
    ['not before its first day', held('2027-01-01', '2027-01-01', around('new_year', 2, 1)), '2026-12-01', '2027-02-01', ['2027-01-01']],
    [
      'a Laba in December',
      held('2022-06-01', undefined, around('laba', 0, 2)),
      '2022-06-01',
      '2023-12-31',
      ['2022-12-30', '2022-12-31', '2023-01-01'],
    ],
    [
      'a rule that no day fits',
      held('2026-01-01', undefined, rules('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')),
      '2026-01-01',
      '2030-12-31',
      [],
    ],
    ['festivals that nobody knows yet', held('2061-01-01', undefined, around('spring', 0, 0)), '2061-01-01', '2062-12-31', []],
  ])('%s', (_, schedule, from, until, days) => expect(fallen(schedule, from, until)).toEqual(days))
})

const kinds: [string, Schedule][] = [
  ['every day', held('2026-03-05', '2026-04-05', everyDay)],
  ['weekly', held('2026-03-05', undefined, rules(weeklyOn([1, 5])))],
  ['several rules', held('2024-02-29', '2029-03-01', rules(monthlyOn(31, 'last'), monthlyOn(30, 'skip'), yearlyOn(2, 29)))],
  ['every 40 days', held('2026-03-05', undefined, rules('FREQ=DAILY;INTERVAL=40'))],
  ['June', held('2026-03-05', undefined, rules('FREQ=DAILY;BYMONTH=6'))],
  ['leap years', held('2026-03-05', undefined, rules('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'))],
  ['around New Year', held('2026-12-20', '2030-01-01', around('new_year', 30, 30))],
  ['around 除夕', held('2026-03-05', undefined, around('spring_eve', 30, 3))],
]

describe.each(kinds)('%s', (_, schedule) => {
  const compiled = compileSchedule(schedule)
  const [first, last] = [dayOf('2024-01-01'), dayOf('2032-12-31')]

  test('the next day is the first of the days asked one by one', () => {
    let expected: Day | null = null
    for (let day = last; day >= first; day--) {
      // Beyond the days that were asked nothing is known.
      if (expected !== null) expect([isoOf(day), compiled.next(day)]).toEqual([isoOf(day), expected])
      if (compiled.fallsOn(day)) expected = day
    }
    expect(expected).not.toBeNull()
  })

  test('a day belongs to an occasion if it falls on it, and occasions begin one after the other', () => {
    const begun = new Set<Day>()
    for (let day = first; day <= last; day++) {
      const occasion = compiled.occasionOf(day)
      expect([isoOf(day), occasion !== null]).toEqual([isoOf(day), compiled.fallsOn(day)])
      if (occasion === null) continue
      expect(occasion <= day && compiled.occasionOf(occasion) === occasion).toBe(true)
      begun.add(occasion)
    }
    expect(compiled.occasions(first, begun.size)).toEqual([...begun])
    const [, second] = [...begun]
    if (second !== undefined) expect(compiled.occasions(second, 1)).toEqual([second])
  })
})

describe('occasions', () => {
  const starts = (schedule: Schedule, from: string, count: number) => compileSchedule(schedule).occasions(dayOf(from), count).map(isoOf)
  const occasionOf = (schedule: Schedule, iso: string) => {
    const start = compileSchedule(schedule).occasionOf(dayOf(iso))
    return start === null ? null : isoOf(start)
  }
  const eve = held('2025-01-01', '2029-12-31', around('spring_eve', 30, 1))

  test('the days before 除夕 belong to it, over New Year', () => {
    expect(starts(eve, '2025-01-01', 9)).toEqual(['2025-01-01', '2026-01-17', '2027-01-06', '2027-12-26', '2029-01-13'])
    expect(['2027-12-26', '2028-01-01', '2028-01-25', '2028-01-26'].map((iso) => occasionOf(eve, iso))).toEqual(Array(4).fill('2027-12-26'))
    expect(['2027-12-25', '2028-01-27'].map((iso) => occasionOf(eve, iso))).toEqual([null, null])
  })

  test('one that began before is not among the next', () => {
    expect(starts(eve, '2028-01-02', 2)).toEqual(['2029-01-13'])
  })

  test('one that the first day cuts begins with it', () => {
    expect(occasionOf(held('2026-02-16', undefined, around('spring', 3, 1)), '2026-02-18')).toBe('2026-02-16')
  })

  test('every day together are one', () => {
    const schedule = held('2026-12-01', undefined, everyDay)
    expect(occasionOf(schedule, '2027-05-05')).toBe('2026-12-01')
    expect(starts(schedule, '2026-01-01', 5)).toEqual(['2026-12-01'])
    expect(starts(schedule, '2026-12-02', 5)).toEqual([])
  })

  test('each day of a rule is one', () => {
    expect(starts(held('2026-12-01', undefined, rules(monthlyOn(8, 'last'), monthlyOn(18, 'last'))), '2026-12-09', 3)).toEqual([
      '2026-12-18',
      '2027-01-08',
      '2027-01-18',
    ])
  })
})

describe('the next days', () => {
  const next = (schedule: Schedule, today: string, count: number) => nextDays(schedule, dayOf(today), count).map(isoOf)

  test.each<[string, Schedule, string, number, string[]]>([
    ['today included', held('2026-01-01', undefined, rules(monthlyOn(8, 'last'))), '2026-05-08', 2, ['2026-05-08', '2026-06-08']],
    ['from its first day on', held('2026-06-01', undefined, rules(monthlyOn(8, 'last'))), '2026-01-08', 2, ['2026-06-08', '2026-07-08']],
    ['to its last day', held('2026-01-01', '2026-01-03', everyDay), '2026-01-02', 9, ['2026-01-02', '2026-01-03']],
    ['none once it is over', held('2026-01-01', '2026-01-03', everyDay), '2026-01-04', 9, []],
    ['none within ten years', held('2026-01-01', undefined, rules('FREQ=YEARLY;INTERVAL=11;BYMONTH=1;BYMONTHDAY=1')), '2026-01-02', 9, []],
    [
      'no further than festivals are known',
      held('2026-01-01', undefined, around('christmas', 0, 0)),
      '2059-01-01',
      9,
      ['2059-12-25', '2060-12-25'],
    ],
  ])('%s', (_, schedule, today, count, days) => expect(next(schedule, today, count)).toEqual(days))
})
