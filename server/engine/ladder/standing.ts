import { addMonths, type Day, nextYearStart, yearStart } from '../calendar/day'
import type { CompiledLadder } from '../program/compile'
import type { History, LadderStanding, Standing } from '../state'
import type { Decisions } from '../trace'

/** The rows a ladder measures and the column that counts. */
function rowsOf(ladder: CompiledLadder, standing: LadderStanding, history: History): { rows: readonly number[][]; column: number } {
  switch (ladder.spec.measure) {
    case 'net_spend':
      return { rows: history.days, column: 1 }
    case 'order_count':
      return { rows: history.days, column: 2 }
    case 'growth':
      return { rows: standing.growthDays, column: 1 }
  }
}

/** The first date inside the window on a day. */
function windowStart(ladder: CompiledLadder, day: Day): Day {
  const window = ladder.spec.window
  switch (window.kind) {
    case 'lifetime':
      return Number.NEGATIVE_INFINITY
    case 'rolling_days':
      return day - window.days
    case 'calendar_year':
      return yearStart(day)
  }
}

const dayAt = (rows: readonly number[][], place: number): Day => (rows[place] as number[])[0] as Day

/** Moves the running window to a day, never back. */
export function slide(ladder: CompiledLadder, standing: LadderStanding, history: History, day: Day): void {
  if (ladder.spec.window.kind === 'lifetime') return
  const { rows, column } = rowsOf(ladder, standing, history)
  const start = windowStart(ladder, day)
  while (standing.head < rows.length && dayAt(rows, standing.head) < start) {
    standing.sum -= (rows[standing.head] as number[])[column] as number
    standing.head++
  }
}

/** Measures the window anew, as when a version changed what is measured. */
export function remeasure(ladder: CompiledLadder, standing: LadderStanding, history: History, day: Day): void {
  const { rows, column } = rowsOf(ladder, standing, history)
  standing.head = 0
  standing.sum = rows.reduce((sum, row) => sum + (row[column] as number), 0)
  slide(ladder, standing, history, day)
}

/** The highest tier whose minimum is met, as a rank; −1 below the first. A base tier (minimum 0) holds everyone. */
export function rankFor(ladder: CompiledLadder, measured: number): number {
  let rank = ladder.tiers[0]?.threshold === 0 ? 0 : -1
  for (let i = 0; i < ladder.tiers.length; i++) if (measured >= (ladder.tiers[i]?.threshold as number)) rank = i
  return rank
}

/** Where a member stands on a ladder that its version knows. */
export const standingOn = (ladder: CompiledLadder, standing: Standing): LadderStanding => standing.ladders[ladder.id] as LadderStanding

/** Rank of the tier a member stands on; −1 for none. */
export const rankOf = (ladder: CompiledLadder, standing: LadderStanding): number =>
  standing.tier === null ? -1 : (ladder.ranks.get(standing.tier) ?? -1)

/** A ladder as a member first meets it: on its base tier, or on none. */
export function enter(ladder: CompiledLadder): LadderStanding {
  const base = ladder.tiers[0]
  return { tier: base?.threshold === 0 ? base.id : null, anchor: null, until: null, growth: 0, growthDays: [], sum: 0, head: 0, moves: 0 }
}

/** The last day of the first validity of a tier entered on `day`; the lowest tier has none. */
function validUntil(ladder: CompiledLadder, rank: number, day: Day): Day | null {
  const validity = ladder.spec.validity
  switch (validity.kind) {
    case 'none':
      return null
    case 'months':
      return rank <= 0 ? null : addMonths(day, validity.months)
  }
}

/** Whether a fall may happen now: always where tiers are recomputed daily, else only behind the end of validity. */
function mayFall(ladder: CompiledLadder, standing: LadderStanding, day: Day): boolean {
  switch (ladder.spec.validity.kind) {
    case 'none':
      return true
    case 'months':
      return standing.until !== null && day > standing.until
  }
}

export type Occasion = { kind: 'event' | 'step'; day: Day; cause: string; version: string; forced?: boolean }

/**
 * Puts a member on the tier that the measure earns. A rise is at once; a fall waits for a day step and, with a
 * validity, for its end, where the tier is recalculated. A tier kept at that end runs for another period counted from
 * the day it was entered.
 */
export function settle(ladder: CompiledLadder, standing: LadderStanding, on: Occasion, out: Decisions): void {
  const [current, target] = [rankOf(ladder, standing), rankFor(ladder, standing.sum)]
  if (target === current) return renew(ladder, standing, on.day)
  if (target < current && !on.forced && (on.kind === 'event' || !mayFall(ladder, standing, on.day))) return
  const to = target < 0 ? null : (ladder.tiers[target] ?? null)
  out.tierChanges.push({
    ladder: ladder.id,
    ordinal: standing.moves++,
    day: on.day,
    countsFrom: on.kind === 'step' ? on.day : on.day + 1,
    from: standing.tier,
    to: to?.id ?? null,
    cause: on.cause,
    version: on.version,
    measured: standing.sum,
    threshold: ladder.tiers[Math.max(target, current)]?.threshold ?? 0,
  })
  standing.tier = to?.id ?? null
  standing.anchor = on.day
  standing.until = validUntil(ladder, target, on.day)
}

/** Extends a validity that has ended, by whole periods from the day the tier was entered. */
function renew(ladder: CompiledLadder, standing: LadderStanding, day: Day): void {
  const validity = ladder.spec.validity
  if (validity.kind !== 'months' || standing.until === null || day <= standing.until) return
  const anchor = standing.anchor ?? day
  for (let periods = 1; standing.until < day; periods++) standing.until = addMonths(anchor, validity.months * periods)
}

/** The next date on which time alone could move a member, looking no further than the window's next change. Null for never. */
export function nextLook(ladder: CompiledLadder, standing: LadderStanding, history: History, day: Day): Day | null {
  let next = standing.until === null ? Number.POSITIVE_INFINITY : standing.until + 1
  if (ladder.spec.validity.kind === 'none' && rankFor(ladder, standing.sum) < rankOf(ladder, standing)) next = Math.min(next, day + 1)
  const { rows } = rowsOf(ladder, standing, history)
  if (standing.head < rows.length) {
    const window = ladder.spec.window
    if (window.kind === 'rolling_days') next = Math.min(next, dayAt(rows, standing.head) + window.days + 1)
    if (window.kind === 'calendar_year') next = Math.min(next, nextYearStart(day))
  }
  return next === Number.POSITIVE_INFINITY ? null : next
}

/**
 * The first date on which time alone changes the tier or its validity: like `nextLook`, but looking through days that
 * change the measure and nothing else. This is what makes the nightly job's cost follow the work.
 */
export function nextChange(ladder: CompiledLadder, standing: LadderStanding, history: History, day: Day): Day | null {
  const probe = { ...standing }
  const current = rankOf(ladder, standing)
  let at = day
  for (;;) {
    const next = nextLook(ladder, probe, history, at)
    if (next === null) return null
    slide(ladder, probe, history, next)
    const target = rankFor(ladder, probe.sum)
    if (target > current || (probe.until !== null && next > probe.until)) return next
    if (target < current && mayFall(ladder, probe, next)) return next
    at = next
  }
}
