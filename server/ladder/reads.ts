import { asc, desc, eq, sql } from 'drizzle-orm'
import { ladders, members, tiers } from '@/db/schema'
import type { Ladder } from '@/server/engine/ladder/ladder'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** A rung of the draft; `members` stand on it as it is published. */
export type DraftTier = Ladder['tiers'][number] & { revision: number; members: number }

/** A ladder of the draft with what its forms need: each part with the revision it was read at. `members` stand on one of its tiers. */
export type DraftLadder = Omit<Ladder, 'tiers'> & { revision: number; members: number; tiers: DraftTier[] }

/** The ladders of the draft, the primary one first, each with its rungs from the lowest. */
export const readLadders = (scope: TenantScope): Promise<DraftLadder[]> =>
  inTenant(scope, 'program:read', async (tx) => {
    const ladderRows = await tx.orm
      .select()
      .from(ladders)
      .where(eq(ladders.tenantId, scope.tenantId))
      .orderBy(desc(ladders.isPrimary), asc(ladders.position))
    const tierRows = await tx.orm
      .select()
      .from(tiers)
      .where(eq(tiers.tenantId, scope.tenantId))
      .orderBy(asc(tiers.position), asc(tiers.threshold), asc(tiers.id))
    const onPrimary = ladderRows.some((ladder) => ladder.isPrimary) ? await primaryCounts(tx) : new Map<string | null, number>()
    const others = ladderRows.filter((ladder) => !ladder.isPrimary).map((ladder) => ladder.id)
    const onOthers = others.length > 0 ? await otherCounts(tx, others) : new Map<string | null, number>()
    return ladderRows.map((ladder) => {
      const rungs = tierRows
        .filter((tier) => tier.ladderId === ladder.id)
        .map(({ id, code, name, color, icon, threshold, bonusBps, more, revision }) => ({
          id,
          code,
          name,
          color,
          icon: icon as Ladder['tiers'][number]['icon'],
          threshold,
          bonusBps,
          ...more,
          revision,
          // Who has not moved yet stands on the base tier.
          members:
            (onPrimary.get(id) ?? 0) + (onOthers.get(id) ?? 0) + (ladder.isPrimary && threshold === 0 ? (onPrimary.get(null) ?? 0) : 0),
        }))
      return {
        id: ladder.id,
        name: ladder.name,
        primary: ladder.isPrimary,
        spec: ladder.spec,
        revision: ladder.revision,
        members: rungs.reduce((sum, tier) => sum + tier.members, 0),
        tiers: rungs,
      }
    })
  })

/** Members by their tier on the ladder that is primary as published. */
async function primaryCounts(tx: TenantTx): Promise<Map<string | null, number>> {
  const held = await tx.orm
    .select({ tierId: members.tierId, count: sql<number>`count(*)::int` })
    .from(members)
    .where(eq(members.tenantId, tx.scope.tenantId))
    .groupBy(members.tierId)
  return new Map(held.map((row) => [row.tierId, row.count]))
}

/** Members by the tier of other ladders that they were last moved to. */
async function otherCounts(tx: TenantTx, ladderIds: string[]): Promise<Map<string | null, number>> {
  const rows = await tx.sql<{ tier: string | null; count: number }[]>`
    with standing as (
      select distinct on (h.member_id, h.ladder_id) h.to_tier
      from tier_history h
      where h.tenant_id = ${tx.scope.tenantId} and h.ladder_id = any (${ladderIds}::text[]) and h.is_current
      order by h.member_id, h.ladder_id, h.ordinal desc
    )
    select to_tier as tier, count(*)::int as count from standing group by 1`
  return new Map(rows.map((row) => [row.tier, row.count]))
}
