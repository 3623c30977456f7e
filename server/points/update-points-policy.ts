import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { pointsPolicies } from '@/db/schema'
import { PointsPolicy } from '@/server/engine/points/policy'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

/** Revision 0 stands for a draft in which nobody has set a policy yet. */
export const PointsPolicyChange = z.strictObject({ revision: z.int().min(0), policy: PointsPolicy })
export type PointsPolicyChange = z.infer<typeof PointsPolicyChange>

/** Changes in the draft how long points live and what a refund may take back. Refuses when somebody changed it meanwhile. */
export const updatePointsPolicy = (scope: TenantScope, { revision, policy }: PointsPolicyChange): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const own = eq(pointsPolicies.tenantId, scope.tenantId)
    const [before] = await tx.orm.select().from(pointsPolicies).where(own)
    if ((before?.revision ?? 0) !== revision) await refuseStaleEdit(tx, before?.id ?? scope.tenantId)
    const id = before?.id ?? newId()
    if (before)
      await tx.orm
        .update(pointsPolicies)
        .set({ spec: policy, revision: revision + 1, updatedAt: now().toISOString() })
        .where(own)
    else await tx.orm.insert(pointsPolicies).values({ tenantId: scope.tenantId, id, spec: policy, revision: 1 })
    await audit(tx, { action: 'points_policy.updated', subject: 'points_policy', subjectId: id, before: before?.spec, after: policy })
    return { revision: revision + 1 }
  })
