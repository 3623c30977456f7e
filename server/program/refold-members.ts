import { type Day, dayOf } from '@/server/engine/calendar/day'
import { Run } from '@/server/engine/evaluate'
import { type Folded, fold } from '@/server/engine/fold'
import type { Admit } from '@/server/engine/occurrence'
import type { Timeline } from '@/server/engine/program/compile'
import type { TierChange } from '@/server/engine/trace'
import type { LogEntry } from '@/server/engine/vocabulary'
import type { TenantTx } from '@/server/platform/database'
import type { Budgets } from './budgets'
import { giveGrants } from './grants'
import { missingFlows, type NetFlow, netFlows, postedFlows } from './ledger-sums'
import { type LockedMember, readLogs } from './member-rows'
import type { NewEvent, NewMovement, NewReminder } from './record'

/** A member to be folded again, and the entries that came behind others (none when a version did). */
export type RefoldTask = { member: LockedMember; fresh: LogEntry[]; reason: string }

/** A member folded from zero, and what has to be added so that what stands agrees with it. */
export type Refolded = {
  folded: Folded
  movements: NewMovement[]
  tierChanges: (TierChange & { memberId: string })[]
  /** Rewards that the fold found to be due. */
  granted: NewEvent[]
  /** What nobody has been told of yet. */
  reminders: NewReminder[]
}

/** How far a stored member has come: what a fold from zero must reach to be compared with it. */
export function reachOf(timeline: Timeline, member: LockedMember): { day: Day; at: number } | undefined {
  const { state } = member
  if (state === null || state.version === null) return undefined
  return { day: state.day, at: timeline.has(state.version) ? timeline.version(state.version).effectiveFrom : 0 }
}

/**
 * Folds members again. Entries that are new write rows of their own; what they change of earlier causes is added as
 * corrections that name those causes, and tier changes that no longer hold are marked superseded. Nothing is rewritten.
 */
export async function refoldMembers(
  tx: TenantTx,
  timeline: Timeline,
  tasks: readonly RefoldTask[],
  budgets: Budgets | null,
): Promise<Map<string, Refolded>> {
  const ids = tasks.map((task) => task.member.id)
  await budgets?.recall(ids)
  const [logs, posted, histories] = await Promise.all([readLogs(tx, ids), postedFlows(tx, ids), readTierHistory(tx, ids)])
  const results = new Map<string, Refolded>()
  const superseded: { id: string; reason: string }[] = []
  for (const { member, fresh, reason } of tasks) {
    const log = [...(logs.get(member.id) ?? []), ...fresh]
    const reach = reachOf(timeline, member)
    const joined = dayOf(member.joined_on)
    const folding = (admit?: Admit) => fold(timeline, log, reach, { joined, admit })
    const once = budgets ? budgets.fold(member.id, folding) : folding()
    const { folded, granted } = withGrants(timeline, once, member.id)
    const stored = histories.get(member.id) ?? []
    const kept = agreeing(stored, folded.decisions.tierChanges)
    superseded.push(...stored.filter((row) => !kept.has(row.id)).map((row) => ({ id: row.id, reason })))
    const standing = new Set(kept.values())
    results.set(member.id, {
      folded,
      granted,
      reminders: newsOf(folded, member, posted.get(member.id) ?? new Map()),
      movements: correctionsOf(
        folded,
        posted.get(member.id) ?? new Map(),
        [...fresh, ...granted.map(({ entry }) => entry)],
        reason,
        member.id,
      ),
      tierChanges: folded.decisions.tierChanges
        .filter((change) => !standing.has(change))
        .map((change) => ({ ...change, memberId: member.id })),
    })
  }
  await supersede(tx, superseded)
  return results
}

/** Of what a fold tells, what nobody was told: exchanges that the ledger does not have yet, and what lies behind the day the member had come to. */
function newsOf({ decisions }: Folded, member: LockedMember, posted: ReadonlyMap<string, NetFlow>): NewReminder[] {
  const exchanged = new Set([...posted.values()].filter((flow) => flow.high === 'redeemed').map((flow) => flow.about))
  const before = member.state?.day ?? Number.NEGATIVE_INFINITY
  return decisions.reminders
    .filter((reminder) => (reminder.kind === 'auto_redeemed' ? !exchanged.has(reminder.cause) : reminder.day > before))
    .map((reminder) => ({ ...reminder, memberId: member.id }))
}

/** Gives the rewards that a fold found to be due, behind everything else. */
function withGrants(timeline: Timeline, folded: Folded, memberId: string): { folded: Folded; granted: NewEvent[] } {
  if (folded.decisions.grants.length === 0) return { folded, granted: [] }
  const run = new Run(timeline, folded.state)
  run.decisions.grants.push(...folded.decisions.grants)
  const granted = giveGrants(run, memberId, timeline.version(folded.state.version as string).timeZone)
  const { movements, tierChanges, reminders, issues, goods, couponReturns, withdrawals } = run.decisions
  return {
    folded: {
      ...folded,
      state: run.state,
      nextDue: run.nextDue(),
      decisions: {
        ...folded.decisions,
        movements: [...folded.decisions.movements, ...movements],
        tierChanges: [...folded.decisions.tierChanges, ...tierChanges],
        reminders: [...folded.decisions.reminders, ...reminders],
        issues: [...folded.decisions.issues, ...issues],
        goods: [...folded.decisions.goods, ...goods],
        couponReturns: [...folded.decisions.couponReturns, ...couponReturns],
        withdrawals: [...folded.decisions.withdrawals, ...withdrawals],
      },
    },
    granted,
  }
}

function correctionsOf(
  folded: Folded,
  posted: Map<string, NetFlow>,
  fresh: readonly LogEntry[],
  reason: string,
  memberId: string,
): NewMovement[] {
  const isFresh = new Set(fresh.map((entry) => entry.id))
  const { movements } = folded.decisions
  const own = movements.filter((m) => isFresh.has(m.cause)).map((m): NewMovement => ({ ...m, memberId }))
  const day = fresh[0]?.day ?? folded.state.day
  const corrections = missingFlows(netFlows(movements.filter((m) => !isFresh.has(m.cause))), posted).map((flow): NewMovement => {
    const forward = flow.net > 0
    return {
      memberId,
      unit: flow.unit,
      amount: Math.abs(flow.net),
      from: forward ? flow.low : flow.high,
      to: forward ? flow.high : flow.low,
      lot: flow.lot,
      rule: flow.rule,
      cause: `refold:${reason}`,
      corrects: flow.about,
      version: folded.state.version as string,
      day,
      store: null,
    }
  })
  return [...own, ...corrections]
}

export type TierHistoryRow = {
  id: string
  member_id: string
  ladder: string
  ordinal: number
  counts_from: string
  from: string | null
  to: string | null
  cause: string
  measured: number
}

/** The tier history that counts, by member. */
export async function readTierHistory(tx: TenantTx, memberIds: string[]): Promise<Map<string, TierHistoryRow[]>> {
  const rows = await tx.sql<TierHistoryRow[]>`
    select id, member_id, ladder_id as ladder, ordinal, counts_from::text, from_tier as "from", to_tier as "to", cause, measured
    from tier_history where tenant_id = ${tx.scope.tenantId} and member_id = any (${memberIds}::uuid[]) and is_current
    order by member_id, ladder_id, ordinal`
  const byMember = new Map<string, TierHistoryRow[]>()
  for (const row of rows) byMember.set(row.member_id, [...(byMember.get(row.member_id) ?? []), row])
  return byMember
}

/** Which stored rows agree with which changes: same place, tiers, cause and measure. */
export function agreeing(stored: readonly TierHistoryRow[], wanted: readonly TierChange[]): Map<string, TierChange> {
  const places = new Map(wanted.map((change) => [`${change.ladder}\n${change.ordinal}`, change]))
  const kept = new Map<string, TierChange>()
  for (const row of stored) {
    const change = places.get(`${row.ladder}\n${row.ordinal}`)
    if (change && change.to === row.to && change.from === row.from && change.cause === row.cause && change.measured === row.measured)
      kept.set(row.id, change)
  }
  return kept
}

async function supersede(tx: TenantTx, rows: readonly { id: string; reason: string }[]): Promise<void> {
  if (rows.length === 0) return
  await tx.sql`
    update tier_history t set is_current = false, superseded_at = transaction_timestamp(), superseded_by = r.reason
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.reason)}::text[]) as r (id, reason)
    where t.tenant_id = ${tx.scope.tenantId} and t.id = r.id`
}
