import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { ladders } from '@/db/schema'
import { localDay } from '@/server/engine/calendar/zone'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '../program/assemble-draft'
import { measureSql } from './measure-members'

/** How many points the curve of members has at most; with fewer different values than that, each has its own. */
const POINTS = 400

/**
 * How many members have how much of what a ladder of the draft measures, now: `points` are values, rising, each with how
 * many members have at least as much. `exact` says that every value there is has its point.
 */
export type Distribution = { asOf: string; members: number; exact: boolean; points: [value: number, atLeast: number][] }

export const LadderChoice = z.strictObject({ ladderId: z.uuid() })
export type LadderChoice = z.infer<typeof LadderChoice>

/** The curve of members over what a draft ladder measures. */
export const readDistribution = (scope: TenantScope, { ladderId }: LadderChoice): Promise<Distribution> =>
  inTenant(scope, 'program:write', async (tx) => {
    const { measured, asOf } = await measuredNow(tx, ladderId)
    const rows = await tx.sql<{ value: number; at_least: number; kinds: number; members: number }[]>`
      with measured as (${measured}),
      counted as (select value, count(*)::int as n from measured group by value),
      summed as (
        select value, sum(n) over (order by value desc)::int as at_least, count(*) over ()::int as kinds, sum(n) over ()::int as members,
               row_number() over (order by value) as place
        from counted
      ),
      stepped as (
        select *, at_least::bigint * ${POINTS} / members as step,
               lead(at_least::bigint * ${POINTS} / members) over (order by value) as next_step
        from summed
      )
      select value, at_least, kinds, members from stepped
      where kinds <= ${POINTS} or place = 1 or next_step is null or step <> next_step
      order by value`
    const [first] = rows
    return {
      asOf,
      members: first?.members ?? 0,
      exact: first === undefined || first.kinds <= POINTS,
      points: rows.map((row) => [Number(row.value), row.at_least]),
    }
  })

export const CountQuestion = z.strictObject({
  ladderId: z.uuid(),
  thresholds: z.array(z.int().min(0).max(9_000_000_000_000)).min(1).max(30),
})
export type CountQuestion = z.infer<typeof CountQuestion>

/** How many members have at least each of some amounts of what a draft ladder measures: counted one by one. */
export const countAtLeast = (scope: TenantScope, { ladderId, thresholds }: CountQuestion): Promise<{ asOf: string; atLeast: number[] }> =>
  inTenant(scope, 'program:write', async (tx) => {
    const { measured, asOf } = await measuredNow(tx, ladderId)
    const rows = await tx.sql<{ place: number; count: number }[]>`
      with measured as (${measured}),
      counted as (select value, count(*)::int as n from measured group by value)
      select asked.place::int as place, coalesce(sum(c.n), 0)::int as count
      from unnest(${thresholds}::bigint[]) with ordinality as asked (amount, place)
      left join counted c on c.value >= asked.amount
      group by 1 order by 1`
    return { asOf, atLeast: rows.map((row) => row.count) }
  })

/** What each member has of it at this moment, one row each. */
async function measuredNow(tx: TenantTx, ladderId: string) {
  const { tenantId } = tx.scope
  const [ladder] = await tx.orm
    .select({ spec: ladders.spec })
    .from(ladders)
    .where(and(eq(ladders.tenantId, tenantId), eq(ladders.id, ladderId)))
  if (!ladder) throw new Refusal('not_found', 'ladder.not_found')
  const { timeZone } = await tenantTerms(tx)
  const at = now()
  const value = measureSql(tx, ladderId, ladder.spec, localDay(timeZone, at.getTime()))
  return { asOf: at.toISOString(), measured: tx.sql`select (${value})::bigint as value from members m where m.tenant_id = ${tenantId}` }
}
