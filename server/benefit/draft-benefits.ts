import { asc, eq } from 'drizzle-orm'
import { benefits } from '@/db/schema'
import { type Benefit, systemBenefits } from '@/server/engine/benefit/benefit'
import { isSystemBenefit, plainBenefit } from '@/server/engine/benefit/catalogue'
import type { TenantTx } from '@/server/platform/database'

/** A benefit of the draft with the revision it was read at; 0 for one that nobody has touched yet. */
export type DraftBenefit = Benefit & { revision: number }

/** Every benefit of the draft: those the software verifies as in the catalogue, then the merchant's own in their order. */
export async function libraryOf(tx: TenantTx): Promise<DraftBenefit[]> {
  const rows = await tx.orm
    .select()
    .from(benefits)
    .where(eq(benefits.tenantId, tx.scope.tenantId))
    .orderBy(asc(benefits.position), asc(benefits.id))
  const changed = new Map(rows.map((row) => [row.kind, row]))
  return [
    ...systemBenefits.map((kind) => {
      const row = changed.get(kind)
      return row ? { id: kind, kind, name: row.name, spec: row.spec, revision: row.revision } : { ...plainBenefit(kind), revision: 0 }
    }),
    ...rows.filter((row) => row.kind === 'counter').map(({ id, kind, name, spec, revision }) => ({ id, kind, name, spec, revision })),
  ]
}

/**
 * The benefits that a program has to speak of: those somebody has, those that were renamed, illustrated or explained, and
 * the merchant's own.
 */
export async function draftBenefits(tx: TenantTx): Promise<Benefit[]> {
  const library = await libraryOf(tx)
  return library.filter(differs).map(({ id, kind, name, spec }) => ({ id, kind, name, spec }))
}

function differs({ id, name, spec }: Benefit): boolean {
  if (!isSystemBenefit(id)) return true
  const plain = plainBenefit(id)
  return spec.grants.length > 0 || name !== null || spec.icon !== plain.spec.icon || spec.intro !== ''
}
