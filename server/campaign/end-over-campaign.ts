import { and, eq, inArray } from 'drizzle-orm'
import { campaignRuns, campaigns } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { lockHouse, nextChange, oneCampaign } from './campaign-row'
import { overSince } from './due-runs'
import { stoppedAt } from './pause-campaign'

/**
 * Ends a live campaign whose schedule is over for good, as of the start of the day behind its last one. What of it is
 * still on its way is waited for. Says whether it was ended.
 */
export const endOverCampaign = (scope: TenantScope, campaignId: string): Promise<boolean> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const house = await lockHouse(tx)
    const [campaign] = await tx.orm
      .select()
      .from(campaigns)
      .where(and(oneCampaign(tx, campaignId), eq(campaigns.state, 'live')))
      .for('update')
    const since = campaign ? overSince(campaign, house.zone, house.at) : null
    if (!campaign || since === null) return false
    const onTheirWay = await tx.orm
      .select({ id: campaignRuns.id })
      .from(campaignRuns)
      .where(
        and(
          eq(campaignRuns.tenantId, scope.tenantId),
          eq(campaignRuns.campaignId, campaignId),
          inArray(campaignRuns.status, ['queued', 'running']),
        ),
      )
      .limit(1)
    if (onTheirWay.length > 0) return false
    const change = await nextChange(tx, house)
    const at = new Date(since).toISOString()
    await tx.orm
      .update(campaigns)
      .set({
        state: 'ended',
        spans: stoppedAt(campaign.spans, since, change),
        change,
        revision: campaign.revision + 1,
        updatedAt: new Date(house.at).toISOString(),
        endedAt: at,
      })
      .where(oneCampaign(tx, campaignId))
    await audit(tx, {
      action: 'campaign.over',
      subject: 'campaign',
      subjectId: campaignId,
      before: { state: campaign.state },
      after: { name: campaign.name, over: at },
    })
    return true
  })
