import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { growthRules } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const GrowthRuleRemoval = z.strictObject({ ruleId: z.uuid(), revision: z.int().min(1) })
export type GrowthRuleRemoval = z.infer<typeof GrowthRuleRemoval>

/** Takes a way to gain growth out of the draft. Versions that have it keep it. */
export const deleteGrowthRule = (scope: TenantScope, { ruleId, revision }: GrowthRuleRemoval): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(growthRules.tenantId, scope.tenantId), eq(growthRules.id, ruleId))
    const [before] = await tx.orm.select().from(growthRules).where(here)
    if (!before) throw new Refusal('not_found', 'growth_rule.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, ruleId)
    await tx.orm.delete(growthRules).where(here)
    await audit(tx, {
      action: 'growth_rule.deleted',
      subject: 'growth_rule',
      subjectId: ruleId,
      before: { name: before.name, spec: before.spec },
    })
  })
