import { describe, expect, test } from 'vitest'
import { dayOf } from '../calendar/day'
import { localDay, localMinute } from '../calendar/zone'
import { weeklyOn } from './rule-form'
import { compileSchedule, Schedule, type ScheduleDays } from './schedule'

const rules = (...all: string[]): ScheduleDays => ({ kind: 'rules', rules: all })
const everyDay: ScheduleDays = { kind: 'every_day' }

describe('the hours of a day', () => {
  const schedule = Schedule.parse({
    from: '2026-12-01',
    on: rules(weeklyOn([5])),
    hours: [
      { from: '10:00', until: '12:30' },
      { from: '22:00', until: '24:00' },
    ],
  })
  const friday = dayOf('2026-12-04')

  test.each([
    ['before they begin', 599, false],
    ['from their first minute', 600, true],
    ['to their last minute', 749, true],
    ['and no longer', 750, false],
    ['until midnight', 1439, true],
    ['at the beginning of the day', 0, false],
    ['the day as a whole', null, true],
  ])('%s', (_, minute, on) => expect(compileSchedule(schedule).isOn(friday, minute)).toBe(on))

  test('do not matter on other days', () => {
    expect([660, null].map((minute) => compileSchedule(schedule).isOn(friday + 1, minute))).toEqual([false, false])
  })

  test('without them it is on all day', () => {
    const { isOn } = compileSchedule({ from: '2026-12-01', on: everyDay })
    expect([0, 1439, null].every((minute) => isOn(friday, minute))).toBe(true)
  })

  /** How many minutes a schedule with these hours is on, on a date of New York. */
  function minutesOn(date: string, from: string, until: string): number {
    const { isOn } = compileSchedule(Schedule.parse({ from: date, until: date, on: everyDay, hours: [{ from, until }] }))
    const noon = Date.parse(`${date}T12:00:00Z`)
    let minutes = 0
    for (let at = noon - 36 * 3_600_000; at < noon + 36 * 3_600_000; at += 60_000)
      if (isOn(localDay('America/New_York', at), localMinute('America/New_York', at))) minutes++
    return minutes
  }

  test.each([
    ['an ordinary day', '2024-03-09', '01:30', '03:30', 120],
    ['the hour that is skipped is not there', '2024-03-10', '01:30', '03:30', 60],
    ['hours that lie in the gap do not come', '2024-03-10', '02:15', '02:45', 0],
    ['the hour that comes twice counts twice', '2024-11-03', '00:30', '01:30', 90],
    ['hours that end with the first of two', '2024-11-03', '01:00', '02:00', 120],
    ['a whole day of 23 hours', '2024-03-10', '00:00', '24:00', 1380],
    ['a whole day of 25 hours', '2024-11-03', '00:00', '24:00', 1500],
  ])('%s', (_, date, from, until, minutes) => expect(minutesOn(date, from, until)).toBe(minutes))
})

describe('what is no schedule', () => {
  const good = { from: '2026-12-01', on: { kind: 'every_day' } }
  test.each<[string, object, string]>([
    ['it ends before it begins', { ...good, until: '2026-11-30' }, 'until rule.ends_before_start'],
    ['a date that the calendar lacks', { ...good, from: '2026-02-29' }, 'from rule.date_format'],
    ['a rule that we do not keep', { ...good, on: rules('FREQ=HOURLY') }, 'on.rules.0 campaign.rule_unknown'],
    ['hours that end before they begin', { ...good, hours: [{ from: '10:00', until: '10:00' }] }, 'hours.0.until campaign.hours_end_first'],
    ['a time of 25 hours', { ...good, hours: [{ from: '10:00', until: '25:00' }] }, 'hours.0.until campaign.time_format'],
    [
      'hours that overlap',
      {
        ...good,
        hours: [
          { from: '10:00', until: '12:00' },
          { from: '11:59', until: '13:00' },
        ],
      },
      'hours campaign.hours_overlap',
    ],
  ])('%s', (_, value, issue) => {
    expect(Schedule.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([issue])
  })

  test('no rules, thirteen rules, a festival that we do not know, a month around it', () => {
    const on = (value: unknown) => Schedule.safeParse({ ...good, on: value }).success
    expect(on(rules())).toBe(false)
    expect(on(rules(...Array(13).fill('FREQ=DAILY')))).toBe(false)
    expect(on({ kind: 'festival', festival: 'easter', before: 0, after: 0 })).toBe(false)
    expect(on({ kind: 'festival', festival: 'spring', before: 31, after: 0 })).toBe(false)
    expect(on({ kind: 'festival', festival: 'spring', before: 30, after: 30 })).toBe(true)
  })

  test('hours may follow each other without a break', () => {
    const hours = [
      { from: '10:00', until: '12:00' },
      { from: '12:00', until: '24:00' },
    ]
    expect(Schedule.safeParse({ ...good, hours }).success).toBe(true)
  })
})
