import type { Day } from '../calendar/day'
import type { CompiledLadder } from '../program/compile'
import type { LadderStanding } from '../state'
import type { Measure, Tier, Window } from './ladder'
import { rankOf } from './standing'

/** How far a member is on a ladder: what the page and the API say in words. */
export type Progress = {
  ladder: { id: string; name: string }
  measure: Measure
  window: Window
  /** The measure now: minor units for spend, whole numbers otherwise. May be below zero. */
  measured: number
  tier: Tier | null
  next: { tier: Tier; threshold: number; missing: number } | null
  /** The last day the tier is sure, and how many days that is from today; null when it has no end. */
  until: Day | null
  daysLeft: number | null
}

/** Progress on one ladder as of a local date. */
export function progressOf(ladder: CompiledLadder, standing: LadderStanding, today: Day): Progress {
  const rank = rankOf(ladder, standing)
  const next = ladder.tiers[rank + 1]
  return {
    ladder: { id: ladder.id, name: ladder.name },
    measure: ladder.spec.measure,
    window: ladder.spec.window,
    measured: standing.sum,
    tier: ladder.tiers[rank] ?? null,
    next: next ? { tier: next, threshold: next.threshold, missing: Math.max(0, next.threshold - standing.sum) } : null,
    until: standing.until,
    daysLeft: standing.until === null ? null : Math.max(0, standing.until - today),
  }
}
