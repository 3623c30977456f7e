import { and, eq } from 'drizzle-orm'
import { members, tenants } from '@/db/schema'
import { type VersionWords, versionWords } from '@/server/engine/sentence/version-words'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { type ProgramNames, programNames } from '@/server/program/program-names'
import { campaignWords } from '../campaign/campaign-words'
import { actorNames } from './actor-names'
import { type LineRows, rowsOfCauses } from './timeline-rows'
import { type EventFacts, toldEvents } from './told-events'

/** One line of a member's timeline. What followed stands in `points`, `growth`, `movements` and `tierChanges`; why, in the rest. */
export type TimelineLine = LineRows & {
  key: string
  at: string
  kind: (typeof kinds)[number]
  event: EventFacts | null
  /** Whether a late record has since changed what the event came to. */
  corrected: boolean
  act: ActFacts | null
  refusal: RefusalFacts | null
  notice: NoticeFacts | null
}

export type ActFacts = {
  action: string
  by: string | null
  byKind: 'operator' | 'key' | 'system'
  reason: string | null
  changed: string[]
}

/** Something that was not accepted, and why. */
export type RefusalFacts = { id: string; type: string; code: string; details: Record<string, string | number>; source: string }

/** Something that the member was told ahead, or that happened by itself. Dates are local. */
export type NoticeFacts =
  | { kind: 'points_expiring'; days: number; amount: number; on: string }
  | { kind: 'tier_ending'; days: number; tier: string; on: string }
  | { kind: 'auto_redeemed'; amount: number; reward: string }

/** `versions` are the words of the versions that judged these lines, by number. */
export type TimelinePage = { lines: TimelineLine[]; next: string | null; ownStoresOnly: boolean; versions: Record<number, VersionWords> }

type Key = { at: string; rank: number; cause: string }

const kinds = ['version', 'day', 'event', 'correction', 'act', 'refusal', 'notice'] as const

/**
 * What happened to a member, newest first: events with what followed from them, days on which time changed something,
 * corrections by late events, what was refused, what the member was told, and what operators did. A store manager sees
 * the lines of the own stores.
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
    const events = await toldEvents(tx, idsOf(page, 'event'), names)
    const acts = await actsOf(tx, idsOf(page, 'act'))
    const refusals = await refusalsOf(tx, idsOf(page, 'refusal'))
    const notices = await noticesOf(tx, idsOf(page, 'notice'), names)
    const last = page.at(-1)
    return {
      lines: page.map(
        (key): TimelineLine => ({
          key: key.cause,
          at: key.at,
          kind: kindOf(key),
          ...rows.of(key.cause),
          event: events.get(key.cause) ?? null,
          corrected: rows.corrected.has(key.cause),
          act: acts.get(key.cause) ?? null,
          refusal: refusals.get(key.cause) ?? null,
          notice: notices.get(key.cause) ?? null,
        }),
      ),
      next: keys.length > query.limit && last ? `${last.at}|${last.rank}|${last.cause}` : null,
      ownStoresOnly: scope.actor.kind === 'operator' && scope.actor.role === 'store_manager',
      versions: wordsOf([...events.values()], names, await campaignWords(tx, asksOf([...events.values()]))),
    }
  })

const kindOf = (key: Key): TimelineLine['kind'] => kinds[key.rank] ?? 'event'

/** The ids that stand in the causes of one kind of line. */
const idsOf = (page: Key[], kind: TimelineLine['kind']): string[] =>
  page.filter((key) => kindOf(key) === kind).map((key) => key.cause.slice(key.cause.indexOf(':') + 1))

/** The rules, and effects of campaigns, that answered. */
const asksOf = (events: EventFacts[]): string[] => events.flatMap(({ rules }) => rules.map(({ trace }) => trace[0]))

/** The words for the rules that were asked, version by version. */
function wordsOf(events: EventFacts[], names: ProgramNames, campaigns: VersionWords['rules']): Record<number, VersionWords> {
  const asked = new Map<number, Set<string>>()
  for (const { version, rules } of events) {
    if (version === null) continue
    const held = asked.get(version) ?? new Set()
    for (const { trace } of rules) held.add(trace[0])
    asked.set(version, held)
  }
  return Object.fromEntries(
    [...asked].flatMap(([number, rules]) => {
      const document = names.byNumber(number)?.document
      if (!document) return []
      const words = versionWords(document, rules)
      const effects = Object.fromEntries(Object.entries(campaigns).filter(([id]) => rules.has(id)))
      return [[number, { ...words, rules: { ...words.rules, ...effects } }]]
    }),
  )
}

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
      union all
      select r.recorded_at, 5, 'refusal:' || r.id::text from refusals r
      where r.tenant_id = ${tenantId} and r.member_id = ${memberId}
      union all
      select o.recorded_at, 6, 'notice:' || o.id::text from outbox o
      where o.tenant_id = ${tenantId} and o.member_id = ${memberId} and o.topic in ('points.expiring', 'tier.ending', 'points.auto_redeemed')
    )
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, rank, cause from lines
    where ${after === null ? tx.sql`true` : tx.sql`(at, rank, cause) < (${after.at}::text::timestamptz, ${after.rank}::int, ${after.cause}::text)`}
    order by lines.at desc, rank desc, cause desc
    limit ${limit}`
}

type ActRow = {
  id: string
  action: string
  actor_kind: 'operator' | 'key' | 'system'
  actor_id: string
  after: { reason?: string; changed?: string[] } | null
}

async function actsOf(tx: TenantTx, ids: string[]): Promise<Map<string, ActFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<ActRow[]>`
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

async function refusalsOf(tx: TenantTx, ids: string[]): Promise<Map<string, RefusalFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<RefusalFacts[]>`
    select id, type, code, details, source from refusals where tenant_id = ${tx.scope.tenantId} and id = any (${ids}::uuid[])`
  return new Map(rows.map((row) => [`refusal:${row.id}`, row]))
}

type NoticeRow =
  | { id: string; topic: 'points.expiring'; payload: { amount: number; on: string; days: number } }
  | { id: string; topic: 'tier.ending'; payload: { tier: string; on: string; days: number } }
  | { id: string; topic: 'points.auto_redeemed'; payload: { amount: number; reward: string } }

async function noticesOf(tx: TenantTx, ids: string[], names: ProgramNames): Promise<Map<string, NoticeFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<NoticeRow[]>`
    select id, topic, payload from outbox where tenant_id = ${tx.scope.tenantId} and id = any (${ids}::uuid[])`
  return new Map(rows.map((row) => [`notice:${row.id}`, noticeOf(row, names)]))
}

function noticeOf(row: NoticeRow, names: ProgramNames): NoticeFacts {
  switch (row.topic) {
    case 'points.expiring':
      return { kind: 'points_expiring', ...row.payload }
    case 'tier.ending':
      return { kind: 'tier_ending', days: row.payload.days, on: row.payload.on, tier: names.tier(row.payload.tier)?.name ?? '' }
    case 'points.auto_redeemed':
      return { kind: 'auto_redeemed', ...row.payload }
  }
}
