import * as z from 'zod'
import { Condition } from '../condition/condition'
import { Trigger } from '../vocabulary'

/** `rate`: `points` for each `per` of money, exact and floored once per order. `flat`: so many points once. */
export const Reward = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rate'),
    points: z.int().min(1).max(1_000_000),
    per: z.int().min(1).max(100_000_000).describe('Minor units of money paid'),
  }),
  z.strictObject({ kind: z.literal('flat'), points: z.int().min(1).max(1_000_000) }),
])
export type Reward = z.infer<typeof Reward>

export const EarningRuleSpec = z
  .strictObject({ trigger: Trigger, when: Condition.optional(), reward: Reward })
  .refine((r) => r.reward.kind === 'flat' || r.trigger === 'order.paid', { path: ['reward'], message: 'rule.rate_needs_order' })
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
