import type { Day } from '../calendar/day'
import { compileScope, type Reach } from '../checkout/reach'
import { type Audience, compileAudience } from '../measure/audience'
import type { CouponState, CouponTerms } from './template'

/** The terms of a template, ready to be asked of many carts. */
export type CompiledCoupon = {
  id: string
  terms: CouponTerms
  reach: Reach
  /** The articles that an exchange coupon is good for; null for the other kinds, and for a service. */
  goods: Reach | null
  audience: Audience | null
}

/** One coupon of a member, and its first and last day. */
export type HeldCoupon = { id: string; template: CompiledCoupon; state: CouponState; from: Day; until: Day }

/** Compiles the terms of the template `id`, once for all its coupons. */
export function compileCoupon(id: string, terms: CouponTerms): CompiledCoupon {
  const { value } = terms
  const named = value.kind === 'exchange' && (value.skus !== undefined || value.categories !== undefined)
  return {
    id,
    terms,
    reach: compileScope(terms.scope),
    goods: named ? compileScope({ skus: value.skus, categories: value.categories }) : null,
    audience: terms.when === undefined ? null : compileAudience(terms.when),
  }
}
