import { eq, sql } from 'drizzle-orm'
import { earningRules } from '@/db/schema'
import type { EarningRuleDraft } from '@/server/engine/points/earning-rule'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'

/** The most rules a program may have. */
const MOST = 200

/** Adds a way to earn points to the draft, behind the others. */
export const createEarningRule = (scope: TenantScope, draft: EarningRuleDraft): Promise<{ id: string }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const [held] = await tx.orm
      .select({ count: sql<number>`count(*)::int`, last: sql<number | null>`max(position)` })
      .from(earningRules)
      .where(eq(earningRules.tenantId, scope.tenantId))
    if ((held?.count ?? 0) >= MOST) throw new Refusal('invalid', 'rule.too_many', { details: { most: MOST } })
    const id = newId()
    await tx.orm.insert(earningRules).values({ tenantId: scope.tenantId, id, position: (held?.last ?? -1) + 1, ...draft })
    await audit(tx, { action: 'earning_rule.created', subject: 'earning_rule', subjectId: id, after: draft })
    return { id }
  })
