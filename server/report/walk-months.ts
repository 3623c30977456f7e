import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { programNames } from '@/server/program/program-names'

/** One month start: members who had bought or given back before it, who stands where, and who moved since the month start before. */
export type MonthStep = {
  at: string
  members: number
  up: number
  down: number
  none: number
  tiers: { code: string; name: string; count: number }[]
}

/**
 * The tiers month by month, from the month of `from` to that of `to`. Counts members with a sale or refund before each
 * month start; up and down compare two month starts, a member new since then starting from the base tier.
 */
export const monthWalk = (scope: TenantScope, from: string, to: string): Promise<MonthStep[]> =>
  inTenant(scope, 'report:read', async (tx) => {
    const { tenantId } = tx.scope
    const names = await programNames(tx)
    const ladderId = names.ladder?.id ?? ''
    // Right after an import the planner has no statistics and would compare every member with every change.
    await tx.sql`set local enable_nestloop = off`
    const rows = await tx.sql<{ at: string; tier: string | null; before: string | null; count: number }[]>`
      with months as (
        select m::date as at, (m - interval '1 month')::date as before
        from generate_series(date_trunc('month', ${from}::date::timestamp), date_trunc('month', ${to}::date::timestamp), interval '1 month') as m
      ), first_days as (
        select e.member_id, min(e.business_day) as day
        from events e
        where e.tenant_id = ${tenantId} and e.type in ('order.paid', 'order.refunded')
        group by e.member_id
      ), spans as (
        select h.member_id, h.to_tier, h.counts_from as since,
               lead(h.counts_from) over (partition by h.member_id order by h.ordinal) as until
        from tier_history h
        where h.tenant_id = ${tenantId} and h.ladder_id = ${ladderId} and h.is_current
      )
      select w.at::text as at,
             case when s.member_id is null then ${names.base?.id ?? null}::text else s.to_tier end as tier,
             case when p.member_id is null then ${names.base?.id ?? null}::text else p.to_tier end as before,
             count(*)::int as count
      from months w
      join first_days f on f.day < w.at
      join members m on m.tenant_id = ${tenantId} and m.id = f.member_id
      left join spans s on s.member_id = f.member_id and s.since <= w.at and (s.until is null or w.at < s.until)
      left join spans p on p.member_id = f.member_id and f.day < w.before and p.since <= w.before and (p.until is null or w.before < p.until)
      group by 1, 2, 3
      order by 1`

    const rank = (tier: string | null): number => (tier === null ? -1 : (names.tier(tier)?.rank ?? -1))
    const steps = new Map<string, MonthStep & { byTier: Map<string | null, number> }>()
    for (const row of rows) {
      const step = steps.get(row.at) ?? { at: row.at, members: 0, up: 0, down: 0, none: 0, tiers: [], byTier: new Map() }
      steps.set(row.at, step)
      step.members += row.count
      if (rank(row.tier) > rank(row.before)) step.up += row.count
      if (rank(row.tier) < rank(row.before)) step.down += row.count
      step.byTier.set(row.tier, (step.byTier.get(row.tier) ?? 0) + row.count)
    }
    return [...steps.values()].map(({ byTier, ...step }) => ({
      ...step,
      none: byTier.get(null) ?? 0,
      tiers: names.tiers.map((tier) => ({ code: tier.code, name: tier.name, count: byTier.get(tier.id) ?? 0 })),
    }))
  })
