import { campaigns } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { lockCampaign, oneCampaign } from './campaign-row'
import type { CampaignStepOf } from './launch-campaign'

/** Takes a campaign back that waits for a second person: it is a draft again, and can be changed. */
export const withdrawCampaign = (scope: TenantScope, { campaignId, revision }: CampaignStepOf): Promise<{ revision: number }> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const { name } = await lockCampaign(tx, { campaignId, revision, states: ['awaiting'] })
    await tx.orm
      .update(campaigns)
      .set({ state: 'draft', revision: revision + 1, updatedAt: now().toISOString(), submittedBy: null, submittedAt: null })
      .where(oneCampaign(tx, campaignId))
    await audit(tx, { action: 'campaign.withdrawn', subject: 'campaign', subjectId: campaignId, after: { name } })
    return { revision: revision + 1 }
  })
