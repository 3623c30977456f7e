import { describe, expect, test } from 'vitest'
import type { Benefit } from '../benefit/benefit'
import { heldBenefits } from '../benefit/held'
import type { CheckoutPolicy, FullReduction, PointsAsCash } from '../checkout/policy'
import type { CouponTerms } from '../coupon/template'
import { held, type Line, pricing, quoted, shopper, TODAY, terms } from '../scenarios/shopping'
import type { CouponOutcome, PointsWhy, Quote } from './answer'

const fixed = (off: number, more: Partial<CouponTerms> = {}) => terms({ kind: 'fixed', off }, more)
const percent = (offBps: number, more: Partial<CouponTerms> = {}) => terms({ kind: 'percent', offBps }, more)
const why = (answer: Quote): (string | number)[] => answer.coupons.map((one: CouponOutcome) => (one.applied ? one.off : one.because))
const grant = (kind: Benefit['kind'], grants: Benefit['spec']['grants']): Benefit => ({
  id: kind,
  kind,
  name: null,
  spec: { icon: 'tag', intro: '', grants },
})

describe('the price of a line', () => {
  const benefits = [grant('member_price', [{ to: { tier: 'Member' }, terms: { offBps: 1_000, scope: { categories: ['tea'] } } }])]
  const program = pricing({}, { benefits })
  test.each<[string, Line, Partial<Record<'activity' | 'limited' | 'member', number>>]>([
    ['an activity price comes first', { amount: 1_000, activity_amount: 900, limited_amount: 850 }, { activity: 100, limited: 50 }],
    ['a higher price is none', { amount: 1_000, activity_amount: 1_100, limited_amount: 1_000 }, {}],
    ['the shop’s price for members', { amount: 1_000, limited_amount: 900, member_amount: 800 }, { member: 200 }],
    ['the better one counts', { amount: 1_000, limited_amount: 700, member_amount: 800 }, { limited: 300 }],
    ['everybody’s where both are the same', { amount: 1_000, limited_amount: 800, member_amount: 800 }, { limited: 200 }],
    ['that of the benefit, rounded half up', { amount: 1_005, category: 'tea' }, { member: 101 }],
    ['the lower of both', { amount: 1_000, category: 'tea', member_amount: 950 }, { member: 100 }],
    ['of what the activity price leaves', { amount: 1_000, activity_amount: 500, category: 'tea' }, { activity: 500, member: 50 }],
    ['none for goods elsewhere', { amount: 1_000, category: 'cups' }, {}],
    ['none for goods handed back', { amount: -1_000, category: 'tea', activity_amount: 0 }, {}],
  ])('%s', (_name, line, off) => {
    const [priced] = quoted(program, shopper(), [line]).lines
    const { activity, limited, member } = priced ?? {}
    expect({ activity, limited, member }).toEqual({ activity: 0, limited: 0, member: 0, ...off })
  })

  test('a member without the benefit pays what everybody pays', () => {
    const line = { amount: 1_000, category: 'tea', member_amount: 500 }
    expect(quoted(program, shopper([], 0, null), [line]).payable).toBe(1_000)
  })
})

test('benefits are held by a tier or by a condition, and the best shipping counts', () => {
  const rich = { fact: 'member.points_balance', operator: 'gte' as const, value: 100 }
  const program = pricing(
    {},
    {
      benefits: [
        grant('free_shipping', [
          { to: { tier: 'Member' }, terms: { least: 5_000 } },
          { to: { when: rich }, terms: { least: 2_000 } },
        ]),
      ],
    },
  )
  const from = (points: number, tier: string | null) => heldBenefits(program, shopper([], points, tier).state, TODAY).freeShippingFrom
  expect([from(0, null), from(0, 'Member'), from(99, 'Member'), from(100, 'Member'), from(100, null)]).toEqual([
    null,
    5_000,
    5_000,
    2_000,
    2_000,
  ])
  const paid = (amount: number) => quoted(program, shopper(), [{ amount }], {}, { shipping: 800 }).shipping
  expect(paid(5_000)).toEqual({ full: 800, off: 800, payable: 0, free: 'benefit' })
  expect(paid(4_999)).toEqual({ full: 800, off: 0, payable: 800, free: null })
})

describe('coupons asked for by name', () => {
  const cart: Line[] = [
    { sku: 'a', category: 'tea', amount: 3_000, quantity: 2 },
    { sku: 'b', category: 'cups', amount: 5_000 },
  ]
  const named = (coupons: ReturnType<typeof held>[], policy: Partial<CheckoutPolicy> = {}, more = {}) =>
    quoted(pricing(policy), shopper(coupons), cart, { coupons: coupons.map(({ id }) => id) }, more)

  test.each<[string, ReturnType<typeof held>, Partial<CouponOutcome>]>([
    ['used', held('k', fixed(1), { state: 'used' }), { because: 'used' }],
    ['locked', held('k', fixed(1), { state: 'locked' }), { because: 'locked' }],
    ['withdrawn', held('k', fixed(1), { state: 'withdrawn' }), { because: 'withdrawn' }],
    ['on its first day', held('k', fixed(1), { from: TODAY }), { applied: true }],
    ['the day before', held('k', fixed(1), { from: TODAY + 1 }), { because: 'not_yet', detail: TODAY + 1 }],
    ['on its last day', held('k', fixed(1), { until: TODAY }), { applied: true }],
    ['the day after', held('k', fixed(1), { until: TODAY - 1 }), { because: 'over', detail: TODAY - 1 }],
    ['at another store', held('k', fixed(1, { scope: { stores: ['s'] } })), { because: 'other_store' }],
    ['elsewhere', held('k', fixed(1, { scope: { channels: ['app'] } })), { because: 'other_channel' }],
    ['on its channel', held('k', fixed(1, { scope: { channels: ['default'] } })), { applied: true }],
    ['on another tier', held('k', fixed(1, { scope: { tiers: ['Gold'] } })), { because: 'other_tier' }],
    ['on its tier', held('k', fixed(1, { scope: { tiers: ['Gold', 'Member'] } })), { applied: true }],
    [
      'of somebody else',
      held('k', fixed(1, { when: { fact: 'member.order_count', operator: 'gte', value: 1, window: { kind: 'rolling_days', days: 30 } } })),
      { because: 'other_member' },
    ],
    ['of somebody new', held('k', fixed(1, { when: { fact: 'member.order_count', operator: 'eq', value: 0 } })), { applied: true }],
    ['for other goods', held('k', fixed(1, { scope: { skus: ['z'] } })), { because: 'no_goods' }],
    ['for goods excepted', held('k', fixed(1, { scope: { categories: ['tea'], exceptSkus: ['a'] } })), { because: 'no_goods' }],
    ['for a service', held('k', terms({ kind: 'exchange', service: '示例', quantity: 1 })), { because: 'no_goods' }],
    ['just reached', held('k', fixed(1, { thresholds: [{ reads: 'current', least: 8_000 }] })), { applied: true }],
    ['just missed', held('k', fixed(1, { thresholds: [{ reads: 'current', least: 8_001 }] })), { because: 'below', detail: 1 }],
    ['just passed', held('k', fixed(1, { thresholds: [{ reads: 'initial', most: 7_999 }] })), { because: 'above', detail: 1 }],
    ['for shipping that costs nothing', held('k', terms({ kind: 'free_shipping' })), { because: 'no_shipping' }],
    ['rounded half up', held('k', percent(1)), { applied: true, off: 1 }],
    ['capped', held('k', terms({ kind: 'percent', offBps: 5_000, cap: 700 })), { applied: true, off: 700, split: [263, 437] }],
    ['of more than its goods', held('k', fixed(9_000, { scope: { skus: ['a'] } })), { applied: true, off: 3_000, split: [3_000, 0] }],
    ['of all there is', held('k', fixed(9_000)), { applied: true, off: 7_999 }],
    ['exchanged', held('k', terms({ kind: 'exchange', skus: ['a'], quantity: 1 })), { applied: true, off: 1_500, split: [1_500, 0] }],
    [
      'the dearest first',
      held('k', terms({ kind: 'exchange', categories: ['tea', 'cups'], quantity: 2 })),
      { off: 6_500, split: [1_500, 5_000] },
    ],
  ])('%s', (_name, coupon, outcome) => expect(named([coupon]).coupons[0]).toMatchObject(outcome))

  test('nobody’s coupon is unknown', () => {
    const answer = quoted(pricing(), shopper(), cart, { coupons: ['x'] })
    expect(answer.coupons).toEqual([{ coupon: 'x', template: null, applied: false, because: 'unknown' }])
  })

  test('go together by group', () => {
    const a = held('a', fixed(100, { group: 'one' }))
    const b = held('b', fixed(100, { group: 'two' }))
    const same = held('c', fixed(100, { group: 'one' }))
    const alone = held('d', fixed(100))
    expect(why(named([a, b]))).toEqual([100, 100])
    expect(named([a, same]).coupons[1]).toMatchObject({ because: 'not_together', other: 'a' })
    expect(why(named([a, alone]))).toEqual([100, 'not_together'])
    expect(why(named([alone, a]))).toEqual([100, 'not_together'])
    expect(why(named([a, b], { maxCoupons: 1 }))).toEqual([100, 'too_many'])
    const twice = (id: string) => held(id, fixed(100, { limits: { perOrder: 2 } }), { of: 'twice' })
    expect(why(named([twice('1'), twice('2'), twice('3')]))).toEqual([100, 100, 'too_many_of_kind'])
  })

  test('for free shipping give way to a full reduction behind them, and keep no other away', () => {
    const free: FullReduction = {
      id: 'r',
      name: 'r',
      enabled: true,
      by: 'quantity',
      reads: 'current',
      scope: {},
      rungs: [{ least: 3, freeShipping: true }],
    }
    const post = held('post', terms({ kind: 'free_shipping' }))
    const other = held('other', fixed(100))
    const answer = named([post, other], { order: 'coupon_reduction_points', reductions: [free] }, { shipping: 500 })
    expect([why(answer), answer.shipping.free, answer.payable]).toEqual([['no_effect', 100], 'reduction', 7_900])
    const without = named([post, other], {}, { shipping: 500 })
    expect([why(without), without.shipping, without.payable]).toEqual([
      [500, 'not_together'],
      { full: 500, off: 500, payable: 0, free: 'coupon' },
      8_000,
    ])
  })

  test('are taken in the place that the policy gives them', () => {
    const ten = held('ten', percent(1_000))
    const off: FullReduction = {
      id: 'r',
      name: 'r',
      enabled: true,
      by: 'amount',
      reads: 'current',
      scope: {},
      rungs: [{ least: 8_000, off: 1_000 }],
    }
    const paid = (order: CheckoutPolicy['order'], points: number) =>
      quoted(pricing({ order, reductions: [off], pointsAsCash: { points: 1, worth: 1 } }), shopper([ten], 5_000), cart, { points })
    expect(paid('reduction_coupon_points', 2_000).payable).toBe((8_000 - 1_000) * 0.9 - 2_000)
    expect(paid('coupon_reduction_points', 2_000).payable).toBe(8_000 * 0.9 - 2_000)
    expect(paid('reduction_points_coupon', 2_000).payable).toBe((8_000 - 1_000 - 2_000) * 0.9)
    expect(paid('reduction_points_coupon', 0).cascade.map(({ stage }) => stage)).toEqual([
      'activity',
      'price',
      'reduction',
      'points',
      'coupon',
      'shipping',
    ])
  })
})

describe('points as cash', () => {
  const all: PointsAsCash = { points: 1, worth: 1 }
  test.each<[string, Partial<PointsAsCash>, number, number | 'most', [used: number, worth: number, why: PointsWhy | null]]>([
    ['all there are', {}, 500, 'most', [500, 500, null]],
    ['so many as wished', {}, 500, 120, [120, 120, null]],
    ['no more than there are', {}, 500, 800, [500, 500, 'balance']],
    ['none where there are none', {}, 0, 'most', [0, 0, 'balance']],
    ['whole steps', { step: 200 }, 500, 'most', [400, 400, 'step']],
    ['at least so many', { least: 300 }, 500, 200, [0, 0, 'least']],
    ['the least itself', { least: 300 }, 300, 'most', [300, 300, null]],
    ['a share of what is to be paid', { maxShareBps: 2_500 }, 500, 'most', [250, 250, 'share']],
    ['at most for one order', { maxPoints: 100 }, 500, 'most', [100, 100, 'order']],
    ['what is left to pay but the least', {}, 5_000, 'most', [999, 999, 'payable']],
    ['only what buys a whole unit', { points: 10, worth: 1 }, 55, 'most', [50, 5, 'step']],
    ['worth more than one unit each', { points: 1, worth: 300 }, 9, 'most', [3, 900, 'payable']],
    ['a share in whole steps', { maxShareBps: 2_500, step: 100 }, 500, 'most', [200, 200, 'share']],
  ])('%s', (_name, more, balance, points, [used, worth, because]) => {
    const answer = quoted(pricing({ pointsAsCash: { ...all, ...more } }), shopper([], balance), [{ amount: 1_000 }], { points })
    expect([answer.points.used, answer.points.worth, answer.points.why]).toEqual([used, worth, because])
    expect(answer.payable).toBe(1_000 - worth)
  })

  test('are not offered where the policy has none, and how many could be used is said unasked', () => {
    expect(quoted(pricing(), shopper([], 500), [{ amount: 1_000 }], { points: 'most' }).points).toMatchObject({
      used: 0,
      most: 0,
      why: 'not_offered',
    })
    const policy = { pointsAsCash: { ...all, maxShareBps: 2_500 } }
    expect(quoted(pricing(policy), shopper([], 500), [{ amount: 1_000 }]).points).toMatchObject({ used: 0, most: 250, why: null })
  })
})

describe('the best choice', () => {
  const best = (coupons: ReturnType<typeof held>[], policy: Partial<CheckoutPolicy> = {}) =>
    quoted(pricing(policy), shopper(coupons), [{ amount: 10_000 }], { coupons: 'best' })

  test('says of all others why not they', () => {
    const answer = best([
      held('small', fixed(300, { group: 'g' })),
      held('great', fixed(900, { group: 'g' })),
      held('more', percent(500, { group: 'h' })),
      held('far', fixed(5_000, { thresholds: [{ reads: 'current', least: 12_000 }] })),
      held('alone', fixed(1_000)),
      held('old', fixed(9_000), { until: TODAY - 1 }),
    ])
    expect(answer.payable).toBe(10_000 - 500 - 900)
    expect(answer.coupons).toEqual([
      expect.objectContaining({ coupon: 'more', off: 500 }),
      expect.objectContaining({ coupon: 'great', off: 900 }),
      { coupon: 'small', template: 't-small', applied: false, because: 'costlier', detail: 600, other: 'great' },
      { coupon: 'far', template: 't-far', applied: false, because: 'below', detail: 2_000 },
      { coupon: 'alone', template: 't-alone', applied: false, because: 'costlier', detail: 400, other: 'more' },
      { coupon: 'old', template: 't-old', applied: false, because: 'over', detail: TODAY - 1 },
    ])
  })

  test('takes, of equal coupons, the one that ends first', () => {
    const like = (id: string, until: number) => held(id, fixed(300), { of: 'same', until })
    expect(best([like('late', TODAY + 9), like('soon', TODAY + 1)]).coupons).toMatchObject([
      { coupon: 'soon', applied: true },
      { coupon: 'late', because: 'too_many_of_kind' },
    ])
    const other = (id: string, until: number) => held(id, fixed(300, { group: 'g' }), { until })
    expect(best([other('late', TODAY + 9), other('soon', TODAY + 1)]).coupons).toMatchObject([
      { coupon: 'soon', applied: true },
      { coupon: 'late', because: 'not_together', other: 'soon' },
    ])
  })

  test('leaves a coupon that would spoil a full reduction', () => {
    const off: FullReduction = {
      id: 'r',
      name: 'r',
      enabled: true,
      by: 'amount',
      reads: 'current',
      scope: {},
      rungs: [{ least: 10_000, off: 2_000 }],
    }
    const answer = best([held('k', fixed(500))], { order: 'coupon_reduction_points', reductions: [off] })
    expect([answer.payable, answer.coupons]).toEqual([
      8_000,
      [{ coupon: 'k', template: 't-k', applied: false, because: 'costlier', detail: 1_500 }],
    ])
  })
})
