import { and, eq } from 'drizzle-orm'
import { members, stores, tenants } from '@/db/schema'
import type { Note, Outcome } from '@/server/engine/trace'
import type { StoredEventBody } from '@/server/engine/vocabulary'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { type ProgramNames, programNames } from '@/server/program/program-names'
import { actorNames } from './actor-names'
import { explainRules, type RuleExplained } from './explain-rules'
import { type LineRows, rowsOfCauses } from './timeline-rows'

/** One line of a member's timeline. What followed stands in `points`, `growth`, `movements` and `tierChanges`; why, in the rest. */
export type TimelineLine = {
  key: string
  at: string
  kind: 'event' | 'day' | 'version' | 'correction' | 'act'
  /** Net change of points and growth. */
  points: number
  growth: number
  movements: LineRows['movements']
  tierChanges: LineRows['tierChanges']
  event: EventFacts | null
  act: ActFacts | null
}

export type EventFacts = {
  type: StoredEventBody['type']
  source: string
  store: string | null
  orderNo: string | null
  channel: string | null
  /** Money of an order or refund in minor units; points of a command. */
  amount: number | null
  reason: string | null
  by: string | null
  version: number | null
  tierBefore: string | null
  bonusBps: number
  rules: RuleExplained[]
  notes: Note[]
  corrected: boolean
  /** Of a spend: whether its points came back. */
  returned: boolean
  /** When it was recorded, if that was more than a day after it happened; files bring history and are never late. */
  late: string | null
}

export type ActFacts = {
  action: string
  by: string | null
  byKind: 'operator' | 'key' | 'system'
  reason: string | null
  changed: string[]
}

export type TimelinePage = { lines: TimelineLine[]; next: string | null; ownStoresOnly: boolean }

type Key = { at: string; rank: number; cause: string }

const kinds = ['version', 'day', 'event', 'correction', 'act'] as const
const DAY_MS = 86_400_000

/**
 * What happened to a member, newest first: events with what followed from them, days on which time changed something,
 * corrections by late events, and what operators did. A store manager sees the lines of the own stores.
 */
export const readTimeline = (
  scope: TenantScope,
  query: { memberId: string; cursor?: string | null | undefined; limit: number },
): Promise<TimelinePage> =>
  inTenant(scope, 'member:read', async (tx) => {
    const [member] = await tx.orm
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.tenantId, scope.tenantId), eq(members.id, query.memberId)))
    const [tenant] = await tx.orm.select({ timeZone: tenants.timeZone }).from(tenants).where(eq(tenants.id, scope.tenantId))
    if (!member || !tenant) throw new Refusal('not_found', 'member.not_found')
    const keys = await keysOf(tx, query.memberId, tenant.timeZone, readCursor(query.cursor), query.limit + 1)
    const page = keys.slice(0, query.limit)
    const names = await programNames(tx)
    const rows = await rowsOfCauses(
      tx,
      query.memberId,
      page.map((key) => key.cause),
      names,
    )
    const events = await eventsOf(tx, page, names, rows.corrected)
    const acts = await actsOf(tx, page)
    const last = page.at(-1)
    return {
      lines: page.map((key): TimelineLine => {
        const own = rows.of(key.cause)
        return {
          key: key.cause,
          at: key.at,
          kind: kinds[key.rank] ?? 'event',
          ...own,
          event: events.get(key.cause) ?? null,
          act: acts.get(key.cause) ?? null,
        }
      }),
      next: keys.length > query.limit && last ? `${last.at}|${last.rank}|${last.cause}` : null,
      ownStoresOnly: scope.actor.kind === 'operator' && scope.actor.role === 'store_manager',
    }
  })

function readCursor(cursor: string | null | undefined): Key | null {
  if (!cursor) return null
  const [at, rank, ...cause] = cursor.split('|')
  const place = Number(rank)
  if (!at || Number.isNaN(Date.parse(at)) || !Number.isInteger(place) || place < 0 || place > 9)
    throw new Refusal('invalid', 'member.cursor')
  return { at, rank: place, cause: cause.join('|') }
}

/** Which lines there are, newest first. A day's step stands before what happened on that day. */
async function keysOf(tx: TenantTx, memberId: string, timeZone: string, after: Key | null, limit: number): Promise<Key[]> {
  const { tenantId } = tx.scope
  return tx.sql<Key[]>`
    with timed as (
      select l.cause, l.business_day from ledger_entries l
      where l.tenant_id = ${tenantId} and l.member_id = ${memberId} and l.cause >= 'day:' and l.cause < 'day;'
      union
      select h.cause, h.business_day from tier_history h
      where h.tenant_id = ${tenantId} and h.member_id = ${memberId} and h.is_current
        and ((h.cause >= 'day:' and h.cause < 'day;') or (h.cause >= 'version:' and h.cause < 'version;'))
    ), lines as (
      select e.occurred_at as at, 2 as rank, e.id::text as cause from events e
      where e.tenant_id = ${tenantId} and e.member_id = ${memberId}
      union all
      select t.business_day::timestamp at time zone ${timeZone}, case when starts_with(t.cause, 'day:') then 1 else 0 end, t.cause from timed t
      union all
      select max(l.recorded_at), 3, l.cause from ledger_entries l
      where l.tenant_id = ${tenantId} and l.member_id = ${memberId} and l.cause >= 'refold:' and l.cause < 'refold;'
      group by l.cause
      union all
      select a.at, 4, 'act:' || a.id::text from audit_log a
      where a.tenant_id = ${tenantId} and a.subject = 'member' and a.subject_id = ${memberId} and a.action in ('member.updated', 'member.revealed')
    )
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, rank, cause from lines
    where ${after === null ? tx.sql`true` : tx.sql`(at, rank, cause) < (${after.at}::text::timestamptz, ${after.rank}::int, ${after.cause}::text)`}
    order by lines.at desc, rank desc, cause desc
    limit ${limit}`
}

type EventRow = {
  id: string
  source: string
  type: string
  body: StoredEventBody
  outcome: Outcome
  version_id: string | null
  store: string | null
  occurred: string
  recorded: string
  by: string | null
  by_kind: 'operator' | 'key' | 'system' | null
  returned: boolean
}

async function eventsOf(tx: TenantTx, page: Key[], names: ProgramNames, corrected: Set<string>): Promise<Map<string, EventFacts>> {
  const ids = page.filter((key) => kinds[key.rank] === 'event').map((key) => key.cause)
  if (ids.length === 0) return new Map()
  const { tenantId } = tx.scope
  const rows = await tx.sql<EventRow[]>`
    select e.id, e.source, e.type, e.body, e.outcome, e.version_id, s.name as store, e.occurred_at::text as occurred, e.recorded_at::text as recorded,
           a.actor_id as by, a.actor_kind as by_kind,
           e.type = 'points.spent' and exists (
             select from events r where r.tenant_id = ${tenantId} and r.business_key = 'returned:' || e.id::text) as returned
    from events e
    left join stores s on s.tenant_id = ${tenantId} and s.tenant_id = e.tenant_id and s.id = e.store_id
    left join audit_log a on a.tenant_id = ${tenantId} and a.tenant_id = e.tenant_id and e.source = 'console'
      and a.subject = 'member' and a.subject_id = e.member_id::text and a.action = e.type and a.after->>'event' = e.id::text
    where e.tenant_id = ${tenantId} and e.id = any (${ids}::uuid[])`
  const storeNames = new Map(
    (await tx.orm.select({ id: stores.id, name: stores.name }).from(stores).where(eq(stores.tenantId, tenantId))).map((s) => [
      s.id,
      s.name,
    ]),
  )
  const people = await actorNames(
    tx,
    rows.flatMap((row) => (row.by && row.by_kind ? [{ kind: row.by_kind, id: row.by }] : [])),
  )
  return new Map(
    rows.map((row) => {
      const { trace } = row.outcome
      const { body } = row
      const late = row.source !== 'import' && Date.parse(row.recorded) - Date.parse(row.occurred) > DAY_MS
      const facts: EventFacts = {
        type: body.type,
        source: row.source,
        store: row.store,
        orderNo: 'order_no' in body ? (body.order_no ?? null) : null,
        channel: 'channel' in body && body.channel !== 'default' ? body.channel : null,
        amount: amountOf(body, trace.base),
        reason: 'reason' in body ? body.reason : null,
        by: row.by && row.by_kind ? (people.get(`${row.by_kind}:${row.by}`) ?? null) : null,
        version: names.version(row.version_id ?? trace.version)?.number ?? null,
        tierBefore: names.tier(trace.tier)?.name ?? null,
        bonusBps: trace.bonusBps,
        rules: explainRules(trace, names, storeNames),
        notes: trace.notes,
        corrected: corrected.has(row.id),
        returned: row.returned,
        late: late ? new Date(row.recorded).toISOString() : null,
      }
      return [row.id, facts]
    }),
  )
}

/** Money of an order or refund (of a refund by lines, what its lines came to); points of a command. */
function amountOf(body: StoredEventBody, base: number): number | null {
  switch (body.type) {
    case 'order.paid':
      return body.amount ?? (body.lines ?? []).reduce((sum, line) => sum + line.amount, 0)
    case 'order.refunded':
      return body.amount ?? (base === 0 ? null : Math.abs(base))
    case 'points.spent':
    case 'points.adjusted':
      return body.amount
    case 'member.registered':
    case 'member.checked_in':
      return null
  }
}

async function actsOf(tx: TenantTx, page: Key[]): Promise<Map<string, ActFacts>> {
  const ids = page.filter((key) => kinds[key.rank] === 'act').map((key) => key.cause.slice('act:'.length))
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<
    {
      id: string
      action: string
      actor_kind: 'operator' | 'key' | 'system'
      actor_id: string
      after: { reason?: string; changed?: string[] } | null
    }[]
  >`
    select id, action, actor_kind, actor_id, after from audit_log where tenant_id = ${tx.scope.tenantId} and id = any (${ids}::uuid[])`
  const people = await actorNames(
    tx,
    rows.map((row) => ({ kind: row.actor_kind, id: row.actor_id })),
  )
  return new Map(
    rows.map((row) => [
      `act:${row.id}`,
      {
        action: row.action,
        by: people.get(`${row.actor_kind}:${row.actor_id}`) ?? null,
        byKind: row.actor_kind,
        reason: row.after?.reason ?? null,
        changed: row.after?.changed ?? [],
      },
    ]),
  )
}
