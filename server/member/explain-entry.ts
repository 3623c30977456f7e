import { isoOf } from '@/server/engine/calendar/day'
import type { CauseExplained, EventExplained, Explanation, KeptExplained, LotExplained } from '@/server/engine/sentence/explained'
import { rulesOf, type VersionWords, versionWords } from '@/server/engine/sentence/version-words'
import type { MemberState } from '@/server/engine/state'
import type { Account, MoveReason } from '@/server/engine/trace'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { type ProgramNames, programNames } from '@/server/program/program-names'
import { campaignWords } from '../campaign/campaign-words'
import { moveOf, rowsOfCauses } from './timeline-rows'
import { type EventFacts, toldEvents } from './told-events'

/** What a row says of itself, and whose it is. */
export type EntryExplained = { memberId: string; memberCode: string; explanation: Explanation }

/** A stored row, whichever table it is from. */
type Stored = {
  memberId: string | null
  memberCode: string
  cause: string
  day: string
  versionId: string | null
  corrects: string | null
} & (
  | { kind: 'row'; unit: string; amount: number; from: Account; to: Account; lot: string | null; rule: string | null }
  | { kind: 'move'; row: Parameters<typeof moveOf>[0]; current: boolean }
  | { kind: 'refusal'; type: string; code: string; details: Record<string, string | number> }
)

/**
 * Explains one row of the ledger, one change of tier or one refusal by its id, from what is stored with it and around
 * it; nothing is judged again. Refuses with `member.entry_not_found`, also for a row of a store that is not the actor's.
 */
export const explainEntry = (scope: TenantScope, { id }: { id: string }): Promise<EntryExplained> =>
  inTenant(scope, 'member:read', async (tx) => {
    const stored = (await readEntry(tx, id)) ?? (await readMove(tx, id)) ?? (await readRefusal(tx, id))
    if (!stored || stored.memberId === null) throw new Refusal('not_found', 'member.entry_not_found')
    const { memberId, memberCode } = stored
    const names = await programNames(tx)
    const version = names.version(stored.versionId)
    const events = await eventsAround(tx, stored, names)
    const rows = stored.kind === 'refusal' ? null : (await rowsOfCauses(tx, memberId, [stored.cause], names)).of(stored.cause)
    const words = version ? versionWords(version.document) : { rules: {}, names: { tiers: [], fields: [], events: [], ladders: [] } }
    const explanation: Explanation = {
      day: stored.day,
      version: version?.number ?? null,
      cause: causeOf(stored, events),
      subject: await subjectOf(tx, stored, memberId, events, names),
      rows: rows?.movements.map(({ id: _id, ...row }) => row) ?? [],
      moves: rows?.tierChanges.map(({ id: _id, ...move }) => move) ?? [],
      policy: version?.document.points ?? null,
      names: words.names,
    }
    return { memberId, memberCode, explanation }
  })

async function readEntry(tx: TenantTx, id: string): Promise<Stored | null> {
  const [row] = await tx.sql<Stored[]>`
    select 'row' as kind, l.member_id as "memberId", m.code as "memberCode", l.cause, l.business_day::text as day, l.version_id as "versionId",
           l.corrects, l.unit, l.amount, l.from_account as "from", l.to_account as "to", l.lot, l.rule_id as rule
    from ledger_entries l join members m on m.tenant_id = ${tx.scope.tenantId} and m.tenant_id = l.tenant_id and m.id = l.member_id
    where l.tenant_id = ${tx.scope.tenantId} and l.id = ${id}`
  return row ?? null
}

type MoveRow = {
  member_id: string
  code: string
  ladder_id: string
  business_day: string
  from_tier: string | null
  to_tier: string | null
  cause: string
  version_id: string | null
  measured: number
  threshold: number
  reason: MoveReason | null
  is_current: boolean
}

async function readMove(tx: TenantTx, id: string): Promise<Stored | null> {
  const [row] = await tx.sql<MoveRow[]>`
    select h.member_id, m.code, h.ladder_id, h.business_day::text, h.from_tier, h.to_tier, h.cause, h.version_id, h.measured, h.threshold, h.reason, h.is_current
    from tier_history h join members m on m.tenant_id = ${tx.scope.tenantId} and m.tenant_id = h.tenant_id and m.id = h.member_id
    where h.tenant_id = ${tx.scope.tenantId} and h.id = ${id}`
  if (!row) return null
  return {
    kind: 'move',
    memberId: row.member_id,
    memberCode: row.code,
    cause: row.cause,
    day: row.business_day,
    versionId: row.version_id,
    corrects: null,
    row,
    current: row.is_current,
  }
}

async function readRefusal(tx: TenantTx, id: string): Promise<Stored | null> {
  const [row] = await tx.sql<Stored[]>`
    select 'refusal' as kind, r.member_id as "memberId", m.code as "memberCode", '' as cause,
           (r.occurred_at at time zone t.time_zone)::date::text as day, r.version_id as "versionId", null as corrects, r.type, r.code, r.details
    from refusals r
    join tenants t on t.id = ${tx.scope.tenantId}
    join members m on m.tenant_id = ${tx.scope.tenantId} and m.tenant_id = r.tenant_id and m.id = r.member_id
    where r.tenant_id = ${tx.scope.tenantId} and r.id = ${id}`
  return row ?? null
}

const REFOLD = 'refold:'
const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** The events that a row names: its cause, the late one, the one it puts right, and the one its points came from. */
async function eventsAround(tx: TenantTx, stored: Stored, names: ProgramNames): Promise<Map<string, EventExplained>> {
  const named = [stored.cause, stored.cause.slice(REFOLD.length), stored.corrects ?? '', stored.kind === 'row' ? (stored.lot ?? '') : '']
  const facts = await toldEvents(tx, [...new Set(named.filter(isId))], names)
  const campaigns = await campaignWords(
    tx,
    [...facts.values()].flatMap(({ rules }) => rules.map(({ trace }) => trace[0])),
  )
  return new Map([...facts].map(([id, event]) => [id, explained(event, names, campaigns)]))
}

function explained(
  { rules, version, source: _source, channel: _channel, returned: _returned, ...event }: EventFacts,
  names: ProgramNames,
  campaigns: VersionWords['rules'],
): EventExplained {
  const document = version === null ? undefined : names.byNumber(version)?.document
  const words = document && versionWords(document)
  return { ...event, rules: rulesOf(rules, words && { ...words, rules: { ...words.rules, ...campaigns } }) }
}

const dayIn = (cause: string): string => cause.slice('day:'.length)

function causeOf({ cause, corrects, day }: Stored, events: Map<string, EventExplained>): CauseExplained {
  const event = events.get(cause)
  if (event) return { kind: 'event', event }
  if (cause.startsWith('day:')) return { kind: 'day', day: dayIn(cause) }
  if (cause.startsWith(REFOLD)) {
    const about = corrects === null ? undefined : events.get(corrects)
    return {
      kind: 'correction',
      late: events.get(cause.slice(REFOLD.length)) ?? null,
      corrects: about ? { kind: 'event', event: about } : corrects?.startsWith('day:') ? { kind: 'day', day: dayIn(corrects) } : null,
    }
  }
  return cause.startsWith('version:') ? { kind: 'version', day } : { kind: 'day', day }
}

async function subjectOf(
  tx: TenantTx,
  stored: Stored,
  memberId: string,
  events: Map<string, EventExplained>,
  names: ProgramNames,
): Promise<Explanation['subject']> {
  switch (stored.kind) {
    case 'refusal':
      return { kind: 'refusal', type: stored.type, code: stored.code, details: stored.details }
    case 'move':
      return { kind: 'move', move: moveOf(stored.row, names), superseded: !stored.current }
    case 'row': {
      const { unit, amount, from, to, rule, lot } = stored
      return {
        kind: 'row',
        row: { unit: unit === 'points' ? 'points' : 'growth', amount, from, to, rule: names.rule(rule) },
        lot: lot === null ? null : await lotOf(tx, memberId, lot, events),
        kept: to === 'reversed' ? await keptOf(tx, memberId, stored.cause, unit) : null,
      }
    }
  }
}

/** Where a lot came from, and from when its points could be spent. */
async function lotOf(tx: TenantTx, memberId: string, lot: string, events: Map<string, EventExplained>): Promise<LotExplained> {
  const { tenantId } = tx.scope
  const [activated] = await tx.sql<{ day: string }[]>`
    select business_day::text as day from ledger_entries
    where tenant_id = ${tenantId} and member_id = ${memberId} and unit = 'points' and lot = ${lot} and from_account = 'pending' and to_account in ('active', 'debt')
    order by recorded_at limit 1`
  const origin = events.get(lot) ?? null
  const day = lot.startsWith('day:') ? dayIn(lot) : null
  if (activated) return { origin, day, activates: activated.day }
  const [member] = await tx.sql<{ pending: MemberState['standing']['pending'] | null }[]>`
    select state->'standing'->'pending' as pending from members where tenant_id = ${tenantId} and id = ${memberId}`
  const waiting = member?.pending?.find((one) => one.id === lot)
  return { origin, day, activates: waiting === undefined ? null : waiting.activates === null ? 'waits' : isoOf(waiting.activates) }
}

/** What a refund left of its order: money, and what still stood for it in the unit of the row. Read from stored rows up to that refund. */
async function keptOf(tx: TenantTx, memberId: string, cause: string, unit: string): Promise<KeptExplained | null> {
  if (!isId(cause)) return null
  const { tenantId } = tx.scope
  const [kept] = await tx.sql<{ day: string; money: number; units: number }[]>`
    with refund as (
      select body->>'channel' as channel, body->>'order_no' as no, occurred_at from events
      where tenant_id = ${tenantId} and id = ${cause} and type = 'order.refunded' and body->>'order_no' is not null
    ), bought as (
      select o.business_day, o.paid, o.record->>'event' as event, r.channel, r.no, r.occurred_at
      from refund r join orders o on o.tenant_id = ${tenantId} and o.member_id = ${memberId} and o.channel = r.channel and o.order_no = r.no
    ), parts as (
      select e.id::text as id, e.type, (e.outcome->'trace'->>'base')::bigint as base
      from bought b join events e on e.tenant_id = ${tenantId} and e.member_id = ${memberId} and e.occurred_at <= b.occurred_at
        and e.type in ('order.paid', 'order.completed', 'order.refunded') and e.body->>'channel' = b.channel and e.body->>'order_no' = b.no
    )
    select b.business_day::text as day,
      (b.paid + coalesce((select sum(p.base) from parts p where p.type = 'order.refunded'), 0))::float8 as money,
      coalesce((select sum(case when l.from_account = 'issued' then l.amount when l.to_account = 'reversed' then -l.amount else 0 end)
        from ledger_entries l where l.tenant_id = ${tenantId} and l.member_id = ${memberId} and l.unit = ${unit}
          and (l.cause in (select p.id from parts p) or l.corrects in (select p.id from parts p))), 0)::float8 as units
    from bought b`
  return kept ? { orderDay: kept.day, money: kept.money, units: kept.units } : null
}
