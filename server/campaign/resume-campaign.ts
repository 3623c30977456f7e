import { campaigns } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { lockCampaign, lockHouse, nextChange, oneCampaign } from './campaign-row'
import { refuseUnsound } from './check-campaign'
import type { CampaignStepOf } from './launch-campaign'

/** Lets a paused campaign go on from this instant. What happened meanwhile is not made up for. */
export const resumeCampaign = (scope: TenantScope, { campaignId, revision }: CampaignStepOf): Promise<{ revision: number }> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const house = await lockHouse(tx)
    const campaign = await lockCampaign(tx, { campaignId, revision, states: ['paused'] })
    await refuseUnsound(tx, house, campaign)
    const change = await nextChange(tx, house)
    await tx.orm
      .update(campaigns)
      .set({
        state: 'live',
        spans: [...campaign.spans, { from: house.at, until: null, began: change, stopped: null }],
        change,
        revision: revision + 1,
        updatedAt: new Date(house.at).toISOString(),
      })
      .where(oneCampaign(tx, campaignId))
    await audit(tx, { action: 'campaign.resumed', subject: 'campaign', subjectId: campaignId, after: { name: campaign.name } })
    return { revision: revision + 1 }
  })
