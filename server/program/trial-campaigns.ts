import { bareCampaigns } from '@/server/engine/campaign/compile'
import type { CampaignsAtWork } from '@/server/engine/program/trial-start'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { readCampaigns } from '../campaign/read-campaigns'
import { readTenantClock } from './read-timeline'

/** The campaigns that were ever put to work, as a trial in the browser judges by them. */
export const trialCampaigns = (scope: TenantScope): Promise<CampaignsAtWork> => inTenant(scope, 'member:read', campaignsAtWork)

/** The same inside a transaction. */
export async function campaignsAtWork(tx: TenantTx): Promise<CampaignsAtWork> {
  const { all, changes } = await readCampaigns(tx, (await readTenantClock(tx)).campaignChanges)
  return { all: bareCampaigns(all), changes }
}
