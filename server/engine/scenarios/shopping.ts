import { dayOf } from '../calendar/day'
import { type CheckoutPolicy, plainCheckout } from '../checkout/policy'
import { compileCoupon, type HeldCoupon } from '../coupon/compile'
import type { CouponTerms } from '../coupon/template'
import { type Program, timelineOf } from '../program/compile'
import type { ProgramDocument } from '../program/document'
import type { Quote } from '../quote/answer'
import { Cart, Choices } from '../quote/cart'
import { type Buyer, quote } from '../quote/quote'
import { type MemberState, newState } from '../state'
import { fieldProgram } from './field'

/** The date on which everything is bought here. */
export const TODAY = dayOf('2024-06-01')

/** A program that prices carts by a policy. */
export const pricing = (policy: Partial<CheckoutPolicy> = {}, over: Partial<ProgramDocument> = {}): Program =>
  timelineOf([{ id: 'v1', effectiveFrom: 0, document: fieldProgram({ checkout: { ...plainCheckout, ...policy }, ...over }) }]).newest()

/** Terms of a coupon, without anything that is not said. */
export const terms = (value: CouponTerms['value'], more: Partial<CouponTerms> = {}): CouponTerms => ({
  value,
  thresholds: [],
  scope: {},
  validity: { kind: 'relative', afterDays: 0, days: 30 },
  limits: { perOrder: 1 },
  ...more,
})

/** A coupon that a member holds. */
export const held = (id: string, of: CouponTerms, more: Partial<HeldCoupon> & { of?: string } = {}): HeldCoupon => {
  const { of: template, ...rest } = more
  return { id, template: compileCoupon(template ?? `t-${id}`, of), state: 'held', from: TODAY, until: TODAY + 30, ...rest }
}

/** A member with so many points, on a tier where one is named. */
export function shopper(coupons: readonly HeldCoupon[] = [], points = 0, tier: string | null = 'Member'): Buyer {
  const state: MemberState = newState()
  state.version = 'v1'
  state.standing.ladders.ladder = {
    tier,
    anchor: null,
    from: null,
    base: null,
    until: null,
    grace: null,
    override: null,
    held: null,
    growth: 0,
    growthDays: [],
    sum: 0,
    head: 0,
    moves: 0,
    rewards: {},
  }
  if (points > 0) state.standing.lots.push({ id: 'lot', earned: TODAY, expires: null, left: points })
  return { state, coupons, at: TODAY * 86_400_000, day: TODAY, store: null }
}

export type Line = Partial<Cart['lines'][number]> & { amount: number }
/** A cart as the interface takes it. */
export const cartOf = (lines: readonly Line[], more: Partial<Cart> = {}): Cart => Cart.parse({ lines, ...more })

/** A quote of these lines. */
export const quoted = (
  program: Program,
  buyer: Buyer,
  lines: readonly Line[],
  choices: Partial<Choices> = {},
  more: Partial<Cart> = {},
): Quote => quote(program, buyer, cartOf(lines, more), Choices.parse({ coupons: buyer.coupons.map((c) => c.id), ...choices }))
