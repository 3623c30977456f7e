import { campaigns } from '@/db/schema'
import { type Day, dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { CampaignTerms } from '@/server/engine/campaign/campaign'
import { copyName } from '@/server/engine/campaign/names'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { actorOf, campaignWithin, toldOf } from './campaign-row'
import type { WhichCampaign } from './delete-campaign'

/**
 * A new draft with the same terms. It stays in the line of what it was copied from, so that nobody is given the same
 * birthday twice; dates that are over begin today and are as long as they were.
 */
export const copyCampaign = (scope: TenantScope, { campaignId }: WhichCampaign): Promise<{ id: string }> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const of = await campaignWithin(tx, campaignId)
    const { timeZone, language } = await tenantTerms(tx)
    const copy = {
      kind: of.kind,
      name: copyName(of.name, language.startsWith('zh') ? 'zh' : 'en'),
      intro: of.intro,
      noticeDays: of.noticeDays,
      terms: fromToday(of.terms, localDay(timeZone, now().getTime())),
    }
    const id = newId()
    await tx.orm
      .insert(campaigns)
      .values({ tenantId: scope.tenantId, id, rootId: of.rootId, ...copy, state: 'draft', createdBy: actorOf(scope) })
    await audit(tx, {
      action: 'campaign.created',
      subject: 'campaign',
      subjectId: id,
      after: { ...toldOf(copy), copyOf: campaignId },
    })
    return { id }
  })

/** The same terms, beginning today where their last day is over. */
export function fromToday(terms: CampaignTerms, today: Day): CampaignTerms {
  const { from, until } = terms.schedule
  if (until === undefined || dayOf(until) >= today) return terms
  const moved = { from: isoOf(today), until: isoOf(today + dayOf(until) - dayOf(from)) }
  return { ...terms, schedule: { ...terms.schedule, ...moved } }
}
