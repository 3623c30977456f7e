import * as z from 'zod'
import { Condition } from '../condition/condition'
import { Trigger } from '../vocabulary'

/** What one event gives: so much, or so much for each amount of money paid. */
export const GrowthReward = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flat'), growth: z.int().min(1).max(1_000_000) }),
  z.strictObject({
    kind: z.literal('rate'),
    growth: z.int().min(1).max(1_000_000),
    per: z.int().min(1).max(100_000_000).describe('Minor units of money paid'),
  }),
])
export type GrowthReward = z.infer<typeof GrowthReward>

export const GrowthRuleSpec = z
  .strictObject({ trigger: Trigger, when: Condition.optional(), reward: GrowthReward })
  .refine((r) => r.reward.kind === 'flat' || r.trigger === 'order.paid', { path: ['reward'], message: 'rule.rate_needs_order' })
export type GrowthRuleSpec = z.infer<typeof GrowthRuleSpec>

/** One way a member gains growth. */
export const GrowthRule = z.strictObject({
  id: z.string().min(1).max(64),
  ladderId: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(60),
  spec: GrowthRuleSpec,
})
export type GrowthRule = z.infer<typeof GrowthRule>
