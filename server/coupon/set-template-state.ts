import * as z from 'zod'
import { couponTemplates } from '@/db/schema'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { TemplateState } from '@/server/engine/coupon/template'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { refuseStaleEdit } from '@/server/program/refuse-stale-edit'
import { checkReferences, lockTemplate, oneTemplate, type TemplateRow } from './template-row'

export const TemplateStateChange = z.strictObject({
  templateId: z.uuid(),
  revision: z.int().min(1),
  state: TemplateState.exclude(['draft']),
})
export type TemplateStateChange = z.infer<typeof TemplateStateChange>

const next: Record<TemplateState, readonly TemplateState[]> = {
  draft: ['active'],
  active: ['paused', 'ended'],
  paused: ['active', 'ended'],
  ended: [],
}

/** Puts a template to work, pauses or ends it. What members hold stays good in any of these. */
export const setTemplateState = (scope: TenantScope, { templateId, revision, state }: TemplateStateChange): Promise<{ revision: number }> =>
  inTenant(scope, 'coupon:write', async (tx) => {
    const before = await lockTemplate(tx, templateId)
    if (before.revision !== revision) await refuseStaleEdit(tx, templateId)
    if (!next[before.state].includes(state)) throw new Refusal('conflict', 'coupon.wrong_step')
    if (state === 'active') await refuseUnsound(tx, before)
    await tx.orm
      .update(couponTemplates)
      .set({ state, revision: revision + 1, updatedAt: now().toISOString() })
      .where(oneTemplate(tx, templateId))
    await audit(tx, {
      action: 'coupon_template.state_changed',
      subject: 'coupon_template',
      subjectId: templateId,
      before: { state: before.state },
      after: { state },
    })
    return { revision: revision + 1 }
  })

/** Refuses to give out what nobody could have or use. */
async function refuseUnsound(tx: TenantTx, template: TemplateRow): Promise<void> {
  const { timeZone } = await tenantTerms(tx)
  const today = isoOf(localDay(timeZone, now().getTime()))
  const { validity } = template.terms
  if (validity.kind === 'fixed' && validity.until < today)
    throw new Refusal('conflict', 'coupon.validity_over', { field: 'terms.validity.until' })
  if (template.offer.until !== undefined && template.offer.until < today)
    throw new Refusal('conflict', 'coupon.offer_over', { field: 'offer.until' })
  if (template.left === 0) throw new Refusal('conflict', 'coupon.sold_out', { field: 'stock' })
  await checkReferences(tx, template)
}
