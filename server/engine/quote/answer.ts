import type { Gives } from '../campaign/campaign'

/** Why a coupon was not taken off. */
export type CouponRefusal =
  | 'unknown' // the member holds no such coupon
  | 'used'
  | 'locked' // another checkout holds it
  | 'withdrawn'
  | 'not_yet' // detail: first day
  | 'over' // detail: last day
  | 'other_store'
  | 'other_channel'
  | 'other_tier'
  | 'other_member' // its condition about members does not hold
  | 'no_goods' // nothing in the cart is in its scope
  | 'below' // detail: how much is missing, minor units
  | 'above' // detail: how much too much
  | 'no_effect' // it would change nothing
  | 'not_together' // it goes with none of those taken; `other` names one of them
  | 'too_many_of_kind' // more than the template allows in one order
  | 'too_many' // more than the program allows in one order
  | 'costlier' // another choice leaves less to pay; detail: how much more would be to pay with it, where there are not too many coupons to find out; `other` when it goes with one of those not
  | 'no_shipping' // free shipping where nothing is to be paid for it

/** What became of one coupon: taken off, and how much by line (nothing by line where it was taken off shipping); or not, and why. Days are counted from 1970-01-01. */
export type CouponOutcome =
  | { coupon: string; template: string; applied: true; off: number; split: number[] }
  | { coupon: string; template: string | null; applied: false; because: CouponRefusal; detail?: number; other?: string }

/** Why a full reduction did nothing. */
export type ReductionRefusal = 'dates' | 'other_store' | 'other_channel' | 'other_tier' | 'no_goods' | 'below' | 'no_effect'

export type ReductionOutcome =
  | {
      reduction: string
      applied: true
      rung: number
      off: number
      split: number[]
      points: number
      pointsSplit: number[]
      freeShipping: boolean
    }
  | { reduction: string; applied: false; because: ReductionRefusal; detail?: number }

/** Why a campaign that runs just now does nothing for a cart. */
export type CampaignRefusal =
  | 'other_store'
  | 'other_channel'
  | 'other_tier'
  | 'other_member' // its condition about members does not hold
  | 'not_first' // detail: how many orders there were before
  | 'joined_before' // detail: how many days ago
  | 'not_birthday'
  | 'too_small' // detail: how much is missing, minor units
  | 'no_goods' // nothing in the cart is in its scope
  | 'not_better' // another price, or what makes shipping free anyway, counts instead
  | 'below' // free shipping; detail: how much is missing, minor units
  | 'no_shipping'
  | 'day_cap' // the member had as much of it today as there is for one
  | 'lifetime_cap'

/** What became of an effect of a campaign: so much off, and how much by line (nothing by line for shipping); or nothing, and why. */
export type CampaignOutcome =
  | { effect: string; applied: true; off: number; split: number[] }
  | { effect: string; applied: false; because: CampaignRefusal; detail?: number }

/** Something that a campaign brings with the order: at most so much where the member's own limit says so, and only while it lasts where all members share it. */
export type CampaignBring = { effect: string; gives: Gives; most?: number; whileItLasts: boolean }

/** Why fewer points were taken than wished, or none. `share`: the share of what is to be paid; `order`: the most for one order. */
export type PointsWhy = 'not_offered' | 'balance' | 'least' | 'step' | 'share' | 'order' | 'payable'

/** One line as it is paid: what each stage took off, in minor units, and what is left. `initial` is as listed. */
export type QuotedLine = {
  line: string
  sku: string | null
  category: string | null
  quantity: number
  initial: number
  activity: number
  limited: number
  member: number
  reduction: number
  coupon: number
  points: number
  payable: number
}

export type Stage = 'activity' | 'price' | 'reduction' | 'coupon' | 'points' | 'shipping'

/** What a cart comes to. All amounts in minor units, discounts as numbers above zero. */
export type Quote = {
  version: string
  /** Selected lines in the order of the cart. */
  lines: QuotedLine[]
  goods: number
  /** What each stage took off and left of the goods, in the order they were taken; behind shipping, of all that is to be paid. */
  cascade: { stage: Stage; off: number; left: number }[]
  discounts: { activity: number; limited: number; member: number; reduction: number; coupon: number; points: number }
  /** `free`: what makes it free as a whole. */
  shipping: { full: number; off: number; payable: number; free: 'coupon' | 'reduction' | 'benefit' | 'campaign' | null }
  /** Goods and shipping. */
  payable: number
  coupons: CouponOutcome[]
  reductions: ReductionOutcome[]
  /** `worth` is in minor units; `split` the points by line; `most` how many could be used. */
  points: { used: number; worth: number; available: number; most: number; split: number[]; why: PointsWhy | null }
  /** Points that full reductions give with the order. */
  gives: number
  /** What became of each campaign that runs just now, and what campaigns bring with the order; left out where there are none. */
  campaigns?: CampaignOutcome[]
  brings?: CampaignBring[]
}
