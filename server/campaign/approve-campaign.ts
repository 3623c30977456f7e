import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lastEditor, mayApprove } from './approvers'
import { actorOf, type CampaignRow, lockCampaign, lockHouse } from './campaign-row'
import type { CampaignStepOf } from './launch-campaign'
import { putToWork } from './put-to-work'

/** Puts a campaign to work that somebody else has sent in. Refuses with `campaign.own_approval`. */
export const approveCampaign = (scope: TenantScope, { campaignId, revision }: CampaignStepOf): Promise<{ revision: number }> =>
  inTenant(scope, 'campaign:approve', async (tx) => {
    const house = await lockHouse(tx)
    const campaign = await lockCampaign(tx, { campaignId, revision, states: ['awaiting'] })
    await refuseOwn(tx, campaign)
    await putToWork(tx, house, campaign, { decidedBy: actorOf(scope), decidedAt: new Date(house.at).toISOString() })
    await audit(tx, { action: 'campaign.approved', subject: 'campaign', subjectId: campaignId, after: { name: campaign.name } })
    return { revision: revision + 1 }
  })

/** Nobody decides about what they sent in, or wrote last. */
export async function refuseOwn(tx: TenantTx, campaign: CampaignRow): Promise<void> {
  const involved = { submittedBy: campaign.submittedBy, editedBy: await lastEditor(tx, campaign) }
  if (!mayApprove(actorOf(tx.scope), involved)) throw new Refusal('conflict', 'campaign.own_approval')
}
