import * as z from 'zod'
import { Expiry } from '../calendar/expiry'
import { Notices } from '../rule/terms'

export const PointsPolicy = z.strictObject({
  expiry: Expiry,
  /** What a refund may take: only what cannot be spent yet, what is there, or more than there is. */
  clawback: z.enum(['pending_only', 'within_balance', 'allow_debt']),
  /** The most that bonuses may make of the base, in basis points: 30,000 is ×3. */
  bonusCapBps: z.int().min(10_000).max(1_000_000),
  /** How several bonuses meet: added (when left out), the highest alone, or multiplied. */
  bonusMode: z.enum(['sum', 'max', 'product']).optional(),
  /** From when points of an order can be spent: so many days after it was paid, or after it was completed. At once when left out. */
  pending: z.strictObject({ from: z.enum(['payment', 'completion']), days: z.int().min(0).max(365) }).optional(),
  reminders: Notices.optional(),
  /** How long points live on that come back to a lot which has expired; 30 days when left out. */
  reviveDays: z.int().min(0).max(3650).optional(),
  /** Points that exchange themselves: as often as so many are there, for a reward of this name. */
  autoRedeem: z.strictObject({ at: z.int().min(1).max(1_000_000_000), reward: z.string().trim().min(1).max(60) }).optional(),
  /** When a birthday of 29 February is kept in other years; on the 28th when left out. */
  leapBirthday: z.enum(['feb28', 'mar1']).optional(),
})
export type PointsPolicy = z.infer<typeof PointsPolicy>

/** How many days points live that come back to a lot which has expired. */
export const reviveDaysOf = ({ reviveDays }: PointsPolicy): number => reviveDays ?? 30
