import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { growthRules } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const GrowthRuleSwitch = z.strictObject({ ruleId: z.uuid(), revision: z.int().min(1), enabled: z.boolean() })
export type GrowthRuleSwitch = z.infer<typeof GrowthRuleSwitch>

/** Switches a way to gain growth on or off in the draft; one that is off is left out of the next version. */
export const switchGrowthRule = (scope: TenantScope, { ruleId, revision, enabled }: GrowthRuleSwitch): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(growthRules.tenantId, scope.tenantId), eq(growthRules.id, ruleId))
    const [before] = await tx.orm.select({ revision: growthRules.revision, enabled: growthRules.enabled }).from(growthRules).where(here)
    if (!before) throw new Refusal('not_found', 'growth_rule.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, ruleId)
    await tx.orm
      .update(growthRules)
      .set({ enabled, revision: revision + 1, updatedAt: now().toISOString() })
      .where(here)
    await audit(tx, {
      action: 'growth_rule.switched',
      subject: 'growth_rule',
      subjectId: ruleId,
      before: { enabled: before.enabled },
      after: { enabled },
    })
    return { revision: revision + 1 }
  })
