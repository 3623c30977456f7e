import type { CheckoutPolicy } from '@/server/engine/checkout/policy'
import { compileCoupon, type HeldCoupon } from '@/server/engine/coupon/compile'
import { compileProgram } from '@/server/engine/program/compile'
import { type ProgramDocument, SEMANTICS } from '@/server/engine/program/document'
import type { Quote } from '@/server/engine/quote/answer'
import { Cart } from '@/server/engine/quote/cart'
import { quote } from '@/server/engine/quote/quote'
import { newState } from '@/server/engine/state'

/** A purchase by which the way of a price is shown: goods, a coupon and shipping in minor units, and the points that the member has. */
export type Example = { goods: number; coupon: number; points: number; shipping: number }

/** What the example's member price takes off, in basis points, and how many items are bought. */
export const EXAMPLE_OFF_BPS = 500
export const EXAMPLE_ITEMS = 3

const DAY = 20_000

/** What the example comes to by a policy. Each full reduction holds for its goods: what is out of scope would show nothing. */
export function exampleQuote(policy: CheckoutPolicy, { goods, coupon, points, shipping }: Example): Quote {
  const checkout = { ...policy, reductions: policy.reductions.map(({ from: _from, until: _until, ...one }) => ({ ...one, scope: {} })) }
  const program = compileProgram({ id: 'example', effectiveFrom: 0, document: { ...bare, checkout } })
  const state = newState()
  if (points > 0) state.standing.lots.push({ id: 'example', earned: DAY, expires: null, left: points })
  const line = { amount: goods, quantity: EXAMPLE_ITEMS, member_amount: goods - Math.round((goods * EXAMPLE_OFF_BPS) / 10_000) }
  return quote(
    program,
    {
      state,
      coupons: coupon > 0 ? [couponOf(coupon)] : [],
      benefits: { grants: [], memberPrice: true, prices: [], freeShippingFrom: null },
      at: DAY * 86_400_000,
      day: DAY,
      store: null,
    },
    Cart.parse({ lines: [line], shipping }),
    { coupons: coupon > 0 ? ['example'] : [], points: 'most' },
  )
}

/** A program of nothing but the way a price comes about. */
const bare: ProgramDocument = {
  semantics: SEMANTICS,
  timeZone: 'UTC',
  currency: 'CNY',
  ladders: [
    {
      id: 'example',
      name: 'example',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
      tiers: [],
    },
  ],
  growthRules: [],
  earningRules: [],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}

const couponOf = (off: number): HeldCoupon => ({
  id: 'example',
  template: compileCoupon('example', {
    value: { kind: 'fixed', off },
    thresholds: [],
    scope: {},
    validity: { kind: 'relative', afterDays: 0, days: 1 },
    limits: { perOrder: 1 },
  }),
  state: 'held',
  from: DAY,
  until: DAY,
})
