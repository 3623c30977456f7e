import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FestivalKey } from '../campaign/festival'
import { monthlyOn, monthlyOnWeekday, weeklyOn, yearlyOn } from '../campaign/rule-form'
import { Schedule, type ScheduleDays } from '../campaign/schedule'
import { tellDays, tellSchedule } from './schedule'

const rules = (...all: string[]): ScheduleDays => ({ kind: 'rules', rules: all })
const around = (festival: FestivalKey, before: number, after: number): ScheduleDays => ({ kind: 'festival', festival, before, after })

describe('the days', () => {
  test.each<[ScheduleDays, string, string]>([
    [{ kind: 'every_day' }, '每天', 'every day'],
    [rules(weeklyOn([5, 7])), '每周五、周日', 'every Friday and Sunday'],
    [rules(weeklyOn([1, 3, 5])), '每周一、周三、周五', 'every Monday, Wednesday and Friday'],
    [rules(monthlyOn(8, 'last'), monthlyOn(18, 'last')), '每月 8 日、18 日', 'every month on the 8th and 18th'],
    [
      rules('FREQ=MONTHLY;BYMONTHDAY=1,2,3,11,12,13,21,22,23'),
      '每月 1 日、2 日、3 日、11 日、12 日、13 日、21 日、22 日、23 日',
      'every month on the 1st, 2nd, 3rd, 11th, 12th, 13th, 21st, 22nd and 23rd',
    ],
    [rules(monthlyOn(-1, 'last')), '每月最后一天', 'every month on the last day'],
    [rules(monthlyOn(8, 'last'), monthlyOn(-1, 'last')), '每月 8 日、最后一天', 'every month on the 8th and last day'],
    [
      rules(monthlyOn(31, 'last')),
      '每月 31 日（没有 31 日的月份为最后一天）',
      'every month on the 31st (on the last day in months without it)',
    ],
    [rules(monthlyOn(31, 'skip')), '每月 31 日（没有 31 日的月份跳过）', 'every month on the 31st (not in months without it)'],
    [
      rules(monthlyOn(29, 'last'), monthlyOn(31, 'last')),
      '每月 29 日、31 日（没有这一天的月份为最后一天）',
      'every month on the 29th and 31st (on the last day in months without it)',
    ],
    [rules(monthlyOnWeekday(2, 6)), '每月第二个周六', 'every month on the second Saturday'],
    [rules(monthlyOnWeekday(-1, 5)), '每月最后一个周五', 'every month on the last Friday'],
    [rules(yearlyOn(8, 8)), '每年 8 月 8 日', 'every year on 8 August'],
    [rules(yearlyOn(2, 29)), '每年 2 月 29 日（平年为 2 月 28 日）', 'every year on 29 February (28 February in other years)'],
    [around('spring', 3, 7), '每年春节（前 3 天至后 7 天）', 'every Spring Festival (from 3 days before to 7 days after)'],
    [around('spring', 0, 1), '每年春节（当天至后 1 天）', 'every Spring Festival (from the day itself to 1 day after)'],
    [around('new_year', 1, 0), '每年元旦（前 1 天至当天）', 'every New Year’s Day (from 1 day before to the day itself)'],
    [around('singles', 0, 0), '每年双十一', 'every Double 11'],
    // What no form makes.
    [rules('FREQ=DAILY;INTERVAL=3'), '每 3 天', 'every 3 days'],
    [rules('FREQ=DAILY;BYMONTH=6,7'), '每天（仅限 6 月、7 月）', 'every day (in June and July only)'],
    [rules('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SU'), '每 2 周的周五、周日', 'every 2 weeks on Friday and Sunday'],
    [rules('FREQ=WEEKLY;BYMONTH=6;BYDAY=FR'), '每周五（仅限 6 月）', 'every Friday (in June only)'],
    [rules('FREQ=WEEKLY;BYDAY=FR,SU;BYSETPOS=-1'), '每周五、周日中的最后一天', 'every week on the last of Friday and Sunday'],
    [rules('FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=8'), '每 2 个月的 8 日', 'every 2 months on the 8th'],
    [
      rules('FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31'),
      '每 2 个月的 31 日（没有这一天时跳过）',
      'every 2 months on the 31st (not where there is no such day)',
    ],
    [
      rules('FREQ=MONTHLY;BYMONTH=2,8;BYMONTHDAY=8'),
      '每月 8 日（仅限 2 月、8 月）',
      'every month on the 8th (in February and August only)',
    ],
    [rules('FREQ=MONTHLY;BYDAY=1SA,3SA'), '每月第一个周六、第三个周六', 'every month on the first Saturday and the third Saturday'],
    [rules('FREQ=MONTHLY;BYDAY=SA'), '每月每个周六', 'every month on every Saturday'],
    [rules('FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR'), '每月 13 日（恰逢周五时）', 'every month on the 13th if it is a Friday'],
    [rules('FREQ=MONTHLY;BYDAY=5SU'), '每月第五个周日', 'every month on the fifth Sunday'],
    [rules('FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1'), '每月周六、周日中的第一天', 'every month on the first of any Saturday and any Sunday'],
    [rules('FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'), '每年 11 月的第四个周四', 'every year on the fourth Thursday in November'],
    [
      rules('FREQ=YEARLY;INTERVAL=2;BYMONTH=3,9;BYMONTHDAY=1,15'),
      '每 2 年 3 月、9 月的 1 日、15 日',
      'every 2 years on the 1st and 15th in March and September',
    ],
    [
      rules('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'),
      '每年 2 月的 29 日（没有这一天时跳过）',
      'every year on the 29th in February (not where there is no such day)',
    ],
    [rules(weeklyOn([5]), monthlyOn(8, 'last')), '每周五，以及每月 8 日', 'every Friday, and every month on the 8th'],
    [rules(yearlyOn(3, 8), yearlyOn(8, 8)), '每年 3 月 8 日，以及每年 8 月 8 日', 'every year on 8 March, and every year on 8 August'],
  ])('%j', (on, zh, en) => expect([tellDays(on, 'zh'), tellDays(on, 'en')]).toEqual([zh, en]))
})

const morning = { from: '10:00', until: '12:00' }
const evening = { from: '18:00', until: '24:00' }

test.each<[string, unknown, string, string]>([
  [
    'days, hours, and both ends',
    {
      from: '2026-12-01',
      until: '2027-11-30',
      on: rules(monthlyOn(8, 'last'), monthlyOn(18, 'last')),
      hours: [{ from: '10:00', until: '22:00' }],
    },
    '每月 8 日、18 日 10:00–22:00，2026 年 12 月 1 日至 2027 年 11 月 30 日',
    'every month on the 8th and 18th, 10:00–22:00, from 1 December 2026 to 30 November 2027',
  ],
  [
    'without an end',
    { from: '2026-12-01', on: rules(weeklyOn([5, 7])) },
    '每周五、周日，2026 年 12 月 1 日起',
    'every Friday and Sunday, from 1 December 2026',
  ],
  [
    'several hours',
    { from: '2026-12-01', on: { kind: 'every_day' }, hours: [morning, evening] },
    '每天 10:00–12:00、18:00–24:00，2026 年 12 月 1 日起',
    'every day, 10:00–12:00 and 18:00–24:00, from 1 December 2026',
  ],
  [
    'hours behind brackets',
    { from: '2026-12-01', on: around('spring', 3, 7), hours: [morning] },
    '每年春节（前 3 天至后 7 天）10:00–12:00，2026 年 12 月 1 日起',
    'every Spring Festival (from 3 days before to 7 days after), 10:00–12:00, from 1 December 2026',
  ],
  [
    'hours of all rules',
    { from: '2026-12-01', on: rules(weeklyOn([5]), monthlyOn(8, 'last')), hours: [morning] },
    '每周五，以及每月 8 日，均为 10:00–12:00，2026 年 12 月 1 日起',
    'every Friday, and every month on the 8th, always 10:00–12:00, from 1 December 2026',
  ],
  ['one day', { from: '2026-12-01', until: '2026-12-01', on: { kind: 'every_day' } }, '2026 年 12 月 1 日', 'on 1 December 2026'],
  [
    'some hours of one day',
    { from: '2026-12-01', until: '2026-12-01', on: { kind: 'every_day' }, hours: [morning] },
    '2026 年 12 月 1 日 10:00–12:00',
    'on 1 December 2026, 10:00–12:00',
  ],
  [
    'one day if it is a Friday',
    { from: '2026-12-04', until: '2026-12-04', on: rules(weeklyOn([5])) },
    '每周五，仅限 2026 年 12 月 4 日',
    'every Friday, on 4 December 2026 only',
  ],
])('%s', (_, value, zh, en) => {
  const schedule = Schedule.parse(value)
  expect([tellSchedule(schedule, 'zh'), tellSchedule(schedule, 'en')]).toEqual([zh, en])
})

test('no stored text, key or missing word ever shows', () => {
  const texts = fc.constantFrom(
    'FREQ=DAILY;INTERVAL=2;BYMONTH=1,12',
    'FREQ=WEEKLY;INTERVAL=99;BYMONTH=2;BYDAY=MO,SU;BYSETPOS=1',
    'FREQ=MONTHLY;BYDAY=-1MO,5TU,WE',
    'FREQ=MONTHLY;BYMONTHDAY=31,-1;BYDAY=SA,SU;BYSETPOS=1',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=2,4;BYMONTHDAY=30,-1;BYSETPOS=-1',
    'FREQ=YEARLY;BYMONTH=5,6;BYDAY=2SU,-1MO',
  )
  const on = fc.oneof(
    fc.uniqueArray(texts, { minLength: 1, maxLength: 4 }).map((all) => rules(...all)),
    fc
      .tuple(fc.constantFrom(...FestivalKey.options), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
      .map(([festival, before, after]) => around(festival, before, after)),
  )
  fc.assert(
    fc.property(on, (days) => {
      expect(tellDays(days, 'zh')).not.toMatch(/undefined|null|NaN|[A-Za-z_;=]/)
      expect(tellDays(days, 'en')).not.toMatch(/undefined|null|NaN|[_;=]|[A-Z]{2}|[\u4e00-\u9fff]/)
    }),
  )
})
