import { and, eq, inArray } from 'drizzle-orm'
import { couponTemplates, stores, tiers } from '@/db/schema'
import type { CouponTemplateDraft } from '@/server/engine/coupon/template'
import { refuseUnknownFacts } from '@/server/member/audience'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { programNames } from '@/server/program/program-names'

export type TemplateRow = typeof couponTemplates.$inferSelect

/** A template of the merchant. Refuses with `coupon.template_not_found`. */
export async function templateWithin(tx: TenantTx, templateId: string): Promise<TemplateRow> {
  const [row] = await tx.orm.select().from(couponTemplates).where(oneTemplate(tx, templateId))
  if (!row) throw new Refusal('not_found', 'coupon.template_not_found')
  return row
}

/** The same under a lock that also holds off those who give its coupons. */
export async function lockTemplate(tx: TenantTx, templateId: string): Promise<TemplateRow> {
  const [row] = await tx.orm.select().from(couponTemplates).where(oneTemplate(tx, templateId)).for('update')
  if (!row) throw new Refusal('not_found', 'coupon.template_not_found')
  return row
}

/** Names one template in a statement. */
export const oneTemplate = (tx: TenantTx, templateId: string) =>
  and(eq(couponTemplates.tenantId, tx.scope.tenantId), eq(couponTemplates.id, templateId))

/** What the audit log says of a template. */
export const toldOf = ({ name, note, color, stock, terms, offer }: CouponTemplateDraft) => ({ name, note, color, stock, terms, offer })

/** Refuses stores, tiers and facts that the merchant does not have. */
export async function checkReferences(tx: TenantTx, { terms, offer }: Pick<CouponTemplateDraft, 'terms' | 'offer'>): Promise<void> {
  const wanted = [...new Set(terms.scope.stores ?? [])]
  if (wanted.length > 0) {
    const found = await tx.orm
      .select({ id: stores.id })
      .from(stores)
      .where(and(eq(stores.tenantId, tx.scope.tenantId), inArray(stores.id, wanted.filter(isUuid))))
    if (found.length < wanted.length) throw new Refusal('not_found', 'store.not_found', { field: 'terms.scope.stores' })
  }
  await checkTiers(tx, terms.scope.tiers, 'terms.scope.tiers')
  await checkTiers(tx, offer.tiers, 'offer.tiers')
  if (terms.when) await refuseUnknownFacts(tx, terms.when, 'terms.when')
  if (offer.when) await refuseUnknownFacts(tx, offer.when, 'offer.when')
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** A tier stands in the draft, or in a version. */
export async function checkTiers(tx: TenantTx, ids: readonly string[] | undefined, field: string): Promise<void> {
  if (ids === undefined) return
  const names = await programNames(tx)
  const drafted = await tx.orm.select({ id: tiers.id }).from(tiers).where(eq(tiers.tenantId, tx.scope.tenantId))
  if (ids.some((id) => names.tier(id) === null && !drafted.some((tier) => tier.id === id)))
    throw new Refusal('not_found', 'tier.not_found', { field })
}
