import type { StoredForecast } from '@/db/schema/campaign'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { campaignWithin } from './campaign-row'
import { forecastWithin } from './forecast-campaign'

/**
 * What is expected of a campaign as it is about to be sent in or put to work, to be compared with what comes. It is worked
 * out before anything is locked; nothing where somebody has just changed the campaign, or where it takes too long: no
 * campaign waits for its figures.
 */
export const forecastToKeep = (
  scope: TenantScope,
  { campaignId, revision }: { campaignId: string; revision: number },
): Promise<StoredForecast | null> =>
  inTenant(
    scope,
    'campaign:write',
    async (tx) => {
      const campaign = await campaignWithin(tx, campaignId)
      if (campaign.revision !== revision) return null
      const { reach, members, grants, cost, days, basisDays, notes } = await forecastWithin(tx, campaign)
      return { reach, members, grants, cost, days, basisDays, notes }
    },
    'one_moment',
  ).catch((error) => {
    if (error instanceof Refusal && error.code === 'campaign.figures_too_slow') return null
    throw error
  })
