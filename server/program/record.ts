import { birthdayNumber } from '@/server/engine/calendar/birthday'
import { isoOf } from '@/server/engine/calendar/day'
import type { Program } from '@/server/engine/program/compile'
import { activePoints, type MemberState, type OrderRecord, pendingPoints, storedOf } from '@/server/engine/state'
import type { Movement, Outcome, Reminder, TierChange } from '@/server/engine/trace'
import type { LogEntry } from '@/server/engine/vocabulary'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Overtaken } from '@/server/platform/try-again'
import { type CouponNews, followDecisions, nameOfGift } from '../coupon/follow-decisions'
import { insertRefusals } from './record-refusals'

/** An entry of the log on its way into it. */
export type NewEvent = {
  memberId: string
  entry: LogEntry
  businessKey: string | null
  kind: 'fact' | 'command' | 'grant'
  hash: Buffer
  outcome: Outcome
}

/** A ledger row to be; a correction names the cause it puts right. */
export type NewMovement = Movement & { memberId: string; corrects?: string }

/** What a fold came to for one member, ready to be written. */
export type MemberResult = {
  memberId: string
  storeIds: string[]
  state: MemberState
  nextDue: number | null
  program: Program
  orders: [key: string, record: OrderRecord][]
  coupons: CouponNews
}

export type NewTierChange = TierChange & { memberId: string }

/** Something a member is to be told. */
export type NewReminder = Reminder & { memberId: string }

/** Everything one transaction writes about members, in set-based statements that travel together. */
export type Recording = {
  events: NewEvent[]
  movements: NewMovement[]
  tierChanges: NewTierChange[]
  members: MemberResult[]
  reminders?: NewReminder[]
}

/** Writes a recording. Throws Overtaken when a key of it has been taken meanwhile. */
export async function record(tx: TenantTx, { events, movements, tierChanges, members, reminders = [] }: Recording): Promise<void> {
  await Promise.all([
    insertEvents(tx, events),
    insertMovements(tx, movements),
    insertTierChanges(tx, tierChanges),
    upsertOrders(tx, members),
    updateMembers(tx, members),
    insertOutbox(tx, events, tierChanges, reminders),
  ])
  await recordCoupons(tx, members)
}

/** Follows what was decided about coupons. What could not be given is kept as a refusal, so that it can be explained. */
async function recordCoupons(tx: TenantTx, members: MemberResult[]): Promise<void> {
  const [first] = members
  if (!first) return
  const told = members.flatMap(({ memberId, coupons }) =>
    coupons.issues.length + coupons.goods.length + coupons.couponReturns.length + coupons.withdrawals.length > 0
      ? [{ memberId, news: coupons }]
      : [],
  )
  if (told.length === 0) return
  const notGiven = await followDecisions(tx, first.program.timeZone, told)
  if (notGiven.length === 0) return
  await insertRefusals(
    tx,
    notGiven.map(({ memberId, issue, template, code }) => ({
      memberId,
      memberCode: null,
      source: 'rungs',
      eventKey: nameOfGift(memberId, issue, template),
      type: 'coupon.issued',
      occurredAt: now().toISOString(),
      storeId: null,
      storeCode: null,
      code,
      field: null,
      details: {},
    })),
  )
}

async function insertEvents(tx: TenantTx, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const done = await tx.sql`
    insert into events (tenant_id, id, member_id, source, event_key, business_key, kind, type, occurred_at, business_day, store_id, body, body_hash, version_id, outcome)
    select ${tx.scope.tenantId}::uuid, e.id, e.member_id, e.source, e.event_key, e.business_key, e.kind, e.type, e.occurred_at, e.business_day, e.store_id,
           e.body::jsonb, decode(e.body_hash, 'hex'), e.version_id, e.outcome::jsonb
    from unnest(
      ${events.map((e) => e.entry.id)}::uuid[], ${events.map((e) => e.memberId)}::uuid[], ${events.map((e) => e.entry.source)}::text[],
      ${events.map((e) => e.entry.key)}::text[], ${events.map((e) => e.businessKey)}::text[], ${events.map((e) => e.kind)}::text[],
      ${events.map((e) => e.entry.body.type)}::text[], ${events.map((e) => new Date(e.entry.at).toISOString())}::timestamptz[],
      ${events.map((e) => isoOf(e.entry.day))}::date[], ${events.map((e) => e.entry.store)}::uuid[], ${events.map((e) => JSON.stringify(e.entry.body))}::text[],
      ${events.map((e) => e.hash.toString('hex'))}::text[], ${events.map((e) => e.outcome.trace.version)}::uuid[], ${events.map((e) => JSON.stringify(e.outcome))}::text[]
    ) as e (id, member_id, source, event_key, business_key, kind, type, occurred_at, business_day, store_id, body, body_hash, version_id, outcome)
    on conflict do nothing`
  if (done.count !== events.length) throw new Overtaken()
}

async function insertMovements(tx: TenantTx, movements: NewMovement[]): Promise<void> {
  if (movements.length === 0) return
  const ordinals = new Map<string, number>()
  const ordinalOf = (m: NewMovement): number => {
    const key = `${m.memberId}\n${m.cause}`
    const ordinal = ordinals.get(key) ?? 0
    ordinals.set(key, ordinal + 1)
    return ordinal
  }
  const done = await tx.sql`
    insert into ledger_entries (tenant_id, id, member_id, unit, amount, from_account, to_account, lot, cause, ordinal, corrects, rule_id, version_id, business_day, store_id)
    select ${tx.scope.tenantId}::uuid, m.id, m.member_id, m.unit, m.amount, m.from_account, m.to_account, m.lot, m.cause, m.ordinal, m.corrects, m.rule_id, m.version_id, m.business_day, m.store_id
    from unnest(
      ${movements.map(() => newId())}::uuid[], ${movements.map((m) => m.memberId)}::uuid[], ${movements.map((m) => m.unit)}::text[],
      ${movements.map((m) => m.amount)}::int8[], ${movements.map((m) => m.from)}::text[], ${movements.map((m) => m.to)}::text[],
      ${movements.map((m) => m.lot)}::text[], ${movements.map((m) => m.cause)}::text[], ${movements.map(ordinalOf)}::int4[],
      ${movements.map((m) => m.corrects ?? null)}::text[], ${movements.map((m) => m.rule)}::text[], ${movements.map((m) => m.version)}::uuid[],
      ${movements.map((m) => isoOf(m.day))}::date[], ${movements.map((m) => m.store)}::uuid[]
    ) as m (id, member_id, unit, amount, from_account, to_account, lot, cause, ordinal, corrects, rule_id, version_id, business_day, store_id)
    on conflict do nothing`
  if (done.count !== movements.length) throw new Overtaken()
}

async function insertTierChanges(tx: TenantTx, changes: NewTierChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.sql`
    insert into tier_history (tenant_id, id, member_id, ladder_id, ordinal, business_day, counts_from, from_tier, to_tier, cause, version_id, measured, threshold, reason)
    select ${tx.scope.tenantId}::uuid, c.id, c.member_id, c.ladder_id, c.ordinal, c.business_day, c.counts_from, c.from_tier, c.to_tier, c.cause, c.version_id, c.measured, c.threshold, c.reason
    from unnest(
      ${changes.map(() => newId())}::uuid[], ${changes.map((c) => c.memberId)}::uuid[], ${changes.map((c) => c.ladder)}::text[],
      ${changes.map((c) => c.ordinal)}::int4[], ${changes.map((c) => isoOf(c.day))}::date[], ${changes.map((c) => isoOf(c.countsFrom))}::date[],
      ${changes.map((c) => c.from)}::text[], ${changes.map((c) => c.to)}::text[], ${changes.map((c) => c.cause)}::text[],
      ${changes.map((c) => c.version)}::uuid[], ${changes.map((c) => c.measured)}::int8[], ${changes.map((c) => c.threshold)}::int8[], ${changes.map((c) => c.reason)}::text[]
    ) as c (id, member_id, ladder_id, ordinal, business_day, counts_from, from_tier, to_tier, cause, version_id, measured, threshold, reason)
    on conflict do nothing`
}

async function upsertOrders(tx: TenantTx, members: MemberResult[]): Promise<void> {
  const orders = members.flatMap(({ memberId, orders }) =>
    orders.map(([key, order]) => ({ memberId, key: key.split('\n') as [string, string], order })),
  )
  if (orders.length === 0) return
  await tx.sql`
    insert into orders (tenant_id, id, member_id, channel, order_no, business_day, store_id, paid, refunded, record)
    select ${tx.scope.tenantId}::uuid, o.id, o.member_id, o.channel, o.order_no, o.business_day, o.store_id, o.paid, o.refunded, o.record::jsonb
    from unnest(
      ${orders.map((o) => o.order.event)}::uuid[], ${orders.map((o) => o.memberId)}::uuid[], ${orders.map((o) => o.key[0])}::text[], ${orders.map((o) => o.key[1])}::text[],
      ${orders.map((o) => isoOf(o.order.day))}::date[], ${orders.map((o) => o.order.store)}::uuid[], ${orders.map((o) => o.order.paid)}::int8[],
      ${orders.map((o) => o.order.refunded)}::int8[], ${orders.map((o) => JSON.stringify(o.order))}::text[]
    ) as o (id, member_id, channel, order_no, business_day, store_id, paid, refunded, record)
    on conflict (tenant_id, channel, order_no) do update set refunded = excluded.refunded, record = excluded.record`
}

/** The columns of a member's row that are read from its state. */
export function columnsOf({ state, nextDue, program }: Pick<MemberResult, 'state' | 'nextDue' | 'program'>) {
  const primary = state.standing.ladders[program.primary.id]
  return {
    tier: primary?.tier ?? null,
    since: primary?.anchor == null ? null : isoOf(primary.anchor),
    until: primary?.until == null ? null : isoOf(primary.until),
    points: activePoints(state.standing),
    pending: pendingPoints(state.standing),
    debt: state.standing.debt,
    growth: primary?.growth ?? 0,
    netSpend: state.history.spend,
    orderCount: state.history.orders,
    lastOrder: state.history.lastOrder === null ? null : isoOf(state.history.lastOrder),
    birthday: birthdayNumber(state.history.birthday),
    nextDue: nextDue === null ? null : isoOf(nextDue),
  }
}

async function updateMembers(tx: TenantTx, members: MemberResult[]): Promise<void> {
  if (members.length === 0) return
  const rows = members.map((member) => ({ ...member, ...columnsOf(member) }))
  await tx.sql`
    update members m set
      store_ids = r.store_ids::uuid[], tier_id = r.tier_id, tier_since = r.tier_since, tier_until = r.tier_until, points = r.points, pending = r.pending, debt = r.debt, growth = r.growth,
      net_spend = r.net_spend, order_count = r.order_count, last_order_on = r.last_order_on, birthday = r.birthday, next_due_on = r.next_due_on, state = r.state::jsonb
    from unnest(
      ${rows.map((r) => r.memberId)}::uuid[], ${rows.map((r) => `{${r.storeIds.join(',')}}`)}::text[], ${rows.map((r) => r.tier)}::text[],
      ${rows.map((r) => r.since)}::date[], ${rows.map((r) => r.until)}::date[], ${rows.map((r) => r.points)}::int8[], ${rows.map((r) => r.pending)}::int8[], ${rows.map((r) => r.debt)}::int8[],
      ${rows.map((r) => r.growth)}::int8[], ${rows.map((r) => r.netSpend)}::int8[], ${rows.map((r) => r.orderCount)}::int4[],
      ${rows.map((r) => r.lastOrder)}::date[], ${rows.map((r) => r.birthday)}::int2[], ${rows.map((r) => r.nextDue)}::date[], ${rows.map((r) => JSON.stringify(storedOf(r.state)))}::text[]
    ) as r (id, store_ids, tier_id, tier_since, tier_until, points, pending, debt, growth, net_spend, order_count, last_order_on, birthday, next_due_on, state)
    where m.tenant_id = ${tx.scope.tenantId} and m.id = r.id`
}

/** One message for each event and each change of tier by time; what it says is read from the rows it names. */
async function insertOutbox(tx: TenantTx, events: NewEvent[], changes: NewTierChange[], reminders: NewReminder[]): Promise<void> {
  const messages = [
    ...events.map((e) => ({ memberId: e.memberId, topic: e.entry.body.type, cause: e.entry.id, payload: e.outcome.answer as unknown })),
    ...changes.map((c) => ({
      memberId: c.memberId,
      topic: 'tier.changed',
      cause: c.cause,
      payload: { ladder: c.ladder, from: c.from, to: c.to, on: isoOf(c.day) } as unknown,
    })),
    ...reminders.map(messageOf),
  ]
  if (messages.length === 0) return
  await tx.sql`
    insert into outbox (tenant_id, id, member_id, topic, cause, payload)
    select ${tx.scope.tenantId}::uuid, o.id, o.member_id, o.topic, o.cause, o.payload::jsonb
    from unnest(
      ${messages.map(() => newId())}::uuid[], ${messages.map((o) => o.memberId)}::uuid[], ${messages.map((o) => o.topic)}::text[],
      ${messages.map((o) => o.cause)}::text[], ${messages.map((o) => JSON.stringify(o.payload))}::text[]
    ) as o (id, member_id, topic, cause, payload)
    on conflict do nothing`
}

/** What a reminder tells, under a cause that makes it one of its kind. */
function messageOf(r: NewReminder): { memberId: string; topic: string; cause: string; payload: unknown } {
  switch (r.kind) {
    case 'points_expiring':
      return {
        memberId: r.memberId,
        topic: 'points.expiring',
        cause: `${isoOf(r.on)}:${r.days}`,
        payload: { amount: r.amount, on: isoOf(r.on), days: r.days },
      }
    case 'tier_ending':
      return {
        memberId: r.memberId,
        topic: 'tier.ending',
        cause: `${r.ladder}:${isoOf(r.on)}:${r.days}`,
        payload: { ladder: r.ladder, tier: r.tier, on: isoOf(r.on), days: r.days },
      }
    case 'auto_redeemed':
      return { memberId: r.memberId, topic: 'points.auto_redeemed', cause: r.cause, payload: { amount: r.amount, reward: r.reward } }
  }
}
