import * as z from 'zod'
import { campaigns } from '@/db/schema'
import type { CampaignState } from '@/server/engine/campaign/campaign'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lastEditor, mayApprove, peopleWhoApprove } from './approvers'
import { actorOf, lockCampaign, lockHouse, oneCampaign } from './campaign-row'
import { refuseUnsound } from './check-campaign'
import { forecastToKeep } from './forecast-to-keep'
import { putToWork } from './put-to-work'

export const CampaignStepOf = z.strictObject({ campaignId: z.uuid(), revision: z.int().min(1) })
export type CampaignStepOf = z.infer<typeof CampaignStepOf>

/**
 * Puts a draft to work, at once; its schedule says when it is on. Where the merchant asks for a second person, it is
 * sent to them instead: refused with `campaign.nobody_to_approve` when there is none.
 */
export async function launchCampaign(scope: TenantScope, { campaignId, revision }: CampaignStepOf): Promise<{ state: CampaignState }> {
  const forecast = await forecastToKeep(scope, { campaignId, revision })
  return inTenant(scope, 'campaign:write', async (tx) => {
    const house = await lockHouse(tx)
    const campaign = await lockCampaign(tx, { campaignId, revision, states: ['draft'] })
    const by = actorOf(scope)
    const at = new Date(house.at).toISOString()
    const after = { name: campaign.name }
    if (!house.approves) {
      await putToWork(tx, house, campaign, { submittedBy: by, submittedAt: at, decidedBy: null, decidedAt: null, remark: null, forecast })
      await audit(tx, { action: 'campaign.launched', subject: 'campaign', subjectId: campaignId, after })
      return { state: 'live' }
    }
    const involved = { submittedBy: by, editedBy: await lastEditor(tx, campaign) }
    const people = await peopleWhoApprove(tx)
    if (!people.some((person) => mayApprove(person, involved))) throw new Refusal('conflict', 'campaign.nobody_to_approve')
    await refuseUnsound(tx, house, campaign)
    await tx.orm
      .update(campaigns)
      .set({
        state: 'awaiting',
        revision: revision + 1,
        updatedAt: at,
        submittedBy: by,
        submittedAt: at,
        decidedBy: null,
        decidedAt: null,
        remark: null,
        forecast,
      })
      .where(oneCampaign(tx, campaignId))
    await audit(tx, { action: 'campaign.submitted', subject: 'campaign', subjectId: campaignId, after })
    return { state: 'awaiting' }
  })
}
