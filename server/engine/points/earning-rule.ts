import * as z from 'zod'
import { Condition } from '../condition/condition'
import { byTier, CouponGift, hasLines, hasMoney, per, RateMode, ruleTerms } from '../rule/terms'
import { Trigger } from '../vocabulary'

const points = z.int().min(1).max(1_000_000)

/**
 * `rate`: `points` for each `per` of money. `flat`: so many points once. `per_item`: so many for each item.
 * `coupon`: coupons and no points; its caps count how often.
 * `multiplier`: makes what rates give for the lines in scope so many times as much, in basis points (20,000 is double).
 */
export const Reward = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rate'), points, per, mode: RateMode.optional(), byTier }),
  z.strictObject({ kind: z.literal('flat'), points, byTier }),
  z.strictObject({ kind: z.literal('per_item'), points, byTier }),
  z.strictObject({ kind: z.literal('multiplier'), factorBps: z.int().min(0).max(1_000_000) }),
  z.strictObject({ kind: z.literal('coupon'), coupons: z.array(CouponGift).min(1).max(5) }),
])
export type Reward = z.infer<typeof Reward>

/** What is given once for an event, whatever it holds. */
const once = (reward: Reward): boolean => reward.kind === 'flat' || reward.kind === 'coupon'

export const EarningRuleSpec = z
  .strictObject({
    trigger: Trigger,
    when: Condition.optional(),
    /** Which lines of the order count; all of them when left out. */
    lines: Condition.optional(),
    reward: Reward,
    ...ruleTerms,
  })
  .refine((r) => once(r.reward) || hasMoney(r.trigger), {
    path: ['reward'],
    message: 'rule.rate_needs_order',
  })
  .refine((r) => once(r.reward) || r.reward.kind === 'rate' || hasLines(r.trigger), {
    path: ['reward'],
    message: 'rule.rate_needs_order',
  })
  .refine((r) => r.lines === undefined || hasLines(r.trigger), { path: ['lines'], message: 'rule.lines_need_order' })
  .refine((r) => (r.trigger === 'custom') === (r.event !== undefined), { path: ['event'], message: 'rule.event_missing' })
  .refine((r) => r.from === undefined || r.until === undefined || r.from <= r.until, { path: ['until'], message: 'rule.ends_before_start' })
export type EarningRuleSpec = z.infer<typeof EarningRuleSpec>

/** What an operator fills in. */
export const EarningRuleDraft = z.strictObject({
  name: z.string().trim().min(1).max(60),
  enabled: z.boolean(),
  spec: EarningRuleSpec,
})
export type EarningRuleDraft = z.infer<typeof EarningRuleDraft>

/** One way a member earns points. Money in minor units, points whole. */
export const EarningRule = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(60),
  spec: EarningRuleSpec,
})
export type EarningRule = z.infer<typeof EarningRule>
