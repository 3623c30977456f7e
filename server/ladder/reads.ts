import { asc, eq, sql } from 'drizzle-orm'
import { ladders, members, tiers } from '@/db/schema'
import type { Ladder } from '@/server/engine/ladder/ladder'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** A rung of the draft; `members` stand on it as it is published. */
export type DraftTier = Ladder['tiers'][number] & { revision: number; members: number }

/** A ladder of the draft with what its forms need: each part with the revision it was read at. */
export type DraftLadder = Omit<Ladder, 'tiers'> & { revision: number; tiers: DraftTier[] }

/** The ladders of the draft, the primary one first, each with its rungs from the lowest. */
export const readLadders = (scope: TenantScope): Promise<DraftLadder[]> =>
  inTenant(scope, 'program:read', async (tx) => {
    const ladderRows = await tx.orm.select().from(ladders).where(eq(ladders.tenantId, scope.tenantId)).orderBy(asc(ladders.position))
    const tierRows = await tx.orm
      .select()
      .from(tiers)
      .where(eq(tiers.tenantId, scope.tenantId))
      .orderBy(asc(tiers.threshold), asc(tiers.id))
    const held = await tx.orm
      .select({ tierId: members.tierId, count: sql<number>`count(*)::int` })
      .from(members)
      .where(eq(members.tenantId, scope.tenantId))
      .groupBy(members.tierId)
    const counts = new Map(held.map((row) => [row.tierId, row.count]))
    return ladderRows.map((ladder) => ({
      id: ladder.id,
      name: ladder.name,
      primary: ladder.isPrimary,
      spec: ladder.spec,
      revision: ladder.revision,
      tiers: tierRows
        .filter((tier) => tier.ladderId === ladder.id)
        .map(({ id, code, name, color, icon, threshold, bonusBps, revision }) => ({
          id,
          code,
          name,
          color,
          icon: icon as Ladder['tiers'][number]['icon'],
          threshold,
          bonusBps,
          revision,
          // Who has not moved yet stands on the base tier.
          members: (counts.get(id) ?? 0) + (ladder.isPrimary && threshold === 0 ? (counts.get(null) ?? 0) : 0),
        })),
    }))
  })
