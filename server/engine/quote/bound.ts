import { floorOf } from '../money/exact'
import type { Kind, Turn } from './kind'
import type { Pricing } from './pricing'
import { reductionsAtMost } from './reduction'
import { ABOVE, offAnyway, offNow } from './take'

/**
 * What coupons can still take off, and so what is to be paid at least. Lines only ever become cheaper: no coupon takes
 * off more later than it does now, and one that is below its threshold stays there. Of one group only one kind counts.
 */
export class Bound {
  /** By place in the sequence and kind: what it takes off now, and what it can still take off; and the kinds from the most on. */
  readonly offs: Float64Array
  readonly can: Float64Array
  readonly order: Int32Array
  /** By place: what coupons for free shipping can still take off it. */
  readonly ships: Float64Array
  /** The kinds that have been taken, how often each, and which one each group belongs to. */
  readonly taken: Int32Array
  readonly used: Int32Array
  readonly owner: Int32Array
  readonly left: Float64Array
  readonly ship: Float64Array
  /** A kind that is to be among those taken, and how often; −1 for none. */
  must = -1
  times = 0
  private readonly count: number
  private readonly groups: number
  /** By place and kind: what the lines of a percentage come to whose cap does not bind; zero for the others. */
  private readonly nets: Float64Array
  /** By place: the groups from the most on, how much and how often; and what full reductions behind can take off. */
  private readonly ranked: Int32Array
  private readonly rankedCount: Int32Array
  private readonly groupCan: Float64Array
  private readonly groupTimes: Int32Array
  private readonly behind: Float64Array
  private readonly some: Float64Array
  private readonly someTimes: Int32Array
  private readonly rates: Float64Array
  private readonly sums: Float64Array
  private readonly handsBack: boolean

  constructor(
    private readonly pricing: Pricing,
    private readonly kinds: readonly Kind[],
    private readonly turn: Turn,
    depth: number,
  ) {
    const places = depth + 1
    this.count = kinds.length
    this.groups = kinds.reduce((most, kind) => Math.max(most, kind.group + 1), 0)
    this.offs = new Float64Array(places * this.count)
    this.can = new Float64Array(places * this.count)
    this.nets = new Float64Array(places * this.count)
    this.order = new Int32Array(places * this.count)
    this.ships = new Float64Array(places)
    this.taken = new Int32Array(places)
    this.used = new Int32Array(this.count)
    this.owner = new Int32Array(this.groups).fill(-1)
    this.left = new Float64Array(places)
    this.ship = new Float64Array(places)
    this.ranked = new Int32Array(places * this.groups)
    this.rankedCount = new Int32Array(places)
    this.groupCan = new Float64Array(places * this.groups)
    this.groupTimes = new Int32Array(places * this.groups)
    this.behind = new Float64Array(places)
    this.some = new Float64Array(this.groups)
    this.someTimes = new Int32Array(this.groups)
    this.rates = new Float64Array(places)
    this.sums = new Float64Array(places)
    this.handsBack = pricing.basket.priced.some((amount) => amount < 0)
    this.left[0] = turn.left
  }

  /** Looks at what each coupon takes off behind the `d` that have been taken, and what it can take off later. */
  survey(d: number): void {
    const { turn, pricing, count, kinds, can } = this
    const { scratch } = pricing
    const row = d * count
    const from = d * pricing.basket.size
    const room = (this.left[d] as number) - pricing.minimum
    const shipping = turn.freed ? 0 : pricing.basket.shipping - (this.ship[d] as number)
    let ships = 0
    for (let k = 0; k < count; k++) {
      const at = row + k
      this.offs[at] = 0
      can[at] = 0
      this.nets[at] = 0
      if ((d > 0 && (can[at - count] as number) <= 0) || !this.fits(k, d)) continue
      const { take, limit } = kinds[k] as Kind
      const off = offNow(take, turn.amounts, from, room, shipping, scratch)
      this.offs[at] = off
      const later = off === ABOVE ? offAnyway(take, turn.amounts, from, room, shipping, scratch) : Math.max(0, off)
      can[at] = later
      if (take.kind === 'free_shipping') ships += later * (limit - (this.used[k] as number))
      else if (take.kind === 'percent' && !this.handsBack && later < Math.min(take.cap, room, scratch.net)) this.nets[at] = scratch.net
    }
    this.ships[d] = ships
    if (turn.reducesBehind) this.behind[d] = reductionsAtMost(pricing.reductions, turn.amounts, from)
    this.sortKinds(d)
    this.rankGroups(d)
  }

  /** Whether a kind goes with the `d` that have been taken. */
  private fits(k: number, d: number): boolean {
    const { limit, group } = this.kinds[k] as Kind
    if ((this.used[k] as number) >= limit) return false
    if (d === 0) return true
    const first = this.taken[0] as number
    if (group < 0 || (this.kinds[first] as Kind).group < 0) return first === k
    const owner = this.owner[group] as number
    return owner < 0 || owner === k
  }

  private sortKinds(d: number): void {
    const { count, order, can } = this
    const row = d * count
    for (let i = 0; i < count; i++) order[row + i] = d === 0 ? i : (order[row - count + i] as number)
    for (let i = 1; i < count; i++) {
      const k = order[row + i] as number
      const most = can[row + k] as number
      let at = i - 1
      while (at >= 0) {
        const other = order[row + at] as number
        const more = can[row + other] as number
        // Of as much, what ends first comes first.
        if (more > most || (more === most && other < k)) break
        order[row + at + 1] = other
        at--
      }
      order[row + at + 1] = k
    }
  }

  private rankGroups(d: number): void {
    const { count, groups } = this
    const base = d * groups
    for (let g = 0; g < groups; g++) this.groupTimes[base + g] = 0
    let ranked = 0
    // From the most on: the first of a group is the most of it.
    for (let i = 0; i < count; i++) {
      const k = this.order[d * count + i] as number
      const can = this.can[d * count + k] as number
      if (can <= 0) break
      const { group, limit, take } = this.kinds[k] as Kind
      if (group < 0 || take.kind === 'free_shipping') continue
      const times = this.groupTimes[base + group] as number
      if (times === 0) {
        this.ranked[base + ranked++] = group
        this.groupCan[base + group] = can
      }
      this.groupTimes[base + group] = Math.max(times, limit - (this.used[k] as number))
    }
    this.rankedCount[d] = ranked
  }

  /**
   * The most that up to so many further coupons can take off the goods once `k` has been taken behind `d` others, as seen
   * before it; −1 when what must be taken cannot be.
   */
  behindOne(d: number, k: number, slots: number): number {
    const kind = this.kinds[k] as Kind
    const { must, count } = this
    let free = slots
    let most = 0
    let mustGroup = -2
    if (must === k) {
      if (this.times - (this.used[k] as number) - 1 > slots) return -1
    } else if (must >= 0) {
      const owed = this.times - (this.used[must] as number)
      const forced = this.kinds[must] as Kind
      if (owed > 0) {
        if (owed > slots || kind.group < 0 || forced.group === kind.group) return -1
        const can = this.can[d * count + must] as number
        if (can <= 0 || forced.group < 0) return -1
        free -= owed
        mustGroup = forced.group
        // Further ones of it are worth no more than the first.
        if (forced.take.kind !== 'free_shipping') most = can * Math.min(slots, forced.limit - (this.used[must] as number))
      }
    }
    const again = kind.take.kind === 'free_shipping' ? 0 : kind.limit - (this.used[k] as number) - 1
    return most + this.pick(d, free, kind.group, mustGroup, again > 0 ? (this.can[d * count + k] as number) : 0, again)
  }

  /** The most of so many coupons of different groups, one group and another left out; `own` is a kind that may be taken again. */
  private pick(d: number, slots: number, group: number, other: number, own: number, again: number): number {
    const base = d * this.groups
    const ranked = group < 0 ? 0 : (this.rankedCount[d] as number)
    let free = slots
    let most = 0
    let ownLeft = again
    for (let i = 0; i < ranked && free > 0; i++) {
      const g = this.ranked[base + i] as number
      if (g === group || g === other) continue
      const can = this.groupCan[base + g] as number
      if (ownLeft > 0 && own >= can) {
        const n = Math.min(free, ownLeft)
        most += n * own
        free -= n
        ownLeft = 0
      }
      const n = Math.min(free, this.groupTimes[base + g] as number)
      most += n * can
      free -= n
    }
    return ownLeft > 0 && free > 0 ? most + Math.min(free, ownLeft) * own : most
  }

  /**
   * The most that up to so many further coupons can take off the goods as they stand behind `d`, more closely: of two
   * percentages the later one takes off only of what the other has left. Of those taken, the one that takes off the most
   * is gone through; each other one then loses what the two have in common.
   */
  behindAll(d: number, slots: number): number {
    const { count, must } = this
    const row = d * count
    let free = slots
    let most = 0
    let mustGroup = -2
    let centre = -1
    if (must >= 0 && this.times > (this.used[must] as number)) {
      const owed = this.times - (this.used[must] as number)
      const { group, limit, take } = this.kinds[must] as Kind
      const can = this.can[row + must] as number
      if (owed > slots || can <= 0) return -1
      free -= owed
      mustGroup = group
      if (take.kind !== 'free_shipping') most = can * Math.min(slots, limit - (this.used[must] as number))
      if ((this.nets[row + must] as number) > 0) centre = must
    }
    if (centre >= 0) return most + this.pickAround(d, centre, 0, free, mustGroup, slots)
    let best = this.pickAround(d, -1, count, free, mustGroup, slots)
    for (let i = 0; i < count && free > 0; i++) {
      const k = this.order[row + i] as number
      const can = this.can[row + k] as number
      if (can <= 0) break
      const { group } = this.kinds[k] as Kind
      if ((this.nets[row + k] as number) === 0 || group === mustGroup) continue
      const sum = can + this.pickAround(d, k, i, free - 1, mustGroup, slots)
      if (sum > best) best = sum
    }
    return most + Math.min(best, this.oneByOne(d, free, mustGroup))
  }

  /**
   * The most of so many coupons where percentages come first and each takes its part of all that is left: the greatest
   * rates, whatever lines they are for, and behind them the others that take off the most.
   */
  private oneByOne(d: number, slots: number, without: number): number {
    const row = d * this.count
    const { rates, sums } = this
    rates.fill(0)
    sums.fill(0)
    for (let k = 0; k < this.count; k++) {
      const can = this.can[row + k] as number
      const { group, limit, take } = this.kinds[k] as Kind
      if (can <= 0 || take.kind === 'free_shipping' || group === without) continue
      const left = Math.min(slots, limit - (this.used[k] as number))
      const whole = (this.nets[row + k] as number) > 0
      // Kept in order, the greatest first; so many of each as could be taken.
      for (let n = 0; n < left; n++) insert(whole ? rates : sums, whole ? take.offBps : can, slots)
    }
    const goods = this.left[d] as number
    let kept = goods
    let most = 0
    for (let n = 0; ; n++) {
      let sum = goods - kept
      for (let i = 0; i < slots - n; i++) sum += sums[i] as number
      if (sum > most) most = sum
      if (n === slots || rates[n] === 0) break
      // A part is rounded half up, so that one unit more may go with it.
      kept = Math.floor((kept * (10_000 - (rates[n] as number))) / 10_000) - 1
    }
    return most
  }

  /** The most of so many coupons beside a percentage; other percentages tried before it, which stand further in front, are left out. */
  private pickAround(d: number, centre: number, before: number, slots: number, without: number, all: number): number {
    if (slots <= 0) return 0
    const { count, groups, some, someTimes } = this
    const row = d * count
    const own = centre < 0 ? -2 : (this.kinds[centre] as Kind).group
    some.fill(0)
    someTimes.fill(0)
    let lone = 0
    for (let i = 0; i < count; i++) {
      const k = this.order[row + i] as number
      let can = this.can[row + k] as number
      if (can <= 0) break
      const { group, limit, take } = this.kinds[k] as Kind
      if (take.kind === 'free_shipping' || group === without) continue
      let times = limit - (this.used[k] as number)
      if (k === centre) times--
      else if (group === own) continue
      if ((this.nets[row + k] as number) > 0) {
        if (i < before) continue
        if (centre >= 0) can -= this.common(d, centre, k, all)
      }
      if (times <= 0) continue
      if (group < 0) lone = Math.max(lone, can * Math.min(times, slots))
      else {
        some[group] = Math.max(some[group] as number, can)
        someTimes[group] = Math.max(someTimes[group] as number, times)
      }
    }
    let most = 0
    for (let free = slots; free > 0; ) {
      let best = -1
      for (let g = 0; g < groups; g++) if ((some[g] as number) > (best < 0 ? 0 : (some[best] as number))) best = g
      if (best < 0) break
      const n = Math.min(free, someTimes[best] as number)
      most += n * (some[best] as number)
      free -= n
      some[best] = 0
    }
    return Math.max(most, lone)
  }

  /** What two percentages have in common at least: the part of the one that is a part of the other. Roundings are taken off it. */
  private common(d: number, a: number, b: number, slots: number): number {
    const row = d * this.count
    const both = (this.nets[row + a] as number) + (this.nets[row + b] as number) - (this.left[d] as number)
    if (both <= 0) return 0
    const [first, second] = [(this.kinds[a] as Kind).take.offBps, (this.kinds[b] as Kind).take.offBps]
    const common = Math.floor(((both / 10_000) * first * second) / 10_000)
    const rounded = 3 + Math.ceil((slots * this.pricing.basket.size * (first + second)) / 40_000)
    return Math.max(0, common - rounded)
  }

  /** A bound below everything that can come of so much left behind `d`, once so much more may be taken off. */
  lowest(d: number, left: number, ship: number, most: number): number {
    const { turn, pricing } = this
    const goods = this.goodsAtLeast(d, left, most)
    const frees = turn.freed || turn.freesBehind || left + turn.worth >= pricing.freeFrom
    const shipping = frees ? 0 : Math.max(0, pricing.basket.shipping - ship - (this.ships[d] as number))
    const { purse } = turn
    if (purse === null || goods <= purse.minimum) return goods + shipping
    const byShare = purse.share === 10_000 ? 0 : goods - floorOf(goods, purse.share, 10_000)
    return Math.max(goods - turn.worthAtMost, byShare, purse.minimum) + shipping
  }

  /** What is left of the goods at least when points have their turn. */
  goodsAtLeast(d: number, left: number, most: number): number {
    const goods = Math.max(left - most, Math.min(left, this.pricing.minimum))
    return this.turn.reducesBehind ? Math.max(goods - (this.behind[d] as number), Math.min(goods, 0)) : goods
  }
}

/** Puts a number in its place among the first so many, the greatest first. */
function insert(numbers: Float64Array, number: number, most: number): void {
  let value = number
  for (let i = 0; i < most; i++) {
    const other = numbers[i] as number
    if (value <= other) continue
    numbers[i] = value
    value = other
  }
}
