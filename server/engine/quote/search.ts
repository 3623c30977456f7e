import { Bound } from './bound'
import { type Kind, type Turn, turnOf } from './kind'
import { pointsAt, worthOf } from './points'
import type { Pricing } from './pricing'
import { type Reduced, reduce } from './reduction'
import { takeOff } from './take'

/** What is cheapest is always found out; how much costlier everything else is, only for so long. */
const MOST_LOOKED = 20_000

/**
 * Finds the sequence of coupons with the lowest payable among all there are, which are those whose every coupon applies
 * in its turn. It goes through them one coupon at a time, prices each as a whole (what points come to need not fall as
 * goods do), and leaves out only what a bound shows to be costlier.
 *
 * Of sequences that cost the same, the one with fewer coupons is taken, then with fewer points, then with those that end
 * first. All state lies in columns made once: a row for each coupon taken.
 */
export class Search {
  private readonly turn: Turn
  private readonly bound: Bound
  private readonly depth: number
  private readonly count: number
  private readonly size: number
  private readonly reduced: Reduced = { left: 0, freed: false, gives: 0 }
  /** What has been found: its cost, how many coupons and points it takes, and the kinds in their order. */
  private bestPayable = Number.POSITIVE_INFINITY
  private bestCount = 0
  private bestPoints = 0
  private readonly best: Int32Array
  /** The lowest payable that has been seen with each kind. */
  private readonly seenWith: Float64Array
  private points = 0
  /** How many coupons have been looked at only to say how much costlier a choice is. */
  private looked = 0

  constructor(
    private readonly pricing: Pricing,
    private readonly kinds: readonly Kind[],
  ) {
    this.count = kinds.length
    this.size = pricing.basket.size
    this.depth = Math.min(
      pricing.maxCoupons,
      kinds.reduce((sum, kind) => sum + kind.limit, 0),
    )
    this.turn = turnOf(pricing, this.depth)
    this.bound = new Bound(pricing, kinds, this.turn, this.depth)
    this.best = new Int32Array(this.depth + 1)
    this.seenWith = new Float64Array(this.count).fill(Number.POSITIVE_INFINITY)
  }

  /** The kinds of the cheapest sequence, in its order. */
  find(): Int32Array {
    this.note(0, this.finish(0, this.turn.left, 0))
    if (this.depth > 0) this.expand(0)
    return this.best.slice(0, this.bestCount)
  }

  /** What the cheapest costs. */
  get payable(): number {
    return this.bestPayable
  }

  /** Whether a kind can be taken alone. For free shipping that depends on what comes behind, and is not known here. */
  canBeAlone(kind: number): boolean {
    return this.depth > 0 && (this.bound.offs[kind] as number) > 0 && (this.kinds[kind] as Kind).take.kind !== 'free_shipping'
  }

  /**
   * What the cheapest sequence with a kind, taken so many times, costs; without end when there is none, and null when that
   * would take too long to find out. To be asked once the best are found.
   */
  cheapestWith(kind: number, times: number): number | null {
    const found = this.bestPayable
    this.bound.must = kind
    this.bound.times = times
    this.bestPayable = times === 1 ? (this.seenWith[kind] as number) : Number.POSITIVE_INFINITY
    if (this.depth >= times) this.expand(0)
    const payable = this.bestPayable
    this.bound.must = -1
    this.bestPayable = found
    return this.looked > MOST_LOOKED ? null : payable
  }

  /** Looks at every coupon that may come next behind the `d` that have been taken. */
  private expand(d: number): void {
    const { bound, count } = this
    // What can be taken first is the same whatever is looked for.
    if (d > 0 || bound.must < 0) bound.survey(d)
    if (d > 0) {
      const most = bound.behindAll(d, this.depth - d)
      if (most < 0) return
      const low = bound.lowest(d, bound.left[d] as number, bound.ship[d] as number, most)
      if (low > this.bestPayable || (low === this.bestPayable && bound.must >= 0)) return
    }
    const row = d * count
    for (let i = 0; i < count; i++) {
      const k = bound.order[row + i] as number
      const off = bound.offs[row + k] as number
      if (off > 0) this.follow(d, k, off)
    }
  }

  /** Takes a coupon, prices what has been taken, and goes on from there unless nothing better can come of it. */
  private follow(d: number, k: number, off: number): void {
    const { bound, turn, size } = this
    if (bound.must >= 0 && ++this.looked > MOST_LOOKED) return
    const { take, group } = this.kinds[k] as Kind
    const ships = take.kind === 'free_shipping'
    const left = (bound.left[d] as number) - (ships ? 0 : off)
    const ship = (bound.ship[d] as number) + (ships ? off : 0)
    const most = bound.behindOne(d, k, this.depth - d - 1)
    if (most < 0) return
    bound.taken[d] = k
    if (this.isHopeless(d, k, left, ship, most)) return
    const next = d + 1
    const found = this.bestPayable
    if (turn.reducesBehind) takeOff(take, off, turn.amounts, d * size, next * size, size, this.pricing.scratch)
    this.note(next, this.finish(next, left, ship))
    if (next === this.depth || (most === 0 && bound.ships[d] === 0)) return
    if (this.bestPayable < found && this.isHopeless(d, k, left, ship, most)) return
    if (!turn.reducesBehind) takeOff(take, off, turn.amounts, d * size, next * size, size, this.pricing.scratch)
    const before = group < 0 ? -1 : (bound.owner[group] as number)
    bound.left[next] = left
    bound.ship[next] = ship
    bound.used[k] = (bound.used[k] as number) + 1
    if (group >= 0) bound.owner[group] = k
    this.expand(next)
    bound.used[k] = (bound.used[k] as number) - 1
    if (group >= 0) bound.owner[group] = before
  }

  /** Whether nothing that begins with what has been taken up to `k` can be better than what has been found. */
  private isHopeless(d: number, k: number, left: number, ship: number, most: number): boolean {
    const { bound, bestCount, bestPayable } = this
    const low = bound.lowest(d, left, ship, most)
    if (low !== bestPayable) return low > bestPayable
    if (bound.must >= 0) return true
    // It can be as cheap at best: then fewer coupons, fewer points or an earlier end would have to speak for it.
    if (d + 1 > bestCount) return true
    if (d + 1 < bestCount && bound.lowest(d, left, ship, bound.behindOne(d, k, bestCount - d - 2)) <= low) return false
    const { purse } = this.turn
    if (purse !== null && pointsAt(purse, bound.goodsAtLeast(d, left, most)) < this.bestPoints) return false
    return this.isLater(d + 1)
  }

  /** Whether the first kinds taken come later than those of the best. */
  private isLater(length: number): boolean {
    for (let i = 0; i < length; i++) {
      const difference = (this.bound.taken[i] as number) - (this.best[i] as number)
      if (difference !== 0) return difference > 0
    }
    return false
  }

  /** What is to be paid in all once the coupons so far are taken; without end where one of them would have come to nothing. */
  private finish(d: number, left: number, ship: number): number {
    const { turn, pricing, size } = this
    let goods = left
    let { freed } = turn
    if (turn.reducesBehind) {
      const to = (this.depth + 1) * size
      turn.amounts.copyWithin(to, d * size, (d + 1) * size)
      this.reduced.left = goods
      this.reduced.freed = false
      reduce(pricing.reductions, turn.amounts, to, left < turn.left ? pricing.minimum : 0, this.reduced, pricing.scratch, null)
      goods = this.reduced.left
      freed = this.reduced.freed
    }
    const free = freed || goods + turn.worth >= pricing.freeFrom
    if (free && ship > 0) return Number.POSITIVE_INFINITY
    this.points = turn.purse === null ? turn.points : pointsAt(turn.purse, goods)
    const worth = turn.purse === null ? 0 : worthOf(turn.purse, this.points)
    return goods - worth + (free ? 0 : pricing.basket.shipping - ship)
  }

  /** Keeps what has been found where it is better than what had been. */
  private note(count: number, payable: number): void {
    const { bound } = this
    if (payable === Number.POSITIVE_INFINITY) return
    if (bound.must >= 0) {
      if (payable < this.bestPayable && this.holdsWhatItMust(count)) this.bestPayable = payable
      return
    }
    for (let i = 0; i < count; i++) {
      const k = bound.taken[i] as number
      if (payable < (this.seenWith[k] as number)) this.seenWith[k] = payable
    }
    if (payable > this.bestPayable) return
    if (payable === this.bestPayable) {
      if (count > this.bestCount) return
      if (count === this.bestCount && this.points > this.bestPoints) return
      if (count === this.bestCount && this.points === this.bestPoints && (count === 0 || this.isLater(count))) return
    }
    this.bestPayable = payable
    this.bestCount = count
    this.bestPoints = this.points
    for (let i = 0; i < count; i++) this.best[i] = bound.taken[i] as number
  }

  private holdsWhatItMust(count: number): boolean {
    const { taken, must, times } = this.bound
    let found = 0
    for (let i = 0; i < count; i++) if (taken[i] === must) found++
    return found >= times
  }
}
