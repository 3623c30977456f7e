import type { Day } from '../calendar/day'
import type { Period } from '../calendar/period'
import type { Condition } from '../condition/condition'
import type { Window } from '../condition/window'
import { readGauge, startsAnew, windowEnd } from '../measure/gauge'
import type { CompiledLadder } from '../program/compile'
import type { LadderStanding, MemberState, Override } from '../state'
import type { Measure, Tier } from './ladder'
import { measuredOn, rankOf, standingOn } from './standing'

type Measured = { measure: Measure; window: Window; category?: string /** May be below zero. */; measured: number }

/** How far a member is from the next tier that has a threshold and is shown to members. */
export type NextTier = {
  tier: Tier
  threshold: number
  missing: number
  /** What must hold as well, or is enough by itself. */
  requires: { mode: 'all' | 'any'; when: Condition } | null
  /** The last day on which what was measured so far still counts together, and how many days that is from today. */
  closes: Day | null
  daysLeft: number | null
  /** The period at whose start members move up, where that is not at once. */
  rises: Period | null
  /** Whether a measure that reaches the threshold must first grow beyond what it was at a fall. */
  held: boolean
}

/** How far a member is from keeping the tier at its end. */
export type Keeping = Measured & { minimum: number; missing: number; when: Condition | null }

/** How far a member is on a ladder: what the page and the API say in words. Amounts are minor units for money, whole numbers otherwise. */
export type Progress = Measured & {
  ladder: { id: string; name: string }
  tier: Tier | null
  next: NextTier | null
  /** The last day the tier is sure, and how many days that is from today; null when it has no end. */
  until: Day | null
  daysLeft: number | null
  /** What keeps it then; nothing when it has no end, is never lost, or its measure begins anew after the end. */
  keep: Keeping | null
  /** The last of the days in which a tier that has ended can still be kept. */
  grace: Day | null
  /** A tier given by hand, or a lock. */
  override: Override | null
}

const leftOf = (until: Day | null, today: Day): number | null => (until === null ? null : Math.max(0, until - today))

/** Progress on one ladder that the member stands on, as of a local date to which the state has come. */
export function progressOf(ladder: CompiledLadder, state: MemberState, today: Day): Progress {
  const { spec } = ladder
  const standing = standingOn(ladder, state.standing)
  const rank = rankOf(ladder, standing)
  const measured = measuredOn(ladder, standing, state, today)
  return {
    ladder: { id: ladder.id, name: ladder.name },
    measure: spec.measure,
    window: spec.window,
    ...(spec.category === undefined ? {} : { category: spec.category }),
    measured,
    tier: ladder.tiers[rank] ?? null,
    next: nextOf(ladder, standing, state, rank, measured, today),
    until: standing.until,
    daysLeft: leftOf(standing.grace ?? standing.until, today),
    keep: keepingOf(ladder, standing, state, rank, today),
    grace: standing.grace,
    override: standing.override,
  }
}

function nextOf(
  ladder: CompiledLadder,
  standing: LadderStanding,
  state: MemberState,
  rank: number,
  measured: number,
  today: Day,
): NextTier | null {
  for (const tier of ladder.tiers.slice(rank + 1)) {
    if (tier.hidden || tier.threshold === null) continue
    const closes = windowEnd(ladder.gauge.window, state.history, today)
    return {
      tier,
      threshold: tier.threshold,
      missing: Math.max(0, tier.threshold - measured),
      requires: tier.requires ?? null,
      closes,
      daysLeft: leftOf(closes, today),
      rises: ladder.spec.rises?.period ?? null,
      held: standing.held !== null && measured <= standing.held,
    }
  }
  return null
}

function keepingOf(ladder: CompiledLadder, standing: LadderStanding, state: MemberState, rank: number, today: Day): Keeping | null {
  const { validity, retention } = ladder.spec
  const tier = ladder.tiers[rank]
  if (!tier || standing.until === null || validity.kind === 'none' || validity.kind === 'forever' || validity.downgrade === 'never')
    return null
  const gauge = ladder.keepGauge ?? ladder.gauge
  const says = retention !== undefined || tier.keep !== undefined
  // Held through the very period that earned it, the tier lapses with it: what is measured now keeps nothing.
  if (!says && validity.kind === 'period' && validity.next !== true && startsAnew(gauge.window)) return null
  const minimum = tier.keep?.minimum ?? tier.threshold
  if (minimum === null) return null
  // In the days of grace a period that begins anew is still looked at as it was on the last day.
  const day = startsAnew(gauge.window) && standing.until < today ? standing.until : today
  const measured = readGauge(gauge, state, standing, day)
  return {
    measure: gauge.measure,
    window: gauge.window,
    ...(gauge.category === undefined ? {} : { category: gauge.category }),
    measured,
    minimum,
    missing: Math.max(0, minimum - measured),
    when: tier.keep?.when ?? null,
  }
}
