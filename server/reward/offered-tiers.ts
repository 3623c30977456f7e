import { eq } from 'drizzle-orm'
import { ladders, tiers } from '@/db/schema'
import type { TenantTx } from '@/server/platform/database'
import { programNames } from '@/server/program/program-names'

/** A tier that a reward may name, with the ladder it belongs to. */
export type OfferedTier = { id: string; name: string; ladder: string }

/** The tiers in force and those of the draft, so that a reward can be prepared before the program that it goes with. */
export async function offeredTiers(tx: TenantTx): Promise<OfferedTier[]> {
  const names = await programNames(tx)
  const inForce = names.ladders.flatMap((ladder) => ladder.tiers.map((tier) => ({ id: tier.id, name: tier.name, ladder: ladder.name })))
  const drafted = await tx.orm
    .select({ id: tiers.id, name: tiers.name, ladder: ladders.name, position: tiers.position })
    .from(tiers)
    .innerJoin(ladders, eq(ladders.id, tiers.ladderId))
    .where(eq(tiers.tenantId, tx.scope.tenantId))
    .orderBy(ladders.position, tiers.position)
  const known = new Set(inForce.map((tier) => tier.id))
  return [...inForce, ...drafted.filter((tier) => !known.has(tier.id)).map(({ id, name, ladder }) => ({ id, name, ladder }))]
}
