import * as z from 'zod'
import { Condition } from '@/server/engine/condition/condition'
import { asksOfMembers } from '@/server/engine/condition/select'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { audienceOf, refuseUnknownFacts } from './audience'

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
    await refuseUnknownFacts(tx, condition, 'condition')
    const { text, values } = await audienceOf(tx, condition)
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
