import { createHash } from 'node:crypto'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay, startOfDay } from '@/server/engine/calendar/zone'
import { decideSpend, Run } from '@/server/engine/evaluate'
import { availablePoints } from '@/server/engine/state'
import type { Answer } from '@/server/engine/trace'
import type { CommandBody, LogEntry } from '@/server/engine/vocabulary'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import { type Permission, storesOf, type TenantScope } from '@/server/platform/scope'
import { type LockedMember, lockMembersById, stateOf } from '@/server/program/member-rows'
import { readTenantClock, readTimeline } from '@/server/program/read-timeline'
import { Overtaken, record } from '@/server/program/record'
import { refoldMembers } from '@/server/program/refold-members'

/** A command of an operator about one member's points. `requestKey` makes a repeated click one command. */
export type PointsCommand = { memberId: string; amount: number; reason: string; requestKey: string; storeId?: string | undefined }

const SOURCE = 'console'
const TRIES = 4

/**
 * Decides a command once, at the server's time, under the member's lock; an accepted one enters the log with the lots
 * it took. Refuses when the member is unknown or closed, when fewer points can be spent, or when the request key was
 * used for something else.
 */
export async function acceptCommand(
  scope: TenantScope,
  permission: Permission,
  type: CommandBody['type'],
  command: PointsCommand,
): Promise<Answer> {
  for (let left = TRIES; ; left--) {
    try {
      return await inTenant(scope, permission, (tx) => decide(tx, type, command))
    } catch (error) {
      if (!(error instanceof Overtaken) || left === 1) throw error
    }
  }
}

async function decide(tx: TenantTx, type: CommandBody['type'], command: PointsCommand): Promise<Answer> {
  const hash = createHash('sha256')
    .update(JSON.stringify([type, command.memberId, command.amount, command.reason]))
    .digest()
  const [clock, [member]] = await Promise.all([readTenantClock(tx), lockMembersById(tx, [command.memberId])])
  if (!member) throw new Refusal('not_found', 'member.not_found')
  if (member.status === 'closed') throw new Refusal('conflict', 'member.closed')
  const earlier = await readEarlier(tx, command.requestKey)
  if (earlier) {
    if (earlier.hash !== hash.toString('hex')) throw new Refusal('conflict', 'points.request_repeated')
    return earlier.answer
  }
  const store = await storeOf(tx, command.storeId)
  const timeline = await readTimeline(tx, clock.last)
  const run = await upToDate(tx, member, timeline)
  const at = Math.max(
    now().getTime(),
    (run.state.position?.[0] ?? 0) + 1,
    run.state.day > 0 ? startOfDay(clock.timeZone, run.state.day) : 0,
  )
  const day = localDay(clock.timeZone, at)
  run.advance({ day, at })
  const takes = type === 'points.spent' || command.amount < 0
  const taken = takes ? decideSpend(run.state, Math.abs(command.amount)) : []
  if (taken === null)
    throw new Refusal('conflict', 'points.not_enough', { field: 'amount', details: { available: availablePoints(run.state.standing) } })
  const entry: LogEntry = {
    id: newId(),
    source: SOURCE,
    key: command.requestKey,
    at,
    day,
    store,
    body: { type, amount: command.amount, reason: command.reason, taken },
  }
  const outcome = run.apply(entry)
  const { state, decisions } = run
  await record(tx, {
    events: [{ memberId: member.id, entry, businessKey: null, kind: 'command', hash, outcome }],
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
      },
    ],
  })
  await audit(tx, {
    action: type,
    subject: 'member',
    subjectId: member.id,
    after: { event: entry.id, amount: command.amount, reason: command.reason, on: isoOf(day) },
  })
  return outcome.answer
}

/** The member's run, folded again first when a version has come into force before its last event. */
async function upToDate(tx: TenantTx, member: LockedMember, timeline: Parameters<typeof refoldMembers>[1]): Promise<Run> {
  const run = new Run(timeline, stateOf(member, new Map()))
  if (!run.isOutdated()) return run
  // A fold needs the whole log, also what a store manager may not see; nothing of it is shown.
  await tx.sql`select app_set_scope(${tx.scope.tenantId}::uuid, null)`
  const refolded = (await refoldMembers(tx, timeline, [{ member, fresh: [], reason: `command:${newId()}` }])).get(member.id)
  if (!refolded) return run
  await record(tx, {
    events: [],
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
      },
    ],
  })
  return new Run(timeline, refolded.folded.state)
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

async function readEarlier(tx: TenantTx, key: string): Promise<{ hash: string; answer: Answer } | undefined> {
  const [row] = await tx.sql<{ hash: string; answer: Answer }[]>`
    select encode(body_hash, 'hex') as hash, outcome->'answer' as answer from events
    where tenant_id = ${tx.scope.tenantId} and source = ${SOURCE} and event_key = ${key}`
  return row
}
