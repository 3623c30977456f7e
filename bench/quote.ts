import { deepStrictEqual } from 'node:assert/strict'
import { dayOf } from '@/server/engine/calendar/day'
import type { CheckoutPolicy } from '@/server/engine/checkout/policy'
import { compileCoupon, type HeldCoupon } from '@/server/engine/coupon/compile'
import type { CouponTerms } from '@/server/engine/coupon/template'
import { enter } from '@/server/engine/ladder/standing'
import { type Program, timelineOf } from '@/server/engine/program/compile'
import { Cart, Choices } from '@/server/engine/quote/cart'
import { type Buyer, quote } from '@/server/engine/quote/quote'
import { newState } from '@/server/engine/state'
import { templates } from '@/server/program/templates/catalogue'
import { priceOnce } from './floor/price-once'
import { atMost, type Figure, median, processorTime, told } from './measure'

const today = dayOf('2024-06-01')

const policy: CheckoutPolicy = {
  order: 'reduction_coupon_points',
  minimumPayable: 1,
  maxCoupons: 3,
  reductions: [
    {
      id: 'all',
      name: 'all',
      enabled: true,
      by: 'amount',
      reads: 'current',
      scope: {},
      rungs: [
        { least: 100_00, off: 5_00 },
        { least: 300_00, off: 20_00 },
        { least: 600_00, off: 50_00 },
      ],
    },
    {
      id: 'tea',
      name: 'tea',
      enabled: true,
      by: 'quantity',
      reads: 'current',
      scope: { categories: ['tea'] },
      rungs: [{ least: 3, offBps: 500 }],
    },
  ],
  pointsAsCash: { points: 100, worth: 100, least: 500, step: 100, maxShareBps: 3_000 },
  boughtCoupons: 'coupon',
}

/** Ten coupons of every kind: three groups that go together, and two coupons that stand alone. */
const coupons: [value: CouponTerms['value'], more: Partial<CouponTerms>][] = [
  [
    { kind: 'fixed', off: 10_00 },
    { group: 'shop', thresholds: [{ reads: 'current', least: 100_00 }] },
  ],
  [
    { kind: 'fixed', off: 25_00 },
    { group: 'shop', thresholds: [{ reads: 'current', least: 300_00 }] },
  ],
  [{ kind: 'percent', offBps: 1_000, cap: 40_00 }, { group: 'shop' }],
  [
    { kind: 'percent', offBps: 1_500, cap: 60_00 },
    { group: 'shop', scope: { categories: ['tea', 'cake'] } },
  ],
  [{ kind: 'percent', offBps: 500 }, { group: 'member' }],
  [
    { kind: 'fixed', off: 8_00 },
    { group: 'member', scope: { categories: ['tea'] }, thresholds: [{ reads: 'initial', least: 50_00 }] },
  ],
  [{ kind: 'exchange', skus: ['s3', 's8'], quantity: 2 }, { group: 'member' }],
  [{ kind: 'free_shipping' }, { group: 'post' }],
  [{ kind: 'fixed', off: 60_00 }, { thresholds: [{ reads: 'current', least: 500_00 }] }],
  [{ kind: 'percent', offBps: 1_200 }, {}],
]

const held = (): HeldCoupon[] =>
  coupons.map(([value, more], i) => {
    const terms: CouponTerms = {
      value,
      thresholds: [],
      scope: {},
      validity: { kind: 'relative', afterDays: 0, days: 30 },
      limits: { perOrder: 1 },
      ...more,
    }
    return { id: `coupon-${i}`, template: compileCoupon(`template-${i}`, terms), state: 'held', from: today - 5, until: today + 10 + i }
  })

const cart = Cart.parse({
  shipping: 12_00,
  lines: Array.from({ length: 20 }, (_, i) => ({
    sku: `s${i}`,
    category: ['tea', 'cake', 'cups'][i % 3],
    quantity: 1 + (i % 3),
    amount: 19_90 + i * 3_13,
  })),
})

function buyerOf(program: Program): Buyer {
  const state = newState()
  state.version = program.id
  for (const ladder of program.ladders) state.standing.ladders[ladder.id] = enter(ladder)
  state.standing.lots.push({ id: 'lot', earned: today, expires: null, left: 12_345 })
  return { state, coupons: held(), at: today * 86_400_000, day: today, store: null }
}

/** Milliseconds for the best price of a cart of 20 lines with ten coupons and points, beside one bare pass over its lines. */
export async function bestQuotes(): Promise<Figure[]> {
  const document = { ...templates.retail({ language: 'zh', currency: 'CNY', timeZone: 'Asia/Shanghai' }), checkout: policy }
  const program = timelineOf([{ id: 'version', effectiveFrom: 0, document }]).newest()
  const buyer = buyerOf(program)
  const choices = Choices.parse({ coupons: 'best', points: 'most' })
  const best = quote(program, buyer, cart, choices)
  // Asked for by name, the same coupons come to the same.
  const named = best.coupons.flatMap((one) => (one.applied ? [one.coupon] : []))
  deepStrictEqual(quote(program, buyer, cart, { ...choices, coupons: named }).payable, best.payable)
  const each = (calls: number, work: () => unknown): number => {
    const spent: number[] = []
    for (let round = 0; round < 120; round++) {
      const ms = processorTime(() => {
        for (let i = 0; i < calls; i++) work()
      })
      // The first rounds warm the compiler up.
      if (round >= 20) spent.push(ms / calls)
    }
    return median(spent)
  }
  return [
    atMost(
      'quote.best',
      each(10, () => quote(program, buyer, cart, choices)),
      'ms',
      1,
    ),
    told(
      'quote.named',
      each(50, () => quote(program, buyer, cart, { ...choices, coupons: named })),
      'ms',
    ),
    told(
      'quote.floor',
      each(5_000, () => priceOnce(cart.lines, 1_000)),
      'ms',
    ),
  ]
}
