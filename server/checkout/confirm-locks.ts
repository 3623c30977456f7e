import { moveCoupons } from '@/server/coupon/move-coupons'
import { dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { comingBack } from '@/server/engine/order/redeemed'
import type { Timeline } from '@/server/engine/program/compile'
import { couponsOfQuote, goodsOfQuote } from '@/server/engine/quote/held'
import { availablePoints } from '@/server/engine/state'
import { type LogEntry, orderKey, type Redeemed } from '@/server/engine/vocabulary'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { IncomingEvent } from '@/server/program/incoming-event'
import type { EventAnswer } from '@/server/program/known-events'
import { type LockedMember, lockMembersById } from '@/server/program/member-rows'
import { takePoints } from './hold-points'
import { type LockRow, settleLocks } from './lock-rows'
import { differsFrom, orderOfQuote } from './order-of-quote'
import { memberAt, readTerms } from './read-buyer'

/** The lock that an event confirms, if it names one. */
export const lockOf = ({ body }: IncomingEvent): string | undefined => (body.type === 'order.paid' ? body.lock : undefined)

/** The locked quotes that a batch of orders confirms, each under its member's lock. */
export class Confirmations {
  private readonly locks: Map<string, LockRow>
  private readonly confirmed: { lock: LockRow; entry: LogEntry; memberId: string }[] = []

  constructor(
    private readonly tx: TenantTx,
    locks: readonly LockRow[],
  ) {
    this.locks = new Map(locks.map((lock) => [lock.id, lock]))
  }

  /**
   * Puts what its quote says into the entry of an order. Answers why not, where the quote is not the member's, does not
   * agree with the order, was confirmed by another one, or was let go and what it held is no longer there.
   */
  async confirm(event: IncomingEvent, member: LockedMember, entry: LogEntry, timeline: Timeline): Promise<EventAnswer | null> {
    const { body } = event
    const lock = this.locks.get(lockOf(event) ?? '')
    if (body.type !== 'order.paid') return null
    if (!lock || lock.memberId !== member.id) return answered(event, 'refused', 'order.lock_unknown', 'body.lock')
    if (lock.state === 'confirmed') return answered(event, 'conflict', 'order.lock_confirmed', 'body.lock')
    if (event.store !== undefined && lock.storeId !== null && entry.store !== lock.storeId)
      return answered(event, 'refused', 'order.quote_differs', 'store')
    const differs = differsFrom(lock.quote, lock.channel, body)
    if (differs !== null) return answered(event, 'refused', 'order.quote_differs', `body.${differs}`)
    const missing = await this.hold(lock, member, timeline)
    if (missing) return { ...answered(event, 'refused', 'order.lock_gone', 'body.lock'), details: missing }
    lock.state = 'confirmed'
    lock.orderKey = orderKey(body.channel, body.order_no)
    entry.store ??= lock.storeId
    entry.body = orderOfQuote(lock.quote, entry.body as typeof body, redeemedOf(lock))
    this.confirmed.push({ lock, entry, memberId: member.id })
    return null
  }

  /** Sees that the lock holds what its quote took off, and takes again what it had let go. Answers what is missing. */
  private async hold(lock: LockRow, member: LockedMember, timeline: Timeline): Promise<{ coupons: number; points: number } | null> {
    const at = now().getTime()
    const today = localDay(timeline.at(at).timeZone, at)
    const own = (coupon: LockRow['coupons'][number]) => coupon.state === 'locked' && coupon.lock === lock.id
    const free = lock.coupons.filter((coupon) => coupon.state === 'held' && dayOf(coupon.until) >= today)
    const coupons = lock.quote.coupons.filter((outcome) => outcome.applied).length - lock.coupons.filter(own).length - free.length
    const wanted = lock.state === 'locked' ? 0 : lock.quote.points.used
    const points =
      wanted === 0 ? 0 : Math.max(0, wanted - availablePoints((await memberAt(this.tx, timeline, structuredClone(member), at)).standing))
    if (coupons > 0 || points > 0) return { coupons, points }
    await moveCoupons(
      this.tx,
      free.map(({ id }) => ({
        couponId: id,
        memberId: member.id,
        from: 'held',
        to: 'locked',
        why: 'locked',
        cause: lock.id,
        lockId: lock.id,
      })),
    )
    // Another lock of the same batch that names one of them finds it taken.
    const taken = new Set(free.map(({ id }) => id))
    for (const { coupons: named } of this.locks.values())
      for (const coupon of named) if (taken.has(coupon.id)) Object.assign(coupon, { state: 'locked', lock: lock.id })
    if (wanted === 0) return null
    const { eventId, body } = await takePoints(
      this.tx,
      { memberId: member.id, key: `${lock.id}:${newId()}`, language: (await readTerms(this.tx)).language },
      wanted,
    )
    lock.spendId = eventId
    lock.taken = 'taken' in body ? body.taken : []
    // The member has moved on by that entry.
    Object.assign(member, (await lockMembersById(this.tx, [member.id]))[0])
    return null
  }

  /** Writes down what became of locks and coupons, behind the orders that confirm them. */
  async settle(): Promise<void> {
    if (this.confirmed.length === 0) return
    await moveCoupons(
      this.tx,
      this.confirmed.flatMap(({ lock, entry, memberId }) =>
        couponsOfQuote(lock.quote).map(({ id, off }) => ({
          couponId: id,
          memberId,
          from: 'locked',
          to: 'used',
          why: 'used',
          cause: entry.id,
          atStore: entry.store,
          used: { on: isoOf(entry.day), store: entry.store, order: lock.orderKey, off, paid: goodsOfQuote(lock.quote) },
        })),
      ),
    )
    await settleLocks(
      this.tx,
      this.confirmed.map(({ lock }) => lock),
    )
  }
}

/** What the checkout had taken: what a refund of the order gives back of it. */
function redeemedOf({ id, quote, spendId, taken, coupons }: LockRow): Redeemed {
  const gives = quote.reductions.flatMap((outcome) =>
    outcome.applied && outcome.points > 0 ? [{ reduction: outcome.reduction, points: outcome.points }] : [],
  )
  return {
    lock: id,
    ...(spendId === null ? {} : { points: { spend: spendId, amount: quote.points.used, taken: taken ?? [] } }),
    coupons: coupons.map(({ id: coupon, bought }) => ({
      id: coupon,
      ...(bought === null ? {} : { bought: { points: bought.points, taken: ownPart(bought) } }),
    })),
    ...(gives.length > 0 ? { gives } : {}),
  }
}

/** Of several coupons bought at once, the lots that one of them came from. */
const ownPart = ({ points, place = 0, taken }: NonNullable<LockRow['coupons'][number]['bought']>) =>
  comingBack(taken ?? [], place * points, (place + 1) * points)

const answered = (event: IncomingEvent, status: 'refused' | 'conflict', code: string, field: string): EventAnswer => ({
  event_id: event.event_id,
  status,
  code,
  field,
})
