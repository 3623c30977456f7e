import { describe, expect, test } from 'vitest'
import { dayOf, isoOf } from './calendar/day'
import { advance, apply, decideSpend, transition } from './evaluate'
import { fold } from './fold'
import { progressOf } from './ladder/progress'
import { timelineOf } from './program/compile'
import { back, on, paid, program, spend12, story, tier, under } from './scenarios/shop'
import { availablePoints, type MemberState, newState } from './state'
import type { StoredEventBody } from './vocabulary'

describe('the tier follows the measure', () => {
  test.each([
    ['below the first threshold a member is on the base tier', [60_00], 'base'],
    ['a threshold is an inclusive minimum', [500_00], 'silver'],
    ['one under it is not enough', [499_99], 'base'],
    ['several rungs may be skipped in one order', [2_500_00], 'gold'],
    ['orders add up, the one being judged included', [400_00, 100_00], 'silver'],
  ])('%s', (_, amounts, expected) => {
    expect(
      story(
        program(),
        amounts.map((amount, i) => on('2024-01-05', paid(`o${i}`, amount), i)),
      ).tier,
    ).toBe(expected)
  })

  test('a ladder without a base tier leaves a member without one, and a base tier holds those below zero', () => {
    expect(story(program({ tiers: [tier('silver', 500_00)] }), [on('2024-01-05', paid('a', 1_00))]).tier).toBeNull()
    expect(story(program(), [on('2024-01-05', back(undefined, 80_00))]).tier).toBe('base')
  })

  test('a rise is at once; a fall, where tiers are recomputed, comes with the next day', () => {
    const bought = on('2024-01-05', paid('a', 500_00))
    const returned = on('2024-01-09', back('a', 1_00))
    expect(story(program(), [bought, returned]).tier).toBe('silver')
    expect(story(program(), [bought, returned], '2024-01-10').tier).toBe('base')
  })

  test('a rolling window of N days sees dates d−N … d', () => {
    const rolling = program({ spec: { ...spend12, window: { kind: 'rolling_days', days: 30 } } })
    const bought = on('2024-01-01', paid('a', 500_00))
    expect(story(rolling, [bought], '2024-01-31').tier).toBe('silver')
    expect(story(rolling, [bought], '2024-02-01').tier).toBe('base')
    expect(story(rolling, [bought, on('2024-01-31', paid('b', 1_500_00))]).tier).toBe('gold')
    expect(story(rolling, [bought, on('2024-02-01', paid('b', 1_500_00))]).tier).toBe('silver')
  })

  test('a calendar year begins anew on 1 January', () => {
    const yearly = program({ spec: { ...spend12, window: { kind: 'calendar_year' } } })
    const bought = on('2024-12-31', paid('a', 500_00))
    expect(story(yearly, [bought], '2024-12-31').tier).toBe('silver')
    expect(story(yearly, [bought], '2025-01-01').tier).toBe('base')
  })

  test('orders given back in full no longer count as orders', () => {
    const byOrders = program({ spec: { ...spend12, measure: 'order_count' }, tiers: [tier('base', 0), tier('regular', 2)] })
    const entries = [
      on('2024-01-01', paid('a', 10_00)),
      on('2024-01-02', paid('b', 10_00)),
      on('2024-01-03', back('b', 4_00)),
      on('2024-01-04', back('b')),
    ]
    expect(story(byOrders, entries.slice(0, 3), '2024-01-20').tier).toBe('regular')
    expect(story(byOrders, entries, '2024-01-20').tier).toBe('base')
  })
})

describe('a validity of 12 months from the day the tier was entered', () => {
  const yearly = program({
    spec: {
      measure: 'net_spend',
      window: { kind: 'rolling_days', days: 365 },
      validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
    },
    tiers: [tier('member', 0), tier('bronze', 200_00), tier('silver', 500_00)],
  })
  const entered = on('2024-01-01', paid('a', 200_00))
  test('it holds through its last day, and the tier is recalculated at 00:00 of the next', () => {
    expect(story(yearly, [entered], '2025-01-01').tier).toBe('bronze')
    expect(story(yearly, [entered], '2025-01-02').tier).toBe('member')
  })
  test('one that is earned again runs on, counted from the day of entry', () => {
    const { state, tier } = story(yearly, [entered, on('2024-06-01', paid('b', 200_00))], '2025-01-02')
    expect([tier, isoOf(state.standing.ladders.l?.until as number)]).toEqual(['bronze', '2026-01-01'])
  })
  test('a rise begins a period of its own', () => {
    const { state, tier } = story(yearly, [entered, on('2024-11-15', paid('b', 500_00))])
    expect([tier, isoOf(state.standing.ladders.l?.until as number)]).toEqual(['silver', '2025-11-15'])
  })
  test('a fall is to the tier that the measure earns then', () => {
    const high = [on('2024-01-01', paid('a', 900_00)), on('2024-05-05', paid('b', 250_00))]
    expect(story(yearly, high, '2025-01-02').tier).toBe('bronze')
  })
})

describe('points', () => {
  test('the bonus of a tier counts from the order after the one that reached it, and is capped', () => {
    const bonus = program({ tiers: [tier('base', 0), tier('silver', 500_00, 5_000), tier('gold', 2_000_00, 90_000)] })
    const seen = story(bonus, [
      on('2024-01-01', paid('a', 500_00)),
      on('2024-01-02', paid('b', 1_500_00)),
      on('2024-01-03', paid('c', 100_00)),
    ]).seen
    expect(seen.map((s) => s.points)).toEqual([500, 2_750, 3_050])
  })

  test('the first check-in of a day counts, and a registration counts as one', () => {
    const gifts = program({
      earningRules: [
        { id: 'welcome', name: 'w', spec: { trigger: 'member.registered', reward: { kind: 'flat', points: 100 } } },
        { id: 'visit', name: 'v', spec: { trigger: 'member.checked_in', reward: { kind: 'flat', points: 5 } } },
      ],
    })
    const entries = [
      on('2024-01-01', { type: 'member.registered' }),
      on('2024-01-01', { type: 'member.checked_in' }, 5),
      on('2024-01-01', { type: 'member.checked_in' }, 9),
      on('2024-01-02', { type: 'member.checked_in' }),
    ]
    expect(story(gifts, entries).seen.map((s) => s.points)).toEqual([100, 105, 105, 110])
  })

  test.each([
    ['one month from the 25th is through the 25th', '2024-01-25', 1, '2024-02-25'],
    ['one month from 31 January is through the end of February', '2023-01-31', 1, '2023-02-28'],
    ['no month at all is through the same day', '2024-01-01', 0, '2024-01-01'],
  ])('expiry: %s', (_, earned, count, last) => {
    const expiring = program({
      points: { expiry: { kind: 'rolling', unit: 'months', count }, clawback: 'allow_debt', bonusCapBps: 30_000 },
    })
    const entries = [on(earned, paid('a', 50_00))]
    expect(story(expiring, entries, last).points).toBe(50)
    expect(story(expiring, entries, isoOf(dayOf(last) + 1)).points).toBe(0)
  })

  test('spending takes the earliest expiry first, and no more than there is', () => {
    const expiring = program({
      points: { expiry: { kind: 'rolling', unit: 'days', count: 30 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
    })
    const { state } = story(expiring, [on('2024-01-01', paid('a', 50_00)), on('2024-01-05', paid('b', 70_00))])
    expect(decideSpend(state, 121)).toBeNull()
    const taken = decideSpend(state, 60)
    expect(taken?.map((t) => t.amount)).toEqual([50, 10])
    const after = apply(under(expiring), state, on('2024-01-06', { type: 'points.spent', amount: 60, reason: 'x', taken: taken ?? [] }))
    expect(after.state.standing.lots.map((lot) => lot.left)).toEqual([60])
    expect(after.decisions.movements.map((m) => [m.from, m.to, m.amount])).toEqual([
      ['active', 'redeemed', 50],
      ['active', 'redeemed', 10],
    ])
  })
})

describe('a refund takes back what the goods no longer earn', () => {
  test('line by line it sums to the whole', () => {
    const order: StoredEventBody = {
      type: 'order.paid',
      channel: 'c',
      order_no: 'a',
      lines: [
        { quantity: 1, amount: 10_00 },
        { quantity: 1, amount: 10_00 },
      ],
    }
    const line = (n: string): StoredEventBody => ({
      type: 'order.refunded',
      channel: 'c',
      refund_no: n,
      order_no: 'a',
      lines: [{ line: n, quantity: 1 }],
    })
    expect(
      story(program(), [on('2024-01-01', order), on('2024-01-02', line('1')), on('2024-01-03', line('2'))]).seen.map((s) => s.points),
    ).toEqual([20, 10, 0])
  })

  test('an order that no longer reaches a rule loses all that the rule gave', () => {
    const big = program({
      earningRules: [
        {
          id: 'big',
          name: 'big',
          spec: {
            trigger: 'order.paid',
            when: { fact: 'order.amount', operator: 'gte', value: 200_00 },
            reward: { kind: 'rate', points: 2, per: 100 },
          },
        },
      ],
    })
    expect(story(big, [on('2024-01-01', paid('a', 250_00)), on('2024-01-02', back('a', 51_00))]).seen.map((s) => s.points)).toEqual([
      500, 0,
    ])
  })

  test('points already spent become debt, which the next earning repays', () => {
    const timeline = under(program())
    let state: MemberState = story(program(), [on('2024-01-01', paid('a', 100_00))]).state
    state = apply(
      timeline,
      state,
      on('2024-01-02', { type: 'points.spent', amount: 80, reason: 'x', taken: decideSpend(state, 80) ?? [] }),
    ).state
    const refund = apply(timeline, state, on('2024-01-03', back('a')))
    expect([refund.state.standing.debt, availablePoints(refund.state.standing)]).toEqual([-80, 0])
    expect(refund.decisions.movements.map((m) => [m.from, m.to, m.amount])).toEqual([
      ['active', 'reversed', 20],
      ['debt', 'reversed', 80],
    ])
    const next = apply(timeline, refund.state, on('2024-01-04', paid('b', 100_00)))
    expect(next.decisions.movements.map((m) => [m.from, m.to, m.amount])).toEqual([
      ['issued', 'debt', 80],
      ['issued', 'active', 20],
    ])
  })

  test('a policy without debt forgives what is not there, and says so', () => {
    const timeline = under(program({ points: { expiry: { kind: 'never' }, clawback: 'within_balance', bonusCapBps: 30_000 } }))
    const { state, outcome } = apply(timeline, newState(), on('2024-01-03', back(undefined, 80_00)))
    expect([state.standing.debt, outcome.trace.notes, outcome.answer.reversed]).toEqual([0, ['forgiven'], 0])
  })

  test('a refund before its order waits for it', () => {
    const { seen } = story(program(), [on('2024-01-01', back('a', 30_00)), on('2024-01-02', paid('a', 100_00))])
    expect(seen.map((s) => s.points)).toEqual([0, 70])
  })

  test('more than was paid counts as what was paid', () => {
    const { state, points } = story(program(), [on('2024-01-01', paid('a', 100_00)), on('2024-01-02', back('a', 400_00))])
    expect([points, state.history.spend, state.standing.debt]).toEqual([0, 0, 0])
  })

  test('growth goes with it, on the date of the order', () => {
    const grown = program({
      spec: { measure: 'growth', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
      tiers: [tier('base', 0), tier('silver', 500)],
      growthRules: [
        { id: 'g0', ladderId: 'l', name: 'g', spec: { trigger: 'member.registered', reward: { kind: 'flat', growth: 100 } } },
        { id: 'g1', ladderId: 'l', name: 'g', spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 100 } } },
      ],
    })
    const { seen } = story(grown, [
      on('2024-01-01', { type: 'member.registered' }),
      on('2024-01-02', paid('a', 400_00)),
      on('2024-01-03', back('a', 1_00)),
    ])
    expect(seen.map((s) => [s.growth, s.tier])).toEqual([
      [100, 'base'],
      [500, 'silver'],
      [499, 'silver'],
    ])
  })

  test('history that counts for tiers only earns and loses no points', () => {
    const entries = [on('2024-01-01', { ...paid('a', 500_00), earns: false } as StoredEventBody), on('2024-01-02', back('a', 100_00))]
    expect(story(program(), entries).seen.map((s) => [s.tier, s.points])).toEqual([
      ['silver', 0],
      ['silver', 0],
    ])
  })
})

describe('versions', () => {
  const before = program()
  const after = program({
    tiers: [tier('base', 0), tier('silver', 300_00), tier('gold', 2_000_00)],
    earningRules: [{ id: 'rate', name: 'r', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 3, per: 100 } } }],
  })
  const timeline = timelineOf([
    { id: 'v2', effectiveFrom: Date.parse('2024-02-01T12:00:00Z'), document: after },
    { id: 'v1', effectiveFrom: Date.parse('2024-01-01T00:00:00Z'), document: before },
  ])

  test('each event is judged by the version in force, the first one judging what came before it', () => {
    const log = [
      on('2023-05-01', paid('x', 10_00)),
      on('2024-01-31', paid('a', 100_00)),
      on('2024-02-01', paid('b', 100_00)),
      on('2024-02-02', back('a', 50_00)),
    ]
    const { outcomes } = fold(timeline, log)
    expect(
      log.map((entry) => [
        outcomes.get(entry.id)?.trace.version,
        outcomes.get(entry.id)?.answer.earned,
        outcomes.get(entry.id)?.answer.reversed,
      ]),
    ).toEqual([
      ['v1', 10, 0],
      ['v1', 100, 0],
      ['v2', 300, 0],
      ['v2', 0, 50],
    ])
  })

  test('crossing lifts at once, on the day it takes effect', () => {
    const { decisions } = fold(timeline, [on('2024-01-10', paid('a', 400_00))], {
      day: dayOf('2024-02-02'),
      at: Date.parse('2024-02-02T00:00:00Z'),
    })
    expect(decisions.tierChanges.map((c) => [isoOf(c.day), isoOf(c.countsFrom), c.from, c.to, c.cause])).toEqual([
      ['2024-02-01', '2024-02-02', 'base', 'silver', 'version:v2'],
    ])
  })

  test('a transition says what a draft would do, at once or when validity lets go', () => {
    const stricter = timelineOf([
      { id: 'd', effectiveFrom: 1, document: program({ tiers: [tier('base', 0), tier('silver', 900_00), tier('gold', 2_000_00)] }) },
      { id: 'v1', effectiveFrom: 0, document: before },
    ])
    const { state } = story(before, [on('2024-01-10', paid('a', 600_00))])
    expect(transition(stricter.version('d'), stricter, state, { falls: 'by_validity' }).decisions.tierChanges).toEqual([])
    expect(transition(stricter.version('d'), stricter, state, { falls: 'at_once' }).decisions.tierChanges).toMatchObject([
      { from: 'silver', to: 'base', measured: 600_00, threshold: 900_00 },
    ])
    expect(state.standing.ladders.l?.tier).toBe('silver')
  })
})

test('the pure verbs leave what they are given as it was', () => {
  const timeline = under(program())
  const { state } = story(program(), [on('2024-01-10', paid('a', 600_00))])
  const copy = structuredClone(state)
  apply(timeline, state, on('2024-01-11', back('a')))
  advance(timeline, state, { day: dayOf('2025-01-01'), at: 0 })
  expect(state).toEqual(copy)
})

test('an entry behind another is not applied: the whole is to be folded', () => {
  const timeline = under(program())
  const { state } = story(program(), [on('2024-01-10', paid('a', 600_00))])
  expect(() => apply(timeline, state, on('2024-01-09', paid('b', 1_00)))).toThrow(RangeError)
})

test('progress is what is left to the next tier', () => {
  const timeline = under(program())
  const { state } = story(program(), [on('2024-01-10', paid('a', 90_00))])
  const ladder = timeline.version('v1').primary
  expect(progressOf(ladder, state, dayOf('2024-01-10'))).toMatchObject({
    measured: 90_00,
    tier: { id: 'base' },
    next: { threshold: 500_00, missing: 410_00 },
  })
})
