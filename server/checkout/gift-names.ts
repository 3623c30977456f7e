import type { Campaigns } from '@/server/engine/campaign/compile'
import type { Quote } from '@/server/engine/quote/answer'
import type { TenantTx } from '@/server/platform/database'
import { namedTemplates } from '@/server/program/coupon-names'

/** The names of coupons that campaigns give which a quote speaks of; nothing is read where it speaks of none. */
export async function giftNames(
  tx: TenantTx,
  campaigns: Campaigns,
  quote: Pick<Quote, 'campaigns' | 'brings'>,
): Promise<ReadonlyMap<string, string>> {
  const spoken = [...(quote.campaigns ?? []), ...(quote.brings ?? [])]
  if (!spoken.some(({ effect }) => campaigns.effect(effect)?.gives.kind === 'coupons')) return new Map()
  return new Map((await namedTemplates(tx)).map(({ id, name }) => [id, name]))
}
