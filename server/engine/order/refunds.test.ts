import { describe, expect, test } from 'vitest'
import type { ProgramDocument } from '../program/document'
import { earning, FieldMember, fieldProgram, order, refund } from '../scenarios/field'
import type { StoredEventBody } from '../vocabulary'

const rate = earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })
const member = (earningRules: ProgramDocument['earningRules'], over: Partial<ProgramDocument> = {}) =>
  new FieldMember(fieldProgram({ earningRules, ...over }))
const lines = (name: string, ...of: [category: string, units: number, quantity?: number][]): StoredEventBody => ({
  type: 'order.paid',
  channel: 'c',
  order_no: name,
  lines: of.map(([category, units, quantity = 1], i) => ({ line: String(i + 1), category, quantity, amount: Math.round(units * 100) })),
})
const completed = (name: string): StoredEventBody => ({ type: 'order.completed', channel: 'c', order_no: name })
const alone = (units: number): StoredEventBody => ({
  type: 'order.refunded',
  channel: 'c',
  refund_no: `alone-${units}`,
  amount: units * 100,
})
const back = (name: string, units: number, of: [string, number][]): StoredEventBody => ({
  ...(refund(name, undefined, of) as Extract<StoredEventBody, { type: 'order.refunded' }>),
  amount: units * 100,
})
const tea = { fact: 'line.category', operator: 'in' as const, value: ['tea'] }

describe('what an order gave on its completion is taken back on that date', () => {
  test('growth', () => {
    const one = new FieldMember(
      fieldProgram({
        tiers: [
          ['Base', 0],
          ['Silver', 60],
        ],
        spec: { measure: 'growth', window: { kind: 'calendar_month' } },
        growthRules: [
          { id: 'g', ladderId: 'ladder', name: 'g', spec: { trigger: 'order.completed', reward: { kind: 'rate', growth: 1, per: 100 } } },
        ],
      }),
    )
    one.on('2024-01-31', order('a', 100))
    one.on('2024-02-02', completed('a'))
    one.on('2024-02-03', refund('a'))
    expect([one.at('2024-02-05').tier, one.ladder.growth, one.ladder.sum]).toEqual(['Base', 0, 0])
  })
  test('room under a cap', () => {
    const one = member([earning('r', { trigger: 'order.completed', reward: { kind: 'rate', points: 1, per: 100 }, caps: { perDay: 100 } })])
    one.on('2024-01-01', order('a', 100))
    one.on('2024-02-02', completed('a'))
    one.on('2024-02-02', refund('a'))
    one.on('2024-02-02', order('b', 100))
    one.on('2024-02-02', completed('b'))
    expect(one.points).toBe(100)
  })
  test('an order that has gone back earns nothing when it is completed', () => {
    const one = member([earning('r', { trigger: 'order.completed', reward: { kind: 'flat', points: 50 } })])
    one.on('2024-01-01', order('a', 100))
    one.on('2024-01-02', refund('a'))
    one.on('2024-01-03', completed('a'))
    expect(one.points).toBe(0)
  })
})

describe('a refund that names no order takes back what its amount can have given', () => {
  test('within what one order could have', () => {
    const one = member([earning('r', { reward: { kind: 'rate', points: 1, per: 100 }, caps: { perOrder: 100 } })])
    one.on('2024-01-01', order('a', 1_000))
    one.on('2024-01-02', alone(1_000))
    expect([one.points, one.state.standing.debt]).toEqual([0, 0])
  })
  test('and within what the rule gave at all', () => {
    const one = member([earning('f', { reward: { kind: 'flat', points: 50 }, caps: { lifetime: 50 } })])
    for (const [i, name] of ['a', 'b'].entries()) one.on(`2024-01-0${i + 1}`, order(name, 10))
    one.on('2024-01-03', alone(10))
    one.on('2024-01-04', alone(9))
    expect([one.points, one.state.standing.debt]).toEqual([0, 0])
  })
  test('what completion gave too', () => {
    const one = member([earning('r', { trigger: 'order.completed', reward: { kind: 'rate', points: 1, per: 100 } })])
    one.on('2024-01-01', order('a', 100))
    one.on('2024-01-02', completed('a'))
    one.on('2024-01-03', alone(100))
    expect(one.points).toBe(0)
  })
})

describe('goods handed back in an exchange are lines below zero', () => {
  const tea = (one: FieldMember) => (one.state.history.categories.tea ?? []).reduce((sum, [, amount]) => sum + amount, 0)
  test.each<[string, StoredEventBody[], kept: number, teaKept: number, orders: number]>([
    ['the line alone', [lines('a', ['tea', -50]), refund('a', undefined, [['1', 1]])], 0, 0, 0],
    ['an order of it alone', [lines('a', ['tea', -50]), refund('a')], 0, 0, 0],
    ['one of three of it', [lines('a', ['tea', -50, 3]), refund('a', undefined, [['1', 1]])], -33_34, -33_34, 1],
    ['money cannot come back of it', [lines('a', ['tea', -50]), refund('a', 20)], -50_00, -50_00, 1],
    ['beside what was bought', [lines('a', ['tea', -30], ['cake', 100]), refund('a', undefined, [['1', 1]])], 100_00, 0, 1],
    ['what was bought beside it', [lines('a', ['tea', -30], ['cake', 100]), refund('a', undefined, [['2', 1]])], -30_00, -30_00, 1],
    ['all of such an order', [lines('a', ['tea', -30], ['cake', 100]), refund('a')], 0, 0, 0],
    ['all of its money', [lines('a', ['tea', 100], ['cake', -30]), refund('a', 70)], 0, 0, 0],
    ['some of its money', [lines('a', ['tea', 100], ['cake', -30]), refund('a', 50)], 20_00, 50_00, 1],
  ])('%s', (_, [bought, returned], kept, teaKept, orders) => {
    const one = member([rate])
    one.on('2024-01-01', bought as StoredEventBody)
    one.on('2024-01-02', returned as StoredEventBody)
    expect([one.state.history.spend, tea(one), one.state.history.orders]).toEqual([kept, teaKept, orders])
  })
})

describe('what goes back of which line', () => {
  const teaOnly = earning('tea', { reward: { kind: 'rate', points: 1, per: 100 }, lines: tea })
  test('an amount with lines is of those lines', () => {
    const one = member([teaOnly])
    one.on('2024-01-01', lines('a', ['tea', 50], ['cake', 50]))
    one.on('2024-01-02', back('a', 50, [['1', 1]]))
    expect(one.points).toBe(0)
  })
  test('after a price was cut, an item takes its share of what is left', () => {
    const one = member([rate])
    one.on('2024-01-01', lines('a', ['tea', 100, 4]))
    one.on('2024-01-02', refund('a', 30))
    one.on('2024-01-03', refund('a', undefined, [['1', 1]]))
    expect([one.state.history.spend, one.points]).toEqual([52_50, 52])
  })
  test('an order of nothing can go back', () => {
    const one = member([earning('f', { reward: { kind: 'flat', points: 50 } })])
    one.on('2024-01-01', lines('a', ['tea', 0]))
    one.on('2024-01-02', refund('a', undefined, [['1', 1]]))
    expect([one.points, one.state.history.orders]).toEqual([0, 0])
  })
})

test('the difference is taken on the whole: what another rule would give for what is kept makes up for it', () => {
  const big = { fact: 'order.amount', operator: 'gte' as const, value: 200_00 }
  const one = member([earning('big', { when: big, reward: { kind: 'flat', points: 50 }, stops: true }), rate])
  one.on('2024-01-01', order('a', 200))
  one.on('2024-01-02', refund('a', 50))
  expect(one.points).toBe(50)
})

test('an order that a refund had waited for tells of itself', () => {
  const one = member([rate])
  one.on('2024-01-01', refund('a', 30))
  const { trace } = one.on('2024-01-02', order('a', 100))
  expect([trace.base, one.points]).toEqual([100_00, 70])
})

test('a multiplier without shipping leaves shipping as it is', () => {
  const one = member([
    earning('r', { reward: { kind: 'rate', points: 1, per: 100 }, withShipping: true }),
    earning('m', { reward: { kind: 'multiplier', factorBps: 20_000 } }),
  ])
  one.on('2024-01-01', { ...(order('a', 100) as Extract<StoredEventBody, { type: 'order.paid' }>), shipping: 20_00 })
  expect(one.points).toBe(220)
})

test('who earns it month by month keeps a tier that rises with the month', () => {
  const one = new FieldMember(
    fieldProgram({
      tiers: [
        ['Base', 0],
        ['Silver', 100_00],
      ],
      spec: {
        window: { kind: 'calendar_month' },
        rises: { kind: 'next_period', period: 'month' },
        validity: { kind: 'period', period: 'month', downgrade: 'recalculate' },
      },
    }),
  )
  const seen = ['01', '02', '03', '04'].map((month) => {
    one.at(`2024-${month}-02`).on(`2024-${month}-15`, order(month, 150))
    return one.tier
  })
  expect(seen).toEqual(['Base', 'Silver', 'Silver', 'Silver'])
  expect(one.at('2024-05-02').tier).toBe('Silver')
  expect(one.at('2024-06-02').tier).toBe('Base')
})

test('a tier that asks for a balance is looked at again once points have gone', () => {
  const one = new FieldMember(
    fieldProgram({
      tiers: [
        ['Base', 0],
        ['Silver', 1_00, { requires: { mode: 'all', when: { fact: 'member.points_balance', operator: 'gte', value: 50 } } }],
      ],
      earningRules: [rate],
      points: { expiry: { kind: 'rolling', unit: 'days', count: 10 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
    }),
  )
  one.on('2024-01-01', order('a', 60))
  expect([one.tier, one.at('2024-01-11').tier, one.at('2024-01-12').tier]).toEqual(['Silver', 'Silver', 'Base'])
})
