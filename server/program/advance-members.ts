import { type Day, isoOf } from '@/server/engine/calendar/day'
import { Run } from '@/server/engine/evaluate'
import type { Timeline } from '@/server/engine/program/compile'
import type { Reminder } from '@/server/engine/trace'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { newsOf } from '../coupon/follow-decisions'
import { Budgets } from './budgets'
import { giveGrants } from './grants'
import { type LockedMember, stateOf } from './member-rows'
import { type Recording, record } from './record'
import { refoldMembers } from './refold-members'

/** Lets time pass for up to `limit` members that are due by `day`, in id order behind `after`. */
export async function advanceDue(
  tx: TenantTx,
  timeline: Timeline,
  until: { day: Day; at: number },
  after: string,
  limit: number,
): Promise<{ last: string | null; moved: number }> {
  const { tenantId } = tx.scope
  // Who is due is found by the index of due dates alone: walking all members in id order would cost as much on a night without any.
  const due = await tx.sql<LockedMember[]>`
    with due as materialized (
      select id from members
      where tenant_id = ${tenantId} and next_due_on <= ${isoOf(until.day)}::date and status = 'active')
    select id, code, status, store_ids, joined_on::text, state from members
    where tenant_id = ${tenantId} and next_due_on <= ${isoOf(until.day)}::date and status = 'active'
      and id = any (array(select d.id from due d where d.id > ${after}::uuid order by d.id limit ${limit}))
    order by id for update`
  const recording: Recording = { events: [], movements: [], tierChanges: [], members: [], reminders: [] }
  const budgets = due.length > 0 ? await Budgets.open(tx, timeline) : null
  const outdated: LockedMember[] = []
  for (const member of due) {
    const run = new Run(timeline, stateOf(member, new Map()), budgets?.admitFor(member.id) ?? null)
    if (run.isOutdated()) {
      outdated.push(member)
      continue
    }
    run.advance({ day: Math.max(until.day, run.state.day), at: until.at })
    take(recording, member, timeline, run, until.day)
  }
  if (outdated.length > 0) await advanceOutdated(tx, timeline, until, outdated, recording, budgets)
  await record(tx, recording)
  await budgets?.close()
  return { last: due.length < limit ? null : (due[due.length - 1]?.id ?? null), moved: due.length }
}

function take(recording: Recording, member: LockedMember, timeline: Timeline, run: Run, today: Day): void {
  const { state, decisions } = run
  const { timeZone } = timeline.version(state.version as string)
  recording.events.push(...giveGrants(run, member.id, timeZone))
  recording.reminders?.push(...stillUseful(decisions.reminders, today).map((reminder) => ({ ...reminder, memberId: member.id })))
  for (const movement of decisions.movements) recording.movements.push({ ...movement, memberId: member.id })
  for (const change of decisions.tierChanges) recording.tierChanges.push({ ...change, memberId: member.id })
  recording.members.push({
    memberId: member.id,
    storeIds: member.store_ids,
    state,
    nextDue: run.nextDue(),
    program: timeline.version(state.version as string),
    orders: [],
    coupons: newsOf(decisions),
  })
}

/** Members judged ahead of a version that has since come into force before their last event: folded again, then advanced. */
async function advanceOutdated(
  tx: TenantTx,
  timeline: Timeline,
  until: { day: Day; at: number },
  members: LockedMember[],
  recording: Recording,
  budgets: Budgets | null,
): Promise<void> {
  const refolded = await refoldMembers(
    tx,
    timeline,
    members.map((member) => ({ member, fresh: [], reason: `day:${isoOf(until.day)}:${newId()}` })),
    budgets,
  )
  for (const member of members) {
    const result = refolded.get(member.id)
    if (!result) continue
    recording.movements.push(...result.movements)
    recording.tierChanges.push(...result.tierChanges)
    recording.events.push(...result.granted)
    recording.reminders?.push(...stillUseful(result.reminders, until.day))
    const { state } = result.folded
    const run = new Run(timeline, state, budgets?.admitFor(member.id) ?? null)
    run.advance({ day: Math.max(until.day, state.day), at: until.at })
    const book = [...state.history.book]
    take(recording, member, timeline, run, until.day)
    const last = recording.members[recording.members.length - 1]
    if (!last) continue
    last.orders = book
    last.coupons = newsOf(result.folded.decisions, last.coupons)
  }
}

/** What is still worth telling: an exchange has happened; of what was to come, nobody is told once it is over. */
export const stillUseful = <R extends Reminder>(reminders: readonly R[], today: Day): R[] =>
  reminders.filter((reminder) => reminder.kind === 'auto_redeemed' || reminder.on >= today)
