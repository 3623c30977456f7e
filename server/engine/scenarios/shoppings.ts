import fc from 'fast-check'
import type { CheckoutPolicy, FullReduction, PointsAsCash, ReductionRung } from '../checkout/policy'
import type { Scope, Threshold } from '../checkout/scope'
import type { HeldCoupon } from '../coupon/compile'
import type { CouponTerms } from '../coupon/template'
import type { Program } from '../program/compile'
import type { Cart, Choices } from '../quote/cart'
import type { Buyer } from '../quote/quote'
import { cartOf, held, type Line, pricing, shopper, TODAY, terms } from './shopping'

/** Somebody with coupons and points in front of a till. */
export type Shopping = { program: Program; buyer: Buyer; cart: Cart; points: Choices['points'] }

const some = <T>(arbitrary: fc.Arbitrary<T>, freq = 2) => fc.option(arbitrary, { nil: undefined, freq })
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

const line: fc.Arbitrary<Line> = fc.record(
  {
    sku: fc.constantFrom('s1', 's2', 's3'),
    category: fc.constantFrom('c1', 'c2'),
    quantity: fc.integer({ min: 1, max: 4 }),
    amount: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }) },
      { weight: 1, arbitrary: fc.integer({ min: -150, max: -1 }) },
    ),
    activity_amount: fc.integer({ min: 0, max: 400 }),
    limited_amount: fc.integer({ min: 0, max: 400 }),
    member_amount: fc.integer({ min: 0, max: 400 }),
    selected: fc.boolean(),
  },
  { requiredKeys: ['amount'] },
)

const scope: fc.Arbitrary<Scope> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Scope>({}) },
  { weight: 1, arbitrary: fc.constant<Scope>({ categories: ['c1'] }) },
  { weight: 1, arbitrary: fc.constant<Scope>({ skus: ['s1', 's2'] }) },
  { weight: 1, arbitrary: fc.constant<Scope>({ exceptSkus: ['s3'] }) },
)

const reads = fc.constantFrom('initial' as const, 'current' as const)
const threshold: fc.Arbitrary<Threshold> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ reads, least: fc.integer({ min: 0, max: 700 }) }) },
  { weight: 1, arbitrary: fc.record({ reads, most: fc.integer({ min: 100, max: 900 }) }) },
)

const value: fc.Arbitrary<CouponTerms['value']> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('fixed' as const), off: fc.integer({ min: 1, max: 250 }) }) },
  {
    weight: 3,
    arbitrary: fc.record(
      { kind: fc.constant('percent' as const), offBps: fc.integer({ min: 1, max: 10_000 }), cap: fc.integer({ min: 1, max: 150 }) },
      { requiredKeys: ['kind', 'offBps'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('exchange' as const),
      skus: fc.constantFrom<string[]>(['s1'], ['s1', 's3']),
      quantity: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('free_shipping' as const), cap: fc.integer({ min: 1, max: 60 }) }, { requiredKeys: ['kind'] }),
  },
)

const coupon: fc.Arbitrary<CouponTerms> = fc
  .record({
    value,
    scope,
    thresholds: fc.array(threshold, { maxLength: 2 }),
    group: some(fc.constantFrom('a', 'b', 'c'), 5),
    perOrder: fc.constantFrom(1, 1, 2, 3),
  })
  .map(({ value: worth, scope: where, thresholds, group, perOrder }) =>
    terms(worth, plain({ scope: where, thresholds, group, limits: { perOrder } })),
  )

const rung = fc
  .record({ off: fc.integer({ min: 1, max: 200 }), by: fc.constantFrom('off', 'off', 'offBps', 'points', 'freeShipping') })
  .map(({ off, by }): Omit<ReductionRung, 'least'> => {
    if (by === 'offBps') return { offBps: off * 30 }
    if (by === 'points') return { points: off }
    return by === 'off' ? { off } : { freeShipping: true }
  })

const reduction: fc.Arbitrary<FullReduction> = fc
  .record({
    by: fc.constantFrom('amount' as const, 'amount' as const, 'quantity' as const),
    reads,
    scope,
    first: fc.integer({ min: 1, max: 400 }),
    rungs: fc.array(rung, { minLength: 1, maxLength: 3 }),
  })
  .map(({ by, reads: which, scope: where, first, rungs }) => ({
    id: 'r',
    name: 'r',
    enabled: true,
    by,
    reads: which,
    scope: where,
    rungs: rungs.map((one, i) => ({ ...one, least: by === 'amount' ? first + i * 150 : 1 + i * 2 })),
  }))

const asCash: fc.Arbitrary<PointsAsCash> = fc
  .record(
    {
      points: fc.constantFrom(1, 3, 10),
      worth: fc.constantFrom(1, 2, 10),
      least: fc.constantFrom(10, 60),
      step: fc.constantFrom(5, 50, 100),
      maxShareBps: fc.constantFrom(1_000, 5_000, 10_000),
      maxPoints: fc.constantFrom(60, 300),
    },
    { requiredKeys: ['points', 'worth'] },
  )
  .map(plain)

const policy: fc.Arbitrary<Partial<CheckoutPolicy>> = fc
  .record({
    order: fc.constantFrom('reduction_coupon_points' as const, 'coupon_reduction_points' as const, 'reduction_points_coupon' as const),
    minimumPayable: fc.constantFrom(0, 1, 50),
    maxCoupons: fc.constantFrom(1, 2, 3, 5),
    reductions: fc.array(reduction, { maxLength: 2 }),
    pointsAsCash: some(asCash, 3),
  })
  .map(plain)

const money = ['amount', 'activity_amount', 'limited_amount', 'member_amount', 'off', 'cap', 'least', 'most']

/** The same with all money in it so many times as much, and a little more, so that it is no round number. */
function dearer<T>(value: T, times: number): T {
  if (times === 1) return value
  return JSON.parse(JSON.stringify(value), (key, one) => (money.includes(key) ? one * times + (one % 7) : one)) as T
}

/** Random purchases with up to so many coupons, a benefit for the member among them or not. */
export const shoppings = (mostCoupons: number, over: { policy?: fc.Arbitrary<Partial<CheckoutPolicy>> } = {}): fc.Arbitrary<Shopping> =>
  fc
    .record({
      lines: fc.array(line, { minLength: 1, maxLength: 6 }),
      shipping: fc.constantFrom(0, 0, 30, 80),
      coupons: fc.array(fc.tuple(coupon, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 })), { maxLength: mostCoupons }),
      policy: over.policy ?? policy,
      points: fc.constantFrom<Choices['points']>(0, 'most', 37, 150, 1_000),
      balance: fc.constantFrom(0, 45, 120, 5_000),
      freeFrom: some(fc.constantFrom(0, 150, 400), 1),
      times: fc.constantFrom(1, 1, 200),
    })
    .map(({ lines, shipping, coupons, policy: how, points, balance, freeFrom, times }) => {
      const all: HeldCoupon[] = []
      // Some templates are held more than once; never more coupons than asked for.
      for (const [i, [of, count, ends]] of coupons.entries())
        for (let n = 0; n < count && all.length < mostCoupons; n++)
          all.push(held(`k${i}-${n}`, dearer(of, times), { of: `t${i}`, until: TODAY + ends + n }))
      const buyer = shopper(all, balance)
      const free = freeFrom === undefined ? null : freeFrom * times
      const reductions = (how.reductions ?? []).map((one) => (one.by === 'amount' ? dearer(one, times) : one))
      buyer.benefits = { grants: [], memberPrice: lines.length % 2 === 0, prices: [], freeShippingFrom: free }
      return { program: pricing({ ...how, reductions }), buyer, cart: cartOf(dearer(lines, times), { shipping: shipping * times }), points }
    })
