import type { Day } from './calendar/day'
import { localDay, startOfDay } from './calendar/zone'
import type { Run } from './evaluate'
import type { Grant, Outcome } from './trace'
import type { GrantBody, LogEntry } from './vocabulary'

/** Under which id and key a reward stands in the log. */
export type Named = { id: string; source: string; key: string }

/** A moment later, so that a reward stands behind what decided it and behind the one before it; but on the same date. */
function momentAfter(at: number, day: Day, timeZone: string): number {
  const begins = startOfDay(timeZone, day)
  return at + 1 < begins ? begins : localDay(timeZone, at + 1) > day ? at : at + 1
}

/**
 * Puts the rewards that a run has decided into its log, one after the other behind everything that has been applied,
 * and applies them; one may lead to another. A reward is given once: from here on it is a fact that no fold decides
 * again.
 */
export function giveGrants(run: Run, timeZone: string, named: (grant: Grant) => Named): { entry: LogEntry; outcome: Outcome }[] {
  const given: { entry: LogEntry; outcome: Outcome }[] = []
  for (let grant = run.decisions.grants.shift(); grant; grant = run.decisions.grants.shift()) {
    const { day, position } = run.state
    const { ladder, tier, cycle, points: amount, coupons, goods, effect } = grant
    const entry: LogEntry = {
      ...named(grant),
      at: momentAfter(position?.[0] ?? 0, day, timeZone),
      day,
      store: null,
      body: {
        type: 'points.granted',
        amount,
        ladder,
        tier,
        entered: grant.day,
        cycle,
        ...(coupons ? { coupons } : {}),
        ...(goods ? { goods } : {}),
        ...(effect ? { effect } : {}),
      },
    }
    given.push({ entry, outcome: run.apply(entry) })
  }
  return given
}

/** Takes away what a reward that was given makes up for: those decided before it whose validity it reaches into. */
export function withoutGiven(wanted: readonly Grant[], { ladder, tier, entered, cycle, effect }: GrantBody): Grant[] {
  const reaches = (grant: Grant) => (cycle ?? Number.POSITIVE_INFINITY) >= grant.day && entered <= (grant.cycle ?? Number.POSITIVE_INFINITY)
  // A campaign gives once for a tier, whatever the validity.
  return wanted.filter(
    (grant) => grant.ladder !== ladder || grant.tier !== tier || grant.effect !== effect || (effect === undefined && !reaches(grant)),
  )
}
