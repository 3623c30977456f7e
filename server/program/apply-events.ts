import { Confirmations, lockOf } from '@/server/checkout/confirm-locks'
import { readLocks } from '@/server/checkout/lock-rows'
import { localDay } from '@/server/engine/calendar/zone'
import { Run } from '@/server/engine/evaluate'
import { MOST_TAGS, tagsAfter } from '@/server/engine/occurrence'
import type { Timeline } from '@/server/engine/program/compile'
import { type OwnWords, ownProblem } from '@/server/engine/program/own-values'
import type { Outcome } from '@/server/engine/trace'
import { businessKey, compareEntries, type FactBody, type LogEntry, orderKey } from '@/server/engine/vocabulary'
import { now } from '@/server/platform/clock'
import { appPool, inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { stillUseful } from './advance-members'
import { Budgets } from './budgets'
import { enrol } from './enrol-members'
import { giveGrants } from './grants'
import { contentHash, IncomingEvent, MOST_AHEAD_MS, MOST_EVENTS } from './incoming-event'
import { type EventAnswer, readKnown } from './known-events'
import { booksOf, type LockedMember, lockMembersByCode, ordersByNumber, stateOf } from './member-rows'
import { readTenantClock, readTimeline, type TenantClock } from './read-timeline'
import { type NewEvent, type Recording, record } from './record'
import { recordRefusals, refusedEvents } from './record-refusals'
import { type RefoldTask, refoldMembers } from './refold-members'

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

/** An event that passed every check, on its way into a member's log. */
type Accepted = { index: number; member: LockedMember; entry: LogEntry; businessKey: string | null; hash: Buffer }

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
  const codes = [...new Set(wellFormed.map(({ event }) => event.member))]
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
    const answer = known.answer(event, key, hash) ?? refuse(event, member, clock, stores, ownerOf, timeline.newest().own)
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
    accepted.push({ index, member: member as LockedMember, entry, businessKey: key, hash })
    known.remember(event, key, hash, index)
    if (event.body.type === 'order.paid') ownerOf.set(orderKey(event.body.channel, event.body.order_no), (member as LockedMember).id)
  }
  // First, so that a refund which is told with its order finds the coupons used.
  await checkout.settle()
  const outcomes = await evaluate(tx, timeline, clock, accepted, booksOf(orders))
  for (const { index, entry } of accepted) {
    if (index >= 0) answers[index] = { event_id: entry.key, status: 'applied', result: (outcomes.get(entry.id) as Outcome).answer }
  }
  known.answerRepeats(answers)
  return answers
}

/** Evaluates accepted entries member by member and records what follows. */
async function evaluate(
  tx: TenantTx,
  timeline: Timeline,
  clock: TenantClock,
  accepted: readonly Accepted[],
  books: ReturnType<typeof booksOf>,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  const recording: Recording = { events: [], movements: [], tierChanges: [], members: [], reminders: [] }
  const granted: NewEvent[] = []
  const today = localDay(clock.timeZone, now().getTime())
  const budgets = accepted.length > 0 ? await Budgets.open(tx, timeline) : null
  const behind: RefoldTask[] = []
  const byMember = new Map<LockedMember, LogEntry[]>()
  for (const { member, entry } of accepted) {
    const entries = byMember.get(member)
    if (entries) entries.push(entry)
    else byMember.set(member, [entry])
  }
  for (const [member, entries] of byMember) {
    entries.sort(compareEntries)
    const run = new Run(timeline, stateOf(member, books.get(member.id) ?? new Map()), budgets?.admitFor(member.id) ?? null)
    if (run.isOutdated() || run.isPast(entries[0] as LogEntry)) {
      behind.push({ member, fresh: entries, reason: (entries[0] as LogEntry).id })
      continue
    }
    const late = applyAll(run, member, entries, clock.timeZone, outcomes, granted)
    if (late) {
      budgets?.forget(member.id)
      behind.push({ member, fresh: entries, reason: (entries[0] as LogEntry).id })
      continue
    }
    const { state, decisions } = run
    recording.reminders?.push(...stillUseful(decisions.reminders, today).map((reminder) => ({ ...reminder, memberId: member.id })))
    for (const m of decisions.movements) recording.movements.push({ ...m, memberId: member.id })
    for (const c of decisions.tierChanges) recording.tierChanges.push({ ...c, memberId: member.id })
    recording.members.push({
      memberId: member.id,
      storeIds: withStores(member, entries),
      state,
      nextDue: run.nextDue(),
      program: timeline.version(state.version as string),
      orders: [...decisions.orders].flatMap((key) => {
        const order = state.history.book.get(key)
        return order ? [[key, order] as [string, typeof order]] : []
      }),
      coupons: decisions,
    })
  }
  if (behind.length > 0) granted.push(...(await foldAgain(tx, timeline, behind, recording, outcomes, budgets, today)))
  recording.events = accepted.map(
    ({ member, entry, businessKey, hash }): NewEvent => ({
      memberId: member.id,
      entry,
      businessKey,
      kind: 'fact',
      hash,
      outcome: outcomes.get(entry.id) as Outcome,
    }),
  )
  recording.events.push(...granted)
  await record(tx, recording)
  await budgets?.close()
  return outcomes
}

/**
 * Applies the entries of one member in order, rewards for entering a tier right behind what decided them. Answers true
 * when a reward came to stand before the next entry's place, and the whole is to be folded instead.
 */
function applyAll(
  run: Run,
  member: LockedMember,
  entries: readonly LogEntry[],
  timeZone: string,
  outcomes: Map<string, Outcome>,
  granted: NewEvent[],
): boolean {
  const own: NewEvent[] = []
  for (const entry of entries) {
    if (run.isPast(entry)) return true
    outcomes.set(entry.id, run.apply(entry))
    own.push(...giveGrants(run, member.id, timeZone))
  }
  granted.push(...own)
  return false
}

async function foldAgain(
  tx: TenantTx,
  timeline: Timeline,
  tasks: RefoldTask[],
  recording: Recording,
  outcomes: Map<string, Outcome>,
  budgets: Budgets | null,
  today: number,
): Promise<NewEvent[]> {
  const granted: NewEvent[] = []
  const refolded = await refoldMembers(tx, timeline, tasks, budgets)
  for (const { member, fresh } of tasks) {
    const result = refolded.get(member.id)
    if (!result) continue
    const { state, nextDue } = result.folded
    for (const entry of fresh) outcomes.set(entry.id, result.folded.outcomes.get(entry.id) as Outcome)
    recording.movements.push(...result.movements)
    recording.tierChanges.push(...result.tierChanges)
    granted.push(...result.granted)
    recording.reminders?.push(...stillUseful(result.reminders, today))
    recording.members.push({
      memberId: member.id,
      storeIds: withStores(member, fresh),
      state,
      nextDue,
      program: timeline.version(state.version as string),
      orders: [...state.history.book],
      coupons: result.folded.decisions,
    })
  }
  return granted
}

const withStores = (member: LockedMember, entries: readonly LogEntry[]): string[] => [
  ...new Set([...member.store_ids, ...entries.flatMap((e) => e.store ?? [])]),
]

/** Registration counts once a member, whatever key it comes under. */
const businessKeyOf = (body: FactBody, member: LockedMember | undefined): string | null =>
  body.type === 'member.registered' ? (member ? `registered:${member.id}` : null) : businessKey(body)

/** Why an event that is new cannot stand, if it cannot. */
function refuse(
  event: IncomingEvent,
  member: LockedMember | undefined,
  clock: TenantClock,
  stores: Map<string, string>,
  ownerOf: Map<string, string>,
  own: OwnWords,
): EventAnswer | null {
  const { body } = event
  if (!member) return refused(event.event_id, 'event.unknown_member', 'member')
  if (member.status === 'closed') return refused(event.event_id, 'event.member_closed', 'member')
  if (event.currency !== undefined && event.currency !== clock.currency) return refused(event.event_id, 'event.other_currency', 'currency')
  if (event.store !== undefined && !stores.has(event.store)) return refused(event.event_id, 'event.unknown_store', 'store')
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
      return { index: -1, member, entry, businessKey: `registered:${member.id}`, hash: contentHash(event, at) }
    })
}
