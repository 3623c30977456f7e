import { and, eq, sql } from 'drizzle-orm'
import * as z from 'zod'
import { growthRules, ladders } from '@/db/schema'
import { GrowthRuleSpec } from '@/server/engine/growth/growth-rule'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'

/** What an operator fills in. */
export const GrowthRuleDraft = z.strictObject({
  ladderId: z.uuid(),
  name: z.string().trim().min(1).max(60),
  enabled: z.boolean(),
  spec: GrowthRuleSpec,
})
export type GrowthRuleDraft = z.infer<typeof GrowthRuleDraft>

/** The most rules a program may have. */
const MOST = 100

/** Adds a way to gain growth to the draft, behind the others. */
export const createGrowthRule = (scope: TenantScope, draft: GrowthRuleDraft): Promise<{ id: string }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const [ladder] = await tx.orm
      .select({ id: ladders.id })
      .from(ladders)
      .where(and(eq(ladders.tenantId, scope.tenantId), eq(ladders.id, draft.ladderId)))
    if (!ladder) throw new Refusal('not_found', 'ladder.not_found')
    const [held] = await tx.orm
      .select({ count: sql<number>`count(*)::int`, last: sql<number | null>`max(position)` })
      .from(growthRules)
      .where(eq(growthRules.tenantId, scope.tenantId))
    if ((held?.count ?? 0) >= MOST) throw new Refusal('invalid', 'rule.too_many', { details: { most: MOST } })
    const id = newId()
    await tx.orm.insert(growthRules).values({ tenantId: scope.tenantId, id, position: (held?.last ?? -1) + 1, ...draft })
    await audit(tx, { action: 'growth_rule.created', subject: 'growth_rule', subjectId: id, after: draft })
    return { id }
  })
