import { startOfDay } from './calendar/zone'
import type { Run } from './evaluate'
import type { Grant, Outcome } from './trace'
import type { LogEntry } from './vocabulary'

/** Under which id and key a reward stands in the log. */
export type Named = { id: string; source: string; key: string }

/**
 * Puts the rewards that a run has decided into its log, one after the other behind everything that has been applied,
 * and applies them; one may lead to another. A reward is given once: from here on it is a fact that no fold decides
 * again.
 */
export function giveGrants(run: Run, timeZone: string, named: (grant: Grant) => Named): { entry: LogEntry; outcome: Outcome }[] {
  const given: { entry: LogEntry; outcome: Outcome }[] = []
  for (let grant = run.decisions.grants.shift(); grant; grant = run.decisions.grants.shift()) {
    const { day, position } = run.state
    const { ladder, tier, cycle, points: amount } = grant
    const entry: LogEntry = {
      ...named(grant),
      // A moment later, so that it stands behind what decided it and behind the reward before it.
      at: Math.max((position?.[0] ?? 0) + 1, startOfDay(timeZone, day)),
      day,
      store: null,
      body: { type: 'points.granted', amount, ladder, tier, entered: grant.day, cycle },
    }
    given.push({ entry, outcome: run.apply(entry) })
  }
  return given
}
