import type { Day } from './calendar/day'
import { Run, type Until } from './evaluate'
import type { Admit } from './occurrence'
import type { Timeline } from './program/compile'
import { type MemberState, newState } from './state'
import type { Decisions, Outcome } from './trace'
import { compareEntries, type LogEntry } from './vocabulary'

/** A member from nothing: the state at the end of the log, everything that followed, and the outcome of each entry by its id. */
export type Folded = { state: MemberState; decisions: Decisions; outcomes: Map<string, Outcome>; nextDue: Day | null }

/** What a fold takes from outside the log: the day of joining, and what shared budgets let each entry have. */
export type Beginning = { joined?: Day; admit?: Admit | undefined }

/**
 * Folds a member's log, in its total order, and lets time pass up to `until` (no less far than the log itself goes).
 * The entries may come in any order. Rewards that the log holds already are not decided anew.
 */
export function fold(timeline: Timeline, log: readonly LogEntry[], until?: Until, from: Beginning = {}): Folded {
  const run = new Run(timeline, newState(from.joined ?? null), from.admit ?? null)
  const outcomes = new Map<string, Outcome>()
  for (const entry of inOrder(log)) outcomes.set(entry.id, run.apply(entry))
  if (until) run.advance({ day: Math.max(until.day, run.state.day), at: until.at })
  return { state: run.state, decisions: run.decisions, outcomes, nextDue: run.nextDue() }
}

/** A log in its total order; most come in it. */
function inOrder(log: readonly LogEntry[]): readonly LogEntry[] {
  for (let i = 1; i < log.length; i++)
    if (compareEntries(log[i - 1] as LogEntry, log[i] as LogEntry) > 0) return [...log].sort(compareEntries)
  return log
}
