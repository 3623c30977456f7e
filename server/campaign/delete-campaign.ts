import * as z from 'zod'
import { campaigns } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { lockCampaign, oneCampaign, toldOf } from './campaign-row'

export const WhichCampaign = z.strictObject({ campaignId: z.uuid() })
export type WhichCampaign = z.infer<typeof WhichCampaign>

/** Throws a draft away. What was put to work is ended instead: it is part of what happened. */
export const deleteCampaign = (scope: TenantScope, { campaignId }: WhichCampaign): Promise<void> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const before = await lockCampaign(tx, { campaignId, states: ['draft'] })
    await tx.orm.delete(campaigns).where(oneCampaign(tx, campaignId))
    await audit(tx, { action: 'campaign.deleted', subject: 'campaign', subjectId: campaignId, before: toldOf(before) })
  })
