import * as z from 'zod'
import { Condition } from '../condition/condition'
import { IsoDate } from '../rule/terms'

const points = z.int().min(1).max(1_000_000_000)
const id = z.string().min(1).max(64)

/** What a member gets for points. `goods` are sent or collected at a store; a `service` is had at the counter; a `lottery_ticket` is a chance in a draw. */
export const RewardKind = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('coupon'), template: z.uuid() }),
  z.strictObject({ kind: z.literal('goods'), by: z.enum(['send', 'collect']), sku: z.string().trim().min(1).max(64).optional() }),
  z.strictObject({ kind: z.literal('service') }),
  z.strictObject({ kind: z.literal('lottery_ticket') }),
])
export type RewardKind = z.infer<typeof RewardKind>

export const RewardSpec = z
  .strictObject({
    gives: RewardKind,
    points,
    /** What it costs on some tiers. */
    byTier: z
      .array(z.strictObject({ tier: id, points }))
      .min(1)
      .max(30)
      .optional(),
    /** For whom: tiers, and a condition about the member. */
    tiers: z.array(id).min(1).max(100).optional(),
    when: Condition.optional(),
    limits: z.strictObject({
      perMember: z.int().min(1).max(100_000).optional(),
      perMemberDay: z.int().min(1).max(100_000).optional(),
    }),
    from: IsoDate.optional(),
    until: IsoDate.optional(),
  })
  .refine((r) => r.from === undefined || r.until === undefined || r.from <= r.until, {
    path: ['until'],
    message: 'rule.ends_before_start',
  })
export type RewardSpec = z.infer<typeof RewardSpec>

/** What an operator fills in. `stock` is how many there are in all; null for no end. The picture is a data address of at most 200 kB. */
export const RewardDraft = z.strictObject({
  name: z.string().trim().min(1).max(40),
  intro: z.string().trim().max(500).default(''),
  picture: z
    .string()
    .max(280_000)
    .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/, 'reward.picture_kind')
    .nullable()
    .default(null),
  stock: z.int().min(0).max(100_000_000).nullable().default(null),
  spec: RewardSpec,
})
export type RewardDraft = z.infer<typeof RewardDraft>

/** As with coupon templates. */
export const RewardState = z.enum(['draft', 'active', 'paused', 'ended'])
export type RewardState = z.infer<typeof RewardState>

/**
 * Where a redemption stands. Sent goods: to_send → sent → done. Collected goods and services: to_collect → done. Coupons and
 * tickets: done at once. Anything may be cancelled until it is done; a coupon or a ticket until it is used.
 */
export const RedemptionState = z.enum(['to_send', 'sent', 'to_collect', 'done', 'cancelled'])
export type RedemptionState = z.infer<typeof RedemptionState>
