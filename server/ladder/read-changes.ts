import * as z from 'zod'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { Measure } from '@/server/engine/ladder/ladder'
import type { MoveReason } from '@/server/engine/trace'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { type ProgramNames, programNames } from '@/server/program/program-names'

export const moveReasons = ['reached', 'fell', 'ended', 'by_hand', 'released', 'version'] as const satisfies readonly MoveReason[]

export const ChangeQuery = z.strictObject({
  /** Moves to or from this tier. */
  tierId: z.string().max(64).optional(),
  reason: z.enum(moveReasons).optional(),
  /** First and last date, by business date. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(1).max(100).default(20),
})
export type ChangeQuery = z.infer<typeof ChangeQuery>

type Named = { name: string; color: string } | null

/** One move of a member: `measured` is what decided, in the unit of `measure`. `reason` is missing on old ones. */
export type ChangeLine = {
  id: string
  member: { id: string; code: string }
  ladder: string | null
  on: string
  from: Named
  to: Named
  rise: boolean
  reason: MoveReason | null
  measure: Measure | null
  measured: number
  threshold: number
}

export type ChangePage = { rows: ChangeLine[]; total: number; anyChange: boolean; tiers: { id: string; name: string }[] }

type Row = {
  id: string
  member_id: string
  code: string
  ladder_id: string
  business_day: string
  from_tier: string | null
  to_tier: string | null
  reason: MoveReason | null
  version_id: string | null
  measured: number
  threshold: number
}

/** Changes of tier, newest first, a page at a time; for a store manager those of members of the own stores. */
export const readChanges = (scope: TenantScope, query: ChangeQuery): Promise<ChangePage> =>
  inTenant(scope, 'member:read', async (tx) => {
    const { sql } = tx
    const { tenantId } = scope
    const names = await programNames(tx)
    const matching = sql`
      h.tenant_id = ${tenantId} and h.is_current
      ${query.tierId === undefined ? sql`` : sql`and (h.from_tier = ${query.tierId} or h.to_tier = ${query.tierId})`}
      ${query.reason === undefined ? sql`` : sql`and h.reason = ${query.reason}`}
      ${query.from === undefined ? sql`` : sql`and h.business_day >= ${query.from}::date`}
      ${query.to === undefined ? sql`` : sql`and h.business_day <= ${query.to}::date`}`
    const [counted] = await sql<{ total: number }[]>`select count(*)::int as total from tier_history h where ${matching}`
    const rows = await sql<Row[]>`
      select h.id, h.member_id, m.code, h.ladder_id, h.business_day::text, h.from_tier, h.to_tier, h.reason, h.version_id, h.measured, h.threshold
      from tier_history h join members m on m.tenant_id = ${tenantId} and m.id = h.member_id
      where ${matching}
      order by h.business_day desc, h.id desc
      limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`
    const total = counted?.total ?? 0
    const [any] =
      total > 0 ? [{ one: 1 }] : await sql`select 1 as one from tier_history h where h.tenant_id = ${tenantId} and h.is_current limit 1`
    return { rows: rows.map((row) => lineOf(row, names)), total, anyChange: any !== undefined, tiers: namedTiers(names) }
  })

function lineOf(row: Row, names: ProgramNames): ChangeLine {
  const named = (id: string | null): Named => {
    const tier = names.tier(id)
    return tier && { name: tier.name, color: tier.color }
  }
  const ladder = names.version(row.version_id)?.document.ladders.find((one) => one.id === row.ladder_id)
  return {
    id: row.id,
    member: { id: row.member_id, code: row.code },
    ladder: names.ladderName(row.ladder_id),
    on: row.business_day,
    from: named(row.from_tier),
    to: named(row.to_tier),
    rise: rankOf(row.to_tier, names) > rankOf(row.from_tier, names),
    reason: row.reason,
    measure: ladder?.spec.measure ?? null,
    measured: row.measured,
    threshold: row.threshold,
  }
}

const rankOf = (tier: string | null, names: ProgramNames): number => names.tier(tier)?.rank ?? -1

/** The tiers one can look for: those of every ladder of the newest version. */
function namedTiers(names: ProgramNames): { id: string; name: string }[] {
  const several = names.ladders.length > 1
  return names.ladders.flatMap((ladder) =>
    ladder.tiers.map((tier) => ({ id: tier.id, name: several ? `${ladder.name} · ${tier.name}` : tier.name })),
  )
}

/** Moves of one calendar month: how many went up and how many down. */
export type MonthMoves = { month: string; up: number; down: number }

/** How many moves up and down there were in each of the last twelve months, this one included, oldest first. */
export const readMovement = (scope: TenantScope): Promise<MonthMoves[]> =>
  inTenant(scope, 'report:read', async (tx) => {
    const { timeZone } = await tenantTerms(tx)
    const today = isoOf(localDay(timeZone, now().getTime()))
    const names = await programNames(tx)
    const rows = await tx.sql<{ month: string; from_tier: string | null; to_tier: string | null; count: number }[]>`
      with months as (
        select m::date as month
        from generate_series(date_trunc('month', ${today}::date) - interval '11 months', date_trunc('month', ${today}::date), interval '1 month') m
      )
      select to_char(months.month, 'YYYY-MM') as month, h.from_tier, h.to_tier, count(h.id)::int as count
      from months left join tier_history h
        on h.tenant_id = ${tx.scope.tenantId} and h.is_current and h.business_day >= months.month and h.business_day < months.month + interval '1 month'
      group by 1, 2, 3 order by 1`
    const moves = new Map<string, MonthMoves>()
    for (const row of rows) {
      const month = moves.get(row.month) ?? { month: row.month, up: 0, down: 0 }
      moves.set(row.month, month)
      const step = rankOf(row.to_tier, names) - rankOf(row.from_tier, names)
      if (step > 0) month.up += row.count
      if (step < 0) month.down += row.count
    }
    return [...moves.values()]
  })
