import { and, asc, eq } from 'drizzle-orm'
import { ladders, tenants, tiers } from '@/db/schema'
import { type Measure, moneyMeasures, type TierDraft, type TierMore } from '@/server/engine/ladder/ladder'
import type { TenantTx } from '@/server/platform/database'
import { countText, moneyText } from '@/server/platform/money-text'
import { Refusal } from '@/server/platform/refusal'

/** The tiers of a draft ladder, lowest first, and how their thresholds are written. Refuses for a ladder that is not there. */
export async function tiersOf(tx: TenantTx, ladderId: string) {
  const { tenantId } = tx.scope
  const [ladder] = await tx.orm
    .select()
    .from(ladders)
    .where(and(eq(ladders.tenantId, tenantId), eq(ladders.id, ladderId)))
  if (!ladder) throw new Refusal('not_found', 'ladder.not_found')
  const [tenant] = await tx.orm.select({ currency: tenants.currency }).from(tenants).where(eq(tenants.id, tenantId))
  const rows = await tx.orm
    .select()
    .from(tiers)
    .where(and(eq(tiers.tenantId, tenantId), eq(tiers.ladderId, ladderId)))
    .orderBy(asc(tiers.position), asc(tiers.threshold), asc(tiers.id))
  return { rows, written: (threshold: number) => writtenAs(ladder.spec.measure, tenant?.currency ?? 'CNY', threshold) }
}

// The sign of a currency and digits read the same in both languages.
const writtenAs = (measure: Measure, currency: string, threshold: number): string =>
  moneyMeasures.has(measure) ? moneyText(threshold, currency, 'en') : countText(threshold, 'en')

/** A draft as the columns of its row: what only some tiers have is kept together. */
export function tierColumns({ code, name, color, icon, threshold, bonusBps, ...rest }: TierDraft) {
  const more: TierMore = rest
  return { code, name, color, icon, threshold, bonusBps, more }
}

type Rung = { id: string; code: string; name: string; threshold: number | null }
type Marked = Rung & { threshold: number }

const hasThreshold = (rung: Rung): rung is Marked => rung.threshold !== null

/** The nearest tiers below and above a place that have a threshold; one given by hand only is passed over. */
function neighboursOf(rungs: readonly Rung[], place: number): [below: Marked | undefined, above: Marked | undefined] {
  return [rungs.slice(0, place).findLast(hasThreshold), rungs.slice(place + 1).find(hasThreshold)]
}

/** Where a new tier belongs: below the first one that asks for more; one without a threshold on top. */
export function placeOfNew(threshold: number | null, rungs: readonly Rung[]): number {
  if (threshold === null) return rungs.length
  const above = rungs.findIndex((rung) => rung.threshold !== null && rung.threshold > threshold)
  return above < 0 ? rungs.length : above
}

/**
 * Refuses a tier whose code or name another one has, or whose threshold does not fit: a new tier must differ from every rung,
 * a changed one must stay between its neighbours. A tier given by hand only fits anywhere.
 */
export function refuseMisplaced(draft: TierDraft, rungs: readonly Rung[], written: (threshold: number) => string, id: string | null): void {
  const others = rungs.filter((rung) => rung.id !== id)
  if (others.some((rung) => rung.code === draft.code))
    throw new Refusal('conflict', 'tier.code_taken', { field: 'code', details: { code: draft.code } })
  if (others.some((rung) => rung.name === draft.name))
    throw new Refusal('conflict', 'tier.name_taken', { field: 'name', details: { name: draft.name } })
  const { threshold } = draft
  if (threshold === null) return
  const refuse = (code: string, neighbour: Marked) => {
    throw new Refusal('invalid', code, { field: 'threshold', details: { name: neighbour.name, amount: written(neighbour.threshold) } })
  }
  const place = rungs.findIndex((rung) => rung.id === id)
  if (id === null || place < 0) {
    const same = others.filter(hasThreshold).find((rung) => rung.threshold === threshold)
    if (same) refuse('tier.threshold_taken', same)
    return
  }
  const [below, above] = neighboursOf(rungs, place)
  if (below && threshold <= below.threshold) refuse('tier.threshold_too_low', below)
  if (above && threshold >= above.threshold) refuse('tier.threshold_too_high', above)
}

/** Writes down the places of a ladder's tiers, lowest first, where they changed. */
export async function settlePlaces(tx: TenantTx, rows: readonly { id: string; position: number }[]): Promise<void> {
  for (const [position, row] of rows.entries()) {
    if (row.position === position) continue
    await tx.orm
      .update(tiers)
      .set({ position })
      .where(and(eq(tiers.tenantId, tx.scope.tenantId), eq(tiers.id, row.id)))
  }
}
