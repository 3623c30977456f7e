import { and, eq, sql } from 'drizzle-orm'
import * as z from 'zod'
import { benefits, couponTemplates, stores, tiers } from '@/db/schema'
import { type BenefitGrant, type BenefitSpec, systemBenefits } from '@/server/engine/benefit/benefit'
import { isSystemBenefit } from '@/server/engine/benefit/catalogue'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import { refuseStaleEdit } from '../program/refuse-stale-edit'
import { type DraftBenefit, libraryOf } from './draft-benefits'

/** What a benefit is named by: its kind when the software verifies it, else the id of the merchant's own. */
export const BenefitId = z.union([z.enum(systemBenefits), z.uuid()])

/** The benefit as the draft has it. Refuses one that is not there, and an edit of something that was changed meanwhile. */
export async function benefitToEdit(tx: TenantTx, benefitId: string, revision: number): Promise<DraftBenefit> {
  const found = (await libraryOf(tx)).find((benefit) => benefit.id === benefitId)
  if (!found) throw new Refusal('not_found', 'benefit.not_found')
  if (found.revision !== revision) await refuseStaleEdit(tx, benefitId)
  return found
}

/** Writes what a benefit is now. The first change of one that the software verifies makes its row. */
export async function writeBenefit(
  tx: TenantTx,
  before: DraftBenefit,
  name: string | null,
  spec: BenefitSpec,
): Promise<{ revision: number }> {
  const { tenantId } = tx.scope
  const revision = before.revision + 1
  const updatedAt = now().toISOString()
  if (before.revision === 0) {
    await tx.orm.insert(benefits).values({ tenantId, id: newId(), kind: before.kind, name, spec, position: 0, revision, updatedAt })
    return { revision }
  }
  const here = isSystemBenefit(before.id) ? eq(benefits.kind, before.id) : eq(benefits.id, before.id)
  await tx.orm
    .update(benefits)
    .set({ name, spec, revision, updatedAt })
    .where(and(eq(benefits.tenantId, tenantId), here))
  return { revision }
}

/** Refuses a name that another benefit of the merchant's bears. */
export async function refuseNameTaken(tx: TenantTx, name: string, except: string | null): Promise<void> {
  if ((await libraryOf(tx)).some((benefit) => benefit.name === name && benefit.id !== except))
    throw new Refusal('conflict', 'benefit.name_taken', { field: 'name', details: { name } })
}

/** Refuses stores, tiers and coupons that the merchant does not have. */
export async function refuseUnknown(tx: TenantTx, named: { stores?: readonly string[]; grants?: readonly BenefitGrant[] }): Promise<void> {
  const { tenantId } = tx.scope
  const grants = named.grants ?? []
  const wanted = {
    store: [...(named.stores ?? []), ...grants.flatMap(({ terms }) => terms.scope?.stores ?? [])],
    tier: grants.flatMap(({ to, terms }) => [...('tier' in to ? [to.tier] : []), ...(terms.scope?.tiers ?? [])]),
    coupon: grants.flatMap(({ terms }) => (terms.coupons ?? []).map((gift) => gift.template)),
  }
  const count = { known: sql<string>`id::text` }
  if (wanted.store.length > 0) {
    const known = await tx.orm.select(count).from(stores).where(eq(stores.tenantId, tenantId))
    if (!every(wanted.store, known)) throw new Refusal('not_found', 'store.not_found')
  }
  if (wanted.tier.length > 0) {
    const known = await tx.orm.select(count).from(tiers).where(eq(tiers.tenantId, tenantId))
    if (!every(wanted.tier, known)) throw new Refusal('not_found', 'tier.not_found')
  }
  if (wanted.coupon.length > 0) {
    const known = await tx.orm.select(count).from(couponTemplates).where(eq(couponTemplates.tenantId, tenantId))
    if (!every(wanted.coupon, known)) throw new Refusal('not_found', 'benefit.coupon_not_found')
  }
}

const every = (wanted: readonly string[], known: readonly { known: string }[]): boolean => {
  const held = new Set(known.map((row) => row.known))
  return wanted.every((id) => held.has(id))
}
