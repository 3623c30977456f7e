import * as z from 'zod'
import { campaigns } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { refuseOwn } from './approve-campaign'
import { actorOf, lockCampaign, oneCampaign } from './campaign-row'
import { CampaignStepOf } from './launch-campaign'

export const Remark = z.string().trim().min(1).max(200)
export const CampaignReturn = CampaignStepOf.extend({ remark: Remark })
export type CampaignReturn = z.infer<typeof CampaignReturn>

/** Gives a campaign back to who sent it in, with what is to be done about it. */
export const sendBackCampaign = (scope: TenantScope, { campaignId, revision, remark }: CampaignReturn): Promise<{ revision: number }> =>
  inTenant(scope, 'campaign:approve', async (tx) => {
    const campaign = await lockCampaign(tx, { campaignId, revision, states: ['awaiting'] })
    await refuseOwn(tx, campaign)
    const at = now().toISOString()
    await tx.orm
      .update(campaigns)
      .set({ state: 'draft', revision: revision + 1, updatedAt: at, decidedBy: actorOf(scope), decidedAt: at, remark })
      .where(oneCampaign(tx, campaignId))
    await audit(tx, { action: 'campaign.sent_back', subject: 'campaign', subjectId: campaignId, after: { name: campaign.name, remark } })
    return { revision: revision + 1 }
  })
