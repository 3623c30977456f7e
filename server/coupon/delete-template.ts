import * as z from 'zod'
import { couponTemplates } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockTemplate, oneTemplate, toldOf } from './template-row'

export const WhichTemplate = z.strictObject({ templateId: z.uuid() })
export type WhichTemplate = z.infer<typeof WhichTemplate>

/** Throws a draft away. One that was put to work is ended instead: coupons of it are with members. */
export const deleteTemplate = (scope: TenantScope, { templateId }: WhichTemplate): Promise<void> =>
  inTenant(scope, 'coupon:write', async (tx) => {
    const before = await lockTemplate(tx, templateId)
    if (before.state !== 'draft') throw new Refusal('conflict', 'coupon.not_a_draft')
    await tx.orm.delete(couponTemplates).where(oneTemplate(tx, templateId))
    await audit(tx, { action: 'coupon_template.deleted', subject: 'coupon_template', subjectId: templateId, before: toldOf(before) })
  })
