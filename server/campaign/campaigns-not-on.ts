import { campaignsOff, momentOf } from '@/server/engine/campaign/off'
import type { OffExplained } from '@/server/engine/sentence/effect-verdict'
import type { StoredEventBody } from '@/server/engine/vocabulary'
import type { TenantTx } from '@/server/platform/database'
import { readTenantClock } from '@/server/program/read-timeline'
import { readCampaigns } from './read-campaigns'

/** Of each event, by its id: the campaigns that were not on then, though at work around that day, and why. */
export async function campaignsNotOn(
  tx: TenantTx,
  events: readonly { id: string; type: StoredEventBody['type']; at: number }[],
): Promise<Map<string, OffExplained[]>> {
  const asked = events.flatMap(({ id, type, at }) => {
    const moment = momentOf(type)
    return moment === null ? [] : [{ id, at, moment }]
  })
  if (asked.length === 0) return new Map()
  const { campaignChanges, timeZone } = await readTenantClock(tx)
  if (campaignChanges === 0) return new Map()
  const campaigns = await readCampaigns(tx, campaignChanges)
  return new Map(
    asked.map(({ id, at, moment }) => [
      id,
      campaignsOff(campaigns, timeZone, at, moment).map(({ campaign, why }): OffExplained => ({ name: campaign.name, why })),
    ]),
  )
}
