import type { Day } from '../calendar/day'
import type { FactValues } from '../condition/compile'
import { type Gauge, gaugeKey, readDay, readGauge, rowsOf, windowStart } from '../measure/gauge'
import type { CompiledLadder, CompiledTier } from '../program/compile'
import type { LadderStanding, MemberState, Standing } from '../state'
import type { Decisions, MoveReason } from '../trace'
import { validUntil } from './validity'

/** The column of the day rows that a running window adds up, or null for what is measured each time anew. */
export const runningColumn = ({ measure, window }: Gauge): number | null => {
  if (window.kind === 'tier_period') return null
  switch (measure) {
    case 'net_spend':
      return 1
    case 'order_count':
      return 2
    case 'check_ins':
      return 3
    case 'growth':
      return 1
    default:
      return null
  }
}

const dayAt = (rows: readonly (readonly unknown[])[], place: number): Day => (rows[place] as readonly unknown[])[0] as Day

/** Moves the running window to a day, never back. */
export function slide(ladder: CompiledLadder, standing: LadderStanding, state: MemberState, day: Day): void {
  if (ladder.column === null || ladder.gauge.window.kind === 'lifetime') return
  const rows = rowsOf(ladder.gauge, state, standing)
  const start = windowStart(ladder.gauge.window, state.history, standing, day)
  while (standing.head < rows.length && dayAt(rows, standing.head) < start) {
    standing.sum -= (rows[standing.head] as number[])[ladder.column] as number
    standing.head++
  }
}

/** Measures the window anew, as when a version changed what is measured. */
export function remeasure(ladder: CompiledLadder, standing: LadderStanding, state: MemberState, day: Day): void {
  const { column } = ladder
  standing.head = 0
  standing.sum = 0
  if (column === null) return
  standing.sum = rowsOf(ladder.gauge, state, standing).reduce((sum, row) => sum + (row[column] as number), 0)
  slide(ladder, standing, state, day)
}

/** The ladder's measure now, the window having been moved to `day`. */
export const measuredOn = (ladder: CompiledLadder, standing: LadderStanding, state: MemberState, day: Day): number =>
  ladder.column === null ? readGauge(ladder.gauge, state, standing, day) : standing.sum

/** What a ladder needs to see of a member beside where it stands: the facts on a day, or as they were on the last day of a validity. */
export type Sight = { readonly state: MemberState; values(day: Day, endDay: Day): FactValues }

/** Whether a tier is earned by a measure and, where it asks for more, by what else is true. */
function isEarned(tier: CompiledTier, measured: number, sight: Sight, day: Day, endDay: Day): boolean {
  const met = tier.threshold !== null && measured >= tier.threshold
  if (tier.requires === null) return met
  if (tier.requires.mode === 'all' && tier.threshold !== null && !met) return false
  if (tier.requires.mode === 'any' && met) return true
  return tier.requires.check(sight.values(day, endDay)) === -1
}

/** The highest tier that is earned, as a rank; −1 below the first. A base tier (minimum 0) holds everyone; one given by hand only is passed over. */
export function rankFor(ladder: CompiledLadder, measured: number, sight: Sight, day: Day, endDay: Day = day): number {
  let rank = ladder.hasBase ? 0 : -1
  const { climbed } = ladder
  for (let i = 0; i < climbed.length; i++) if (isEarned(climbed[i] as CompiledTier, measured, sight, day, endDay)) rank = i
  return rank
}

/** Where a member stands on a ladder that its version knows. */
export const standingOn = (ladder: CompiledLadder, standing: Standing): LadderStanding => standing.ladders[ladder.id] as LadderStanding

/** Rank of the tier a member stands on; −1 for none. */
export const rankOf = (ladder: CompiledLadder, standing: LadderStanding): number =>
  standing.tier === null ? -1 : (ladder.ranks.get(standing.tier) ?? -1)

/** A ladder as a member first meets it: on its base tier, or on none. */
export function enter(ladder: CompiledLadder): LadderStanding {
  return {
    tier: ladder.hasBase ? (ladder.tiers[0]?.id ?? null) : null,
    anchor: null,
    from: null,
    base: null,
    until: null,
    grace: null,
    override: null,
    held: null,
    growth: 0,
    growthDays: [],
    sum: 0,
    head: 0,
    moves: 0,
    rewards: {},
  }
}

/** When and why a member is looked at: an event, or a day step; `forced` when the validity has no say; `as` what every move is then put down to. */
export type Occasion = { kind: 'event' | 'step'; day: Day; cause: string; version: string; forced?: boolean; as?: MoveReason }

/** A move along a ladder, as ranks. */
export type Moved = { from: number; to: number; reason: MoveReason }

/** Puts a member on a tier, which begins a validity of its own, and writes the change down. */
export function move(
  ladder: CompiledLadder,
  standing: LadderStanding,
  state: MemberState,
  to: number,
  reason: MoveReason,
  on: Occasion,
  measured: number,
  out: Decisions,
): Moved {
  const from = rankOf(ladder, standing)
  const tier = to < 0 ? null : (ladder.tiers[to]?.id ?? null)
  out.tierChanges.push({
    ladder: ladder.id,
    ordinal: standing.moves++,
    day: on.day,
    countsFrom: on.kind === 'step' ? on.day : on.day + 1,
    from: standing.tier,
    to: tier,
    reason,
    cause: on.cause,
    version: on.version,
    measured,
    threshold: ladder.tiers[Math.max(to, from)]?.threshold ?? 0,
  })
  standing.tier = tier
  standing.anchor = on.day
  standing.from = on.day
  // What the day had seen before the entry does not count for keeping the tier.
  standing.base = ladder.ofPeriod.length === 0 ? null : {}
  for (const gauge of ladder.ofPeriod) (standing.base as Record<string, number>)[gaugeKey(gauge)] = readDay(gauge, state, standing, on.day)
  standing.until = validUntil(ladder, to, on.day)
  standing.grace = null
  return { from, to, reason }
}
