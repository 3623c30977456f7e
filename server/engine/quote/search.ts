import { floorOf } from '../money/exact'
import type { Kind, Turn } from './kind'
import { turnOf } from './kind'
import { pointsAt, worthOf } from './points'
import type { Pricing } from './pricing'
import { type Reduced, reduce } from './reduction'
import { ABOVE, offAnyway, offNow, takeOff } from './take'

/**
 * Finds the sequence of coupons with the lowest payable among all there are, which are those whose every coupon applies
 * in its turn. It goes through them one coupon at a time, prices each as a whole (what is behind the coupons need not fall
 * as goods do), and leaves out only what a bound shows to be costlier: lines only ever become cheaper, so that no coupon
 * takes off more later than it does now, and one that is below its threshold stays there.
 *
 * Of sequences that cost the same, the one with fewer coupons is taken, then with fewer points, then with those that end
 * first. All state lies in columns made once: a row for each coupon taken.
 */
export class Search {
  private readonly turn: Turn
  private readonly depth: number
  private readonly count: number
  private readonly size: number
  private readonly taken: Int32Array
  private readonly used: Int32Array
  private readonly owner: Int32Array
  /** By place in the sequence and kind: what it takes off now, what it can still take off, and the order to try in. */
  private readonly offs: Float64Array
  private readonly can: Float64Array
  private readonly order: Int32Array
  /** By place: the most that each group can still take off goods, how often, and the groups from the most on. */
  private readonly ranked: Int32Array
  private readonly rankedCount: Int32Array
  private readonly groupCan: Float64Array
  private readonly groupTimes: Int32Array
  private readonly shipCan: Float64Array
  private readonly left: Float64Array
  private readonly ship: Float64Array
  private readonly groups: number
  private readonly reduced: Reduced = { left: 0, freed: false, gives: 0 }

  /** What has been found: its cost, how many coupons and points it takes, and the kinds in their order. */
  private bestPayable = Number.POSITIVE_INFINITY
  private bestCount = 0
  private bestPoints = 0
  private readonly best: Int32Array
  /** The lowest payable that has been seen with each kind. */
  private readonly seenWith: Float64Array
  private points = 0
  /** A kind that is to be among those taken, and how often; −1 for none. */
  private must = -1
  private times = 0

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
    this.groups = kinds.reduce((most, kind) => Math.max(most, kind.group + 1), 0)
    this.turn = turnOf(pricing, this.depth)
    const places = this.depth + 1
    this.taken = new Int32Array(places)
    this.best = new Int32Array(places)
    this.used = new Int32Array(this.count)
    this.owner = new Int32Array(this.groups).fill(-1)
    this.offs = new Float64Array(places * this.count)
    this.can = new Float64Array(places * this.count)
    this.order = new Int32Array(places * this.count)
    this.ranked = new Int32Array(places * this.groups)
    this.rankedCount = new Int32Array(places)
    this.groupCan = new Float64Array(places * this.groups)
    this.groupTimes = new Int32Array(places * this.groups)
    this.shipCan = new Float64Array(places)
    this.left = new Float64Array(places)
    this.ship = new Float64Array(places)
    this.seenWith = new Float64Array(this.count).fill(Number.POSITIVE_INFINITY)
    this.left[0] = this.turn.left
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

  /** What the cheapest sequence with a kind, taken so many times, costs; without end when there is none. To be asked once all are found. */
  cheapestWith(kind: number, times: number): number {
    const found = this.bestPayable
    this.must = kind
    this.times = times
    this.bestPayable = times === 1 ? (this.seenWith[kind] as number) : Number.POSITIVE_INFINITY
    if (this.depth >= times) this.expand(0)
    const payable = this.bestPayable
    this.must = -1
    this.bestPayable = found
    return payable
  }

  private fits(k: number, d: number): boolean {
    const { limit, group } = this.kinds[k] as Kind
    if ((this.used[k] as number) >= limit) return false
    if (d === 0) return true
    const first = this.taken[0] as number
    if (group < 0 || (this.kinds[first] as Kind).group < 0) return first === k
    const owner = this.owner[group] as number
    return owner < 0 || owner === k
  }

  /** Looks at every coupon that may come next behind the `d` that have been taken. */
  private expand(d: number): void {
    this.survey(d)
    const row = d * this.count
    for (let i = 0; i < this.count; i++) {
      const k = this.order[row + i] as number
      const off = this.offs[row + k] as number
      if (off > 0) this.follow(d, k, off)
    }
  }

  /** What each coupon takes off here, and what it can take off later; in the order of the most. */
  private survey(d: number): void {
    const { turn, pricing, count } = this
    const row = d * count
    const from = d * this.size
    const room = (this.left[d] as number) - pricing.minimum
    const shipping = turn.freed ? 0 : pricing.basket.shipping - (this.ship[d] as number)
    let ships = 0
    for (let k = 0; k < count; k++) {
      let off = 0
      let can = 0
      if (this.fits(k, d) && (d === 0 || (this.can[row - count + k] as number) > 0)) {
        const { take } = this.kinds[k] as Kind
        off = offNow(take, turn.amounts, from, room, shipping, pricing.scratch)
        can = off === ABOVE ? offAnyway(take, turn.amounts, from, room, shipping, pricing.scratch) : Math.max(0, off)
        if (take.kind === 'free_shipping') ships += can * ((this.kinds[k] as Kind).limit - (this.used[k] as number))
      }
      this.offs[row + k] = off
      this.can[row + k] = can
    }
    this.shipCan[d] = ships
    this.sortKinds(d)
    this.rankGroups(d)
  }

  private sortKinds(d: number): void {
    const { count, order, can } = this
    const row = d * count
    for (let i = 0; i < count; i++) order[row + i] = d === 0 ? i : (order[row - count + i] as number)
    for (let i = 1; i < count; i++) {
      const k = order[row + i] as number
      let at = i - 1
      while (at >= 0 && this.after(order[row + at] as number, k, can, row)) {
        order[row + at + 1] = order[row + at] as number
        at--
      }
      order[row + at + 1] = k
    }
  }

  /** Whether one kind is to be tried after another: it can take off less, or as much and ends later. */
  private after(a: number, b: number, can: Float64Array, row: number): boolean {
    const [first, second] = [can[row + a] as number, can[row + b] as number]
    return first < second || (first === second && a > b)
  }

  private rankGroups(d: number): void {
    const { count, groups } = this
    const base = d * groups
    for (let g = 0; g < groups; g++) {
      this.groupCan[base + g] = 0
      this.groupTimes[base + g] = 0
    }
    let ranked = 0
    // From the most on: the first of a group is the most of it.
    for (let i = 0; i < count; i++) {
      const k = this.order[d * count + i] as number
      const can = this.can[d * count + k] as number
      if (can <= 0) break
      const { group, limit, take } = this.kinds[k] as Kind
      if (group < 0 || take.kind === 'free_shipping') continue
      if (this.groupTimes[base + group] === 0) {
        this.ranked[base + ranked++] = group
        this.groupCan[base + group] = can
      }
      this.groupTimes[base + group] = Math.max(this.groupTimes[base + group] as number, limit - (this.used[k] as number))
    }
    this.rankedCount[d] = ranked
  }

  /** The most that up to so many further coupons can take off the goods once `k` has been taken behind `d` others; −1 when what must be taken cannot be. */
  private mostBehind(d: number, k: number, slots: number): number {
    const kind = this.kinds[k] as Kind
    const { must, count } = this
    const base = d * this.groups
    let free = slots
    let most = 0
    let mustGroup = -2
    if (must >= 0 && must !== k) {
      const owed = this.times - (this.used[must] as number)
      if (owed > 0) {
        const forced = this.kinds[must] as Kind
        const can = this.can[d * count + must] as number
        if (owed > slots || can <= 0 || forced.group < 0 || forced.group === kind.group || kind.group < 0) return -1
        free -= owed
        mustGroup = forced.group
        if (forced.take.kind !== 'free_shipping') {
          most += owed * can
          const more = Math.min(free, forced.limit - (this.used[must] as number) - owed)
          // Further ones of it are as good as they are now.
          most += more * can
        }
      }
    } else if (must === k && this.times - (this.used[k] as number) - 1 > slots) return -1
    const again = kind.take.kind === 'free_shipping' ? 0 : kind.limit - (this.used[k] as number) - 1
    const own = again > 0 ? (this.can[d * count + k] as number) : 0
    let ownLeft = again
    if (kind.group >= 0) {
      const ranked = this.rankedCount[d] as number
      for (let i = 0; i < ranked && free > 0; i++) {
        const g = this.ranked[base + i] as number
        if (g === kind.group || g === mustGroup) continue
        const can = this.groupCan[base + g] as number
        if (ownLeft > 0 && own >= can) {
          const n = Math.min(free, ownLeft)
          most += n * own
          free -= n
          ownLeft = 0
          if (free === 0) break
        }
        const n = Math.min(free, this.groupTimes[base + g] as number)
        most += n * can
        free -= n
      }
    }
    return ownLeft > 0 && free > 0 ? most + Math.min(free, ownLeft) * own : most
  }

  /** A bound below everything that can come of so much left, once so much more may be taken off. */
  private lowest(left: number, ship: number, most: number, ships: number): number {
    const { turn, pricing } = this
    const goods = this.goodsAtLeast(left, most)
    const frees = turn.freed || turn.freesBehind || left + turn.worth >= pricing.freeFrom
    const shipping = frees ? 0 : Math.max(0, pricing.basket.shipping - ship - ships)
    const { purse } = turn
    if (purse === null || goods <= purse.minimum) return goods + shipping
    const byShare = purse.share === 10_000 ? 0 : goods - floorOf(goods, purse.share, 10_000)
    return Math.max(goods - turn.worthAtMost, byShare, purse.minimum) + shipping
  }

  /** What is left of the goods at least when points have their turn. */
  private goodsAtLeast(left: number, most: number): number {
    const goods = Math.max(left - most, Math.min(left, this.pricing.minimum))
    return this.turn.offBehind === 0 ? goods : Math.max(goods - this.turn.offBehind, Math.min(goods, 0))
  }

  /** Takes a coupon, prices what has been taken, and goes on from there unless nothing better can come of it. */
  private follow(d: number, k: number, off: number): void {
    const { take, group } = this.kinds[k] as Kind
    const ships = take.kind === 'free_shipping'
    const left = (this.left[d] as number) - (ships ? 0 : off)
    const ship = (this.ship[d] as number) + (ships ? off : 0)
    const most = this.mostBehind(d, k, this.depth - d - 1)
    if (most < 0) return
    this.taken[d] = k
    if (this.isHopeless(d, k, left, ship, most)) return
    const next = d + 1
    const before = group < 0 ? -1 : (this.owner[group] as number)
    this.left[next] = left
    this.ship[next] = ship
    const deeper = next < this.depth && (most > 0 || (this.shipCan[d] as number) > 0 || this.owes())
    if (deeper || this.turn.reducesBehind)
      takeOff(take, off, this.turn.amounts, d * this.size, next * this.size, this.size, this.pricing.scratch)
    this.note(next, this.finish(next, left, ship))
    if (!deeper || this.isHopeless(d, k, left, ship, most)) return
    this.used[k] = (this.used[k] as number) + 1
    if (group >= 0) this.owner[group] = k
    this.expand(next)
    this.used[k] = (this.used[k] as number) - 1
    if (group >= 0) this.owner[group] = before
  }

  private holdsWhatItMust(count: number): boolean {
    let times = 0
    for (let i = 0; i < count; i++) if (this.taken[i] === this.must) times++
    return times >= this.times
  }

  private owes(): boolean {
    return this.must >= 0 && (this.used[this.must] as number) < this.times
  }

  /** Whether nothing that begins with what has been taken up to `k` can be better than what has been found. */
  private isHopeless(d: number, k: number, left: number, ship: number, most: number): boolean {
    const ships = this.shipCan[d] as number
    const low = this.lowest(left, ship, most, ships)
    if (low !== this.bestPayable) return low > this.bestPayable
    if (this.must >= 0) return true
    // It can be as cheap at best: then fewer coupons, fewer points or an earlier end would have to speak for it.
    if (d + 1 > this.bestCount) return true
    if (d + 1 < this.bestCount) {
      const fewer = this.mostBehind(d, k, this.bestCount - d - 2)
      if (this.lowest(left, ship, fewer, ships) <= low) return false
    }
    const { purse } = this.turn
    if (purse !== null && pointsAt(purse, this.goodsAtLeast(left, most)) < this.bestPoints) return false
    return this.isLater(d + 1)
  }

  /** Whether the first kinds taken come later than those of the best. */
  private isLater(length: number): boolean {
    for (let i = 0; i < length; i++) {
      const difference = (this.taken[i] as number) - (this.best[i] as number)
      if (difference !== 0) return difference > 0
    }
    return false
  }

  /** What is to be paid in all once the coupons so far are taken; without end where one of them would have come to nothing. */
  private finish(d: number, left: number, ship: number): number {
    const { turn, pricing } = this
    const { basket } = pricing
    let goods = left
    let { freed } = turn
    if (turn.reducesBehind) {
      const to = (this.depth + 1) * this.size
      turn.amounts.copyWithin(to, d * this.size, (d + 1) * this.size)
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
    return goods - worth + (free ? 0 : basket.shipping - ship)
  }

  /** Keeps what has been found where it is better than what had been. */
  private note(count: number, payable: number): void {
    if (payable === Number.POSITIVE_INFINITY) return
    if (this.must >= 0) {
      if (payable < this.bestPayable && this.holdsWhatItMust(count)) this.bestPayable = payable
      return
    }
    for (let i = 0; i < count; i++) {
      const k = this.taken[i] as number
      if (payable < (this.seenWith[k] as number)) this.seenWith[k] = payable
    }
    if (payable > this.bestPayable) return
    if (payable === this.bestPayable) {
      if (count !== this.bestCount) {
        if (count > this.bestCount) return
      } else if (this.points !== this.bestPoints) {
        if (this.points > this.bestPoints) return
      } else if (count === 0 || this.isLater(count)) return
    }
    this.bestPayable = payable
    this.bestCount = count
    this.bestPoints = this.points
    for (let i = 0; i < count; i++) this.best[i] = this.taken[i] as number
  }
}
