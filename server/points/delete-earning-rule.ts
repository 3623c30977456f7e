import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { earningRules } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const EarningRuleRemoval = z.strictObject({ ruleId: z.uuid(), revision: z.int().min(1) })
export type EarningRuleRemoval = z.infer<typeof EarningRuleRemoval>

/** Takes a way to earn points out of the draft. Versions that have it keep it. */
export const deleteEarningRule = (scope: TenantScope, { ruleId, revision }: EarningRuleRemoval): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(earningRules.tenantId, scope.tenantId), eq(earningRules.id, ruleId))
    const [before] = await tx.orm.select().from(earningRules).where(here)
    if (!before) throw new Refusal('not_found', 'earning_rule.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, ruleId)
    await tx.orm.delete(earningRules).where(here)
    await audit(tx, {
      action: 'earning_rule.deleted',
      subject: 'earning_rule',
      subjectId: ruleId,
      before: { name: before.name, spec: before.spec },
    })
  })
