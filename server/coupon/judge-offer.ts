import { type Day, dayOf } from '@/server/engine/calendar/day'
import { onAny } from '@/server/engine/checkout/reach'
import type { CouponOffer, CouponTerms, TemplateState } from '@/server/engine/coupon/template'
import { compileAudience, meets } from '@/server/engine/measure/audience'
import type { Program } from '@/server/engine/program/compile'
import type { MemberState } from '@/server/engine/state'
import { refusalOfState } from './issue-coupons'

/** A template as it is offered. `left`: of its stock, null for no end. */
export type OfferedTemplate = { state: TemplateState; terms: CouponTerms; offer: CouponOffer; left: number | null }

/** Why a coupon cannot be had, as the code of the sentence that says so and what fills it. */
export type WhyNot = { code: string; details: Record<string, string> }

const no = (code: string, details: Record<string, string> = {}): WhyNot => ({ code, details })

/** What stands in everybody's way on a date: the state, the dates of the offer and of the coupon, the stock. */
export function closedFor({ state, terms, offer, left }: OfferedTemplate, day: Day): WhyNot | null {
  if (state !== 'active') return no(refusalOfState(state))
  if (offer.from !== undefined && day < dayOf(offer.from)) return no('coupon.claim_not_yet', { from: offer.from })
  if (offer.until !== undefined && day > dayOf(offer.until)) return no('coupon.claim_over', { until: offer.until })
  if (terms.validity.kind === 'fixed' && day > dayOf(terms.validity.until)) return no('coupon.validity_over')
  if (left === 0) return no('coupon.sold_out')
  return null
}

/** A member as of now, under the version in force. */
export type Claimant = { program: Program; state: MemberState; day: Day; at: number }

/** Whether an offer asks who the member is, so that the member's state has to be read. */
export const asksWho = ({ tiers, when }: CouponOffer): boolean => tiers !== undefined || when !== undefined

/** Why an offer is not for a member: the tier, or the condition. */
export function notFor({ tiers, when }: CouponOffer, { program, state, day, at }: Claimant): WhyNot | null {
  if (tiers !== undefined && !onAny(new Set(tiers), state.standing)) return no('coupon.wrong_tier')
  if (when !== undefined && !meets(compileAudience(when), program, state, day, at)) return no('coupon.not_meant')
  return null
}
