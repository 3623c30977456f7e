import { and, asc, eq } from 'drizzle-orm'
import { ladders, tenants, tiers } from '@/db/schema'
import type { Measure, TierDraft } from '@/server/engine/ladder/ladder'
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
    .orderBy(asc(tiers.threshold), asc(tiers.id))
  return { rows, written: (threshold: number) => thresholdText(ladder.spec.measure, tenant?.currency ?? 'CNY', threshold) }
}

// The sign of a currency and digits read the same in both languages.
const thresholdText = (measure: Measure, currency: string, threshold: number): string =>
  measure === 'net_spend' ? moneyText(threshold, currency, 'en') : countText(threshold, 'en')

type Rung = { id: string; code: string; name: string; threshold: number }

/**
 * Refuses a tier whose code or name another one has, or whose threshold does not fit: a new tier must differ from every rung,
 * a changed one must stay between its neighbours.
 */
export function refuseMisplaced(draft: TierDraft, rungs: readonly Rung[], written: (threshold: number) => string, id: string | null): void {
  const others = rungs.filter((rung) => rung.id !== id)
  if (others.some((rung) => rung.code === draft.code))
    throw new Refusal('conflict', 'tier.code_taken', { field: 'code', details: { code: draft.code } })
  if (others.some((rung) => rung.name === draft.name))
    throw new Refusal('conflict', 'tier.name_taken', { field: 'name', details: { name: draft.name } })
  const refuse = (code: string, neighbour: Rung) => {
    throw new Refusal('invalid', code, { field: 'threshold', details: { name: neighbour.name, amount: written(neighbour.threshold) } })
  }
  const same = others.find((rung) => rung.threshold === draft.threshold)
  const place = rungs.findIndex((rung) => rung.id === id)
  if (id === null || place < 0) {
    if (same) refuse('tier.threshold_taken', same)
    return
  }
  const [below, above] = [rungs[place - 1], rungs[place + 1]]
  if (below && draft.threshold <= below.threshold) refuse('tier.threshold_too_low', below)
  if (above && draft.threshold >= above.threshold) refuse('tier.threshold_too_high', above)
}
