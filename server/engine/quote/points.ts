import type { PointsAsCash } from '../checkout/policy'
import { floorOf } from '../money/exact'
import type { PointsWhy } from './answer'
import type { Choices } from './cart'

/** Points as cash for one member and one wish. `cap` is what the wish, the balance and the limit of one order leave. */
export type Purse = PointsAsCash & {
  wished: number
  available: number
  cap: number
  least: number
  step: number
  share: number
  minimum: number
}

/** What a member may pay with points; null where that is not offered or not wished. */
export function purseOf(policy: PointsAsCash | undefined, wish: Choices['points'], available: number, minimum: number): Purse | null {
  if (policy === undefined || wish === 0) return null
  const wished = wish === 'most' ? available : wish
  return {
    ...policy,
    wished,
    available,
    cap: Math.min(wished, available, policy.maxPoints ?? Number.POSITIVE_INFINITY),
    least: policy.least ?? 1,
    step: policy.step ?? 1,
    share: policy.maxShareBps ?? 10_000,
    minimum,
  }
}

/** What so many points are worth, in whole minor units. */
export const worthOf = (purse: Purse, points: number): number => floorOf(points, purse.worth, purse.points)

const upTo = (n: number, step: number): number => Math.ceil(n / step) * step
const ceilOf = (a: number, b: number, c: number): number => -floorOf(-a, b, c)

/** The most of the goods that points may pay where so much is left of them. */
export const roomFor = (purse: Purse, left: number): number => {
  if (left <= purse.minimum) return 0
  const room = left - purse.minimum
  return purse.share === 10_000 ? room : Math.min(room, floorOf(left, purse.share, 10_000))
}

/**
 * How many points are taken where so much is left to pay: the most that is possible, in whole steps, and of those that
 * are worth the same the fewest.
 */
export function pointsAt(purse: Purse, left: number): number {
  if (purse.cap < purse.least) return 0
  const room = roomFor(purse, left)
  if (room <= 0) return 0
  const byRoom = ceilOf(room + 1, purse.points, purse.worth) - 1
  const points = Math.floor(Math.min(purse.cap, byRoom) / purse.step) * purse.step
  if (points < purse.least) return 0
  const worth = worthOf(purse, points)
  if (worth <= 0) return 0
  return Math.max(upTo(ceilOf(worth, purse.points, purse.worth), purse.step), upTo(purse.least, purse.step))
}

/** Why not as many as wished were taken, where so much was left to pay; null when they were. */
export function whyNotMore(purse: Purse, left: number, used: number): PointsWhy | null {
  if (used === purse.wished && used > 0) return null
  const room = left > purse.minimum ? left - purse.minimum : 0
  const byPayable = room <= 0 ? 0 : ceilOf(room + 1, purse.points, purse.worth) - 1
  const byShare = roomFor(purse, left) < room ? ceilOf(roomFor(purse, left) + 1, purse.points, purse.worth) - 1 : byPayable
  const most = Math.min(purse.cap, byShare)
  if (most > 0 && most < purse.least) return 'least'
  if (most < purse.wished || most === 0) {
    if (most === purse.available) return 'balance'
    if (most === purse.maxPoints) return 'order'
    return byShare < byPayable ? 'share' : 'payable'
  }
  return 'step'
}
