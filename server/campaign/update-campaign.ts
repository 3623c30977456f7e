import * as z from 'zod'
import { campaigns } from '@/db/schema'
import { CampaignDraft } from '@/server/engine/campaign/campaign'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { checkReferences, lockCampaign, oneCampaign, toldOf } from './campaign-row'

export const CampaignChange = z.strictObject({ campaignId: z.uuid(), revision: z.int().min(1), draft: CampaignDraft })
export type CampaignChange = z.infer<typeof CampaignChange>

/** Changes a draft. What was sent for approval is taken back first, and what was put to work stands still. */
export const updateCampaign = (scope: TenantScope, { campaignId, revision, draft }: CampaignChange): Promise<{ revision: number }> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const before = await lockCampaign(tx, { campaignId, revision, states: ['draft'] })
    await checkReferences(tx, draft)
    await tx.orm
      .update(campaigns)
      .set({ ...draft, revision: revision + 1, updatedAt: now().toISOString() })
      .where(oneCampaign(tx, campaignId))
    await audit(tx, {
      action: 'campaign.updated',
      subject: 'campaign',
      subjectId: campaignId,
      before: toldOf(before),
      after: toldOf(draft),
    })
    return { revision: revision + 1 }
  })
