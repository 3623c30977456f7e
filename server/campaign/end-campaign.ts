import * as z from 'zod'
import { campaigns } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { lockCampaign, lockHouse, nextChange, oneCampaign } from './campaign-row'
import { CampaignStepOf } from './launch-campaign'
import { couponsOut } from './members-given'
import { refuseOver, stoppedAt } from './pause-campaign'
import { Remark } from './send-back-campaign'

/** `coupons`: whether those that members still hold stay good, or are taken back. */
export const CampaignEnding = CampaignStepOf.extend({ remark: Remark, coupons: z.enum(['keep', 'withdraw']) })
export type CampaignEnding = z.infer<typeof CampaignEnding>

/**
 * Ends a campaign early, for good. Coupons that are to be taken back are taken in the background; `coupons` says how
 * many members still hold, which is none where they stay good.
 */
export const endCampaign = (
  scope: TenantScope,
  { campaignId, revision, remark, coupons }: CampaignEnding,
): Promise<{ revision: number; coupons: number }> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const house = await lockHouse(tx)
    const campaign = await lockCampaign(tx, { campaignId, revision, states: ['live', 'paused'] })
    refuseOver(campaign, house)
    const change = await nextChange(tx, house)
    const at = new Date(house.at).toISOString()
    await tx.orm
      .update(campaigns)
      .set({
        state: 'ended',
        spans: stoppedAt(campaign.spans, house.at, change),
        change,
        revision: revision + 1,
        updatedAt: at,
        endedAt: at,
        remark,
        couponsAtEnd: coupons,
      })
      .where(oneCampaign(tx, campaignId))
    const out = coupons === 'withdraw' ? await couponsOut(tx, campaignId, house.today) : 0
    if (out > 0) await addTakingBack(tx, campaignId)
    await audit(tx, {
      action: 'campaign.ended',
      subject: 'campaign',
      subjectId: campaignId,
      before: { state: campaign.state },
      after: { name: campaign.name, remark, coupons, out },
    })
    return { revision: revision + 1, coupons: out }
  })

/** The job is there from the moment the end is written, so that a process that stops here loses nothing. */
async function addTakingBack(tx: TenantTx, campaignId: string): Promise<void> {
  const payload = JSON.stringify({ tenantId: tx.scope.tenantId, campaignId })
  await tx.sql`select app_add_job('campaign_coupons', ${payload}::text::json, ${`campaign_coupons:${campaignId}`}, null)`
}
