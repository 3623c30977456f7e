import { asc, eq } from 'drizzle-orm'
import { ladders, tiers } from '@/db/schema'
import type { Ladder } from '@/server/engine/ladder/ladder'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** A ladder of the draft with what its forms need: each part with the revision it was read at. */
export type DraftLadder = Omit<Ladder, 'tiers'> & { revision: number; tiers: (Ladder['tiers'][number] & { revision: number })[] }

/** The ladders of the draft, the primary one first, each with its rungs from the lowest. */
export const readLadders = (scope: TenantScope): Promise<DraftLadder[]> =>
  inTenant(scope, 'program:read', async (tx) => {
    const ladderRows = await tx.orm.select().from(ladders).where(eq(ladders.tenantId, scope.tenantId)).orderBy(asc(ladders.position))
    const tierRows = await tx.orm
      .select()
      .from(tiers)
      .where(eq(tiers.tenantId, scope.tenantId))
      .orderBy(asc(tiers.threshold), asc(tiers.id))
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
        })),
    }))
  })
