import { and, asc, eq } from 'drizzle-orm'
import {
  checkoutPolicies,
  customEvents,
  customFields,
  earningRules,
  growthRules,
  ladders,
  pointsPolicies,
  tenants,
  tiers,
} from '@/db/schema'
import type { CheckoutPolicy } from '@/server/engine/checkout/policy'
import type { PointsPolicy } from '@/server/engine/points/policy'
import type { CustomEvent, CustomField } from '@/server/engine/program/custom'
import { type ProgramDocument, SEMANTICS } from '@/server/engine/program/document'
import type { TenantTx } from '@/server/platform/database'
import { draftBenefits } from '../benefit/draft-benefits'

/** What holds for points until somebody says otherwise. */
export const defaultPointsPolicy: PointsPolicy = { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 }

/** The terms of the tenant that a program is written in. */
export async function tenantTerms(tx: TenantTx) {
  const [tenant] = await tx.orm
    .select({
      timeZone: tenants.timeZone,
      currency: tenants.currency,
      language: tenants.language,
      pointsName: tenants.pointsName,
      industry: tenants.industry,
    })
    .from(tenants)
    .where(eq(tenants.id, tx.scope.tenantId))
  if (!tenant) throw new Error('a scope names a tenant that does not exist')
  return tenant
}

/** The draft as it stands, as one document. Rules that are switched off are left out; an empty draft has no ladders. */
export async function assembleDraft(tx: TenantTx): Promise<ProgramDocument> {
  const { tenantId } = tx.scope
  const terms = await tenantTerms(tx)
  const ladderRows = await tx.orm.select().from(ladders).where(eq(ladders.tenantId, tenantId)).orderBy(asc(ladders.position))
  const tierRows = await tx.orm
    .select()
    .from(tiers)
    .where(eq(tiers.tenantId, tenantId))
    .orderBy(asc(tiers.position), asc(tiers.threshold), asc(tiers.id))
  const growthRows = await tx.orm
    .select()
    .from(growthRules)
    .where(and(eq(growthRules.tenantId, tenantId), eq(growthRules.enabled, true)))
    .orderBy(asc(growthRules.position))
  const earningRows = await tx.orm
    .select()
    .from(earningRules)
    .where(and(eq(earningRules.tenantId, tenantId), eq(earningRules.enabled, true)))
    .orderBy(asc(earningRules.position))
  const [policy] = await tx.orm.select().from(pointsPolicies).where(eq(pointsPolicies.tenantId, tenantId))
  const { fields, events } = await ownWords(tx)
  const checkout = await draftCheckout(tx)
  const benefits = await draftBenefits(tx)
  return {
    semantics: SEMANTICS,
    timeZone: terms.timeZone,
    currency: terms.currency,
    ladders: ladderRows.map((l) => ({
      id: l.id,
      name: l.name,
      primary: l.isPrimary,
      spec: l.spec,
      tiers: tierRows
        .filter((t) => t.ladderId === l.id)
        .map(({ id, code, name, color, icon, threshold, bonusBps, more }) => ({
          id,
          code,
          name,
          color,
          icon: icon as never,
          threshold,
          bonusBps,
          ...more,
        })),
    })),
    growthRules: growthRows.map(({ id, ladderId, name, spec }) => ({ id, ladderId, name, spec })),
    earningRules: earningRows.map(({ id, name, spec }) => ({ id, name, spec })),
    points: policy?.spec ?? defaultPointsPolicy,
    // A program without any says nothing about them, as programs did before there were any.
    ...(fields.length > 0 ? { fields } : {}),
    ...(events.length > 0 ? { events } : {}),
    ...(checkout ? { checkout } : {}),
    ...(benefits.length > 0 ? { benefits } : {}),
  }
}

async function draftCheckout(tx: TenantTx): Promise<CheckoutPolicy | null> {
  const [row] = await tx.orm
    .select({ spec: checkoutPolicies.spec })
    .from(checkoutPolicies)
    .where(eq(checkoutPolicies.tenantId, tx.scope.tenantId))
  return row?.spec ?? null
}

/** The merchant's own fields and events as the draft has them, in their order. */
export async function ownWords(tx: TenantTx): Promise<{ fields: CustomField[]; events: CustomEvent[] }> {
  const { tenantId } = tx.scope
  const { id, key, subject, label, type, choices } = customFields
  const fields = await tx.orm
    .select({ id, key, subject, label, type, choices })
    .from(customFields)
    .where(eq(customFields.tenantId, tenantId))
    .orderBy(asc(customFields.position), asc(customFields.id))
  const events = await tx.orm
    .select({ id: customEvents.id, key: customEvents.key, name: customEvents.name })
    .from(customEvents)
    .where(eq(customEvents.tenantId, tenantId))
    .orderBy(asc(customEvents.position), asc(customEvents.id))
  return { fields, events }
}
