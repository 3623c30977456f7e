import * as z from 'zod'
import { Benefit } from '../benefit/benefit'
import { CheckoutPolicy } from '../checkout/policy'
import { GrowthRule } from '../growth/growth-rule'
import { Ladder } from '../ladder/ladder'
import { EarningRule } from '../points/earning-rule'
import { PointsPolicy } from '../points/policy'
import { CustomEvent, CustomField } from './custom'

/**
 * The engine behaviour that versions are published under now; old versions keep theirs. Since 2, a measure over a
 * calendar period is looked at on the last day of a validity and not on the day after, and only a base tier is without end; what
 * else differs stands where it is decided.
 */
export const SEMANTICS = 2

/** Everything a tenant configures, as one document: what publishing freezes, and what exports and imports carry. */
export const ProgramDocument = z.strictObject({
  semantics: z.union([z.literal(1), z.literal(SEMANTICS)]),
  timeZone: z.string().min(1).describe('IANA name, such as Asia/Shanghai'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  ladders: z.array(Ladder).min(1).max(5),
  growthRules: z.array(GrowthRule).max(100),
  earningRules: z.array(EarningRule).max(200),
  points: PointsPolicy,
  fields: z.array(CustomField).max(100).optional(),
  events: z.array(CustomEvent).max(50).optional(),
  checkout: CheckoutPolicy.optional(),
  benefits: z.array(Benefit).max(100).optional(),
})
export type ProgramDocument = z.infer<typeof ProgramDocument>
