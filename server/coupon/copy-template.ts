import * as z from 'zod'
import { couponTemplates } from '@/db/schema'
import { CouponTemplateDraft } from '@/server/engine/coupon/template'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { templateWithin, toldOf } from './template-row'

export const TemplateCopy = z.strictObject({ templateId: z.uuid(), name: CouponTemplateDraft.shape.name })
export type TemplateCopy = z.infer<typeof TemplateCopy>

/** A new draft with the same terms, whose stock is whole again. */
export const copyTemplate = (scope: TenantScope, { templateId, name }: TemplateCopy): Promise<{ id: string }> =>
  inTenant(scope, 'coupon:write', async (tx) => {
    const { note, color, terms, offer, stock } = await templateWithin(tx, templateId)
    const copy = { name, note, color, terms, offer, stock }
    const id = newId()
    await tx.orm.insert(couponTemplates).values({ tenantId: scope.tenantId, id, ...copy, left: stock, state: 'draft' })
    await audit(tx, {
      action: 'coupon_template.created',
      subject: 'coupon_template',
      subjectId: id,
      after: { ...toldOf(copy), copyOf: templateId },
    })
    return { id }
  })
