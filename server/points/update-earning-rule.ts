import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { earningRules } from '@/db/schema'
import { EarningRuleDraft } from '@/server/engine/points/earning-rule'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const EarningRuleChange = EarningRuleDraft.extend({ ruleId: z.uuid(), revision: z.int().min(1) })
export type EarningRuleChange = z.infer<typeof EarningRuleChange>

/** Changes a way to earn points in the draft. Refuses when somebody changed it meanwhile. */
export const updateEarningRule = (scope: TenantScope, { ruleId, revision, ...draft }: EarningRuleChange): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(earningRules.tenantId, scope.tenantId), eq(earningRules.id, ruleId))
    const [before] = await tx.orm.select().from(earningRules).where(here)
    if (!before) throw new Refusal('not_found', 'earning_rule.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, ruleId)
    await tx.orm
      .update(earningRules)
      .set({ ...draft, revision: revision + 1, updatedAt: now().toISOString() })
      .where(here)
    await audit(tx, {
      action: 'earning_rule.updated',
      subject: 'earning_rule',
      subjectId: ruleId,
      before: { name: before.name, enabled: before.enabled, spec: before.spec },
      after: draft,
    })
    return { revision: revision + 1 }
  })
