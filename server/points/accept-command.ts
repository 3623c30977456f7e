import { createHash } from 'node:crypto'
import { type Day, isoOf } from '@/server/engine/calendar/day'
import { localDay, startOfDay } from '@/server/engine/calendar/zone'
import { decideSpend, Run } from '@/server/engine/evaluate'
import type { Program } from '@/server/engine/program/compile'
import { availablePoints, type MemberState } from '@/server/engine/state'
import type { Answer } from '@/server/engine/trace'
import type { CommandBody, LogEntry, Taken } from '@/server/engine/vocabulary'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import { type Permission, storesOf, type TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { stillUseful } from '@/server/program/advance-members'
import { Budgets } from '@/server/program/budgets'
import { giveGrants } from '@/server/program/grants'
import { type LockedMember, lockMembersById, stateOf } from '@/server/program/member-rows'
import { readTenantClock, readTimeline } from '@/server/program/read-timeline'
import { record } from '@/server/program/record'
import { type Refused, recordRefusals } from '@/server/program/record-refusals'
import { refoldMembers } from '@/server/program/refold-members'

/** What every command says: about whom, and the sender's own key, which makes a repeated click one command. */
export type CommandHead = {
  memberId: string
  requestKey: string
  storeId?: string | undefined
  /** Under whose name it enters the log; the console's unless told. `rungs` for what follows from something else that was asked. */
  source?: 'console' | 'rungs'
}

/** What became of a command: the entry of the log that holds it, what was written there, and what it came to. */
export type Accepted = { eventId: string; body: CommandBody; answer: Answer }

/** What a decider may look at: the member as of now, under lock. */
export type Situation = { tx: TenantTx; member: LockedMember; state: MemberState; program: Program; day: Day }

/**
 * One kind of command: what it says (two that say the same under one key are one), what enters the log if it is
 * accepted, and under which name it can be accepted only once. `decide` refuses by throwing.
 */
export type Decider = {
  says: readonly [type: CommandBody['type'], ...rest: unknown[]]
  decide: (situation: Situation) => CommandBody | Promise<CommandBody>
  once?: string
}

const CONSOLE = 'console'

/**
 * Decides a command once, at the server's time, under the member's lock; an accepted one enters the log with what it
 * took. Refuses when the member is unknown or closed, when the request key was used for something else, and whatever
 * the decider refuses.
 */
export async function acceptCommand(scope: TenantScope, permission: Permission, head: CommandHead, decider: Decider): Promise<Answer> {
  try {
    return (await untilDone(() => inTenant(scope, permission, (tx) => acceptWithin(tx, head, decider)))).answer
  } catch (error) {
    if (error instanceof Refusal) await recordRefusals(scope, permission, refusedCommand(error, head, decider))
    throw error
  }
}

/** What is kept of a refused command. One about nobody, or by somebody who may not, is no part of a member's life. */
function refusedCommand({ kind, code, field, details }: Refusal, head: CommandHead, { says }: Decider): Refused[] {
  if (kind === 'not_found' || kind === 'forbidden') return []
  return [
    {
      memberId: head.memberId,
      memberCode: null,
      source: head.source ?? CONSOLE,
      eventKey: head.requestKey,
      type: says[0],
      occurredAt: now().toISOString(),
      storeId: head.storeId ?? null,
      storeCode: null,
      code,
      field: field ?? null,
      details,
    },
  ]
}

/**
 * The same inside a transaction that the caller holds. May throw Overtaken: the whole transaction is then to be tried
 * again. A refusal leaves nothing behind only when the caller lets its transaction go with it.
 */
export async function acceptWithin(tx: TenantTx, head: CommandHead, decider: Decider): Promise<Accepted> {
  const source = head.source ?? CONSOLE
  const hash = createHash('sha256')
    .update(JSON.stringify([head.memberId, decider.says]))
    .digest()
  const [clock, [member]] = await Promise.all([readTenantClock(tx), lockMembersById(tx, [head.memberId])])
  if (!member) throw new Refusal('not_found', 'member.not_found')
  if (member.status === 'closed') throw new Refusal('conflict', 'member.closed')
  const earlier = await readEarlier(tx, source, head.requestKey)
  if (earlier) {
    if (earlier.hash !== hash.toString('hex')) throw new Refusal('conflict', 'points.request_repeated')
    return { eventId: earlier.id, body: earlier.body, answer: earlier.answer }
  }
  if (await isOthersKey(tx, source, head.requestKey)) throw new Refusal('conflict', 'points.request_repeated')
  const store = await storeOf(tx, head.storeId)
  const timeline = await readTimeline(tx, clock)
  const budgets = await Budgets.open(tx, timeline)
  const run = await upToDate(tx, member, timeline, budgets)
  const at = Math.max(
    now().getTime(),
    (run.state.position?.[0] ?? 0) + 1,
    run.state.day > 0 ? startOfDay(clock.timeZone, run.state.day) : 0,
  )
  const day = localDay(clock.timeZone, at)
  run.advance({ day, at })
  const body = await decider.decide({ tx, member, state: run.state, program: timeline.at(at), day })
  const entry: LogEntry = { id: newId(), source, key: head.requestKey, at, day, store, body }
  const outcome = run.apply(entry)
  const granted = giveGrants(run, member.id, clock.timeZone)
  const { state, decisions } = run
  await record(tx, {
    events: [{ memberId: member.id, entry, businessKey: decider.once ?? null, kind: 'command', hash, outcome }, ...granted],
    reminders: stillUseful(decisions.reminders, day).map((reminder) => ({ ...reminder, memberId: member.id })),
    movements: decisions.movements.map((m) => ({ ...m, memberId: member.id })),
    tierChanges: decisions.tierChanges.map((c) => ({ ...c, memberId: member.id })),
    members: [
      {
        memberId: member.id,
        storeIds: member.store_ids,
        state,
        nextDue: run.nextDue(),
        program: timeline.version(state.version as string),
        orders: [],
        coupons: decisions,
      },
    ],
  })
  await budgets?.close()
  await audit(tx, { action: body.type, subject: 'member', subjectId: member.id, after: { event: entry.id, ...told(body), on: isoOf(day) } })
  return { eventId: entry.id, body, answer: outcome.answer }
}

/** What the audit log says of a command: all of it but the lots, which the ledger has. */
function told(body: CommandBody): Record<string, unknown> {
  if (!('taken' in body)) return { ...body, until: 'until' in body && body.until !== null ? isoOf(body.until) : undefined }
  return { amount: body.amount, reason: body.reason, ...('spend' in body ? { spend: body.spend } : {}) }
}

/** The lots from which points are taken, earliest expiry first. Refuses with `points.not_enough` when there are fewer. */
export function takeFrom(state: MemberState, amount: number): Taken[] {
  const taken = decideSpend(state, amount)
  if (taken === null)
    throw new Refusal('conflict', 'points.not_enough', { field: 'amount', details: { available: availablePoints(state.standing) } })
  return taken
}

/** The member's run, folded again first when a version has come into force before its last event. */
async function upToDate(
  tx: TenantTx,
  member: LockedMember,
  timeline: Parameters<typeof refoldMembers>[1],
  budgets: Budgets | null,
): Promise<Run> {
  const admit = budgets?.admitFor(member.id) ?? null
  const run = new Run(timeline, stateOf(member, new Map()), admit)
  if (!run.isOutdated()) return run
  // A fold needs the whole log, also what a store manager may not see; nothing of it is shown.
  await tx.sql`select app_set_scope(${tx.scope.tenantId}::uuid, null)`
  const refolded = (await refoldMembers(tx, timeline, [{ member, fresh: [], reason: `command:${newId()}` }], budgets)).get(member.id)
  if (!refolded) return run
  await record(tx, {
    events: refolded.granted,
    movements: refolded.movements,
    tierChanges: refolded.tierChanges,
    members: [
      {
        memberId: member.id,
        storeIds: member.store_ids,
        state: refolded.folded.state,
        nextDue: refolded.folded.nextDue,
        program: timeline.version(refolded.folded.state.version as string),
        orders: [...refolded.folded.state.history.book],
        coupons: refolded.folded.decisions,
      },
    ],
  })
  return new Run(timeline, refolded.folded.state, admit)
}

/** Where it is done: the store named, or the only store of a store manager. Refuses a store that is not the actor's. */
async function storeOf(tx: TenantTx, named: string | undefined): Promise<string | null> {
  const own = storesOf(tx.scope.actor)
  if (named === undefined) return own?.length === 1 ? (own[0] ?? null) : null
  const [store] = await tx.sql<
    { id: string }[]
  >`select id from stores where tenant_id = ${tx.scope.tenantId} and id = ${named} and kind = 'store'`
  if (!store || (own !== null && !own.includes(named))) throw new Refusal('not_found', 'store.not_found')
  return store.id
}

/** Whether a request key was used where a store manager cannot look: its answer is not theirs, and the key is no longer free. */
async function isOthersKey(tx: TenantTx, source: string, key: string): Promise<boolean> {
  const { tenantId, actor } = tx.scope
  const own = storesOf(actor)
  if (own === null) return false
  await tx.sql`select app_set_scope(${tenantId}::uuid, null)`
  const earlier = await readEarlier(tx, source, key)
  await tx.sql`select app_set_scope(${tenantId}::uuid, ${[...own]}::uuid[])`
  return earlier !== undefined
}

type Earlier = { id: string; hash: string; body: CommandBody; answer: Answer }

async function readEarlier(tx: TenantTx, source: string, key: string): Promise<Earlier | undefined> {
  const [row] = await tx.sql<Earlier[]>`
    select id, encode(body_hash, 'hex') as hash, body, outcome->'answer' as answer from events
    where tenant_id = ${tx.scope.tenantId} and source = ${source} and event_key = ${key}`
  return row
}
