import type { Day } from '../calendar/day'
import type { CompiledReduction } from '../checkout/compile'
import type { ReductionRung } from '../checkout/policy'
import { outside, type Place } from '../checkout/reach'
import { allocate } from '../money/allocate'
import { percentOf } from '../money/percent'
import type { ReductionOutcome, ReductionRefusal } from './answer'
import { type Basket, rowsWithin, sumOver } from './basket'
import { spread } from './spread'
import { type Scratch, weigh } from './take'

/** A full reduction as it bears on one basket; `sum` is what it reads of it, where that no longer changes. */
export type Reducing = {
  reduction: CompiledReduction
  rows: Int32Array
  sum: number | null
  never: ReductionRefusal | null
}

/** What full reductions come to: what they leave of the goods, whether shipping is free, and what points they give. */
export type Reduced = { left: number; freed: boolean; gives: number }

/** The full reductions that a basket meets, in the order of the policy. */
export function reductionsFor(reductions: readonly CompiledReduction[], basket: Basket, place: Place, day: Day): Reducing[] {
  const all: Reducing[] = []
  for (const reduction of reductions) {
    if (!reduction.enabled) continue
    const rows = rowsWithin(basket, reduction.reach, null)
    const dated = day >= reduction.first && day <= reduction.last
    const bought = rows.some((row) => (basket.quantity[row] as number) > 0)
    const never = dated ? (outside(reduction.reach, place) ?? (bought ? null : 'no_goods')) : 'dates'
    const sum =
      reduction.by === 'quantity' ? sumOver(rows, basket.quantity) : reduction.reads === 'initial' ? sumOver(rows, basket.initial) : null
    all.push({ reduction, rows, sum, never })
  }
  return all
}

/** The highest rung that so much reaches; −1 for none. */
function rungAt(rungs: readonly ReductionRung[], sum: number): number {
  let rung = rungs.length - 1
  while (rung >= 0 && sum < (rungs[rung] as ReductionRung).least) rung--
  return rung
}

const offOf = ({ off, offBps }: ReductionRung, net: number): number =>
  net <= 0 ? 0 : (off ?? (offBps === undefined ? 0 : percentOf(net, offBps)))

/**
 * Takes every full reduction off the lines from `from` on, in place. `keep` is what has to be left of the goods. `told`
 * is where to say what became of each, if anybody asks.
 */
export function reduce(
  all: readonly Reducing[],
  amounts: Float64Array,
  from: number,
  keep: number,
  out: Reduced,
  scratch: Scratch,
  told: { outcomes: ReductionOutcome[]; size: number } | null,
): void {
  for (let k = 0; k < all.length; k++) {
    const { reduction, rows, sum, never } = all[k] as Reducing
    if (never !== null) {
      told?.outcomes.push({ reduction: reduction.id, applied: false, because: never })
      continue
    }
    const net = sumOver(rows, amounts, from)
    const place = rungAt(reduction.rungs, sum ?? net)
    if (place < 0) {
      const missing = (reduction.rungs[0] as ReductionRung).least - (sum ?? net)
      told?.outcomes.push({ reduction: reduction.id, applied: false, because: 'below', detail: missing })
      continue
    }
    const rung = reduction.rungs[place] as ReductionRung
    const off = Math.max(0, Math.min(offOf(rung, net), net, out.left - keep))
    if (told !== null) told.outcomes.push(outcomeOf(reduction.id, place, rung, off, rows, amounts, from, told.size))
    if (rung.freeShipping === true) out.freed = true
    out.gives += rung.points ?? 0
    if (off === 0) continue
    out.left -= off
    weigh(rows, amounts, from, scratch.weights)
    spread(off, scratch.weights, rows.length, scratch.parts, scratch.rests)
    for (let i = 0; i < rows.length; i++) {
      const at = from + (rows[i] as number)
      amounts[at] = (amounts[at] as number) - (scratch.parts[i] as number)
    }
  }
}

function outcomeOf(
  reduction: string,
  place: number,
  rung: ReductionRung,
  off: number,
  rows: Int32Array,
  amounts: Float64Array,
  from: number,
  size: number,
): ReductionOutcome {
  const points = rung.points ?? 0
  const freeShipping = rung.freeShipping === true
  if (off === 0 && points === 0 && !freeShipping) return { reduction, applied: false, because: 'no_effect' }
  const weights = new Float64Array(rows.length)
  weigh(rows, amounts, from, weights)
  return {
    reduction,
    applied: true,
    rung: place,
    off,
    split: splitOver(off, rows, weights, size),
    points,
    pointsSplit: splitOver(points, rows, weights, size),
    freeShipping,
  }
}

/** Parts of a whole for each line of the basket; lines that have no part in it get none. */
function splitOver(total: number, rows: Int32Array, weights: Float64Array, size: number): number[] {
  const split = new Array<number>(size).fill(0)
  if (total === 0) return split
  const parts = allocate(total, Array.from(weights))
  for (let i = 0; i < rows.length; i++) split[rows[i] as number] = parts[i] as number
  return split
}

/** The most that full reductions could still take off lines which only become cheaper. */
export function reductionsAtMost(all: readonly Reducing[], amounts: Float64Array, from: number): number {
  let most = 0
  for (let k = 0; k < all.length; k++) {
    const { reduction, rows, sum, never } = all[k] as Reducing
    if (never !== null) continue
    const net = sumOver(rows, amounts, from)
    const highest = rungAt(reduction.rungs, sum ?? net)
    let best = 0
    for (let place = sum === null ? 0 : Math.max(0, highest); place <= highest; place++) {
      const off = offOf(reduction.rungs[place] as ReductionRung, net)
      if (off > best) best = off
    }
    most += Math.max(0, Math.min(best, net))
  }
  return most
}

/** Whether full reductions could make shipping free at all. */
export const mayFree = (all: readonly Reducing[]): boolean =>
  all.some(({ reduction, never }) => never === null && reduction.rungs.some((rung) => rung.freeShipping === true))
