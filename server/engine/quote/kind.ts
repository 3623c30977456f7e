import { type Purse, pointsAt, worthOf } from './points'
import type { Pricing } from './pricing'
import { mayFree, type Reduced, reduce } from './reduction'
import { spread } from './spread'
import type { Take } from './take'
import { weigh } from './take'
import type { Wish } from './wish'

/** The coupons of one template that a member could take, which are all alike: the one that ends first comes first. */
export type Kind = { take: Take; coupons: Wish[]; limit: number; group: number }

/** Where the coupons' turn begins, and what comes of the goods behind it. */
export type Turn = {
  /** The lines as they stand then, with room for one more state for each coupon and one to finish in. */
  amounts: Float64Array
  left: number
  freed: boolean
  /** Points that were taken before, and what they are worth. */
  points: number
  worth: number
  /** Points that may be taken behind. */
  purse: Purse | null
  /** What points behind are worth at most; whether full reductions come behind, and whether those may make shipping free. */
  worthAtMost: number
  freesBehind: boolean
  reducesBehind: boolean
}

/** Takes the stages before the coupons, as the order of the policy has them. */
export function turnOf(pricing: Pricing, depth: number): Turn {
  const { basket, order, reductions, scratch, purse } = pricing
  const amounts = new Float64Array(basket.size * (depth + 2))
  amounts.set(basket.priced)
  const reduced: Reduced = { left: basket.left, freed: false, gives: 0 }
  const reducesBehind = order === 'coupon_reduction_points' && reductions.length > 0
  if (!reducesBehind) reduce(reductions, amounts, 0, 0, reduced, scratch, null)
  const turn: Turn = {
    amounts,
    left: reduced.left,
    freed: reduced.freed,
    points: 0,
    worth: 0,
    purse,
    worthAtMost: purse === null ? 0 : worthOf(purse, Math.floor(purse.cap / purse.step) * purse.step),
    freesBehind: reducesBehind && mayFree(reductions),
    reducesBehind,
  }
  if (order === 'reduction_points_coupon' && purse !== null) payWithPoints(turn, purse, pricing)
  return turn
}

function payWithPoints(turn: Turn, purse: Purse, { basket, scratch }: Pricing): void {
  turn.purse = null
  turn.points = pointsAt(purse, turn.left)
  if (turn.points === 0) return
  turn.worth = worthOf(purse, turn.points)
  turn.left -= turn.worth
  const rows = Int32Array.from({ length: basket.size }, (_, i) => i)
  weigh(rows, turn.amounts, 0, scratch.weights)
  spread(turn.worth, scratch.weights, basket.size, scratch.parts, scratch.rests)
  for (let i = 0; i < basket.size; i++) turn.amounts[i] = (turn.amounts[i] as number) - (scratch.parts[i] as number)
}

/** The kinds among coupons that nothing stands against, those that end first in front. Groups are numbered; −1 for none. */
export function kindsOf(wishes: readonly Wish[], most: number): Kind[] {
  const kinds = new Map<string, Kind>()
  const groups = new Map<string, number>()
  const sorted = wishes.filter((wish) => wish.refused === null).sort(endsFirst)
  for (const wish of sorted) {
    const take = wish.take as Take
    const known = kinds.get(take.template.id)
    if (known) {
      known.coupons.push(wish)
      known.limit = Math.min(known.coupons.length, take.limit, most)
      continue
    }
    if (take.group !== null && !groups.has(take.group)) groups.set(take.group, groups.size)
    kinds.set(take.template.id, { take, coupons: [wish], limit: 1, group: take.group === null ? -1 : (groups.get(take.group) as number) })
  }
  return [...kinds.values()]
}

const endsFirst = (a: Wish, b: Wish): number =>
  (a.held?.until ?? 0) - (b.held?.until ?? 0) || (a.coupon < b.coupon ? -1 : a.coupon > b.coupon ? 1 : 0)
