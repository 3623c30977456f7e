import { localDay } from '@/server/engine/calendar/zone'
import { Run } from '@/server/engine/evaluate'
import type { Timeline } from '@/server/engine/program/compile'
import type { Outcome } from '@/server/engine/trace'
import { compareEntries, type LogEntry } from '@/server/engine/vocabulary'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { stillUseful } from './advance-members'
import { Budgets } from './budgets'
import { giveGrants } from './grants'
import { type booksOf, type LockedMember, stateOf } from './member-rows'
import type { TenantClock } from './read-timeline'
import { type NewEvent, type Recording, record } from './record'
import { type RefoldTask, refoldMembers } from './refold-members'

/** An entry on its way into the log of a member under lock. */
export type EntryToBe = {
  member: LockedMember
  entry: LogEntry
  kind: 'fact' | 'grant'
  businessKey: string | null
  hash: Buffer
}

/**
 * Evaluates new entries member by member and records what follows; one behind others folds its member again. Answers
 * what became of each, by its id. Whoever locked the budgets before hands them over.
 */
export async function evaluateEntries(
  tx: TenantTx,
  timeline: Timeline,
  clock: TenantClock,
  accepted: readonly EntryToBe[],
  { books = new Map(), budgets: locked }: { books?: ReturnType<typeof booksOf>; budgets?: Budgets | null } = {},
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  const recording: Recording = { events: [], movements: [], tierChanges: [], members: [], reminders: [] }
  const granted: NewEvent[] = []
  const today = localDay(clock.timeZone, now().getTime())
  const budgets = locked !== undefined ? locked : accepted.length > 0 ? await Budgets.open(tx, timeline) : null
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
    ({ member, entry, businessKey, kind, hash }): NewEvent => ({
      memberId: member.id,
      entry,
      businessKey,
      kind,
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
