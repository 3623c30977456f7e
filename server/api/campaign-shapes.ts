import * as z from 'zod'
import { CampaignKind } from '@/server/engine/campaign/campaign'
import { GivenResponse } from './coupon-shapes'

const code = z.string().trim().min(1).max(64)

/** Who claims what a campaign gives, and where. Unknown fields are refused. */
export const CampaignClaimRequest = z
  .strictObject({
    member: code.describe('The member’s code'),
    store: code.optional().describe('Code of the store at which it is claimed; looked at where the campaign is held in some stores only'),
    channel: z.string().trim().min(1).max(50).optional().describe('The channel through which it is claimed, likewise'),
  })
  .meta({ id: 'CampaignClaimRequest' })

/** What a claim brought. */
export const CampaignClaimResponse = z
  .object({
    campaign: z.uuid(),
    coupons: z.array(GivenResponse),
    goods: z.array(
      z.object({
        kind: z.enum(['goods', 'chances']).describe('Something to hand over, or chances in a draw'),
        name: z.string().describe('What it is; empty for chances'),
        count: z.int(),
      }),
    ),
  })
  .meta({ id: 'CampaignClaim' })
export type CampaignClaimResponse = z.infer<typeof CampaignClaimResponse>

const told = {
  campaign: z.uuid(),
  kind: CampaignKind,
  name: z.string(),
  intro: z.string(),
  sentence: z.string().describe('When it is held, for whom, and what it gives, as the member reads it'),
  until: z.iso.date().nullable().describe('Its last day; null for no end'),
}

/** What campaigns are for a member now. */
export const MemberCampaignsResponse = z
  .object({
    claimable: z.array(
      z.object({
        ...told,
        may: z.boolean().describe('Whether the member may claim now'),
        why_not: z.object({ code: z.string(), detail: z.string() }).nullable().describe('The first thing that stands in the way'),
      }),
    ),
    running: z.array(z.object(told)).describe('What is on for the member at this moment'),
    check_ins: z
      .array(
        z.object({
          campaign: z.uuid(),
          name: z.string(),
          intro: z.string(),
          days: z.int().describe('How many days in a row the member has checked in, today’s counted'),
          checked_in: z.boolean().describe('Whether today’s is there'),
          rewards: z.array(
            z.object({
              day: z.int().describe('On which day of the row it comes'),
              of: z.int().describe('Behind so many days the row begins anew'),
              gives: z.string(),
              reached: z.boolean(),
              on: z.iso.date().nullable().describe('When it comes if the row is kept up; null once it is reached'),
            }),
          ),
        }),
      )
      .describe('The check-in calendars of the campaigns that are on'),
  })
  .meta({ id: 'MemberCampaigns' })
export type MemberCampaignsResponse = z.infer<typeof MemberCampaignsResponse>
