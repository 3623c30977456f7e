import { isoOf } from '@/server/engine/calendar/day'
import type { OffExplained } from '@/server/engine/sentence/effect-verdict'
import type { EventExplained } from '@/server/engine/sentence/explained'
import type { Outcome, RuleTrace } from '@/server/engine/trace'
import type { StoredEventBody } from '@/server/engine/vocabulary'
import type { TenantTx } from '@/server/platform/database'
import type { ProgramNames } from '@/server/program/program-names'
import { campaignNames } from '../campaign/campaign-names'
import { campaignsNotOn } from '../campaign/campaigns-not-on'
import { actorNames } from './actor-names'

/** A stored event as it is told, and by which version it was judged. Rules are named by that version’s words. */
export type EventFacts = Omit<EventExplained, 'rules'> & {
  source: string
  channel: string | null
  version: number | null
  rules: { unit: 'points' | 'growth'; trace: RuleTrace }[]
  /** Of a spend: whether its points came back, all or some. */
  returned: boolean
}

type Row = {
  id: string
  source: string
  body: StoredEventBody
  outcome: Outcome
  version_id: string | null
  store: string | null
  occurred: string
  recorded: string
  day: string
  recorded_day: string
  by: string | null
  by_kind: 'operator' | 'key' | 'system' | null
  returned: boolean
}

const DAY_MS = 86_400_000

/** Stored events as they are told, by their ids. Those that the reader may not see are left out. */
export async function toldEvents(tx: TenantTx, ids: readonly string[], names: ProgramNames): Promise<Map<string, EventFacts>> {
  if (ids.length === 0) return new Map()
  const { tenantId } = tx.scope
  const rows = await tx.sql<Row[]>`
    select e.id, e.source, e.body, e.outcome, e.version_id, s.name as store, e.occurred_at::text as occurred, e.recorded_at::text as recorded,
           e.business_day::text as day, (e.recorded_at at time zone t.time_zone)::date::text as recorded_day, a.actor_id as by, a.actor_kind as by_kind,
           e.type = 'points.spent' and exists (
             select from events r where r.tenant_id = ${tenantId} and r.business_key = 'returned:' || e.id::text) as returned
    from events e
    join tenants t on t.id = ${tenantId}
    left join stores s on s.tenant_id = ${tenantId} and s.tenant_id = e.tenant_id and s.id = e.store_id
    left join audit_log a on a.tenant_id = ${tenantId} and a.tenant_id = e.tenant_id and e.source = 'console'
      and a.subject = 'member' and a.subject_id = e.member_id::text and a.action = e.type and a.after->>'event' = e.id::text
    where e.tenant_id = ${tenantId} and e.id = any (${[...ids]}::uuid[])`
  const people = await actorNames(
    tx,
    rows.flatMap((row) => (row.by && row.by_kind ? [{ kind: row.by_kind, id: row.by }] : [])),
  )
  const campaigns = await campaignNames(
    tx,
    rows.flatMap(({ body }) => ('effect' in body && body.effect !== undefined ? [body.effect] : [])),
  )
  const off = await campaignsNotOn(
    tx,
    rows.map(({ id, body, occurred }) => ({ id, type: body.type, at: Date.parse(occurred) })),
  )
  return new Map(rows.map((row) => [row.id, factsOf(row, names, people, campaigns, off.get(row.id) ?? [])]))
}

function factsOf(
  row: Row,
  names: ProgramNames,
  people: Map<string, string>,
  campaigns: Map<string, string>,
  off: OffExplained[],
): EventFacts {
  const { body } = row
  const { trace } = row.outcome
  const version = names.version(row.version_id ?? trace.version)
  const late = row.source !== 'import' && Date.parse(row.recorded) - Date.parse(row.occurred) > DAY_MS
  const ladders = version?.document.ladders.length ?? 1
  const ladder = 'ladder' in body ? body.ladder : null
  const tier = 'tier' in body && body.tier !== undefined ? names.tier(body.tier) : null
  return {
    type: body.type,
    source: row.source,
    day: row.day,
    late: late ? row.recorded_day : null,
    orderNo: 'order_no' in body ? (body.order_no ?? null) : null,
    channel: 'channel' in body && body.channel !== 'default' ? body.channel : null,
    money: moneyOf(body, trace.base),
    points: pointsOf(body),
    reason: 'reason' in body ? body.reason : null,
    by: row.by && row.by_kind ? (people.get(`${row.by_kind}:${row.by}`) ?? null) : null,
    store: row.store,
    event: body.type === 'custom' ? (version?.document.events?.find((one) => one.key === body.event)?.name ?? null) : null,
    tier: tier?.name ?? null,
    ladder: ladders > 1 && ladder !== null ? names.ladderName(ladder) : null,
    campaign: 'effect' in body && body.effect !== undefined ? (campaigns.get(body.effect) ?? null) : null,
    until: 'until' in body && body.until !== null ? isoOf(body.until) : null,
    locked: 'locked' in body && body.locked,
    tierBefore: names.tier(trace.tier)?.name ?? null,
    bonusBps: trace.bonusBps,
    rules: [
      ...trace.rules.map((one) => ({ unit: 'points' as const, trace: one })),
      ...trace.growth.map((one) => ({ unit: 'growth' as const, trace: one })),
    ],
    off,
    notes: trace.notes,
    returned: row.returned,
    version: version?.number ?? null,
  }
}

/** Money of an order or refund (of a refund by lines, what its lines came to), of a recharge, a membership or an own event. */
function moneyOf(body: StoredEventBody, base: number): number | null {
  switch (body.type) {
    case 'order.paid': {
      if (body.amount !== undefined) return body.amount
      const off = (body.discounts ?? []).reduce((sum, discount) => sum + discount.amount, 0)
      return (body.lines ?? []).reduce((sum, line) => sum + line.amount, 0) - off
    }
    case 'order.refunded':
      return body.amount ?? (base === 0 ? null : Math.abs(base))
    case 'stored.recharged':
    case 'membership.purchased':
      return body.amount
    case 'custom':
      return body.amount ?? null
    default:
      return null
  }
}

function pointsOf(body: StoredEventBody): number | null {
  switch (body.type) {
    case 'points.spent':
    case 'points.adjusted':
    case 'points.returned':
    case 'points.granted':
      return body.amount
    case 'campaign.granted':
      return body.points ?? null
    default:
      return null
  }
}
