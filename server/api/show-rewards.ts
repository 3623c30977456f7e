import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { readOffers } from '@/server/reward/offers'
import type { Sentence } from './problem'
import type { RewardsResponse } from './reward-shapes'

/** What is on offer, for the member named or for nobody in particular; with pictures where they are asked for. */
export async function showRewards(scope: TenantScope, query: URLSearchParams, sentence: Sentence): Promise<RewardsResponse> {
  const code = query.get('member')
  const pictures = query.get('pictures') ?? 'false'
  if (pictures !== 'true' && pictures !== 'false')
    throw new Refusal('invalid', 'request.field_wrong', { field: 'pictures', details: { field: 'pictures' } })
  // No code holds a zero character, and the database would not even look for one.
  if (code?.includes('\0')) throw new Refusal('not_found', 'member.not_found')
  const { available, rewards } = await readOffers(scope, code === null ? null : { code }, pictures === 'true')
  return {
    available,
    rewards: rewards.map(({ id, name, intro, picture, gives, price, listPrice, left, from, until, limits, why }) => ({
      id,
      name,
      intro,
      picture,
      gives: gives.kind,
      by: gives.kind === 'goods' ? gives.by : null,
      points: price,
      list_points: listPrice,
      left,
      from,
      until,
      per_member: limits.perMember ?? null,
      per_member_day: limits.perMemberDay ?? null,
      may: why === null,
      why_not: why && { ...why, detail: sentence(why.code, why.details) },
    })),
  }
}
