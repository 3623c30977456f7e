import type { Fragment } from 'postgres'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { storesOf, type TenantScope } from '@/server/platform/scope'

/** Money in minor units, points whole, over everything that was ever recorded. */
export type Totals = {
  members: number
  orders: number
  refunds: number
  gross: number
  net: number
  pointsIssued: number
  pointsReversed: number
  pointsSpent: number
  pointsExpired: number
  /** Added by hand less taken by hand. */
  pointsAdjusted: number
  /** What members could still spend, before what some of them owe. */
  pointsOutstanding: number
  pointsOwed: number
  growth: number
}

/** The totals of a merchant; for a store manager, of the own stores: their orders, and the members seen there. */
export const totals = (scope: TenantScope): Promise<Totals> => inTenant(scope, 'report:read', totalsWithin)

/** The same inside a transaction that the caller holds. */
export async function totalsWithin(tx: TenantTx): Promise<Totals> {
  const { tenantId } = tx.scope
  const stores = storesOf(tx.scope.actor)
  // A row without a store is shared ground under row-level security; a store's own figures leave it out.
  const ownRows = stores === null ? tx.sql`` : tx.sql`and store_id = any (${[...stores]}::uuid[])`
  const [people] = await tx.sql<{ members: number; outstanding: number; owed: number; growth: number }[]>`
    select count(*)::int as members, coalesce(sum(points), 0)::bigint as outstanding, coalesce(-sum(debt), 0)::bigint as owed,
           coalesce(sum(growth), 0)::bigint as growth
    from members where tenant_id = ${tenantId}`
  const [sales] = await tx.sql<{ orders: number; gross: number; back: number }[]>`
    select count(*)::int as orders, coalesce(sum(paid), 0)::bigint as gross, coalesce(sum(refunded), 0)::bigint as back
    from orders where tenant_id = ${tenantId} ${ownRows}`
  // Refunds that name an order stand in it; those that name none stand alone.
  const [refunds] = await tx.sql<{ refunds: number; alone: number }[]>`
    select count(*)::int as refunds, coalesce(sum((body->>'amount')::bigint) filter (where body->>'order_no' is null), 0)::bigint as alone
    from events where tenant_id = ${tenantId} and type = 'order.refunded' ${ownRows}`
  const flows = await pointFlows(tx, ownRows)
  return {
    members: people?.members ?? 0,
    orders: sales?.orders ?? 0,
    refunds: refunds?.refunds ?? 0,
    gross: sales?.gross ?? 0,
    net: (sales?.gross ?? 0) - (sales?.back ?? 0) - (refunds?.alone ?? 0),
    ...flows,
    pointsOutstanding: people?.outstanding ?? 0,
    pointsOwed: people?.owed ?? 0,
    growth: people?.growth ?? 0,
  }
}

/** What a stretch of the ledger moved, by the system accounts it touched. */
export type PointFlows = Pick<Totals, 'pointsIssued' | 'pointsReversed' | 'pointsSpent' | 'pointsExpired' | 'pointsAdjusted'>

/** Sums points by where they came from and went to. `where` narrows the ledger rows, and starts with "and". */
export async function pointFlows(tx: TenantTx, where: Fragment): Promise<PointFlows> {
  const [flow] = await tx.sql<{ issued: number; reversed: number; spent: number; expired: number; adjusted: number }[]>`
    select coalesce(sum(case when from_account = 'issued' then amount when to_account = 'issued' then -amount end), 0)::bigint as issued,
           coalesce(sum(case when to_account = 'reversed' then amount when from_account = 'reversed' then -amount end), 0)::bigint as reversed,
           coalesce(sum(case when to_account = 'redeemed' then amount when from_account = 'redeemed' then -amount end), 0)::bigint as spent,
           coalesce(sum(case when to_account = 'expired' then amount when from_account = 'expired' then -amount end), 0)::bigint as expired,
           coalesce(sum(case when from_account = 'adjusted' then amount when to_account = 'adjusted' then -amount end), 0)::bigint as adjusted
    from ledger_entries where tenant_id = ${tx.scope.tenantId} and unit = 'points' ${where}`
  return {
    pointsIssued: flow?.issued ?? 0,
    pointsReversed: flow?.reversed ?? 0,
    pointsSpent: flow?.spent ?? 0,
    pointsExpired: flow?.expired ?? 0,
    pointsAdjusted: flow?.adjusted ?? 0,
  }
}
