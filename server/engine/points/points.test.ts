import { describe, expect, test } from 'vitest'
import { isoOf } from '../calendar/day'
import { advance, apply, decideSpend } from '../evaluate'
import { timelineOf } from '../program/compile'
import type { ProgramDocument } from '../program/document'
import { adjust, earning, FieldMember, type FieldTier, fieldProgram, order, refund } from '../scenarios/field'
import { newState } from '../state'
import type { RuleTrace } from '../trace'
import type { LogEntry, StoredEventBody } from '../vocabulary'
import type { EarningRuleSpec } from './earning-rule'
import type { PointsPolicy } from './policy'

type Rules = ProgramDocument['earningRules']
const policy = (over: Partial<PointsPolicy> = {}): PointsPolicy => ({
  expiry: { kind: 'never' },
  clawback: 'allow_debt',
  bonusCapBps: 30_000,
  ...over,
})
const rate = (points: number, more: Partial<EarningRuleSpec> = {}, name = 'rate') =>
  earning(name, { reward: { kind: 'rate', points, per: 100 }, ...more })
const flat = (points: number, more: Partial<EarningRuleSpec> = {}, name = 'flat') =>
  earning(name, { reward: { kind: 'flat', points }, ...more })
const member = (earningRules: Rules, over: Partial<ProgramDocument> & { tiers?: readonly FieldTier[] } = {}) =>
  new FieldMember(fieldProgram({ earningRules, points: policy(), ...over }))
const goods = (...lines: [category: string, units: number, quantity?: number][]): StoredEventBody => ({
  type: 'order.paid',
  channel: 'c',
  order_no: 'goods',
  lines: lines.map(([category, units, quantity = 1], i) => ({ line: String(i + 1), category, quantity, amount: units * 100 })),
})
const spends = (one: FieldMember, amount: number): StoredEventBody => {
  const taken = decideSpend(one.state, amount)
  if (!taken) throw new Error('more than there is')
  return { type: 'points.spent', amount, reason: 'x', taken }
}

describe('what a rule gives', () => {
  const tea = { fact: 'line.category', operator: 'in' as const, value: ['tea'] }
  test.each<[string, Rules, StoredEventBody, number]>([
    ['whole steps only', [earning('r', { reward: { kind: 'rate', points: 10, per: 100_00, mode: 'full_step' } })], order('a', 299), 20],
    [
      'whole steps of what is in scope',
      [earning('r', { reward: { kind: 'rate', points: 10, per: 100_00, mode: 'full_step' }, lines: tea })],
      goods(['tea', 150], ['cake', 900]),
      10,
    ],
    ['for each item', [earning('r', { reward: { kind: 'per_item', points: 3 } })], goods(['tea', 10, 2], ['cake', 1, 3]), 15],
    [
      'for each item in scope',
      [earning('r', { reward: { kind: 'per_item', points: 3 }, lines: tea })],
      goods(['tea', 10, 2], ['cake', 1, 3]),
      6,
    ],
    ['nothing where nothing is in scope', [flat(50, { lines: tea })], goods(['cake', 10]), 0],
    ['two multipliers are added', [rate(1), multiplier('a', 20_000), multiplier('b', 15_000)], order('a', 100), 250],
    ['a multiplier below one takes away', [rate(1), multiplier('a', 5_000)], order('a', 100), 50],
    [
      'a multiplier of nothing leaves nothing on its lines',
      [rate(1), earning('zero', { reward: { kind: 'multiplier', factorBps: 0 }, lines: tea })],
      goods(['tea', 70], ['cake', 30]),
      30,
    ],
    ['what multipliers make is capped', [rate(1), multiplier('a', 90_000)], order('a', 100), 300],
    ['a flat gift is never multiplied', [flat(7), multiplier('a', 30_000)], order('a', 100), 7],
    ['a rule that matched stops those behind it', [flat(5, { stops: true }), rate(1)], order('a', 100), 5],
    [
      'one that did not match stops nothing',
      [flat(5, { stops: true, when: { fact: 'order.amount', operator: 'gte', value: 200_00 } }), rate(1)],
      order('a', 100),
      100,
    ],
    ['not before its first date', [rate(1, { from: '2024-01-02' })], order('a', 100), 0],
    ['on its last date', [rate(1, { until: '2024-01-01' })], order('a', 100), 100],
    [
      'shipping counts where the rule says so',
      [rate(1, { withShipping: true })],
      { ...(order('a', 100) as Extract<StoredEventBody, { type: 'order.paid' }>), shipping: 20_00 },
      120,
    ],
    [
      'and does not where it does not',
      [rate(1)],
      { ...(order('a', 100) as Extract<StoredEventBody, { type: 'order.paid' }>), shipping: 20_00 },
      100,
    ],
    ['its own event', [flat(9, { trigger: 'custom', event: 'visit' })], { type: 'custom', event: 'visit' }, 9],
    ['not that of another', [flat(9, { trigger: 'custom', event: 'visit' })], { type: 'custom', event: 'call' }, 0],
    [
      'for a recharge',
      [rate(1, { trigger: 'stored.recharged' })],
      { type: 'stored.recharged', channel: 'c', recharge_no: '1', amount: 50_00 },
      50,
    ],
  ])('%s', (_, rules, body, points) => {
    const one = member(rules)
    one.on('2024-01-01', body)
    expect(one.points).toBe(points)
  })

  test.each<[NonNullable<PointsPolicy['bonusMode']>, number]>([
    ['sum', 100 * 3],
    ['max', 100 * 2],
    ['product', 100 * 4],
  ])('bonuses meet as %s', (bonusMode, points) => {
    const one = member([rate(1), multiplier('a', 20_000), multiplier('b', 20_000)], { points: policy({ bonusMode, bonusCapBps: 100_000 }) })
    one.on('2024-01-01', order('a', 100))
    expect(one.points).toBe(points)
  })

  test('a table by tier, with nothing for one of them', () => {
    const reward = {
      kind: 'rate' as const,
      points: 1,
      per: 100,
      byTier: [
        { tierId: 'Silver', units: 3 },
        { tierId: 'Gold', units: 0 },
      ],
    }
    const one = member([earning('r', { reward })], {
      tiers: [
        ['Base', 0],
        ['Silver', 100_00],
        ['Gold', 1_000_00],
      ],
    })
    const earned = ['a', 'b', 'c'].map((name, i) => one.on('2024-01-01', order(name, [100, 900, 10][i] as number)).answer.earned)
    expect(earned).toEqual([100, 2_700, 0])
  })

  function multiplier(name: string, factorBps: number): Rules[number] {
    return earning(name, { reward: { kind: 'multiplier', factorBps } })
  }
})

describe('caps reduce, and the trace says which', () => {
  const on = (caps: EarningRuleSpec['caps'], dates: string[]): RuleTrace[] => {
    const one = member([rate(1, { caps })])
    return dates.map((date, i) => one.on(date, order(`o${i}`, 80)).trace.rules[0] as RuleTrace)
  }
  test.each<[string, EarningRuleSpec['caps'], string[], RuleTrace[]]>([
    ['for one order', { perOrder: 50 }, ['2024-01-01'], [['rate', 50, 'order_cap', 80]]],
    [
      'for a date',
      { perDay: 100 },
      ['2024-01-01', '2024-01-01', '2024-01-02'],
      [
        ['rate', 80],
        ['rate', 20, 'day_cap', 80],
        ['rate', 80],
      ],
    ],
    [
      'for a month',
      { perMonth: 100 },
      ['2024-01-31', '2024-01-31', '2024-02-01'],
      [
        ['rate', 80],
        ['rate', 20, 'month_cap', 80],
        ['rate', 80],
      ],
    ],
    [
      'for ever',
      { lifetime: 100 },
      ['2024-01-01', '2025-01-01', '2026-01-01'],
      [
        ['rate', 80],
        ['rate', 20, 'lifetime_cap', 80],
        ['rate', 0, 'lifetime_cap', 80],
      ],
    ],
  ])('%s', (_, caps, dates, traces) => expect(on(caps, dates)).toEqual(traces))

  test('what a refund takes back leaves room again on the same date', () => {
    const one = member([rate(1, { caps: { perDay: 100 } })])
    one.on('2024-01-01', order('a', 100))
    one.on('2024-01-01', refund('a', 40))
    expect(one.points).toBe(60)
    one.on('2024-01-01', order('b', 100))
    expect(one.points).toBe(100)
  })

  test('a refund of a capped order takes nothing while what is kept still reaches the cap', () => {
    const one = member([rate(2, { caps: { perOrder: 100 } })])
    one.on('2024-01-01', order('a', 100))
    one.on('2024-01-02', refund('a', 50))
    expect(one.points).toBe(100)
    one.on('2024-01-03', refund('a', 20))
    expect(one.points).toBe(60)
  })

  test('a budget gives what was admitted and no more', () => {
    const document = fieldProgram({ earningRules: [flat(30, { caps: { budget: 100 } }, 'gift')] })
    const entry: LogEntry = { id: 'e', source: 's', key: 'k', at: 0, day: 19_723, store: null, body: order('a', 1) }
    const verdict = (admitted?: Record<string, number>) =>
      apply(timelineOf([{ id: 'v', effectiveFrom: 0, document }]), newState(), entry, admitted).outcome.trace.rules
    expect(verdict({ gift: 10 })).toEqual([['gift', 10, 'budget', 30]])
    expect(verdict({ gift: 90 })).toEqual([['gift', 30]])
    expect(verdict()).toEqual([['gift', 0, 'budget', 30]])
  })
})

describe('how long points live', () => {
  test.each<[string, PointsPolicy['expiry'], string, string]>([
    ['to the end of the quarter', { kind: 'rolling', unit: 'days', count: 10, roundUp: 'quarter' }, '2024-01-05', '2024-03-31'],
    ['to the end of the year', { kind: 'rolling', unit: 'months', count: 1, roundUp: 'year' }, '2024-12-05', '2025-12-31'],
    ['to a date of the year', { kind: 'yearly', month: 6, date: 30, years: 0 }, '2024-06-30', '2024-06-30'],
    ['to that date of the year after', { kind: 'yearly', month: 6, date: 30, years: 1 }, '2024-07-01', '2026-06-30'],
    ['29 February in other years', { kind: 'yearly', month: 2, date: 29, years: 0 }, '2024-03-01', '2025-02-28'],
  ])('%s', (_, expiry, earned, last) => {
    const one = member([rate(1)], { points: policy({ expiry }) })
    one.on(earned, order('a', 10))
    expect(isoOf(one.state.standing.lots[0]?.expires as number)).toBe(last)
    expect(one.at(last).points).toBe(10)
    expect(one.at(isoOf((one.state.standing.lots[0]?.expires as number) + 1)).points).toBe(0)
  })

  test('by activity: whatever the member does puts the end off, a refund does not', () => {
    const one = member([rate(1)], { points: policy({ expiry: { kind: 'inactivity', days: 10 } }) })
    one.on('2024-01-01', order('a', 10))
    one.on('2024-01-09', { type: 'member.checked_in' })
    one.on('2024-01-15', refund('a', 1))
    expect(one.at('2024-01-19').points).toBe(9)
    expect(one.at('2024-01-20').points).toBe(0)
  })

  test('a tier may have a life of its own', () => {
    const tiers: FieldTier[] = [
      ['Base', 0],
      ['Gold', 100_00, { expiry: { kind: 'never' } }],
    ]
    const one = member([rate(1)], { tiers, points: policy({ expiry: { kind: 'rolling', unit: 'days', count: 1 } }) })
    one.on('2024-01-01', order('a', 100))
    one.on('2024-01-01', order('b', 10))
    expect(one.at('2025-01-01').points).toBe(10)
  })

  test('points that come back go to their own lot, and one that expired lives again for its days', () => {
    const one = member([rate(1)], { points: policy({ expiry: { kind: 'rolling', unit: 'days', count: 10 }, reviveDays: 5 }) })
    one.on('2024-01-01', order('a', 100))
    one.on('2024-01-02', spends(one, 60))
    const spend = one.log.at(-1) as LogEntry
    const taken = spend.body.type === 'points.spent' ? spend.body.taken : []
    const half = taken.map((part) => ({ ...part, amount: 20 }))
    one.on('2024-01-03', { type: 'points.returned', amount: 20, reason: 'x', spend: spend.id, taken: half })
    expect([one.points, one.state.standing.lots.length]).toEqual([60, 1])
    expect(one.at('2024-01-12').points).toBe(0)
    const { trace } = one.on('2024-02-01', {
      type: 'points.returned',
      amount: 40,
      reason: 'x',
      spend: spend.id,
      taken: taken.map((part) => ({ ...part, amount: 40 })),
    })
    expect([one.points, trace.notes]).toEqual([40, ['revived']])
    expect(one.at('2024-02-06').points).toBe(40)
    expect(one.at('2024-02-07').points).toBe(0)
  })
})

describe('points that wait', () => {
  const waiting = (from: 'payment' | 'completion', days: number) =>
    member([rate(1)], { points: policy({ pending: { from, days }, expiry: { kind: 'rolling', unit: 'days', count: 10 } }) })
  const completed: StoredEventBody = { type: 'order.completed', channel: 'c', order_no: 'a' }

  test('so many days after payment; they cannot be spent, and their life begins when they can', () => {
    const one = waiting('payment', 7)
    one.on('2024-01-01', order('a', 100))
    expect([one.points, one.pending, decideSpend(one.state, 1)]).toEqual([0, 100, null])
    expect([one.at('2024-01-08').points, isoOf(one.state.standing.lots[0]?.expires as number)]).toEqual([100, '2024-01-18'])
  })
  test('after completion, which may come before the order is known', () => {
    const one = waiting('completion', 2)
    one.on('2024-01-01', order('a', 100))
    expect([one.at('2024-03-01').points, one.pending]).toEqual([0, 100])
    one.on('2024-03-01', completed)
    expect(one.at('2024-03-03').points).toBe(100)
    const early = waiting('completion', 0)
    early.on('2024-01-01', completed)
    early.on('2024-01-02', order('a', 100))
    expect([early.points, early.pending]).toEqual([100, 0])
  })
  test('a refund takes them first, then the lot they became', () => {
    const one = waiting('payment', 7)
    one.on('2024-01-01', order('a', 100))
    one.on('2024-01-01', adjust(50))
    one.on('2024-01-02', refund('a', 30))
    expect([one.points, one.pending]).toEqual([50, 70])
    one.at('2024-01-08').on('2024-01-08', refund('a', 20))
    expect(one.points).toBe(100)
  })
  test('what is owed is settled by them when they become active', () => {
    const one = waiting('payment', 7)
    one.on('2024-01-01', adjust(40))
    one.on('2024-01-01', spends(one, 40))
    one.on('2024-01-01', { type: 'order.refunded', channel: 'c', refund_no: 'r', amount: 40_00 })
    one.on('2024-01-02', order('a', 100))
    expect([one.state.standing.debt, one.pending]).toEqual([-40, 100])
    expect([one.at('2024-01-09').points, one.state.standing.debt]).toEqual([60, 0])
  })
})

describe('birthdays', () => {
  const born = (birthday: string | null): StoredEventBody => ({ type: 'member.profile_changed', birthday })
  const gifted = (leapBirthday?: PointsPolicy['leapBirthday']) =>
    member([flat(88, { trigger: 'member.birthday' })], { points: policy(leapBirthday ? { leapBirthday } : {}) })
  test('one a calendar year, however often its date is changed', () => {
    const one = gifted()
    one.on('2024-01-01', born('1988-06-15'))
    expect([one.at('2024-06-14').points, one.at('2024-06-15').points]).toEqual([0, 88])
    one.on('2024-07-01', born('1988-09-09'))
    expect(one.at('2024-12-31').points).toBe(88)
    expect([one.at('2025-09-08').points, one.at('2025-09-09').points]).toEqual([88, 176])
  })
  test('told on the very day, it has still come', () => {
    const one = gifted()
    one.on('2024-06-15', born('06-15'))
    expect(one.points).toBe(88)
  })
  test.each([
    [undefined, '2025-02-28'],
    ['mar1' as const, '2025-03-01'],
  ])('29 February in other years (%s)', (leap, date) => {
    const one = gifted(leap)
    one.on('2024-03-02', born('2000-02-29'))
    expect(one.at(isoOf(Date.parse(`${date}T00:00:00Z`) / 86_400_000 - 1)).points).toBe(0)
    expect(one.at(date).points).toBe(88)
  })
})

test('points exchange themselves as often as they reach the mark', () => {
  const one = member([rate(1)], { points: policy({ autoRedeem: { at: 100, reward: 'gift' } }) })
  one.on('2024-01-01', order('a', 250))
  expect(one.points).toBe(50)
})

test('a member is told before points go: by how many days are left', () => {
  const document = fieldProgram({
    earningRules: [rate(1)],
    points: policy({ expiry: { kind: 'rolling', unit: 'days', count: 30 }, reminders: [7, 1] }),
  })
  const timeline = timelineOf([{ id: 'v', effectiveFrom: 0, document }])
  const entry: LogEntry = {
    id: 'e',
    source: 's',
    key: 'k',
    at: Date.parse('2024-01-01T10:00:00Z'),
    day: 19_723,
    store: null,
    body: order('a', 10),
  }
  const { state } = apply(timeline, newState(), entry)
  const { decisions } = advance(timeline, state, { day: 19_723 + 40, at: Date.parse('2024-02-10T00:00:00Z') })
  expect(decisions.reminders).toEqual([
    { kind: 'points_expiring', day: 19_723 + 23, days: 7, amount: 10, on: 19_723 + 30 },
    { kind: 'points_expiring', day: 19_723 + 29, days: 1, amount: 10, on: 19_723 + 30 },
  ])
})

describe('what a refund may take', () => {
  test.each<[PointsPolicy['clawback'], number, number, string[]]>([
    ['allow_debt', 0, -80, []],
    ['within_balance', 0, 0, ['forgiven']],
    ['pending_only', 20, 0, ['forgiven']],
  ])('%s', (clawback, points, debt, notes) => {
    const one = member([rate(1)], { points: policy({ clawback }) })
    one.on('2024-01-01', order('a', 100))
    one.on('2024-01-02', spends(one, 80))
    const { trace } = one.on('2024-01-03', refund('a'))
    expect([one.points, one.state.standing.debt, trace.notes]).toEqual([points, debt, notes])
  })
})
