import type { CampaignState } from '@/server/engine/campaign/campaign'
import type { TenantTx } from '@/server/platform/database'

/** How a campaign stands, and what becomes of coupons where it was ended early. */
export type HeldCampaign = { id: string; state: CampaignState; couponsAtEnd: 'keep' | 'withdraw' | null }

/**
 * How campaigns stand, held so until the transaction ends: who ends one waits for those who have looked, so that nothing
 * is given behind the taking back. Held behind members and budgets, and ahead of templates, by everybody.
 */
export async function holdCampaigns(tx: TenantTx, ids: readonly string[]): Promise<HeldCampaign[]> {
  if (ids.length === 0) return []
  return tx.sql<HeldCampaign[]>`
    select id, state, coupons_at_end as "couponsAtEnd" from campaigns
    where tenant_id = ${tx.scope.tenantId} and id = any (${[...new Set(ids)]}::uuid[]) order by id for share`
}
