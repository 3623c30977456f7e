import { asc, eq } from 'drizzle-orm'
import { earningRules, pointsPolicies } from '@/db/schema'
import type { EarningRule } from '@/server/engine/points/earning-rule'
import type { PointsPolicy } from '@/server/engine/points/policy'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { defaultPointsPolicy } from '../program/assemble-draft'

/** An earning rule of the draft, with the revision it was read at. */
export type DraftEarningRule = EarningRule & { enabled: boolean; revision: number }

/** The earning rules of the draft in their order, those that are off included. */
export const readEarningRules = (scope: TenantScope): Promise<DraftEarningRule[]> =>
  inTenant(scope, 'program:read', (tx) =>
    tx.orm
      .select({
        id: earningRules.id,
        name: earningRules.name,
        spec: earningRules.spec,
        enabled: earningRules.enabled,
        revision: earningRules.revision,
      })
      .from(earningRules)
      .where(eq(earningRules.tenantId, scope.tenantId))
      .orderBy(asc(earningRules.position), asc(earningRules.id)),
  )

/** The points policy of the draft; the default one, at revision 0, until somebody sets it. */
export const readPointsPolicy = (scope: TenantScope): Promise<{ policy: PointsPolicy; revision: number }> =>
  inTenant(scope, 'program:read', async (tx) => {
    const [row] = await tx.orm.select().from(pointsPolicies).where(eq(pointsPolicies.tenantId, scope.tenantId))
    return row ? { policy: row.spec, revision: row.revision } : { policy: defaultPointsPolicy, revision: 0 }
  })
