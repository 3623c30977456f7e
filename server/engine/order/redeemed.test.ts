import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CheckoutPolicy, plainCheckout } from '../checkout/policy'
import type { ProgramDocument } from '../program/document'
import { earning, FieldMember, fieldProgram, refund } from '../scenarios/field'
import type { Redeemed, StoredEventBody } from '../vocabulary'

const TEMPLATE = '00000000-0000-4000-8000-000000000001'
const shop = (over: Partial<ProgramDocument> = {}, checkout: Partial<CheckoutPolicy> = {}) =>
  new FieldMember(fieldProgram({ checkout: { ...plainCheckout, ...checkout }, ...over }))
const paid = (name: string, amounts: number[], redeemed?: Omit<Redeemed, 'lock'>): StoredEventBody => ({
  type: 'order.paid',
  channel: 'c',
  order_no: name,
  lines: amounts.map((amount, i) => ({ line: String(i + 1), quantity: 1, amount })),
  ...(redeemed ? { redeemed: { lock: 'lock', ...redeemed } } : {}),
})
const lotOf = (one: FieldMember) => one.state.standing.lots.map(({ id, left }): [string, number] => [id, left]).sort()

const inCents = (name: string, amount: number): StoredEventBody => ({
  type: 'order.refunded',
  channel: 'c',
  refund_no: name,
  order_no: 'o',
  amount,
})

/** A member who holds 500 points in one lot and 100 in another, and has just paid 300 of them for an order. */
function afterSpending(over: Partial<ProgramDocument> = {}, checkout: Partial<CheckoutPolicy> = {}) {
  const one = shop(over, checkout)
  one.on('2024-01-01', { type: 'points.adjusted', amount: 200, reason: 'a', taken: [] })
  one.on('2024-01-02', { type: 'points.adjusted', amount: 400, reason: 'b', taken: [] })
  const taken = [
    { lot: 'e0', amount: 200 },
    { lot: 'e1', amount: 100 },
  ]
  one.on('2024-01-03', { type: 'points.spent', amount: 300, reason: 'checkout', taken })
  return { one, points: { spend: 'e2', amount: 300, taken } }
}

describe('points as cash come back in proportion, to the lots they came from', () => {
  test('a third of the money brings a third of the points, those taken last first', () => {
    const { one, points } = afterSpending()
    one.on('2024-01-03', paid('o', [6_000, 3_000], { points, coupons: [] }))
    one.on('2024-01-10', refund('o', undefined, [['2', 1]]))
    expect(lotOf(one)).toEqual([['e1', 400]])
    one.on('2024-01-11', refund('o'))
    expect(lotOf(one)).toEqual([
      ['e0', 200],
      ['e1', 400],
    ])
  })

  test('any series of partial refunds brings back what the whole does, and never more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 }), (parts) => {
        const { one, points } = afterSpending()
        one.on('2024-01-03', paid('o', [1_234, 2_345], { points, coupons: [] }))
        let before = one.points
        for (const [i, part] of parts.entries()) {
          one.on(`2024-02-${String(i + 1).padStart(2, '0')}`, inCents(`p${i}`, part))
          expect(one.points).toBeGreaterThanOrEqual(before)
          expect(one.points).toBeLessThanOrEqual(600)
          before = one.points
        }
        one.on('2024-03-01', refund('o'))
        expect(one.points).toBe(600)
      }),
    )
  })

  test('an order that points paid alone brings them back by its items', () => {
    const { one, points } = afterSpending()
    one.on('2024-01-03', paid('o', [0, 0, 0], { points, coupons: [] }))
    one.on('2024-01-10', refund('o', undefined, [['1', 1]]))
    expect(one.points).toBe(400)
    one.on('2024-01-11', refund('o'))
    expect(one.points).toBe(600)
  })

  test('money that does not come back brings no points back, however it is said', () => {
    const { one, points } = afterSpending()
    one.on('2024-01-03', {
      ...(paid('o', [0, 0], { points, coupons: [{ id: 'c' }] }) as Extract<StoredEventBody, { type: 'order.paid' }>),
      shipping: 500,
    })
    one.on('2024-01-04', { type: 'order.refunded', channel: 'c', order_no: 'o', refund_no: 's', amount: 0, shipping: 500 })
    expect([one.points, one.coupons.couponReturns]).toEqual([300, []])
    one.on('2024-01-05', {
      type: 'order.refunded',
      channel: 'c',
      order_no: 'o',
      refund_no: 'l',
      amount: 0,
      lines: [{ line: '1', quantity: 1 }],
    })
    expect([one.points, one.coupons.couponReturns]).toEqual([450, []])
  })

  test('points that a checkout only set aside live as they did: what has ended since is over', () => {
    const expiry = { kind: 'rolling', unit: 'days', count: 20 } as const
    const { one } = afterSpending({ points: { expiry, clawback: 'allow_debt', bonusCapBps: 30_000 } })
    const taken = [{ lot: 'e0', amount: 200, earned: 19_723, expires: 19_743 }]
    one.on('2024-01-25', { type: 'points.returned', amount: 200, reason: 'lapsed', spend: 'e2', taken, asBefore: true })
    expect(one.points).toBe(0)
    expect(one.active).toBe(0)
  })

  test('a refund that is told before its order brings the same', () => {
    const { one, points } = afterSpending()
    one.on('2024-01-10', refund('o', 30))
    one.late('2024-01-03', paid('o', [6_000, 3_000], { points, coupons: [] }))
    expect(one.points).toBe(400)
  })

  test('points whose lot has expired live on for a while', () => {
    const expiry = { kind: 'rolling', unit: 'days', count: 20 } as const
    const { one } = afterSpending({ points: { expiry, clawback: 'allow_debt', bonusCapBps: 30_000, reviveDays: 5 } })
    const points = { spend: 'e2', amount: 200, taken: [{ lot: 'e0', amount: 200, earned: 19_723, expires: 19_743 }] }
    one.on('2024-01-03', paid('o', [9_000], { points, coupons: [] }))
    one.on('2024-03-01', refund('o'))
    expect(one.points).toBe(200)
    expect(one.at('2024-03-07').points).toBe(0)
  })
})

describe('coupons come back with the whole order only', () => {
  const bought = { points: 300, taken: [{ lot: 'e0', amount: 300 }] }
  const withCoupon = (policy: CheckoutPolicy['boughtCoupons']) => {
    const one = shop({}, { boughtCoupons: policy })
    one.on('2024-01-01', { type: 'points.adjusted', amount: 300, reason: 'a', taken: [] })
    one.on('2024-01-02', { type: 'points.spent', amount: 300, reason: 'mall', taken: bought.taken })
    one.on('2024-01-03', paid('o', [8_500], { coupons: [{ id: 'c1', bought }, { id: 'c2' }] }))
    return one
  }

  test('one bought with points as the coupon, by policy', () => {
    const one = withCoupon('coupon')
    one.on('2024-01-10', refund('o', 75))
    expect(one.coupons.couponReturns).toEqual([])
    one.on('2024-01-11', refund('o'))
    expect(one.points).toBe(0)
    expect(one.coupons.couponReturns.map(({ coupon, as }) => [coupon, as])).toEqual([
      ['c1', 'coupon'],
      ['c2', 'coupon'],
    ])
  })
  test('or as its points; one that was given stays a coupon', () => {
    const one = withCoupon('points')
    one.on('2024-01-10', refund('o'))
    expect(one.points).toBe(300)
    expect(one.coupons.couponReturns.map(({ coupon, as }) => [coupon, as])).toEqual([
      ['c1', 'points'],
      ['c2', 'coupon'],
    ])
  })
  test('once, however often more is told of the order', () => {
    const one = withCoupon('points')
    one.on('2024-01-10', refund('o'))
    one.on('2024-01-11', refund('o', 5))
    expect([one.points, one.coupons.couponReturns.length]).toEqual([300, 2])
  })
})

test('points that a full reduction gave go back with what it was given for', () => {
  const one = shop({ earningRules: [earning('rate', { reward: { kind: 'rate', points: 1, per: 100 } })] })
  one.on('2024-01-01', paid('o', [20_000, 10_000], { coupons: [], gives: [{ reduction: 'r', points: 100 }] }))
  expect(one.points).toBe(400)
  one.on('2024-01-05', refund('o', undefined, [['2', 1]]))
  expect(one.points).toBe(200 + 66)
  one.on('2024-01-06', refund('o'))
  expect(one.points).toBe(0)
})

describe('a rule that gives coupons', () => {
  const rule = (more = {}) => earning('thanks', { reward: { kind: 'coupon', coupons: [{ template: TEMPLATE, count: 2 }] }, ...more })
  const big = { when: { fact: 'order.amount', operator: 'gte', value: 10_000 } as const }

  test('gives them once for an order that it meets, and no points', () => {
    const one = shop({ earningRules: [rule(big)] })
    const small = one.on('2024-01-01', paid('a', [9_999]))
    const outcome = one.on('2024-01-02', paid('b', [10_000]))
    expect([small.answer.earned, outcome.answer.earned, one.points]).toEqual([0, 0, 0])
    expect(outcome.trace.rules).toEqual([['thanks', 1]])
    expect(one.coupons.issues).toMatchObject([{ key: 'rule:thanks:e1', origin: 'rule', gifts: [{ template: TEMPLATE, count: 2 }] }])
  })
  test('is capped by how often', () => {
    const one = shop({ earningRules: [rule({ caps: { perDay: 1 } })] })
    one.on('2024-01-01', paid('a', [500]))
    one.on('2024-01-01', paid('b', [500]))
    one.on('2024-01-02', paid('c', [500]))
    expect(one.coupons.issues.map((issue) => issue.cause)).toEqual(['e0', 'e2'])
  })
  test('takes them back when what is kept no longer meets it, and only then', () => {
    const one = shop({ earningRules: [rule(big)] })
    one.on('2024-01-01', paid('a', [8_000, 4_000]))
    one.on('2024-01-02', refund('a', 10))
    expect(one.coupons.withdrawals).toEqual([])
    one.on('2024-01-03', refund('a', 50))
    one.on('2024-01-04', refund('a'))
    expect(one.coupons.withdrawals.map((one) => one.key)).toEqual(['rule:thanks:e0'])
  })
})

describe('entering a tier', () => {
  const gift = [{ template: TEMPLATE, count: 1 }]
  const climbing = (entry: { on: 'final' | 'passed'; takeBack: boolean }, entryPoints?: number) =>
    shop({
      ...fieldProgram({
        spec: { falls: 'at_once', entry },
        tiers: [
          ['Base', 0],
          ['Gold', 10_000, entryPoints === undefined ? { entryCoupons: gift } : { entryCoupons: gift, entryPoints }],
        ],
      }),
    })
  test('gives its coupons once', () => {
    const one = climbing({ on: 'final', takeBack: true })
    one.on('2024-01-01', paid('a', [10_000]))
    one.on('2024-01-02', paid('b', [10_000]))
    expect(one.coupons.issues).toMatchObject([{ origin: 'entry', source: 'Gold', gifts: gift }])
    expect(one.points).toBe(0)
  })
  test('a fall by refund takes them back where the ladder says so', () => {
    for (const [takeBack, points] of [
      [true, undefined],
      [true, 50],
      [false, undefined],
    ] as const) {
      const one = climbing({ on: 'final', takeBack }, points)
      one.on('2024-01-01', paid('a', [10_000]))
      one.on('2024-01-02', refund('a'))
      expect(one.coupons.withdrawals.map(({ key }) => key)).toEqual(takeBack ? [one.coupons.issues[0]?.key] : [])
    }
  })
})

describe('benefits that time gives', () => {
  const benefits = (grants: { to: { tier: string }; terms: object }[], kind: 'monthly_coupons' | 'birthday_gift') =>
    [{ id: kind, kind, name: null, spec: { icon: 'ticket' as const, intro: '', grants } }] satisfies ProgramDocument['benefits']
  const coupons = [{ template: TEMPLATE, count: 1 }]
  const months = (one: FieldMember) => one.coupons.issues.map((issue) => [issue.key, issue.day])

  test('coupons of the month come on their day, the last one in a shorter month, to those on the tier', () => {
    const document = {
      ...fieldProgram({
        tiers: [
          ['Base', 0],
          ['Gold', 10_000],
        ],
      }),
      benefits: benefits([{ to: { tier: 'Gold' }, terms: { day: 31, coupons } }], 'monthly_coupons'),
    }
    const one = new FieldMember(document)
    one.on('2024-01-20', paid('a', [100]))
    one.at('2024-02-10')
    expect(one.coupons.issues).toEqual([])
    one.on('2024-02-10', paid('b', [10_000]))
    one.at('2024-05-01')
    expect(months(one).map(([key]) => key)).toEqual(
      ['2024-02-29', '2024-03-31', '2024-04-30'].map((day) => `benefit:monthly_coupons:${day}`),
    )
    expect(one.coupons.issues.map((issue) => issue.cause)).toEqual(['day:2024-02-29', 'day:2024-03-31', 'day:2024-04-30'])
  })
  test('a member who stands on two tiers with the benefit has the gifts of both, as one', () => {
    const document = fieldProgram({ tiers: [['Base', 0]] })
    const [first] = document.ladders
    if (!first) throw new Error('there is a ladder')
    const second = {
      ...first,
      id: 'card',
      primary: false,
      tiers: [{ ...first.tiers[0], id: 'Card', code: 'card' } as (typeof first.tiers)[number]],
    }
    const grants = ['Base', 'Card'].map((tier) => ({ to: { tier }, terms: { day: 5, coupons } }))
    const one = new FieldMember({ ...document, ladders: [first, second], benefits: benefits(grants, 'monthly_coupons') })
    one.on('2024-01-01', paid('a', [100]))
    one.at('2024-01-06')
    expect(one.coupons.issues).toMatchObject([{ key: 'benefit:monthly_coupons:2024-01-05', gifts: [...coupons, ...coupons] }])
  })
  test('a birthday brings its points and coupons once a year', () => {
    const document = {
      ...fieldProgram(),
      benefits: benefits([{ to: { tier: 'Member' }, terms: { points: 88, coupons } }], 'birthday_gift'),
    }
    const one = new FieldMember(document)
    one.on('2024-01-20', { type: 'member.profile_changed', birthday: '1990-03-05' })
    one.at('2024-04-01')
    one.on('2024-04-01', { type: 'member.profile_changed', birthday: '1990-06-05' })
    one.at('2025-07-01')
    expect(one.points).toBe(176)
    expect(months(one).map(([key]) => key)).toEqual(['2024', '2025'].map((year) => `benefit:birthday_gift:${year}`))
  })
})
