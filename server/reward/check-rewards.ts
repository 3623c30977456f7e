import type { TenantTx } from '@/server/platform/database'

/** Something about rewards that does not add up: which check, which member (by code), and what was found. */
type Found = { check: string; member: string; found: string }

/** What must hold of rewards and redemptions, as queries whose rows are what is wrong. */
export async function checkRewards(tx: TenantTx): Promise<Found[]> {
  const { tenantId } = tx.scope
  const checks = await Promise.all([
    tx.sql<Found[]>`
      select 'stock of a reward = left + redeemed' as check, '' as member, r.name || ': ' || r.stock || ' in all, ' || r.left_over || ' left, ' || coalesce(g.given, 0) || ' redeemed' as found
      from rewards r
      left join (select reward_id, sum(quantity) as given from redemptions where tenant_id = ${tenantId} and state <> 'cancelled' group by 1) g on g.reward_id = r.id
      where r.tenant_id = ${tenantId} and r.stock is not null and r.stock <> coalesce(r.left_over, -1) + coalesce(g.given, 0)`,
    tx.sql<Found[]>`
      select 'a redemption has its spend of as many points' as check, m.code as member, r.number || ': ' || r.points || ' redeemed, ' || coalesce((e.body->>'amount')::bigint, 0) || ' spent' as found
      from redemptions r join members m on m.tenant_id = ${tenantId} and m.id = r.member_id
      left join events e on e.tenant_id = ${tenantId} and e.id = r.spend_id and e.member_id = r.member_id and e.type = 'points.spent'
      where r.tenant_id = ${tenantId} and coalesce((e.body->>'amount')::bigint, 0) <> r.points`,
    tx.sql<Found[]>`
      select 'a cancelled redemption has its points back, another has not' as check, m.code as member,
             r.number || ': ' || r.state || ', ' || coalesce((e.body->>'amount')::bigint, 0) || ' of ' || r.points || ' returned' as found
      from redemptions r join members m on m.tenant_id = ${tenantId} and m.id = r.member_id
      left join events e on e.tenant_id = ${tenantId} and e.business_key = 'returned:' || r.spend_id
      where r.tenant_id = ${tenantId} and coalesce((e.body->>'amount')::bigint, 0) <> case r.state when 'cancelled' then r.points else 0 end`,
    tx.sql<Found[]>`
      select 'a redemption has its coupons' as check, m.code as member, r.number || ': ' || r.quantity || ' redeemed, ' || count(c.id) || ' given' as found
      from redemptions r join members m on m.tenant_id = ${tenantId} and m.id = r.member_id
      left join coupons c on c.tenant_id = ${tenantId} and c.member_id = r.member_id and c.id = any (r.coupon_ids) and (r.state <> 'cancelled' or c.state = 'withdrawn')
      where r.tenant_id = ${tenantId} and r.gives = 'coupon' group by m.code, r.number, r.quantity having count(c.id) <> r.quantity`,
  ])
  return checks.flat()
}
