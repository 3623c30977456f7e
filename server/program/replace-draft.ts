import { eq, sql } from 'drizzle-orm'
import {
  benefits,
  checkoutPolicies,
  customEvents,
  customFields,
  earningRules,
  growthRules,
  ladders,
  pointsPolicies,
  tiers,
} from '@/db/schema'
import type { Tier, TierMore } from '@/server/engine/ladder/ladder'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'

/** Makes the draft say what a document with settled ids says, under the caller's lock. Whoever still edits the old draft is told. */
export async function replaceDraft(tx: TenantTx, document: ProgramDocument): Promise<void> {
  const { tenantId } = tx.scope
  const revision = await nextRevision(tx)
  await tx.orm.delete(ladders).where(eq(ladders.tenantId, tenantId))
  await tx.orm.delete(earningRules).where(eq(earningRules.tenantId, tenantId))
  await tx.orm.delete(pointsPolicies).where(eq(pointsPolicies.tenantId, tenantId))
  await tx.orm.delete(customFields).where(eq(customFields.tenantId, tenantId))
  await tx.orm.delete(customEvents).where(eq(customEvents.tenantId, tenantId))
  await tx.orm.delete(checkoutPolicies).where(eq(checkoutPolicies.tenantId, tenantId))
  await tx.orm.delete(benefits).where(eq(benefits.tenantId, tenantId))
  if (document.ladders.length > 0) {
    await tx.orm.insert(ladders).values(
      document.ladders.map((l, position) => ({
        tenantId,
        id: l.id,
        name: l.name,
        isPrimary: l.primary,
        position,
        spec: l.spec,
        revision,
      })),
    )
    await tx.orm
      .insert(tiers)
      .values(
        document.ladders.flatMap((l) => l.tiers.map((t, position) => ({ tenantId, ladderId: l.id, ...tierRow(t), position, revision }))),
      )
  }
  if (document.growthRules.length > 0) {
    await tx.orm
      .insert(growthRules)
      .values(document.growthRules.map((r, position) => ({ tenantId, ...r, position, enabled: true, revision })))
  }
  if (document.earningRules.length > 0) {
    await tx.orm
      .insert(earningRules)
      .values(document.earningRules.map((r, position) => ({ tenantId, ...r, position, enabled: true, revision })))
  }
  if (document.fields?.length) {
    await tx.orm.insert(customFields).values(document.fields.map((f, position) => ({ tenantId, ...f, position, revision })))
  }
  if (document.events?.length) {
    await tx.orm.insert(customEvents).values(document.events.map((e, position) => ({ tenantId, ...e, position, revision })))
  }
  await tx.orm.insert(pointsPolicies).values({ tenantId, id: newId(), spec: document.points, revision })
  if (document.checkout) await tx.orm.insert(checkoutPolicies).values({ tenantId, id: newId(), spec: document.checkout, revision })
  if (document.benefits?.length) {
    await tx.orm.insert(benefits).values(
      document.benefits.map(({ id, kind, name, spec }, position) => ({
        tenantId,
        // A system-verified one is known by its kind.
        id: kind === 'counter' ? id : newId(),
        kind,
        name,
        spec,
        position,
        revision,
      })),
    )
  }
}

/** A tier as its row keeps it: what every tier has in columns, the rest together. */
const tierRow = ({ id, code, name, color, icon, threshold, bonusBps, ...more }: Tier) => ({
  id,
  code,
  name,
  color,
  icon,
  threshold,
  bonusBps,
  more: more as TierMore,
})

/** Above every revision in the draft, so that no stale form passes for a fresh one. */
async function nextRevision(tx: TenantTx): Promise<number> {
  const { tenantId } = tx.scope
  const highest = { highest: sql<number | null>`max(revision)` }
  const found = [
    await tx.orm.select(highest).from(ladders).where(eq(ladders.tenantId, tenantId)),
    await tx.orm.select(highest).from(tiers).where(eq(tiers.tenantId, tenantId)),
    await tx.orm.select(highest).from(growthRules).where(eq(growthRules.tenantId, tenantId)),
    await tx.orm.select(highest).from(earningRules).where(eq(earningRules.tenantId, tenantId)),
    await tx.orm.select(highest).from(pointsPolicies).where(eq(pointsPolicies.tenantId, tenantId)),
    await tx.orm.select(highest).from(customFields).where(eq(customFields.tenantId, tenantId)),
    await tx.orm.select(highest).from(customEvents).where(eq(customEvents.tenantId, tenantId)),
    await tx.orm.select(highest).from(checkoutPolicies).where(eq(checkoutPolicies.tenantId, tenantId)),
    await tx.orm.select(highest).from(benefits).where(eq(benefits.tenantId, tenantId)),
  ]
  return 1 + Math.max(...found.map(([row]) => row?.highest ?? 0))
}
