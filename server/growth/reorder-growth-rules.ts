import { and, asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { growthRules } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const GrowthRuleOrder = z.strictObject({ ruleIds: z.array(z.uuid()).min(1).max(100) })
export type GrowthRuleOrder = z.infer<typeof GrowthRuleOrder>

/** Puts the rules of the draft in the order in which they are listed and judged. */
export const reorderGrowthRules = (scope: TenantScope, { ruleIds }: GrowthRuleOrder): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const rows = await tx.orm
      .select({ id: growthRules.id, name: growthRules.name })
      .from(growthRules)
      .where(eq(growthRules.tenantId, scope.tenantId))
      .orderBy(asc(growthRules.position), asc(growthRules.id))
    const names = new Map(rows.map((row) => [row.id, row.name]))
    if (ruleIds.some((id) => !names.has(id))) throw new Refusal('not_found', 'growth_rule.not_found')
    // Somebody added a rule meanwhile.
    if (ruleIds.length !== rows.length || new Set(ruleIds).size !== rows.length) await refuseStaleEdit(tx, rows.at(-1)?.id ?? '')
    for (const [position, id] of ruleIds.entries()) {
      await tx.orm
        .update(growthRules)
        .set({ position })
        .where(and(eq(growthRules.tenantId, scope.tenantId), eq(growthRules.id, id)))
    }
    await audit(tx, {
      action: 'growth_rule.reordered',
      subject: 'growth_rule',
      subjectId: scope.tenantId,
      before: rows.map((row) => row.name),
      after: ruleIds.map((id) => names.get(id)),
    })
  })
