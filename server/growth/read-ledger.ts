import { asc, eq } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import * as z from 'zod'
import { programVersions } from '@/db/schema'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { StoredEventBody } from '@/server/engine/vocabulary'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** Which lines of the ledger of growth to show; dates are the merchant's own, both included. */
export const GrowthLedgerQuery = z.strictObject({
  ladderId: z.string().min(1).max(64).optional(),
  ruleId: z.string().min(1).max(64).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(1).max(100).default(20),
})
export type GrowthLedgerQuery = z.infer<typeof GrowthLedgerQuery>

/** What growth came or went by: something that happened, a day that passed, a new version, or a late event that put it right. */
export type GrowthCause = {
  kind: 'event' | 'day' | 'version' | 'correction'
  type: StoredEventBody['type'] | null
  orderNo: string | null
  /** What the merchant's own event is called. */
  event: string | null
}

/** One line of the ledger. `amount` is signed; `day` the business date. */
export type GrowthLine = {
  id: string
  memberId: string
  member: string
  day: string
  recordedAt: string
  amount: number
  ladder: string | null
  rule: string | null
  cause: GrowthCause
}

/** One page of the ledger, what it sums to over all pages, and what it can be narrowed by. */
export type GrowthLedger = {
  rows: GrowthLine[]
  total: number
  gained: number
  lost: number
  /** Whether there is any line at all, which tells an empty house from an empty filter. */
  any: boolean
  ladders: { id: string; name: string }[]
  rules: { id: string; name: string; ladderId: string }[]
}

const PREFIX = 'growth:'

type Row = {
  id: string
  member_id: string
  code: string
  unit: string
  amount: number
  cause: string
  rule_id: string | null
  day: string
  recorded: string
  type: StoredEventBody['type'] | null
  order_no: string | null
  event: string | null
}

/** The ledger of growth over all members, newest first; for a store manager over those of the own stores. */
export const readGrowthLedger = (scope: TenantScope, query: GrowthLedgerQuery): Promise<GrowthLedger> =>
  inTenant(scope, 'member:read', async (tx) => {
    const names = await namesOf(tx)
    const { tenantId } = scope
    const where = conditions(tx, query)
    const [sums] = await tx.sql<{ total: number; gained: number; lost: number }[]>`
      select count(*)::int as total,
             coalesce(sum(l.amount) filter (where l.to_account = 'balance'), 0)::float8 as gained,
             coalesce(sum(l.amount) filter (where l.from_account = 'balance'), 0)::float8 as lost
      from ledger_entries l join members m on m.tenant_id = ${tenantId} and m.tenant_id = l.tenant_id and m.id = l.member_id
      where ${where}`
    // An event is the cause itself, or what a correction is named after; days and versions are neither.
    const rows = await tx.sql<Row[]>`
      select l.id, l.member_id, m.code, l.unit, case when l.to_account = 'balance' then l.amount else -l.amount end as amount, l.cause, l.rule_id,
             l.business_day::text as day, l.recorded_at::text as recorded, e.type, e.body->>'order_no' as order_no, e.body->>'event' as event
      from ledger_entries l
      join members m on m.tenant_id = ${tenantId} and m.tenant_id = l.tenant_id and m.id = l.member_id
      left join events e on e.tenant_id = ${tenantId} and e.tenant_id = l.tenant_id
        and e.id = (substring(l.cause from '^(?:refold:)?([0-9a-f]{8}-[0-9a-f-]{27})$'))::uuid
      where ${where}
      order by l.business_day desc, l.recorded_at desc, l.id desc
      limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`
    const total = sums?.total ?? 0
    const [any] =
      total > 0
        ? [{ one: 1 }]
        : await tx.sql`select 1 as one from ledger_entries where tenant_id = ${tenantId} and unit <> 'points' limit 1`
    return {
      rows: rows.map((row) => ({
        id: row.id,
        memberId: row.member_id,
        member: row.code,
        day: row.day,
        recordedAt: new Date(row.recorded).toISOString(),
        amount: row.amount,
        ladder: names.ladders.get(row.unit.slice(PREFIX.length)) ?? null,
        rule: row.rule_id === null ? null : (names.rules.get(row.rule_id)?.name ?? null),
        cause: {
          kind: kindOf(row.cause),
          type: row.type,
          orderNo: row.order_no,
          event: row.event === null ? null : (names.events.get(row.event) ?? null),
        },
      })),
      total,
      gained: sums?.gained ?? 0,
      lost: sums?.lost ?? 0,
      any: any !== undefined,
      ladders: [...names.ladders].map(([id, name]) => ({ id, name })),
      rules: [...names.rules].map(([id, rule]) => ({ id, ...rule })),
    }
  })

function conditions({ sql, scope }: TenantTx, { ladderId, ruleId, from, to }: GrowthLedgerQuery): Fragment {
  const unit =
    ladderId === undefined
      ? sql`l.unit <> 'points' and starts_with(l.unit, ${PREFIX})`
      : sql`l.unit = ${PREFIX + ladderId} and l.unit <> 'points'`
  return sql`
    l.tenant_id = ${scope.tenantId} and ${unit}
    ${ruleId === undefined ? sql`` : sql`and l.rule_id = ${ruleId}`}
    ${from === undefined ? sql`` : sql`and l.business_day >= ${from}::text::date`}
    ${to === undefined ? sql`` : sql`and l.business_day <= ${to}::text::date`}`
}

const kindOf = (cause: string): GrowthCause['kind'] =>
  cause.startsWith('day:') ? 'day' : cause.startsWith('version:') ? 'version' : cause.startsWith('refold:') ? 'correction' : 'event'

/** What ladders, growth rules and own events are called, dropped ones included; the newest name counts. */
async function namesOf(tx: TenantTx) {
  const versions = await tx.orm
    .select({ document: programVersions.document })
    .from(programVersions)
    .where(eq(programVersions.tenantId, tx.scope.tenantId))
    .orderBy(asc(programVersions.number))
  const ladders = new Map<string, string>()
  const rules = new Map<string, { name: string; ladderId: string }>()
  const events = new Map<string, string>()
  for (const { document } of versions as { document: ProgramDocument }[]) {
    for (const { id, name } of document.ladders) ladders.set(id, name)
    for (const { id, name, ladderId } of document.growthRules) rules.set(id, { name, ladderId })
    for (const { key, name } of document.events ?? []) events.set(key, name)
  }
  return { ladders, rules, events }
}
