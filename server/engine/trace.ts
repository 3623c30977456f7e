import type { Day } from './calendar/day'
import type { FactValue } from './condition/compile'
import type { CouponGift, GoodsGift } from './rule/terms'

/** Why a rule gave nothing, or less than its reward says. */
export type Why =
  | 'dates' // not its dates
  | 'stopped' // an earlier rule stopped it
  | 'lines' // no line of the order is in its scope
  | 'tier' // nothing for this tier
  | 'multiplies' // it gives nothing by itself and multiplies the others; the detail is its factor in basis points
  | 'order_cap'
  | 'day_cap'
  | 'month_cap'
  | 'lifetime_cap'
  | 'budget'
  // Of campaigns: where, for whom and when they are.
  | 'other_store'
  | 'other_channel'
  | 'other_tier'
  | 'not_first' // the detail is how many orders there were before
  | 'joined_before' // the detail is how many days ago
  | 'not_birthday'
  | 'too_small' // the detail is the amount within reach, in minor units
  | 'not_that_day' // the detail is the day of the row of check-ins
  | 'bonus_cap' // the cap on bonuses left less; the detail is the cap in basis points
  | 'outdone' // bonuses do not add up, and another one is higher
  | 'no_rate' // a bonus adds to what rates give, and none gives anything here

/**
 * What a rule came to: what it gave; or the leaf of its condition (counted from 0, left to right) that failed and the
 * value it saw; or why it gave nothing or less, with what it would have given.
 */
export type RuleTrace =
  | [rule: string, gave: number]
  | [rule: string, gave: 0, leaf: number, saw: FactValue]
  | [rule: string, gave: number, why: Why, detail: number]

/** Things worth telling about a decision beside the rules. */
export type Note =
  | 'parked' // the order has not come yet
  | 'unparked' // a refund that had waited for this order was applied with it
  | 'over_refund' // more was given back than was left; only what was left counts
  | 'unknown_line' // the refund names a line the order does not have
  | 'no_points' // imported for tiers only
  | 'forgiven' // points could not be taken back in full and the policy allows no debt
  | 'shortage' // a spend that later facts left without cover
  | 'checked_in_before' // a second check-in on one day
  | 'bonus_capped'
  | 'no_order' // a completion whose order has not come, or was completed before
  | 'profile_completed_before'
  | 'revived' // points came back to a lot that had expired
  | 'birthday_before' // a birthday of this year was kept already

/** Why: the version, the tier before, the money that counted, the bonus, and each rule's answer. */
export type Trace = {
  version: string
  tier: string | null
  base: number
  bonusBps: number
  rules: RuleTrace[]
  growth: RuleTrace[]
  notes: Note[]
}

/** What an event came to, as the sender is told. Balance is what can be spent. */
export type Answer = { earned: number; reversed: number; balance: number; tier: string | null; growth: number }

/** What is stored with an event: what followed and why, as first decided. */
export type Outcome = { trace: Trace; answer: Answer }

export type Account = 'issued' | 'reversed' | 'redeemed' | 'expired' | 'adjusted' | 'pending' | 'active' | 'debt' | 'balance'

/** One row of the ledger to be: `amount` > 0 of a unit moves between accounts. */
export type Movement = {
  unit: string
  amount: number
  from: Account
  to: Account
  lot: string | null
  cause: string
  rule: string | null
  version: string
  day: Day
  store: string | null
}

/** What moved a member: earned it, lost it (at once or at the end of validity or grace), by hand, or by a new version. */
export type MoveReason = 'reached' | 'fell' | 'ended' | 'by_hand' | 'released' | 'version'

/** A change of tier: when, from what to what, why, and the measure against the threshold that decided. */
export type TierChange = {
  ladder: string
  /** Place among the member's changes on this ladder, from 0. */
  ordinal: number
  day: Day
  /** First date whose 00:00 sees it. */
  countsFrom: Day
  from: string | null
  to: string | null
  reason: MoveReason
  cause: string
  version: string
  measured: number
  threshold: number
}

/** Something to be given once: the reward for entering a tier. The shell puts it into the log, unless it is there. */
export type Grant = {
  ladder: string
  tier: string
  cycle: Day | null
  points: number
  coupons?: readonly CouponGift[]
  goods?: GoodsGift
  /** The effect of a campaign that gives it. */
  effect?: string
  day: Day
}

/** Something a member is to be told before it happens: points that expire, or a tier that ends, so many days from `day`. */
export type Reminder =
  | { kind: 'points_expiring'; day: Day; days: number; amount: number; on: Day }
  | { kind: 'tier_ending'; day: Day; days: number; ladder: string; tier: string; on: Day }
  /** Points that exchanged themselves, as the program says. */
  | { kind: 'auto_redeemed'; day: Day; amount: number; reward: string; cause: string }

/**
 * Coupons that a member is to be given: by a rule that an event met, for entering a tier, or by a benefit. The same key
 * gives once, however often it is folded; the shell takes them from stock.
 */
export type CouponIssue = {
  key: string
  origin: 'rule' | 'entry' | 'benefit' | 'campaign'
  /** The rule, tier, benefit, or effect of a campaign. */
  source: string
  gifts: readonly { template: string; count: number }[]
  cause: string
  day: Day
}

/** Goods or chances that a member is given by an effect of a campaign, once a key. */
export type GoodsIssue = { key: string; effect: string; gift: GoodsGift; cause: string; day: Day }

/** A coupon that an order had used and that comes back with the whole of it: as itself, or as the points it had cost. */
export type CouponReturn = { coupon: string; order: string; as: 'coupon' | 'points'; cause: string; day: Day }

/** Everything that followed from a stretch of a member's log. `orders` names the orders whose record changed. */
export type Decisions = {
  movements: Movement[]
  tierChanges: TierChange[]
  orders: Set<string>
  grants: Grant[]
  reminders: Reminder[]
  issues: CouponIssue[]
  goods: GoodsIssue[]
  couponReturns: CouponReturn[]
  /** Keys of issues whose coupons and goods go, unless they were used: what gave them came back whole. */
  withdrawals: { key: string; cause: string }[]
}

export const noDecisions = (): Decisions => ({
  movements: [],
  tierChanges: [],
  orders: new Set(),
  grants: [],
  reminders: [],
  issues: [],
  goods: [],
  couponReturns: [],
  withdrawals: [],
})
