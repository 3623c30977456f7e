import * as z from 'zod'
import { claimCampaign } from '@/server/campaign/claim-campaign'
import { listCampaignsOfMember, type ToldCampaign } from '@/server/campaign/list-campaigns-of-member'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { CampaignClaimRequest, type CampaignClaimResponse, type MemberCampaignsResponse } from './campaign-shapes'
import type { Sentence } from './problem'
import { readBody } from './read-body'
import { type Answer, codeOf, given, languageIn, needed, once } from './show-coupons'

/** A member claims what a campaign gives. */
export async function answerCampaignClaim(scope: TenantScope, id: string, key: string | null, body: unknown): Promise<Answer> {
  const { member, store, channel } = readBody(CampaignClaimRequest, body)
  const requestKey = needed(key)
  const campaign = z.uuid().toLowerCase().safeParse(id)
  if (!campaign.success) throw new Refusal('not_found', 'campaign.not_found')
  const campaignId = campaign.data
  return once(
    scope,
    'campaign:claim',
    requestKey,
    ['campaign', campaignId, member, store ?? null, channel ?? null],
    async (): Promise<CampaignClaimResponse> => {
      // Apart from the keys of the console's own clicks.
      const claimed = await claimCampaign(scope, {
        member: { code: member },
        campaignId,
        requestKey: `api:${requestKey}`,
        store: store === undefined ? undefined : { code: store },
        channel,
      })
      return { campaign: claimed.campaignId, coupons: claimed.coupons.map(given), goods: claimed.goods }
    },
  )
}

const told = ({ id, ...campaign }: ToldCampaign) => ({
  campaign: id,
  kind: campaign.kind,
  name: campaign.name,
  intro: campaign.intro,
  sentence: campaign.sentence,
  until: campaign.until,
})

/** What campaigns are for the member with this code now. */
export async function showCampaignsOf(
  scope: TenantScope,
  code: string,
  query: URLSearchParams,
  sentence: Sentence,
): Promise<MemberCampaignsResponse> {
  const { claimable, running, checkIns } = await listCampaignsOfMember(scope, { code: codeOf(code) }, languageIn(query))
  return {
    claimable: claimable.map(({ why, ...campaign }) => ({
      ...told(campaign),
      may: why === null,
      why_not: why === null ? null : { code: why, detail: sentence(why, {}) },
    })),
    running: running.map(told),
    check_ins: checkIns.map(({ id, name, intro, days, checkedIn, rewards }) => ({
      campaign: id,
      name,
      intro,
      days,
      checked_in: checkedIn,
      rewards,
    })),
  }
}
