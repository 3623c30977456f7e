import { asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { customFields } from '@/db/schema'
import { localDay } from '@/server/engine/calendar/zone'
import { Condition, leafProblem, leavesOf } from '@/server/engine/condition/condition'
import { catalogueOf } from '@/server/engine/condition/facts'
import { asksOfMembers, selectMembers } from '@/server/engine/condition/select'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { programNames } from '@/server/program/program-names'

/** Which members are asked for. */
export const MemberCondition = z.strictObject({
  condition: Condition.refine(asksOfMembers, { message: 'condition.not_of_members' }),
})
export type MemberCondition = z.infer<typeof MemberCondition>

/** A figure beside a form is not worth more of the database's time. */
const PATIENCE_MS = 8_000
/** What PostgreSQL says of a statement that took too long. */
const CANCELLED = '57014'

/**
 * How many members meet a condition today, as far as their states are stored; a store manager's are those of the own
 * stores. Refuses with `condition.unknown_fact`, `condition.wrong_operator` or `condition.wrong_value` where the
 * merchant's own fields are asked about as what they are not, and with `member.count_too_slow` when counting takes too long.
 */
export const countMatching = (scope: TenantScope, { condition }: MemberCondition): Promise<{ count: number }> =>
  inTenant(scope, 'member:read', async (tx) => {
    const fields = await tx.orm
      .select()
      .from(customFields)
      .where(eq(customFields.tenantId, scope.tenantId))
      .orderBy(asc(customFields.position))
    const catalogue = catalogueOf(fields)
    for (const leaf of leavesOf(condition)) {
      const problem = leafProblem(leaf, catalogue.get(leaf.fact))
      if (problem) throw new Refusal('invalid', problem, { field: 'condition' })
    }
    const { timeZone } = await tenantTerms(tx)
    const { ladder, base } = await programNames(tx)
    const today = localDay(timeZone, now().getTime())
    const { text, values } = selectMembers(condition, { today, ladderId: ladder?.id ?? '', baseTier: base?.id ?? null })
    await tx.sql`select set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`
    // `offset 0` keeps the parts of the state apart from the condition, which reads them many times: they are unpacked once.
    const counted = tx.sql.unsafe<{ count: number }[]>(
      `select count(*)::int as count
       from (
         select state->'history' as history, state->'standing' as standing
         from members where status = 'active' and tenant_id = $${values.length + 1}::uuid offset 0
       ) m
       where ${text}`,
      [...values, scope.tenantId],
    )
    const [row] = await counted.catch((error: { code?: string }) => {
      if (error.code === CANCELLED) throw new Refusal('too_many', 'member.count_too_slow')
      throw error
    })
    return { count: row?.count ?? 0 }
  })
