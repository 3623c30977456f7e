import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { type Day, dayOf, isoOf } from '../calendar/day'
import { fallsOn, nextFall, parseRule, type Rule, ruleText } from './rrule'

/** The days on which the predicate says yes. */
function judged(rule: Rule, anchor: Day, from: Day, until: Day): string[] {
  const found: string[] = []
  for (let day = from; day <= until; day++) if (fallsOn(rule, anchor, day)) found.push(isoOf(day))
  return found
}

/** The days that an independent library makes of the same text. */
function told(rule: Rule, anchor: Day, from: Day, until: Day): string[] {
  const moment = (day: Day) => Temporal.ZonedDateTime.from(`${isoOf(day)}T00:00:00[UTC]`)
  const library = new RRuleTemporal({ rruleString: ruleText(rule), dtstart: moment(anchor), temporal: Temporal })
  return library.between(moment(from), moment(until), true).map((at) => at.toPlainDate().toString())
}

const some = <T>(from: readonly T[], most: number) => fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: most })
const none = fc.constant([])
const weekdays = [1, 2, 3, 4, 5, 6, 7]
const every = some(weekdays, 7).map((all) => all.map((weekday) => ({ nth: 0, weekday })))
const counted = fc.uniqueArray(fc.record({ nth: fc.constantFrom(1, 2, 3, 4, 5, -1), weekday: fc.constantFrom(...weekdays) }), {
  minLength: 1,
  maxLength: 3,
  selector: ({ nth, weekday }) => nth * 10 + weekday,
})
const months = some([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 4)
// The ends of months are where they differ, so half of the days lie there.
const dates = fc.oneof(some([28, 29, 30, 31, -1], 4), some([1, 2, 8, 13, 15, 18, 28, 29, 30, 31, -1], 5))
const dayParts = fc.oneof(
  fc.record({ dates, weekdays: none }),
  fc.record({ dates: none, weekdays: fc.oneof(every, counted) }),
  fc.record({ dates, weekdays: every }),
)
const place = fc.constantFrom(null, null, 1 as const, -1 as const)
const interval = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 99 }))
const someMonths = fc.oneof(none, none, months)

const rules: fc.Arbitrary<Rule> = fc
  .oneof(
    fc
      .record({ interval, months: someMonths, place: fc.constant(null) })
      .map((one) => ({ ...one, ...{ dates: [], weekdays: [] }, frequency: 'DAILY' as const })),
    fc.record({ interval, months: someMonths, weekdays: every, place }).map((one) => ({ ...one, dates: [], frequency: 'WEEKLY' as const })),
    fc
      .tuple(fc.record({ interval, months: someMonths, place }), dayParts)
      .map(([one, days]) => ({ ...one, ...days, frequency: 'MONTHLY' as const })),
    fc.tuple(fc.record({ interval, months, place }), dayParts).map(([one, days]) => ({ ...one, ...days, frequency: 'YEARLY' as const })),
  )
  .map((rule) => parseRule(ruleText(rule)))

/** First days of schedules: all over two centuries, and around the leap days that there are and are not. */
const anchors = fc.oneof(
  fc.integer({ min: dayOf('1990-01-01'), max: dayOf('2110-12-31') }),
  fc
    .tuple(
      fc.constantFrom('1999-12-30', '2000-02-28', '2023-12-31', '2024-02-29', '2096-02-29', '2100-02-28'),
      fc.integer({ min: -3, max: 3 }),
    )
    .map(([iso, days]) => dayOf(iso) + days),
)

describe('against an independent library', () => {
  test('the same days fall, for any rule from any first day', () => {
    fc.assert(
      fc.property(rules, anchors, fc.integer({ min: 0, max: 3_000 }), (rule, anchor, later) => {
        const [from, until] = [anchor + later, anchor + later + 800]
        expect(judged(rule, anchor, from, until)).toEqual(told(rule, anchor, from, until))
      }),
      { numRuns: 600 },
    )
  }, 60_000)

  test('from its first day on', () => {
    fc.assert(
      fc.property(rules, anchors, (rule, anchor) => {
        expect(judged(rule, anchor, anchor - 40, anchor + 500)).toEqual(told(rule, anchor, anchor, anchor + 500))
      }),
      { numRuns: 400 },
    )
  }, 60_000)
})

test('the next fall is the first day on which the rule falls', () => {
  fc.assert(
    fc.property(rules, anchors, fc.integer({ min: -50, max: 2_000 }), (rule, anchor, later) => {
      const after = anchor + later
      const [first] = judged(rule, anchor, after + 1, after + 1_500)
      const next = nextFall(rule, anchor, after, after + 1_500)
      expect(next === null ? undefined : isoOf(next)).toBe(first)
    }),
    { numRuns: 400 },
  )
}, 60_000)

test('a rule goes to its text and back', () => {
  fc.assert(
    fc.property(rules, (rule) => {
      expect(parseRule(ruleText(rule))).toEqual(rule)
    }),
  )
})

const falls = (text: string, anchor: string, until: string): string[] =>
  judged(parseRule(text), dayOf(anchor), dayOf(anchor) - 10, dayOf(until))

test.each<[string, string, string, string, string[]]>([
  [
    'every other Friday is counted from the first week',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR',
    '2026-01-07',
    '2026-02-07',
    ['2026-01-09', '2026-01-23', '2026-02-06'],
  ],
  [
    'weeks begin on Monday: a Sunday belongs to the week before it',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU',
    '2026-01-07',
    '2026-01-31',
    ['2026-01-11', '2026-01-19', '2026-01-25'],
  ],
  [
    'every third day goes over the end of a month',
    'FREQ=DAILY;INTERVAL=3',
    '2024-02-26',
    '2024-03-04',
    ['2024-02-26', '2024-02-29', '2024-03-03'],
  ],
  [
    'a plain 31st leaves out the months that lack it',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    '2026-01-01',
    '2026-06-01',
    ['2026-01-31', '2026-03-31', '2026-05-31'],
  ],
  [
    'the last of 28 to 31 is the last day of each month',
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
    '2026-01-01',
    '2026-05-01',
    ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
  ],
  [
    'the last of 28 and 29 is the 29th, and 28 February in most years',
    'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1',
    '2023-12-30',
    '2024-03-01',
    ['2024-01-29', '2024-02-29'],
  ],
  [
    'a plain 29 February is kept in leap years only',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    '2096-01-01',
    '2105-01-01',
    ['2096-02-29', '2104-02-29'],
  ],
  ['the second Saturday', 'FREQ=MONTHLY;BYDAY=2SA', '2026-01-01', '2026-03-31', ['2026-01-10', '2026-02-14', '2026-03-14']],
  ['the last Friday', 'FREQ=MONTHLY;BYDAY=-1FR', '2026-01-01', '2026-03-31', ['2026-01-30', '2026-02-27', '2026-03-27']],
  ['a fifth Friday is in some months only', 'FREQ=MONTHLY;BYDAY=5FR', '2026-01-01', '2026-06-30', ['2026-01-30', '2026-05-29']],
  ['Friday the 13th', 'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR', '2026-01-01', '2026-12-31', ['2026-02-13', '2026-03-13', '2026-11-13']],
  [
    'the last working day of a month',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    '2026-01-01',
    '2026-03-31',
    ['2026-01-30', '2026-02-27', '2026-03-31'],
  ],
  [
    'a place is taken in the whole month, also where a schedule begins within it',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1',
    '2026-01-10',
    '2026-02-10',
    ['2026-02-02'],
  ],
  ['every second year', 'FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=4TH', '2025-12-01', '2029-12-31', ['2027-11-25', '2029-11-22']],
])('%s', (_, text, anchor, until, days) => expect(falls(text, anchor, until)).toEqual(days))

test.each([
  ['nothing', ''],
  ['no frequency', 'BYDAY=MO'],
  ['an hourly rule', 'FREQ=HOURLY'],
  ['two frequencies', 'FREQ=DAILY,WEEKLY'],
  ['a part twice', 'FREQ=DAILY;INTERVAL=2;INTERVAL=3'],
  ['a part that is not kept', 'FREQ=DAILY;COUNT=3'],
  ['an end of its own', 'FREQ=DAILY;UNTIL=20261231'],
  ['another beginning of the week', 'FREQ=WEEKLY;BYDAY=MO;WKST=SU'],
  ['small letters', 'freq=daily'],
  ['spaces', 'FREQ=DAILY; INTERVAL=2'],
  ['an empty part', 'FREQ=DAILY;'],
  ['the name of the property', 'RRULE:FREQ=DAILY'],
  ['an interval of none', 'FREQ=DAILY;INTERVAL=0'],
  ['an interval of hundreds', 'FREQ=DAILY;INTERVAL=100'],
  ['a weekly rule without its days', 'FREQ=WEEKLY'],
  ['a counted weekday of a week', 'FREQ=WEEKLY;BYDAY=2SA'],
  ['a day of the month in a weekly rule', 'FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=1'],
  ['a day that does not exist', 'FREQ=WEEKLY;BYDAY=XX'],
  ['a sixth Saturday', 'FREQ=MONTHLY;BYDAY=6SA'],
  ['a monthly rule without its days', 'FREQ=MONTHLY'],
  ['day 32', 'FREQ=MONTHLY;BYMONTHDAY=32'],
  ['the last but one day', 'FREQ=MONTHLY;BYMONTHDAY=-2'],
  ['a day twice', 'FREQ=MONTHLY;BYMONTHDAY=8,8'],
  ['the 13th if it is the first Friday', 'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=1FR'],
  ['a yearly rule without its month', 'FREQ=YEARLY;BYMONTHDAY=1'],
  ['month 13', 'FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1'],
  ['the second of all', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2'],
  ['the last of each day', 'FREQ=DAILY;BYSETPOS=-1'],
])('%s is no rule', (_, text) => expect(() => parseRule(text)).toThrow(RangeError))
