import { invitersIn, noteReferrals } from '@/server/campaign/note-referrals'
import { Confirmations, lockOf } from '@/server/checkout/confirm-locks'
import { readLocks } from '@/server/checkout/lock-rows'
import { localDay } from '@/server/engine/calendar/zone'
import { MOST_TAGS, tagsAfter } from '@/server/engine/occurrence'
import { type OwnWords, ownProblem } from '@/server/engine/program/own-values'
import type { Outcome } from '@/server/engine/trace'
import { businessKey, type FactBody, type LogEntry, orderKey } from '@/server/engine/vocabulary'
import { now } from '@/server/platform/clock'
import { appPool, inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { enrol } from './enrol-members'
import { type EntryToBe, evaluateEntries } from './evaluate-entries'
import { contentHash, IncomingEvent, MOST_AHEAD_MS, MOST_EVENTS } from './incoming-event'
import { type EventAnswer, readKnown } from './known-events'
import { booksOf, type LockedMember, lockMembersByCode, ordersByNumber } from './member-rows'
import { readTenantClock, readTimeline, type TenantClock } from './read-timeline'
import { recordRefusals, refusedEvents } from './record-refusals'

/**
 * Takes in up to 1,000 facts and says for each what became of it; one bad item never fails the others. Each is applied
 * exactly once: the same key and content again is `replayed`, the same order under another key `duplicate`, and either
 * with other content a `conflict`. A fact behind others folds its member again. Refuses as a whole only when there are
 * too many items or nothing has been published.
 */
export async function applyEvents(scope: TenantScope, items: readonly unknown[]): Promise<EventAnswer[]> {
  if (items.length > MOST_EVENTS) throw new Refusal('invalid', 'event.too_many', { details: { most: MOST_EVENTS } })
  const intake = items.map(readItem)
  const answers = await untilDone(() => inTenant(scope, 'event:write', (tx) => applyWithin(tx, intake)))
  await recordRefusals(scope, 'event:write', refusedEvents(items, answers))
  if (items.length >= WORTH_ANALYSING) await refreshStatistics()
  return answers
}

// Smaller batches do not outgrow a plan.
const WORTH_ANALYSING = 100
let statisticsAreGrown = false

/** Has a young database look at its tables again; once they are grown, it keeps up by itself. */
async function refreshStatistics(): Promise<void> {
  if (statisticsAreGrown) return
  const [row] = await appPool()<{ grown: boolean }[]>`select app_refresh_statistics() as grown`
  statisticsAreGrown = row?.grown ?? false
}

/** An item that is well formed, or the answer that it is not. */
type Intake = { event: IncomingEvent; at: number } | { answer: EventAnswer }

function readItem(item: unknown): Intake {
  const parsed = IncomingEvent.safeParse(item)
  if (parsed.success) {
    const at = Date.parse(parsed.data.occurred_at)
    return at > now().getTime() + MOST_AHEAD_MS
      ? { answer: refused(parsed.data.event_id, 'event.too_far_ahead', 'occurred_at') }
      : { event: parsed.data, at }
  }
  const issue = parsed.error.issues[0]
  const named = (item as { event_id?: unknown } | null)?.event_id
  const path = issue?.path.join('.') ?? ''
  const field = issue?.code === 'unrecognized_keys' ? [path, issue.keys[0]].filter(Boolean).join('.') : path
  return { answer: refused(typeof named === 'string' ? named : '', issue?.code === 'custom' ? issue.message : 'event.malformed', field) }
}

const refused = (event_id: string, code: string, field?: string): EventAnswer => ({
  event_id,
  status: 'refused',
  code,
  ...(field ? { field } : {}),
})

/** An event that passed every check, and its place among those that came in. */
type Accepted = EntryToBe & { index: number }

/** The same inside a transaction that the caller holds; may throw Overtaken, and the whole is then to be tried again. */
export async function applyEventsWithin(tx: TenantTx, items: readonly unknown[]): Promise<EventAnswer[]> {
  return applyWithin(tx, items.map(readItem))
}

async function applyWithin(tx: TenantTx, intake: readonly Intake[]): Promise<EventAnswer[]> {
  const answers: EventAnswer[] = []
  const wellFormed = intake.flatMap((item, index) => {
    if ('event' in item) return [{ ...item, index }]
    answers[index] = item.answer
    return []
  })
  if (wellFormed.length === 0) return answers
  const codes = [...new Set([...wellFormed.map(({ event }) => event.member), ...invitersIn(wellFormed.map(({ event }) => event.body))])]
  const members = new Map<string, LockedMember>()
  const refunds = wellFormed.flatMap(({ event: { body } }) =>
    (body.type === 'order.refunded' || body.type === 'order.completed') && body.order_no !== undefined
      ? [{ channel: body.channel, order_no: body.order_no }]
      : [],
  )
  const locks = wellFormed.flatMap(({ event }) => lockOf(event) ?? [])
  const keysOf = () => wellFormed.map(({ event }) => businessKeyOf(event.body, members.get(event.member)))
  const readTaken = () =>
    Promise.all([
      readKnown(
        tx,
        wellFormed.map(({ event }) => event),
        keysOf(),
      ),
      refunds.length === 0
        ? []
        : ordersByNumber(
            tx,
            refunds.map((r) => r.channel),
            refunds.map((r) => r.order_no),
          ),
      locks.length === 0 ? [] : readLocks(tx, { ids: locks }),
    ])
  // The lock is asked for first. What follows it in one trip is run by the server behind it, so it sees what the last holder wrote.
  const [locked, clock, stores, early] = await Promise.all([
    lockMembersByCode(tx, codes),
    readTenantClock(tx),
    readStores(
      tx,
      wellFormed.flatMap(({ event }) => event.store ?? []),
    ),
    readTaken(),
  ])
  for (const member of locked) members.set(member.code, member)
  const timeline = await readTimeline(tx, clock)
  const enrolled = await enrolUnknown(tx, clock, wellFormed, members)
  // A member enrolled now was not under lock yet, and the key of a registration names its member.
  const readAgain = members.size > locked.length || wellFormed.some(({ event }) => event.body.type === 'member.registered')
  const [known, orders, held] = readAgain ? await readTaken() : early

  const hashes = wellFormed.map(({ event, at }) => contentHash(event, at))
  const businessKeys = keysOf()
  const ownerOf = new Map(orders.map((order) => [orderKey(order.channel, order.order_no), order.member_id]))

  const accepted: Accepted[] = [...enrolled]
  const checkout = new Confirmations(tx, held)
  for (const [i, { event, at, index }] of wellFormed.entries()) {
    const member = members.get(event.member)
    const hash = hashes[i] as Buffer
    const key = businessKeys[i] ?? null
    const answer = known.answer(event, key, hash) ?? refuse(event, members, clock, stores, ownerOf, timeline.newest().own)
    if (answer) {
      answers[index] = answer
      continue
    }
    const entry: LogEntry = {
      id: newId(),
      source: event.source,
      key: event.event_id,
      at,
      day: localDay(clock.timeZone, at),
      store: event.store === undefined ? null : (stores.get(event.store) ?? null),
      body:
        event.earns === false && (event.body.type === 'order.paid' || event.body.type === 'order.refunded')
          ? { ...event.body, earns: false }
          : event.body,
    }
    const unconfirmed = lockOf(event) === undefined ? null : await checkout.confirm(event, member as LockedMember, entry, timeline)
    if (unconfirmed) {
      answers[index] = unconfirmed
      continue
    }
    accepted.push({ index, kind: 'fact', member: member as LockedMember, entry, businessKey: key, hash })
    known.remember(event, key, hash, index)
    if (event.body.type === 'order.paid') ownerOf.set(orderKey(event.body.channel, event.body.order_no), (member as LockedMember).id)
  }
  // First, so that a refund which is told with its order finds the coupons used.
  await checkout.settle()
  const outcomes = await evaluateEntries(tx, timeline, clock, accepted, { books: booksOf(orders) })
  await noteReferrals(tx, accepted, members)
  for (const { index, entry } of accepted) {
    if (index >= 0) answers[index] = { event_id: entry.key, status: 'applied', result: (outcomes.get(entry.id) as Outcome).answer }
  }
  known.answerRepeats(answers)
  return answers
}

/** Registration counts once a member, whatever key it comes under. */
const businessKeyOf = (body: FactBody, member: LockedMember | undefined): string | null =>
  body.type === 'member.registered' ? (member ? `registered:${member.id}` : null) : businessKey(body)

/** Why an event that is new cannot stand, if it cannot. */
function refuse(
  event: IncomingEvent,
  members: ReadonlyMap<string, LockedMember>,
  clock: TenantClock,
  stores: Map<string, string>,
  ownerOf: Map<string, string>,
  own: OwnWords,
): EventAnswer | null {
  const { body } = event
  const member = members.get(event.member)
  if (!member) return refused(event.event_id, 'event.unknown_member', 'member')
  if (member.status === 'closed') return refused(event.event_id, 'event.member_closed', 'member')
  if (event.currency !== undefined && event.currency !== clock.currency) return refused(event.event_id, 'event.other_currency', 'currency')
  if (event.store !== undefined && !stores.has(event.store)) return refused(event.event_id, 'event.unknown_store', 'store')
  if (body.type === 'member.registered' && body.invited_by !== undefined && !members.has(body.invited_by))
    return refused(event.event_id, 'event.unknown_inviter', 'body.invited_by')
  if (body.type === 'member.tagged' && tagsAfter(member.state?.history.tags ?? [], body).length > MOST_TAGS)
    return refused(event.event_id, 'event.too_many_tags', 'body.add')
  if ((body.type === 'order.refunded' || body.type === 'order.completed') && body.order_no !== undefined) {
    const owner = ownerOf.get(orderKey(body.channel, body.order_no))
    if (owner !== undefined && owner !== member.id) return refused(event.event_id, 'event.order_of_another_member', 'body.order_no')
  }
  const problem = ownProblem(body, own)
  return problem && refused(event.event_id, problem.code, problem.field)
}

async function readStores(tx: TenantTx, codes: string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await tx.sql<
    { id: string; code: string }[]
  >`select id, code from stores where tenant_id = ${tx.scope.tenantId} and code = any (${[...new Set(codes)]}::text[])`
  return new Map(rows.map((row) => [row.code, row.id]))
}

/** Enrols the unknown members of events that ask for it, and gives each the fact of its registration. */
async function enrolUnknown(
  tx: TenantTx,
  clock: TenantClock,
  items: readonly { event: IncomingEvent; at: number }[],
  members: Map<string, LockedMember>,
): Promise<Accepted[]> {
  const firsts = new Map<string, number>()
  for (const { event, at } of items) {
    if (members.has(event.member) || !(event.enrols ?? clock.enrolsUnknown)) continue
    firsts.set(event.member, Math.min(at, firsts.get(event.member) ?? at))
  }
  if (firsts.size === 0) return []
  const registering = new Set(items.flatMap(({ event }) => (event.body.type === 'member.registered' ? [event.member] : [])))
  const enrolled = await enrol(
    tx,
    [...firsts].map(([code, at]) => ({ code, at, day: localDay(clock.timeZone, at) })),
  )
  for (const member of enrolled.members) members.set(member.code, member)
  return enrolled.members
    .filter((member) => enrolled.made.has(member.code) && !registering.has(member.code))
    .map((member): Accepted => {
      const at = firsts.get(member.code) as number
      const event: IncomingEvent = {
        source: 'rungs',
        event_id: `registered:${member.id}`,
        member: member.code,
        occurred_at: new Date(at).toISOString(),
        body: { type: 'member.registered' },
      }
      const entry: LogEntry = {
        id: newId(),
        source: event.source,
        key: event.event_id,
        at,
        day: localDay(clock.timeZone, at),
        store: null,
        body: event.body,
      }
      return { index: -1, kind: 'fact', member, entry, businessKey: `registered:${member.id}`, hash: contentHash(event, at) }
    })
}
