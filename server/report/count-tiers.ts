import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { programNames, type TierName } from '@/server/program/program-names'

/** How many members stood in each tier; `none` counts those below the first threshold. */
export type TierCounts = { asOf: string; members: number; none: number; tiers: (TierName & { count: number })[] }

/**
 * Members per tier at 00:00 of `date`, after its day step and before its events, as now known. With `allMembers`, those
 * who joined later count too, in the base tier; without, only those who had joined.
 */
export const tiersAsOf = (scope: TenantScope, date: string, options: { allMembers: boolean } = { allMembers: true }): Promise<TierCounts> =>
  inTenant(scope, 'report:read', (tx) => tiersAsOfWithin(tx, date, options))

/** The same inside a transaction that the caller holds. */
export async function tiersAsOfWithin(tx: TenantTx, date: string, options: { allMembers: boolean }): Promise<TierCounts> {
  const { tenantId } = tx.scope
  const names = await programNames(tx)
  const counted = await tx.sql<{ tier: string | null; moved: boolean; count: number }[]>`
    with standing as (
      select distinct on (h.member_id) h.member_id, h.to_tier
      from tier_history h
      where h.tenant_id = ${tenantId} and h.ladder_id = ${names.ladder?.id ?? ''} and h.is_current and h.counts_from <= ${date}::date
      order by h.member_id, h.ordinal desc
    )
    select s.to_tier as tier, s.member_id is not null as moved, count(*)::int as count
    from members m left join standing s on s.member_id = m.id
    where m.tenant_id = ${tenantId} and (${options.allMembers} or m.joined_on < ${date}::date)
    group by 1, 2`
  const counts = new Map<string | null, number>()
  for (const row of counted) {
    const tier = row.moved ? row.tier : (names.base?.id ?? null)
    counts.set(tier, (counts.get(tier) ?? 0) + row.count)
  }
  // A tier that a later version dropped is still told of while somebody stood in it.
  const dropped = [...counts.keys()].flatMap((id) => (names.tiers.some((tier) => tier.id === id) ? [] : (names.tier(id) ?? [])))
  const tiers = [...names.tiers, ...dropped].map((tier) => ({ ...tier, count: counts.get(tier.id) ?? 0 }))
  return { asOf: date, members: [...counts.values()].reduce((sum, n) => sum + n, 0), none: counts.get(null) ?? 0, tiers }
}
