import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { checkoutPolicies } from '@/db/schema'
import { CheckoutPolicy } from '@/server/engine/checkout/policy'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '@/server/program/lock-draft'
import { refuseStaleEdit } from '@/server/program/refuse-stale-edit'

/** Revision 0 stands for a draft in which nobody has set a policy yet. */
export const CheckoutPolicyChange = z.strictObject({ revision: z.int().min(0), policy: CheckoutPolicy })
export type CheckoutPolicyChange = z.infer<typeof CheckoutPolicyChange>

/** Changes in the draft how a price comes about at checkout. Refuses when somebody changed it meanwhile. */
export const updateCheckoutPolicy = (scope: TenantScope, { revision, policy }: CheckoutPolicyChange): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const own = eq(checkoutPolicies.tenantId, scope.tenantId)
    const [before] = await tx.orm.select().from(checkoutPolicies).where(own)
    if ((before?.revision ?? 0) !== revision) await refuseStaleEdit(tx, before?.id ?? scope.tenantId)
    const id = before?.id ?? newId()
    if (before)
      await tx.orm
        .update(checkoutPolicies)
        .set({ spec: policy, revision: revision + 1, updatedAt: now().toISOString() })
        .where(own)
    else await tx.orm.insert(checkoutPolicies).values({ tenantId: scope.tenantId, id, spec: policy, revision: 1 })
    await audit(tx, { action: 'checkout_policy.updated', subject: 'checkout_policy', subjectId: id, before: before?.spec, after: policy })
    return { revision: revision + 1 }
  })
