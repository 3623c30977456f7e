import { startOfDay } from '@/server/engine/calendar/zone'
import type { Run } from '@/server/engine/evaluate'
import type { Grant, Outcome } from '@/server/engine/trace'
import { compareEntries, type LogEntry } from '@/server/engine/vocabulary'
import { newId } from '@/server/platform/ids'
import type { NewEvent } from './record'

/** Who writes grants into the log. */
const SOURCE = 'rungs'

/**
 * Puts rewards into a member's log, right behind everything that has been applied, and applies them. A reward is given
 * once: from here on it is a fact that no fold decides again. Returns the entries to record.
 */
export function giveGrants(run: Run, grants: readonly Grant[], memberId: string, timeZone: string): NewEvent[] {
  if (grants.length === 0) return []
  const { day } = run.state
  const at = Math.max(run.state.position?.[0] ?? 0, startOfDay(timeZone, day))
  return grants
    .map(
      ({ ladder, tier, cycle, points, day: entered }): LogEntry => ({
        id: newId(),
        source: SOURCE,
        key: `entry:${memberId}:${ladder}:${tier}:${entered}`,
        at,
        day,
        store: null,
        body: { type: 'points.granted', amount: points, ladder, tier, cycle },
      }),
    )
    .sort(compareEntries)
    .map((entry) => ({
      memberId,
      entry,
      businessKey: null,
      kind: 'grant' as const,
      hash: Buffer.from(entry.key),
      outcome: run.apply(entry),
    }))
}

/** Applies an entry and at once the rewards that it decided. Returns its outcome and the entries of the rewards. */
export function applyWithGrants(run: Run, entry: LogEntry, memberId: string, timeZone: string): { outcome: Outcome; granted: NewEvent[] } {
  const from = run.decisions.grants.length
  const outcome = run.apply(entry)
  return { outcome, granted: giveGrants(run, run.decisions.grants.slice(from), memberId, timeZone) }
}
