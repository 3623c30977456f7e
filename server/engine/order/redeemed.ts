import { floorOf } from '../money/exact'
import type { Occurrence } from '../occurrence'
import { type Cause, putBack } from '../points/lots'
import { reviveDaysOf } from '../points/policy'
import type { OrderRecord } from '../state'
import type { Redeemed, Taken } from '../vocabulary'

/**
 * Points of a spend from the `from`th up to the `to`th that come back, those taken last first: they are the ones that
 * live longest. Parts of a series are what the whole would be.
 */
export function comingBack(taken: readonly Taken[], from: number, to: number): Taken[] {
  const back: Taken[] = []
  let passed = 0
  for (let i = taken.length - 1; i >= 0 && passed < to; i--) {
    const one = taken[i] as Taken
    const begins = Math.max(from, passed)
    const ends = Math.min(to, passed + one.amount)
    passed += one.amount
    if (ends > begins) back.unshift({ ...one, amount: ends - begins })
  }
  return back
}

/**
 * How many of the points that an order was paid with have come back, once so much of it has: in the proportion of its
 * money, or of its items where no money was paid, floored; all of them with the whole.
 */
export function pointsBack(order: OrderRecord, points: number, allBack: boolean): number {
  if (allBack) return points
  if (order.paid > 0) return floorOf(points, Math.max(0, order.refunded), order.paid)
  let items = 0
  let back = 0
  for (const line of order.lines) {
    items += line[1]
    back += line[3]
  }
  return items === 0 ? 0 : floorOf(points, back, items)
}

/** What full reductions gave with an order, by reduction, for so much of it as is kept. */
export function keptGifts(order: OrderRecord, gives: NonNullable<Redeemed['gives']>, allBack: boolean): Record<string, number> {
  const kept: Record<string, number> = {}
  if (allBack) return kept
  for (const { reduction, points } of gives)
    kept[reduction] = order.paid > 0 ? floorOf(points, Math.max(0, order.paid - order.refunded), order.paid) : points
  return kept
}

/**
 * What a checkout had taken comes back with a refund: points in proportion, to their lots; coupons with the whole of the
 * order, one bought with points as the coupon or as those points, by the version that judged the order.
 */
export function comeBack(on: Occurrence, key: string, order: OrderRecord, whole: boolean, allBack: boolean, by: Cause): void {
  const { redeemed } = order
  if (redeemed === undefined) return
  const { decisions, program, state, timeline } = on
  const lives = reviveDaysOf(program.points)
  const give = (taken: readonly Taken[]) => {
    if (putBack(state.standing, decisions, by, taken, lives)) on.note('revived')
  }
  if (redeemed.points) {
    const due = Math.max(redeemed.back, pointsBack(order, redeemed.points.amount, allBack))
    give(comingBack(redeemed.points.taken, redeemed.back, due))
    redeemed.back = due
  }
  if (!whole) return
  const judge = order.judged[0]
  const policy = (judge === undefined ? program : timeline.version(judge.version)).checkout.boughtCoupons
  for (const { id, bought } of redeemed.coupons) {
    const as = bought !== undefined && policy === 'points' ? 'points' : 'coupon'
    if (as === 'points' && bought !== undefined) give(bought.taken)
    decisions.couponReturns.push({ coupon: id, order: key, as, cause: by.cause, day: by.day })
  }
}
