import { couponTemplates } from '@/db/schema'
import type { CouponTemplateDraft } from '@/server/engine/coupon/template'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { checkReferences, toldOf } from './template-row'

/** Begins a coupon template as a draft: nothing is given of it before it is put to work. */
export const createTemplate = (scope: TenantScope, draft: CouponTemplateDraft): Promise<{ id: string }> =>
  inTenant(scope, 'coupon:write', async (tx) => {
    await checkReferences(tx, draft)
    const id = newId()
    await tx.orm.insert(couponTemplates).values({ tenantId: scope.tenantId, id, ...draft, left: draft.stock, state: 'draft' })
    await audit(tx, { action: 'coupon_template.created', subject: 'coupon_template', subjectId: id, after: toldOf(draft) })
    return { id }
  })
