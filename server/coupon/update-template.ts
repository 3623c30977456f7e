import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { couponTemplates } from '@/db/schema'
import { CouponTemplateDraft, type CouponTerms } from '@/server/engine/coupon/template'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { refuseStaleEdit } from '@/server/program/refuse-stale-edit'
import { checkReferences, lockTemplate, oneTemplate, type TemplateRow, toldOf } from './template-row'

export const TemplateChange = CouponTemplateDraft.extend({ templateId: z.uuid(), revision: z.int().min(1) })
export type TemplateChange = z.infer<typeof TemplateChange>

/**
 * Changes a coupon template. Once it has been put to work, its terms stand still but for limits, which may only be
 * widened; and its stock never goes below what was given.
 */
export const updateTemplate = (scope: TenantScope, { templateId, revision, ...draft }: TemplateChange): Promise<{ revision: number }> =>
  inTenant(scope, 'coupon:write', async (tx) => {
    const before = await lockTemplate(tx, templateId)
    if (before.revision !== revision) await refuseStaleEdit(tx, templateId)
    if (before.state === 'ended') throw new Refusal('conflict', 'coupon.ended_for_good')
    if (before.state !== 'draft') refuseOtherTerms(before.terms, draft.terms)
    if (before.offer.way === 'code' && draft.offer.way !== 'code') await refuseOpenCodes(tx, templateId)
    await checkReferences(tx, draft)
    const left = draft.stock === null ? null : draft.stock - (await givenOf(tx, before))
    if (left !== null && left < 0)
      throw new Refusal('invalid', 'coupon.stock_below_given', { field: 'stock', details: { given: (draft.stock ?? 0) - left } })
    await tx.orm
      .update(couponTemplates)
      .set({ ...draft, left, revision: revision + 1, updatedAt: now().toISOString() })
      .where(oneTemplate(tx, templateId))
    await audit(tx, {
      action: 'coupon_template.updated',
      subject: 'coupon_template',
      subjectId: templateId,
      before: toldOf(before),
      after: toldOf(draft),
    })
    return { revision: revision + 1 }
  })

/** Codes that are out in the world would bring nothing any more. */
async function refuseOpenCodes(tx: TenantTx, templateId: string): Promise<void> {
  const { tenantId } = tx.scope
  const [row] = await tx.sql<{ open: number }[]>`
    select count(*)::int as open
    from code_batches b join coupon_codes c on c.tenant_id = ${tenantId} and c.batch_id = b.id
    where b.tenant_id = ${tenantId} and b.template_id = ${templateId} and b.withdrawn_at is null and c.coupon_id is null`
  const open = row?.open ?? 0
  if (open > 0) throw new Refusal('conflict', 'coupon.codes_open', { field: 'offer.way', details: { open } })
}

/** How many members have of it, or had and used. */
async function givenOf(tx: TenantTx, template: TemplateRow): Promise<number> {
  if (template.stock !== null && template.left !== null) return template.stock - template.left
  const [row] = await tx.sql<{ given: number }[]>`
    select count(*)::int as given from coupons
    where tenant_id = ${tx.scope.tenantId} and template_id = ${template.id} and state <> 'withdrawn'`
  return row?.given ?? 0
}

function refuseOtherTerms(before: CouponTerms, after: CouponTerms): void {
  const { limits: old, ...was } = before
  const { limits: fresh, ...is } = after
  if (!isDeepStrictEqual(plain(was), plain(is))) throw new Refusal('conflict', 'coupon.terms_frozen', { field: 'terms' })
  for (const limit of ['perMember', 'perMemberDay', 'perDay', 'perOrder'] as const) {
    const wider = fresh[limit] === undefined || (old[limit] !== undefined && fresh[limit] >= old[limit])
    if (!wider) throw new Refusal('conflict', 'coupon.limits_only_widen', { field: `terms.limits.${limit}` })
  }
}

/** Without what is undefined, as it is stored. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
