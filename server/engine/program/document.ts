import * as z from 'zod'
import { GrowthRule } from '../growth/growth-rule'
import { Ladder } from '../ladder/ladder'
import { EarningRule } from '../points/earning-rule'
import { PointsPolicy } from '../points/policy'

/** The engine behaviour a version was published under; old versions keep theirs. */
export const SEMANTICS = 1

/** Everything a tenant configures, as one document: what publishing freezes, and what exports and imports carry. */
export const ProgramDocument = z.strictObject({
  semantics: z.literal(SEMANTICS),
  timeZone: z.string().min(1).describe('IANA name, such as Asia/Shanghai'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  ladders: z.array(Ladder).min(1).max(5),
  growthRules: z.array(GrowthRule).max(100),
  earningRules: z.array(EarningRule).max(200),
  points: PointsPolicy,
})
export type ProgramDocument = z.infer<typeof ProgramDocument>
