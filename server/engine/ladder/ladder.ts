import * as z from 'zod'
import { Expiry } from '../calendar/expiry'
import { Period } from '../calendar/period'
import { Condition } from '../condition/condition'
import { Window } from '../condition/window'
import { CouponGift, Notices } from '../rule/terms'

/** What decides the tier. Spend and recharges in minor units, the rest in whole numbers. */
export const Measure = z.enum([
  'net_spend',
  'order_count',
  'growth',
  'active_days',
  'check_ins',
  'referrals',
  'largest_order',
  'category_spend',
  'recharged',
  'memberships',
  'days_since_joining',
  'points_earned',
  'points_balance',
])
export type Measure = z.infer<typeof Measure>

/** Measures that are money. */
export const moneyMeasures: ReadonlySet<Measure> = new Set<Measure>(['net_spend', 'largest_order', 'category_spend', 'recharged'])

/** What becomes of a tier at the end of its validity when it is not kept. */
export const Downgrade = z.enum(['recalculate', 'one_level', 'base', 'never'])
export type Downgrade = z.infer<typeof Downgrade>

const end = {
  downgrade: Downgrade,
  /** Days that a tier stays behind its end, in which it can still be kept. */
  graceDays: z.int().min(1).max(365).optional(),
}

/** How long a tier holds. The last day counts. Later periods stay anchored to the day of entry. */
export const Validity = z.discriminatedUnion('kind', [
  /** Worked out anew each day. */
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('forever') }),
  z.strictObject({ kind: z.literal('months'), months: z.int().min(1).max(120), ...end }),
  z.strictObject({ kind: z.literal('days'), days: z.int().min(1).max(3650), ...end }),
  /** Through the end of the calendar period, or of the one after it, and so many days more. */
  z.strictObject({
    kind: z.literal('period'),
    period: Period,
    next: z.boolean().optional(),
    extraDays: z.int().min(1).max(366).optional(),
    ...end,
  }),
])
export type Validity = z.infer<typeof Validity>

const measured = { measure: Measure, category: z.string().trim().min(1).max(64).optional(), window: Window }

export const LadderSpec = z
  .strictObject({
    ...measured,
    validity: Validity,
    /** When a member moves up: at once (when left out), or at the start of the next period. */
    rises: z.strictObject({ kind: z.literal('next_period'), period: Period }).optional(),
    /** When a member whose measure falls moves down: with a day step or the end of validity (when left out), or at once. */
    falls: z.literal('at_once').optional(),
    /** What is measured for keeping a tier; the same as for reaching it when left out. */
    retention: z.strictObject(measured).optional(),
    /** Which rungs of a jump give their entry reward, and whether a fall by refund takes back one that was not used. */
    entry: z.strictObject({ on: z.enum(['final', 'passed']), takeBack: z.boolean() }).optional(),
    /** Growth that is cut back at the start of each period to so much of it, in basis points. */
    growthReset: z.strictObject({ period: Period, keepBps: z.int().min(0).max(9_999) }).optional(),
    /** Days before the end of a tier on which the member is told. */
    notices: Notices.optional(),
  })
  .refine((s) => (s.measure === 'category_spend') === (s.category !== undefined), {
    path: ['category'],
    message: 'ladder.category_missing',
  })
  .refine((s) => !s.retention || (s.retention.measure === 'category_spend') === (s.retention.category !== undefined), {
    path: ['retention', 'category'],
    message: 'ladder.category_missing',
  })
export type LadderSpec = z.infer<typeof LadderSpec>

const minimum = z.int().min(0).max(9_000_000_000_000)

export const TierDraft = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[a-z0-9_-]{1,24}$/, 'tier.code_format'),
  name: z.string().trim().min(1).max(20),
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  icon: z.enum(['star', 'crown', 'gem', 'heart', 'leaf', 'fire', 'trophy', 'ribbon']),
  threshold: minimum
    .nullable()
    .describe('Inclusive minimum: minor units for money, whole numbers otherwise; null for a tier given by hand only'),
  bonusBps: z.int().min(0).max(100_000).describe('Points bonus in basis points'),
  /** Growth bonus in basis points. */
  growthBonusBps: z.int().min(1).max(100_000).optional(),
  /** Whether members are not told of it. */
  hidden: z.boolean().optional(),
  /** What must hold beside the threshold (`all`), or lifts in its place (`any`). */
  requires: z.strictObject({ mode: z.enum(['all', 'any']), when: Condition }).optional(),
  /** What keeps the tier at the end of its validity; its threshold when left out. */
  keep: z.strictObject({ minimum, when: Condition.optional() }).optional(),
  /** Points given on entering. */
  entryPoints: z.int().min(1).max(1_000_000).optional(),
  /** Coupons given with them on entering it. */
  entryCoupons: z.array(CouponGift).min(1).max(10).optional(),
  /** How long points live that are earned on this tier; as for everyone when left out. */
  expiry: Expiry.optional(),
})
export type TierDraft = z.infer<typeof TierDraft>

/** What only some tiers have, as the draft keeps it beside its columns. */
export type TierMore = Pick<TierDraft, 'growthBonusBps' | 'hidden' | 'requires' | 'keep' | 'entryPoints' | 'entryCoupons' | 'expiry'>

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

/** What a ladder begins with: its name and what it goes by. */
export const LadderStart = z
  .strictObject({ name: Ladder.shape.name, measure: Measure, category: measured.category })
  .refine((start) => (start.measure === 'category_spend') === (start.category !== undefined), {
    path: ['category'],
    message: 'ladder.category_missing',
  })
export type LadderStart = z.infer<typeof LadderStart>
