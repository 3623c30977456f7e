import * as z from 'zod'
import { Condition } from '../condition/condition'
import { byTier, hasLines, hasMoney, per, RateMode, ruleTerms } from '../rule/terms'
import { Trigger } from '../vocabulary'

const growth = z.int().min(1).max(1_000_000)

/** What one event gives: so much, so much for each amount of money paid, or so much for each item. */
export const GrowthReward = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flat'), growth, byTier }),
  z.strictObject({ kind: z.literal('rate'), growth, per, mode: RateMode.optional(), byTier }),
  z.strictObject({ kind: z.literal('per_item'), growth, byTier }),
])
export type GrowthReward = z.infer<typeof GrowthReward>

export const GrowthRuleSpec = z
  .strictObject({
    trigger: Trigger,
    when: Condition.optional(),
    /** Which lines of the order count; all of them when left out. */
    lines: Condition.optional(),
    reward: GrowthReward,
    /** How much this task weighs against the others, in basis points; 10,000 when left out. */
    weightBps: z.int().min(1).max(1_000_000).optional(),
    ...ruleTerms,
  })
  .refine((r) => r.reward.kind === 'flat' || hasMoney(r.trigger), { path: ['reward'], message: 'rule.rate_needs_order' })
  .refine((r) => r.reward.kind !== 'per_item' || hasLines(r.trigger), { path: ['reward'], message: 'rule.rate_needs_order' })
  .refine((r) => r.lines === undefined || hasLines(r.trigger), { path: ['lines'], message: 'rule.lines_need_order' })
  .refine((r) => (r.trigger === 'custom') === (r.event !== undefined), { path: ['event'], message: 'rule.event_missing' })
  .refine((r) => r.from === undefined || r.until === undefined || r.from <= r.until, { path: ['until'], message: 'rule.ends_before_start' })
export type GrowthRuleSpec = z.infer<typeof GrowthRuleSpec>

/** One way a member gains growth. */
export const GrowthRule = z.strictObject({
  id: z.string().min(1).max(64),
  ladderId: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(60),
  spec: GrowthRuleSpec,
})
export type GrowthRule = z.infer<typeof GrowthRule>
