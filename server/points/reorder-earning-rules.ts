import { and, asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { earningRules } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const EarningRuleOrder = z.strictObject({ ruleIds: z.array(z.uuid()).min(1).max(200) })
export type EarningRuleOrder = z.infer<typeof EarningRuleOrder>

/** Puts the rules of the draft in the order in which they are listed and judged. */
export const reorderEarningRules = (scope: TenantScope, { ruleIds }: EarningRuleOrder): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const rows = await tx.orm
      .select({ id: earningRules.id, name: earningRules.name })
      .from(earningRules)
      .where(eq(earningRules.tenantId, scope.tenantId))
      .orderBy(asc(earningRules.position), asc(earningRules.id))
    const names = new Map(rows.map((row) => [row.id, row.name]))
    if (ruleIds.some((id) => !names.has(id))) throw new Refusal('not_found', 'earning_rule.not_found')
    // Somebody added a rule meanwhile.
    if (ruleIds.length !== rows.length || new Set(ruleIds).size !== rows.length) await refuseStaleEdit(tx, rows.at(-1)?.id ?? '')
    for (const [position, id] of ruleIds.entries()) {
      await tx.orm
        .update(earningRules)
        .set({ position })
        .where(and(eq(earningRules.tenantId, scope.tenantId), eq(earningRules.id, id)))
    }
    await audit(tx, {
      action: 'earning_rule.reordered',
      subject: 'earning_rule',
      subjectId: scope.tenantId,
      before: rows.map((row) => row.name),
      after: ruleIds.map((id) => names.get(id)),
    })
  })
