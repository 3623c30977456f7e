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
import { GrowthRuleDraft } from './create-growth-rule'

export const GrowthRuleChange = GrowthRuleDraft.omit({ ladderId: true }).extend({ ruleId: z.uuid(), revision: z.int().min(1) })
export type GrowthRuleChange = z.infer<typeof GrowthRuleChange>

/** Changes a way to gain growth in the draft. Refuses when somebody changed it meanwhile. */
export const updateGrowthRule = (scope: TenantScope, { ruleId, revision, ...draft }: GrowthRuleChange): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(growthRules.tenantId, scope.tenantId), eq(growthRules.id, ruleId))
    const [before] = await tx.orm.select().from(growthRules).where(here)
    if (!before) throw new Refusal('not_found', 'growth_rule.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, ruleId)
    await tx.orm
      .update(growthRules)
      .set({ ...draft, revision: revision + 1, updatedAt: now().toISOString() })
      .where(here)
    await audit(tx, {
      action: 'growth_rule.updated',
      subject: 'growth_rule',
      subjectId: ruleId,
      before: { name: before.name, enabled: before.enabled, spec: before.spec },
      after: draft,
    })
    return { revision: revision + 1 }
  })
