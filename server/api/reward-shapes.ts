import * as z from 'zod'
import { Gives, SendAddress } from '@/server/engine/reward/redemption'
import { RedemptionState } from '@/server/engine/reward/reward'

const code = z.string().trim().min(1).max(64)

/** What a member asks for. Unknown fields are refused. */
export const RedemptionRequest = z
  .strictObject({
    member: code.describe('The member’s code'),
    reward: z.uuid().toLowerCase().describe('The reward, by the id that the list of rewards gives'),
    quantity: z.int().min(1).max(99).default(1),
    store: code.optional().describe('Code of the store at which it is asked for'),
    address: SendAddress.optional().describe('To whom and where it is sent, for goods that are; kept sealed'),
  })
  .meta({ id: 'RedemptionRequest' })
export type RedemptionRequest = z.infer<typeof RedemptionRequest>

export const CancelRequest = z
  .strictObject({ reason: z.string().trim().min(1).max(200).default('cancelled by the member') })
  .meta({ id: 'CancelRequest' })

const instant = z.iso.datetime()

/** A redemption as it stands. */
export const RedemptionResponse = z
  .object({
    number: z.string().describe('What people call it by: `R` and ten digits'),
    member: z.string().describe('The member’s code'),
    reward: z.object({ id: z.uuid(), name: z.string().describe('As it was called then') }),
    gives: Gives,
    quantity: z.int(),
    points: z.int().describe('What it cost in all'),
    state: RedemptionState.describe(
      'Goods that are sent: to_send, sent, done. What is had at a store: to_collect, done. Coupons and tickets: done at once',
    ),
    coupons: z.array(z.object({ number: z.string(), state: z.enum(['held', 'locked', 'used', 'withdrawn']), valid_until: z.iso.date() })),
    tickets_left: z.int().describe('Lottery tickets that have not been used'),
    carrier: z.string().nullable(),
    parcel: z.string().nullable().describe('Under which number it is carried'),
    created_at: instant,
    sent_at: instant.nullable(),
    done_at: instant.nullable(),
    cancelled_at: instant.nullable(),
    cancel_reason: z.string().nullable(),
  })
  .meta({ id: 'Redemption' })
export type RedemptionResponse = z.infer<typeof RedemptionResponse>

/** Redemptions of a member, the newest first. */
export const RedemptionsResponse = z.object({ redemptions: z.array(RedemptionResponse) }).meta({ id: 'Redemptions' })
export type RedemptionsResponse = z.infer<typeof RedemptionsResponse>

/** What is on offer, in the merchant's order. */
export const RewardsResponse = z
  .object({
    available: z.int().nullable().describe('Points that the member can spend; null without a member'),
    rewards: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        intro: z.string(),
        picture: z.string().nullable().describe('A data address, where pictures are asked for'),
        gives: Gives,
        by: z.enum(['send', 'collect']).nullable().describe('How goods are had'),
        points: z.int().describe('What one costs the member'),
        list_points: z.int().describe('What one costs where no tier has a price of its own'),
        left: z.int().nullable().describe('How many there still are; null for no end'),
        from: z.iso.date().nullable(),
        until: z.iso.date().nullable(),
        per_member: z.int().nullable(),
        per_member_day: z.int().nullable(),
        may: z.boolean().describe('Whether the member may have one now'),
        why_not: z
          .object({ code: z.string(), detail: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) })
          .nullable()
          .describe('The first thing that stands in the way'),
      }),
    ),
  })
  .meta({ id: 'Rewards' })
export type RewardsResponse = z.infer<typeof RewardsResponse>
