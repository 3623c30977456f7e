import * as z from 'zod'

/** How far back a measure looks. */
export const Window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lifetime') }),
  z.strictObject({ kind: z.literal('rolling_days'), days: z.int().min(1).max(3650) }),
  z.strictObject({ kind: z.literal('calendar_year') }),
])
export type Window = z.infer<typeof Window>

/** What decides the tier. */
export const Measure = z.enum(['net_spend', 'order_count', 'growth'])
export type Measure = z.infer<typeof Measure>

/** How long a tier holds: recomputed each day, or N months from entry and then recalculated. */
export const Validity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('months'), months: z.int().min(1).max(120), downgrade: z.literal('recalculate') }),
])
export type Validity = z.infer<typeof Validity>

export const LadderSpec = z.strictObject({ measure: Measure, window: Window, validity: Validity })
export type LadderSpec = z.infer<typeof LadderSpec>

export const TierDraft = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[a-z0-9_-]{1,24}$/, 'tier.code_format'),
  name: z.string().trim().min(1).max(20),
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  icon: z.enum(['star', 'crown', 'gem', 'heart', 'leaf', 'fire', 'trophy', 'ribbon']),
  threshold: z.int().min(0).max(9_000_000_000_000).describe('Inclusive minimum: minor units for spend, whole numbers otherwise'),
  bonusBps: z.int().min(0).max(100_000).describe('Points bonus in basis points'),
})
export type TierDraft = z.infer<typeof TierDraft>

export const Tier = TierDraft.extend({ id: z.string().min(1).max(64) })
export type Tier = z.infer<typeof Tier>

/** An ordered list of tiers, lowest first, and what moves a member along it. */
export const Ladder = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(40),
  primary: z.boolean(),
  spec: LadderSpec,
  tiers: z.array(Tier).min(1).max(30),
})
export type Ladder = z.infer<typeof Ladder>
