import type { Fragment } from 'postgres'
import type { TenantTx } from '@/server/platform/database'
import { storesOf } from '@/server/platform/scope'

/** Narrows rows `g` that name a member to those of members whom the actor may see. */
export const ofVisible = ({ sql, scope }: TenantTx): Fragment =>
  storesOf(scope.actor) === null
    ? sql``
    : sql`where exists (select from members m where m.tenant_id = ${scope.tenantId} and m.id = g.member_id)`

/**
 * Every time that campaigns gave somebody something which stands: points and growth from the ledger, coupons that were
 * not taken back, goods and chances, and what was given once for an occasion. `effects` are the names of their effects.
 */
export const givenRows = ({ sql, scope }: TenantTx, campaigns: readonly string[], effects: readonly string[]): Fragment => sql`
  select split_part(l.rule_id, ':', 2)::uuid as campaign_id, l.member_id
  from ledger_entries l where l.tenant_id = ${scope.tenantId} and starts_with(l.rule_id, 'campaign:') and l.rule_id = any (${[...effects]}::text[])
  group by 1, 2
  having sum(case when l.from_account in ('issued', 'reversed') then l.amount when l.to_account in ('issued', 'reversed') then -l.amount else 0 end) > 0
  union
  select c.campaign_id, c.member_id from coupons c
  where c.tenant_id = ${scope.tenantId} and c.campaign_id is not null and c.campaign_id = any (${[...campaigns]}::uuid[]) and c.state <> 'withdrawn'
  union
  select o.campaign_id, o.member_id from campaign_goods o
  where o.tenant_id = ${scope.tenantId} and o.campaign_id = any (${[...campaigns]}::uuid[]) and o.state = 'given'
  union
  select r.campaign_id, r.member_id from campaign_grants r
  where r.tenant_id = ${scope.tenantId} and r.campaign_id = any (${[...campaigns]}::uuid[]) and r.amount > 0`

/** How many coupons of a campaign members still hold: good now or later, in hand or in a checkout. */
export async function couponsOut(tx: TenantTx, campaignId: string, today: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`
    select count(*)::int as n from (
      select c.member_id from coupons c
      where c.tenant_id = ${tx.scope.tenantId} and c.campaign_id = ${campaignId} and c.state in ('held', 'locked') and c.valid_until >= ${today}
    ) g ${ofVisible(tx)}`
  return row?.n ?? 0
}
