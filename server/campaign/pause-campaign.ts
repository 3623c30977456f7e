import { campaigns } from '@/db/schema'
import type { Span } from '@/server/engine/campaign/campaign'
import { phaseOf } from '@/server/engine/campaign/standing'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { type CampaignHouse, type CampaignRow, lockCampaign, lockHouse, nextChange, oneCampaign } from './campaign-row'
import type { CampaignStepOf } from './launch-campaign'

/** Pauses a campaign from this instant on. What it has given stays, and it can go on. */
export const pauseCampaign = (scope: TenantScope, { campaignId, revision }: CampaignStepOf): Promise<{ revision: number }> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const house = await lockHouse(tx)
    const campaign = await lockCampaign(tx, { campaignId, revision, states: ['live'] })
    refuseOver(campaign, house)
    const change = await nextChange(tx, house)
    await tx.orm
      .update(campaigns)
      .set({
        state: 'paused',
        spans: stoppedAt(campaign.spans, house.at, change),
        change,
        revision: revision + 1,
        updatedAt: new Date(house.at).toISOString(),
      })
      .where(oneCampaign(tx, campaignId))
    await audit(tx, { action: 'campaign.paused', subject: 'campaign', subjectId: campaignId, after: { name: campaign.name } })
    return { revision: revision + 1 }
  })

/** Refuses steps of a campaign whose last day is over. */
export function refuseOver({ state, terms }: CampaignRow, { today }: CampaignHouse): void {
  if (phaseOf(state, terms.schedule, today) === 'ended') throw new Refusal('conflict', 'campaign.ended')
}

/** Stretches of work that all have an end: the one still open ends at an instant. */
export const stoppedAt = (spans: readonly Span[], at: number, change: number): Span[] =>
  spans.map((span) => (span.until === null ? { ...span, until: Math.max(at, span.from), stopped: change } : span))
