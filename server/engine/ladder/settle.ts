import type { Day } from '../calendar/day'
import { nextPeriodStart, periodStart } from '../calendar/period'
import { type Gauge, nextMark, nextShift, readGauge, startsAnew } from '../measure/gauge'
import type { CompiledLadder, CompiledTier } from '../program/compile'
import type { LadderStanding } from '../state'
import { type Decisions, noDecisions } from '../trace'
import { type Moved, measuredOn, move, type Occasion, rankFor, rankOf, type Sight, slide } from './standing'
import { renewedUntil } from './validity'

/** As of which day a gauge is read at the end of a validity: one that begins anew at fixed dates, as it was on the last day. */
const asOfEnd = (gauge: Gauge, standing: LadderStanding, day: Day): Day =>
  startsAnew(gauge.window) && standing.until !== null && standing.until < day ? standing.until : day

/** Whether a tier says what keeps it, beside what reaches it. */
const saysWhatKeeps = (ladder: CompiledLadder, rank: number): boolean =>
  ladder.keepGauge !== null || (ladder.climbed[rank]?.keep ?? null) !== null

/**
 * Looks at a member on one ladder and moves them where they belong. A rise is at once, or at the start of a period. A
 * fall waits for a day step and, with a validity, for its end, unless the ladder lets a lower measure count at once. A
 * tier kept at that end runs for another period counted from the day it was entered; one not kept has its days of grace
 * and then goes as the ladder says. `before` is the measure as it was before the event. Returns the move, if any.
 */
export function settle(
  ladder: CompiledLadder,
  standing: LadderStanding,
  on: Occasion,
  sight: Sight,
  out: Decisions,
  before: number | null,
): Moved | null {
  const { state } = sight
  const measured = measuredOn(ladder, standing, state, on.day)
  const freed = passOverride(standing, on, measured, before)
  if (freed === 'held') return null
  const current = rankOf(ladder, standing)
  if (standing.held !== null) standing.held = measured > standing.held ? null : Math.min(standing.held, measured)
  const target = rankFor(ladder, measured, sight, on.day)
  // A tier given by hand up to a date ends there, whatever the validity says.
  if (on.forced === true || freed === 'over') {
    if (target !== current)
      return move(ladder, standing, state, target, on.as ?? (freed === 'over' ? 'released' : 'version'), on, measured, out)
    renew(ladder, standing, on.day)
    return null
  }
  const rising = ladder.spec.rises === undefined ? target : riseOf(ladder, standing, on, sight)
  if (rising > current && standing.held === null) return move(ladder, standing, state, rising, on.as ?? 'reached', on, measured, out)
  if (standing.grace !== null && standing.grace >= on.day && keeps(ladder, standing, current, on.day, sight))
    renew(ladder, standing, on.day)
  // Where members rise with a period, what was earned by the day before keeps a tier as it lifts to it.
  const keepsOn = ladder.spec.rises !== undefined && rising >= current && rising >= 0
  if (on.kind === 'step' && standing.until !== null && on.day > standing.until && keepsOn) renew(ladder, standing, on.day)
  if (on.kind === 'step' && standing.until !== null && on.day > (standing.grace ?? standing.until))
    return end(ladder, standing, current, on, sight, measured, out)
  if (target < current && mayFall(ladder, on, measured, before))
    return move(ladder, standing, state, target, on.as ?? 'fell', on, measured, out)
  return null
}

/** The rank a member may rise to at the start of a period: what was earned by the day before. */
function riseOf(ladder: CompiledLadder, standing: LadderStanding, on: Occasion, sight: Sight): number {
  const { rises } = ladder.spec
  if (rises === undefined || on.kind !== 'step' || periodStart(rises.period, on.day) !== on.day) return -1
  const yesterday = on.day - 1
  return rankFor(ladder, readGauge(ladder.gauge, sight.state, standing, yesterday), sight, on.day, yesterday)
}

/** Where a tier given by hand stands in the way: `held` while it does, `over` when its last day has passed. */
function passOverride(standing: LadderStanding, on: Occasion, measured: number, before: number | null): 'held' | 'over' | 'free' {
  const { override } = standing
  if (override === null) return 'free'
  if (override.until !== null && on.day > override.until) {
    if (on.kind !== 'step') return 'held'
    standing.override = null
    return override.byHand ? 'over' : 'free'
  }
  if (override.locked) return 'held'
  // It stands until the next thing that changes what the ladder measures.
  if (on.kind === 'step' || before === null || measured === before) return 'held'
  standing.override = null
  return 'free'
}

/** Where a fall need not wait for the end of a validity: tiers worked out daily, and at once where the ladder says so. */
function mayFall(ladder: CompiledLadder, on: Occasion, measured: number, before: number | null): boolean {
  const daily = ladder.spec.validity.kind === 'none'
  if (on.kind === 'step') return daily
  return ladder.spec.falls === 'at_once' && before !== null && measured < before
}

/** Whether a tier is kept at the end of its validity. */
function keeps(ladder: CompiledLadder, standing: LadderStanding, rank: number, day: Day, sight: Sight): boolean {
  const tier = ladder.climbed[rank] as CompiledTier | undefined
  if (!tier) return true
  const endDay = standing.until !== null && standing.until < day ? standing.until : day
  if (!saysWhatKeeps(ladder, rank)) return earnedAtEnd(ladder, standing, rank, day, sight) >= rank
  const gauge = ladder.keepGauge ?? ladder.gauge
  const measured = readGauge(gauge, sight.state, standing, asOfEnd(gauge, standing, day))
  const minimum = tier.keep?.minimum ?? tier.threshold ?? 0
  return measured >= minimum && (tier.keep?.check == null || tier.keep.check(sight.values(day, endDay)) === -1)
}

/**
 * The rank that is earned at the end of a validity. A tier held through the very period that earned it lapses with the
 * period: the new one begins at nothing. In all other cases the period that ends is what counts.
 */
function earnedAtEnd(ladder: CompiledLadder, standing: LadderStanding, rank: number, day: Day, sight: Sight): number {
  const { validity } = ladder.spec
  const lapses = validity.kind === 'period' && validity.next !== true && !saysWhatKeeps(ladder, rank)
  const endDay = lapses || ladder.semantics < 2 ? day : asOfEnd(ladder.gauge, standing, day)
  if (endDay === day) return rankFor(ladder, measuredOn(ladder, standing, sight.state, day), sight, day)
  return rankFor(ladder, readGauge(ladder.gauge, sight.state, standing, endDay), sight, day, endDay)
}

function end(
  ladder: CompiledLadder,
  standing: LadderStanding,
  current: number,
  on: Occasion,
  sight: Sight,
  measured: number,
  out: Decisions,
): Moved | null {
  const { validity } = ladder.spec
  if (validity.kind === 'none' || validity.kind === 'forever' || keeps(ladder, standing, current, on.day, sight)) {
    renew(ladder, standing, on.day)
    return null
  }
  if (validity.graceDays !== undefined && standing.grace === null) {
    standing.grace = (standing.until as Day) + validity.graceDays
    if (on.day <= standing.grace) return null
  }
  const target = lowerRank(ladder, standing, current, on.day, sight)
  if (target >= current) {
    renew(ladder, standing, on.day)
    return null
  }
  const moved = move(ladder, standing, sight.state, target, on.as ?? 'ended', on, measured, out)
  // The measure did not decide this; it must be passed before it lifts again.
  if (validity.downgrade !== 'recalculate') standing.held = measuredOn(ladder, standing, sight.state, on.day)
  return moved
}

/** Where a tier that was not kept goes, by the ladder's policy. */
function lowerRank(ladder: CompiledLadder, standing: LadderStanding, current: number, day: Day, sight: Sight): number {
  const { validity } = ladder.spec
  if (validity.kind === 'none' || validity.kind === 'forever') return current
  const base = ladder.hasBase ? 0 : -1
  switch (validity.downgrade) {
    case 'recalculate':
      return earnedAtEnd(ladder, standing, current, day, sight)
    case 'one_level': {
      let rank = current - 1
      while (rank > base && ladder.climbed[rank]?.threshold === null) rank--
      return rank
    }
    case 'base':
      return base
    case 'never':
      return current
  }
}

/** Extends a validity that has ended, by whole periods from the day the tier was entered. */
function renew(ladder: CompiledLadder, standing: LadderStanding, day: Day): void {
  if (standing.until === null || (day <= standing.until && standing.grace === null)) return
  // Kept in its days of grace, a tier runs on as if it had been kept at its end.
  const ended = standing.until
  standing.until = renewedUntil(ladder.spec.validity, standing.anchor ?? day, ended, Math.max(day, ended + 1))
  standing.from = ended + 1
  standing.base = null
  standing.grace = null
}

/** The earlier of two dates of which the second counts only when it lies behind `day`. */
const sooner = (next: Day, candidate: Day | null, day: Day): Day =>
  candidate !== null && candidate > day && candidate < next ? candidate : next

/** The next date on which time alone could move a member, looking no further than the next change of what is measured. Null for never. */
export function nextLook(ladder: CompiledLadder, standing: LadderStanding, sight: Sight, day: Day): Day | null {
  const { state } = sight
  const { override } = standing
  // Nothing but its end is of interest while a hand holds the tier.
  if (override !== null) return override.until === null ? null : Math.max(override.until, day) + 1
  let next = Number.POSITIVE_INFINITY
  if (standing.until !== null) next = sooner(next, (standing.grace ?? standing.until) + 1, day)
  if (ladder.spec.validity.kind === 'none' || ladder.spec.rises !== undefined || ladder.asksTier) {
    const earned = rankFor(ladder, measuredOn(ladder, standing, state, day), sight, day)
    const current = rankOf(ladder, standing)
    if (ladder.spec.validity.kind === 'none' && earned < current) next = sooner(next, day + 1, day)
    if (ladder.spec.rises !== undefined && earned > current && standing.held === null)
      next = sooner(next, nextPeriodStart(ladder.spec.rises.period, day), day)
    // A tier that asks for the one below it is within reach on the day after that one.
    if (ladder.asksTier && ladder.spec.rises === undefined && earned > current && standing.held === null) next = sooner(next, day + 1, day)
  }
  for (let i = 0; i < ladder.watched.length; i++) {
    const { gauge, marks } = ladder.watched[i] as CompiledLadder['watched'][number]
    next = sooner(next, nextShift(gauge, state, standing, day, marks), day)
  }
  const { lastOrder } = state.history
  if (lastOrder !== null && ladder.orderMarks.length > 0) next = sooner(next, nextMark(lastOrder, day, ladder.orderMarks), day)
  return next === Number.POSITIVE_INFINITY ? null : next
}

/** How far the look ahead goes before it gives up and looks again on that day. */
const MOST_LOOKS = 2_000

/**
 * The first date on which time alone changes where a member stands: like `nextLook`, but looking through days that
 * change the measure and nothing else. This is what makes the nightly job's cost follow the work.
 */
export function nextChange(ladder: CompiledLadder, standing: LadderStanding, sight: Sight, day: Day): Day | null {
  // Conditions see the member as they are: where a ladder asks for its own tier, nobody looks further than one day ahead.
  if (ladder.asksTier && ladder.primary) return nextLook(ladder, standing, sight, day)
  const probe: LadderStanding = {
    ...standing,
    override: standing.override && { ...standing.override },
    base: standing.base && { ...standing.base },
  }
  let at = day
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const next = nextLook(ladder, probe, sight, at)
    if (next === null) return null
    slide(ladder, probe, sight.state, next)
    const { tier, until, grace, override, held } = probe
    settle(ladder, probe, { kind: 'step', day: next, cause: '', version: '' }, sight, noDecisions(), null)
    if (probe.tier !== tier || probe.until !== until || probe.grace !== grace || probe.override !== override || probe.held !== held)
      return next
    at = next
  }
  return at
}
