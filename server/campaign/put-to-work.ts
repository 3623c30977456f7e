import { campaigns } from '@/db/schema'
import type { TenantTx } from '@/server/platform/database'
import { type CampaignHouse, type CampaignRow, nextChange, oneCampaign } from './campaign-row'
import { refuseUnsound } from './check-campaign'

type Also = Partial<Pick<CampaignRow, 'submittedBy' | 'submittedAt' | 'decidedBy' | 'decidedAt' | 'remark' | 'forecast'>>

/** Puts a campaign to work from now on. Refuses what could never come, reach anybody or give anything. */
export async function putToWork(tx: TenantTx, house: CampaignHouse, campaign: CampaignRow, also: Also): Promise<void> {
  await refuseUnsound(tx, house, campaign)
  const change = await nextChange(tx, house)
  const at = new Date(house.at).toISOString()
  await tx.orm
    .update(campaigns)
    .set({
      ...also,
      state: 'live',
      spans: [...campaign.spans, { from: house.at, until: null, began: change, stopped: null }],
      change,
      revision: campaign.revision + 1,
      updatedAt: at,
      launchedAt: at,
    })
    .where(oneCampaign(tx, campaign.id))
}
