import * as z from 'zod'

const CIVIL = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
/** A date without a time, such as `2024-01-31`. */
export const IsoDate = z.string().regex(CIVIL, 'rule.date_format')

const most = z.int().min(1).max(1_000_000_000)

/** The most that a rule gives: for one event, a date, a month, a member's lifetime, and to all members together. */
export const Caps = z.strictObject({
  perOrder: most.optional(),
  perDay: most.optional(),
  perMonth: most.optional(),
  lifetime: most.optional(),
  budget: most.optional(),
})
export type Caps = z.infer<typeof Caps>

/** What every rule says beside its trigger, its conditions and its reward. */
export const ruleTerms = {
  caps: Caps.optional(),
  /** First and last date on which it holds. */
  from: IsoDate.optional(),
  until: IsoDate.optional(),
  /** Whether rules that stand behind it are passed over once it matched. */
  stops: z.boolean().optional(),
  /** Whether shipping counts as money paid. */
  withShipping: z.boolean().optional(),
  /** Which event of the merchant's own, where that is the trigger. */
  event: z.string().min(1).max(64).optional(),
}

/** What one tier gets instead of what the reward says; nothing at zero. */
export const TierUnits = z.strictObject({ tierId: z.string().min(1).max(64), units: z.int().min(0).max(1_000_000) })
export type TierUnits = z.infer<typeof TierUnits>
export const byTier = z.array(TierUnits).min(1).max(30).optional()

/** Exact and floored once an order, or whole steps only. */
export const RateMode = z.enum(['exact', 'full_step'])
export const per = z.int().min(1).max(100_000_000).describe('Minor units of money paid')

/** Triggers that come with money, so that something can be given for each amount of it. */
export const moneyTriggers = ['order.paid', 'order.completed', 'stored.recharged', 'membership.purchased', 'custom'] as const
export const hasMoney = (trigger: string): boolean => (moneyTriggers as readonly string[]).includes(trigger)
/** Triggers that come with the lines of an order. */
export const hasLines = (trigger: string): boolean => trigger === 'order.paid' || trigger === 'order.completed'

/** How many days before its end something is told of. */
export const Notices = z.array(z.int().min(1).max(365)).max(5)

/** Goods or chances in a draw, as they are handed over. */
export type GoodsGift = { kind: 'goods' | 'chances'; name: string; sku: string | null; count: number }

/** So many coupons of a template. */
export const CouponGift = z.strictObject({ template: z.uuid().toLowerCase(), count: z.int().min(1).max(20) })
export type CouponGift = z.infer<typeof CouponGift>
