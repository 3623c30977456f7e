import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isoOf } from './calendar/day'
import type { Expiry } from './calendar/expiry'
import * as almanac from './calendar/fixtures/almanac'
import { apia, dateOf, newYork, numberOf, type Place, saoPaulo, shanghai, utc } from './calendar/fixtures/almanac'
import { localDay } from './calendar/zone'
import type { Window } from './condition/window'
import { advance, apply, Run } from './evaluate'
import type { Validity } from './ladder/ladder'
import { type Timeline, timelineOf } from './program/compile'
import type { ProgramDocument } from './program/document'
import { program } from './scenarios/shop'
import { availablePoints, copyState, type MemberState, newState } from './state'
import type { LogEntry, StoredEventBody } from './vocabulary'

// Thousands of comparisons: a machine with other work to do takes its time.
vi.setConfig({ testTimeout: 60_000 })

const MINUTE = 60_000

/** The dates on which a merchant's clocks, months or years do something of interest. */
const nights: [Place, string[]][] = [
  [
    shanghai,
    ['1986-05-04', '1986-09-14', '1991-09-15', '2024-02-29', '2024-03-01', '2024-12-31', '2025-01-01', '2025-02-28', '2025-03-01'],
  ],
  [newYork, ['2024-03-10', '2024-03-11', '2024-11-03', '2024-11-04', '2024-02-29', '2025-01-01', '2025-03-31']],
  [utc, ['2024-02-29', '2024-12-31', '2025-01-01']],
  [apia, ['2011-12-29', '2011-12-31', '2012-01-01', '2011-04-02', '2012-09-30', '2024-03-01']],
  [saoPaulo, ['2013-10-20', '2013-02-17', '2013-03-01']],
]

const under = (place: Place, over: Parameters<typeof program>[0]): Timeline =>
  timelineOf([{ id: 'v1', effectiveFrom: 0, document: { ...program(over), semantics: 2, timeZone: place.zone } }])

let count = 0
/** Something that happens at an instant; its date is told by the engine's clock, as the shell does it. */
function happens(place: Place, at: number, body: StoredEventBody): LogEntry {
  count++
  return { id: `m${count}`, source: 't', key: `k${count}`, at, day: localDay(place.zone, at), store: null, body }
}
const order = (amount: number): StoredEventBody => ({ type: 'order.paid', channel: 'c', order_no: `o${count}`, amount })

/** A member to whom things happen one after the other. */
class Member {
  state: MemberState = newState()
  constructor(
    readonly place: Place,
    readonly timeline: Timeline,
  ) {}
  meets(at: number, body: StoredEventBody): number {
    const { state, outcome } = apply(this.timeline, this.state, happens(this.place, at, body))
    this.state = state
    return outcome.answer.earned
  }
  /** What stands at the last millisecond of a date, when the night of the next one has not come. */
  at(day: number): { points: number; tier: string | null } {
    const { state } = advance(this.timeline, this.state, { day, at: almanac.beginningOf(this.place, day + 1) - 1 })
    return { points: availablePoints(state.standing), tier: state.standing.ladders.l?.tier ?? null }
  }
  /** The first date on which the nightly run would do something. */
  due = () => new Run(this.timeline, copyState(this.state)).nextDue()
}

const flat = (points: number, rest: object = {}): ProgramDocument['earningRules'][number] => ({
  id: 'flat',
  name: 'flat',
  spec: { trigger: 'order.paid', reward: { kind: 'flat', points }, ...rest },
})
const policy = (rest: Partial<ProgramDocument['points']>): ProgramDocument['points'] => ({
  expiry: { kind: 'never' },
  clawback: 'allow_debt',
  bonusCapBps: 30_000,
  ...rest,
})

const lifetime = { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } } as const

const hosts = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles']
const cases = hosts.flatMap((host) => nights.map(([place, dates]) => [host, place.zone, place, dates] as const))

describe.each(cases)('on a machine in %s, for a merchant in %s', (host, _zone, place, dates) => {
  const before = process.env.TZ
  beforeAll(() => {
    process.env.TZ = host
  })
  afterAll(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })
  const midnights = dates.map((iso) => [iso, almanac.beginningOf(place, numberOf(iso))] as const)

  test.each(midnights)('a limit for each day begins anew with %s', (iso, midnight) => {
    const member = new Member(place, under(place, { earningRules: [flat(10, { caps: { perDay: 10 } })] }))
    const given = [-2, -1, 0, 1].map((minutes) => member.meets(midnight + minutes * MINUTE, order(100)))
    expect(given).toEqual([10, 0, 10, 0])
    // Counted a minute before midnight and at midnight: two dates, and none is named after the machine's clock.
    expect(member.state.history.days.map(([day]) => isoOf(day))).toEqual([dateOf(almanac.dayAt(place, midnight - 1)).iso, iso])
  })

  test.each(midnights)('a rule for one day of the week and one hour holds on %s to the millisecond', (_iso, midnight) => {
    const [first, last] = [midnight, midnight - 1]
    const asks = (at: number): ProgramDocument['earningRules'][number] =>
      flat(7, {
        when: {
          all: [
            { fact: 'event.weekday', operator: 'eq', value: String(dateOf(almanac.dayAt(place, at)).weekday) },
            { fact: 'event.hour', operator: 'eq', value: almanac.hourAt(place, at) },
            { fact: 'event.day_of_month', operator: 'eq', value: dateOf(almanac.dayAt(place, at)).date },
          ],
        },
      })
    for (const [at, other] of [
      [first, last],
      [last, first],
    ] as const) {
      const timeline = under(place, { earningRules: [asks(at)] })
      expect(new Member(place, timeline).meets(at, order(100))).toBe(7)
      expect(new Member(place, timeline).meets(other, order(100))).toBe(0)
    }
  })

  test.each(midnights)('dates from and until include %s from its beginning to its end', (iso, midnight) => {
    const end = almanac.beginningOf(place, numberOf(iso) + 1)
    const timeline = under(place, { earningRules: [flat(5, { from: iso, until: iso })] })
    const given = [midnight - 1, midnight, end - 1, end].map((at) => new Member(place, timeline).meets(at, order(100)))
    expect(given).toEqual([0, 5, 5, 0])
  })

  const lives: [string, Expiry, (day: number) => number][] = [
    ['30 days', { kind: 'rolling', unit: 'days', count: 30 }, (day) => day + 30],
    ['a month', { kind: 'rolling', unit: 'months', count: 1 }, (day) => almanac.monthsOn(day, 1)],
    [
      'a year, to the end of the quarter',
      { kind: 'rolling', unit: 'months', count: 12, roundUp: 'quarter' },
      (day) => almanac.partEnd(almanac.monthsOn(day, 12), 3),
    ],
    ['until the next end of February', { kind: 'yearly', month: 2, date: 29, years: 0 }, (day) => endOfFebruary(day)],
    ['60 days of nothing', { kind: 'inactivity', days: 60 }, (day) => day + 60],
  ]
  test.each(lives)('points live for %s, through their last day', (_name, expiry, lastOf) => {
    for (const [iso, midnight] of midnights) {
      for (const at of [midnight - MINUTE, midnight + MINUTE]) {
        const member = new Member(place, under(place, { earningRules: [flat(50)], points: policy({ expiry }) }))
        member.meets(at, order(100))
        const last = lastOf(almanac.dayAt(place, at))
        expect([iso, member.at(last).points, member.at(last + 1).points]).toEqual([iso, 50, 0])
        expect(isoOf(member.due() as number)).toBe(dateOf(last + 1).iso)
      }
    }
  })

  test('pending points wait whole days', () => {
    for (const [, midnight] of midnights) {
      for (const at of [midnight - MINUTE, midnight + MINUTE]) {
        const points = policy({ pending: { from: 'payment', days: 7 } })
        const member = new Member(place, under(place, { earningRules: [flat(50)], points }))
        member.meets(at, order(100))
        const day = almanac.dayAt(place, at)
        expect([member.at(day + 6).points, member.at(day + 7).points]).toEqual([0, 50])
      }
    }
  })

  const end = { downgrade: 'base' } as const
  const validities: [string, Validity, (day: number) => number][] = [
    ['45 days', { kind: 'days', days: 45, ...end }, (day) => day + 45],
    ['a month', { kind: 'months', months: 1, ...end }, (day) => almanac.monthsOn(day, 1)],
    ['a year', { kind: 'months', months: 12, ...end }, (day) => almanac.monthsOn(day, 12)],
    ['to the end of the month and 3 days', { kind: 'period', period: 'month', extraDays: 3, ...end }, (day) => almanac.partEnd(day, 1) + 3],
    [
      'to the end of the next half-year',
      { kind: 'period', period: 'half', next: true, ...end },
      (day) => almanac.partEnd(almanac.partEnd(day, 6) + 1, 6),
    ],
  ]
  test.each(validities)('a tier holds for %s, through its last day', (_name, validity, lastOf) => {
    for (const [iso, midnight] of midnights) {
      for (const at of [midnight - MINUTE, midnight + MINUTE]) {
        const spec = {
          measure: 'net_spend',
          window: { kind: 'lifetime' },
          validity,
          retention: { measure: 'order_count', window: { kind: 'tier_period' } },
        } as const
        const member = new Member(place, under(place, { spec }))
        member.meets(at, order(500_00))
        const last = lastOf(almanac.dayAt(place, at))
        expect([iso, member.at(last).tier, member.at(last + 1).tier]).toEqual([iso, 'silver', 'base'])
        expect(isoOf(member.due() as number)).toBe(dateOf(last + 1).iso)
      }
    }
  })

  test('days of grace follow the last day, each whole', () => {
    const [, midnight] = midnights[0] as [string, number]
    const spec = {
      measure: 'net_spend',
      window: { kind: 'lifetime' },
      validity: { kind: 'months', months: 1, graceDays: 5, ...end },
      retention: { measure: 'order_count', window: { kind: 'tier_period' } },
    } as const
    const member = new Member(place, under(place, { spec }))
    member.meets(midnight + MINUTE, order(500_00))
    const last = almanac.monthsOn(almanac.dayAt(place, midnight + MINUTE), 1)
    expect([member.at(last + 5).tier, member.at(last + 6).tier]).toEqual(['silver', 'base'])
  })

  const joined = (day: number): number => day - 400
  const windows: [string, Window, (day: number) => number][] = [
    ['30 days', { kind: 'rolling_days', days: 30 }, (day) => day + 30],
    ['the month', { kind: 'calendar_month' }, (day) => almanac.partEnd(day, 1)],
    ['the quarter', { kind: 'calendar_quarter' }, (day) => almanac.partEnd(day, 3)],
    ['the half-year', { kind: 'calendar_half' }, (day) => almanac.partEnd(day, 6)],
    ['the year', { kind: 'calendar_year' }, (day) => almanac.partEnd(day, 12)],
    ['the year of membership', { kind: 'joining_year' }, (day) => almanac.monthsOn(joined(day), 24) - 1],
  ]
  test.each(windows)('spend counts within %s, through its last day', (_name, window, lastOf) => {
    const spec = { measure: 'net_spend', window, validity: { kind: 'none' } } as const
    for (const [iso, midnight] of midnights) {
      for (const at of [midnight - MINUTE, midnight + MINUTE]) {
        const day = almanac.dayAt(place, at)
        const member = new Member(place, under(place, { spec }))
        member.meets(almanac.beginningOf(place, joined(day)) + 12 * 60 * MINUTE, { type: 'member.registered' })
        member.meets(at, order(500_00))
        const last = lastOf(day)
        expect([iso, member.at(last).tier, member.at(last + 1).tier]).toEqual([iso, 'silver', 'base'])
        expect(isoOf(member.due() as number)).toBe(dateOf(last + 1).iso)
      }
    }
  })

  test('a rise that waits for the next month comes with its first day', () => {
    const spec = { ...lifetime, rises: { kind: 'next_period', period: 'month' } } as const
    for (const [iso, midnight] of midnights) {
      for (const at of [midnight - MINUTE, midnight + MINUTE]) {
        const member = new Member(place, under(place, { spec }))
        member.meets(at, order(500_00))
        const last = almanac.partEnd(almanac.dayAt(place, at), 1)
        expect([iso, member.at(last).tier, member.at(last + 1).tier]).toEqual([iso, 'base', 'silver'])
        expect(isoOf(member.due() as number)).toBe(dateOf(last + 1).iso)
      }
    }
  })

  test('growth that is cut back each quarter is cut on its first day', () => {
    const spec = {
      measure: 'growth',
      window: { kind: 'lifetime' },
      validity: { kind: 'none' },
      growthReset: { period: 'quarter', keepBps: 5_000 },
    } as const
    const growthRules: ProgramDocument['growthRules'] = [
      { id: 'g', ladderId: 'l', name: 'g', spec: { trigger: 'order.paid', reward: { kind: 'flat', growth: 500_00 } } },
    ]
    for (const [iso, midnight] of midnights) {
      for (const at of [midnight - MINUTE, midnight + MINUTE]) {
        const member = new Member(place, under(place, { spec, growthRules }))
        member.meets(at, order(1))
        const last = almanac.partEnd(almanac.dayAt(place, at), 3)
        expect([iso, member.at(last).tier, member.at(last + 1).tier]).toEqual([iso, 'silver', 'base'])
      }
    }
  })

  test('a calendar month counts what lies in it, to the minute', () => {
    const spec = { measure: 'net_spend', window: { kind: 'calendar_month' }, validity: { kind: 'none' } } as const
    for (const [, midnight] of midnights) {
      const before = almanac.dayAt(place, midnight - MINUTE)
      const member = new Member(place, under(place, { spec }))
      member.meets(midnight - MINUTE, order(300_00))
      member.meets(midnight + MINUTE, order(300_00))
      const sameMonth = dateOf(before).month === dateOf(almanac.dayAt(place, midnight)).month
      expect(member.state.standing.ladders.l?.tier).toBe(sameMonth ? 'silver' : 'base')
    }
  })

  test.each([
    ['feb28', ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']],
    ['mar1', ['2025-03-01', '2026-03-01', '2027-03-01', '2028-02-29']],
  ] as const)('a birthday of 29 February is kept by %s, once a year', (leapBirthday, kept) => {
    const birthday: ProgramDocument['earningRules'][number] = {
      id: 'b',
      name: 'b',
      spec: { trigger: 'member.birthday', reward: { kind: 'flat', points: 88 } },
    }
    const timeline = under(place, { earningRules: [birthday], points: policy({ leapBirthday }) })
    const member = new Member(place, timeline)
    member.meets(almanac.beginningOf(place, numberOf('2024-06-01')), { type: 'member.profile_changed', birthday: '1988-02-29' })
    const until = numberOf('2028-12-31')
    const { decisions } = advance(timeline, member.state, { day: until, at: almanac.beginningOf(place, until) })
    expect(decisions.movements.map(({ day, amount }) => `${isoOf(day)} ${amount}`)).toEqual(kept.map((day) => `${day} 88`))
    expect(isoOf(member.due() as number)).toBe(kept[0])
  })

  test('born while China had summer time, a member has the birthday they were told', () => {
    const birthday: ProgramDocument['earningRules'][number] = {
      id: 'b',
      name: 'b',
      spec: { trigger: 'member.birthday', reward: { kind: 'flat', points: 88 } },
    }
    const timeline = under(place, { earningRules: [birthday] })
    for (const born of ['1986-05-04', '1986-09-14', '1987-04-12', '1988-04-10', '1989-09-17', '1990-04-15', '1991-09-15']) {
      const member = new Member(place, timeline)
      member.meets(almanac.beginningOf(place, numberOf('2024-01-01')), { type: 'member.profile_changed', birthday: born })
      const until = numberOf('2024-12-31')
      const { decisions } = advance(timeline, member.state, { day: until, at: almanac.beginningOf(place, until) })
      expect(decisions.movements.map(({ day }) => isoOf(day))).toEqual([`2024${born.slice(4)}`])
    }
  })
})

/** The next last day of a February, that of the day itself included. */
function endOfFebruary(day: number): number {
  let at = day
  while (dateOf(at).month !== 2 || dateOf(at + 1).month !== 3) at++
  return at
}
