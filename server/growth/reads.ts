import { asc, eq } from 'drizzle-orm'
import { growthRules } from '@/db/schema'
import type { GrowthRule } from '@/server/engine/growth/growth-rule'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** A growth rule of the draft, with the revision it was read at. */
export type DraftGrowthRule = GrowthRule & { enabled: boolean; revision: number }

/** The growth rules of the draft in their order, those that are off included. */
export const readGrowthRules = (scope: TenantScope): Promise<DraftGrowthRule[]> =>
  inTenant(scope, 'program:read', (tx) =>
    tx.orm
      .select({
        id: growthRules.id,
        ladderId: growthRules.ladderId,
        name: growthRules.name,
        spec: growthRules.spec,
        enabled: growthRules.enabled,
        revision: growthRules.revision,
      })
      .from(growthRules)
      .where(eq(growthRules.tenantId, scope.tenantId))
      .orderBy(asc(growthRules.position), asc(growthRules.id)),
  )
