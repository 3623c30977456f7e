import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { earningRules } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const EarningRuleSwitch = z.strictObject({ ruleId: z.uuid(), revision: z.int().min(1), enabled: z.boolean() })
export type EarningRuleSwitch = z.infer<typeof EarningRuleSwitch>

/** Switches a way to earn points on or off in the draft; one that is off is left out of the next version. */
export const switchEarningRule = (scope: TenantScope, { ruleId, revision, enabled }: EarningRuleSwitch): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(earningRules.tenantId, scope.tenantId), eq(earningRules.id, ruleId))
    const [before] = await tx.orm.select({ revision: earningRules.revision, enabled: earningRules.enabled }).from(earningRules).where(here)
    if (!before) throw new Refusal('not_found', 'earning_rule.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, ruleId)
    await tx.orm
      .update(earningRules)
      .set({ enabled, revision: revision + 1, updatedAt: now().toISOString() })
      .where(here)
    await audit(tx, {
      action: 'earning_rule.switched',
      subject: 'earning_rule',
      subjectId: ruleId,
      before: { enabled: before.enabled },
      after: { enabled },
    })
    return { revision: revision + 1 }
  })
