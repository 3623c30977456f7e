import * as z from 'zod'

/** How long an earned lot lives. The last day counts: it is gone at 00:00 of the day after. */
export const Expiry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('rolling'), unit: z.enum(['days', 'months']), count: z.int().min(0).max(3650) }),
])
export type Expiry = z.infer<typeof Expiry>

export const PointsPolicy = z.strictObject({
  expiry: Expiry,
  /** What a refund may take when the points are gone: down to nothing, or below. */
  clawback: z.enum(['within_balance', 'allow_debt']),
  /** The most that bonuses may make of the base, in basis points: 30,000 is ×3. */
  bonusCapBps: z.int().min(10_000).max(1_000_000),
})
export type PointsPolicy = z.infer<typeof PointsPolicy>
