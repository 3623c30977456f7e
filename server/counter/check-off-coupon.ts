import * as z from 'zod'
import { type HeldCoupon, heldCoupons } from '@/server/coupon/held-coupons'
import { moveCoupons } from '@/server/coupon/move-coupons'
import { dayOf } from '@/server/engine/calendar/day'
import { asksBill, offBill, whyNotHere } from '@/server/engine/counter/coupon-at-counter'
import { audit } from '@/server/platform/audit'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import type { LockedMember } from '../program/member-rows'
import { atCounter, hiddenAs, lockServed, readServed, type Standing, standingNow, storeAt } from './at-counter'
import { refuseCoupon, whenAndWhere } from './tell'

const bill = z.int().min(1).max(9_000_000_000_000)

/** `bill`: what the goods cost together, in minor units; for coupons that take money off or are good only from or up to an amount. */
export const CouponCheckOff = z.strictObject({
  storeId: z.uuid(),
  couponId: z.uuid(),
  bill: bill.optional(),
  requestKey: z.uuid(),
})
export type CouponCheckOff = z.infer<typeof CouponCheckOff>

export const BillQuestion = z.strictObject({ storeId: z.uuid(), couponId: z.uuid(), bill })
export type BillQuestion = z.infer<typeof BillQuestion>

/** What a coupon takes off a bill, and what is left to pay. One that is handed over takes nothing off, and has no bill where it asks for none. */
export type CheckedOff = { couponId: string; off: number | null; payable: number | null }

type CouponRow = {
  id: string
  member_id: string
  state: string
  used_at: string | null
  used_store: string | null
  off: number | null
  paid: number | null
}

async function couponRow(tx: TenantTx, couponId: string): Promise<CouponRow> {
  const [coupon] = await tx.sql<CouponRow[]>`
    select id, member_id, state, used_at, used_store, off, paid from coupons where tenant_id = ${tx.scope.tenantId} and id = ${couponId}`
  if (!coupon) throw new Refusal('not_found', 'coupon.not_found')
  return coupon
}

/** What a coupon would take off a bill here and now. Refuses as checking it off would. */
export const askBill = (scope: TenantScope, { storeId, couponId, bill: amount }: BillQuestion): Promise<CheckedOff> =>
  atCounter(scope, async (tx) => {
    const store = await storeAt(tx, storeId)
    const row = await couponRow(tx, couponId)
    const member = await readServed(tx, row.member_id).catch(hiddenAs('coupon.not_found'))
    if (row.state === 'used') await refuseUsed(tx, row)
    const judged = await judge(tx, member, couponId, store.id, amount)
    return { couponId, off: judged.off, payable: judged.payable }
  })

/**
 * Checks a coupon off at a store, once. A second try is told when and where it was used; the same request is one
 * check-off. One that takes money off, or is good only for a bill of some size, needs the bill; it answers what it takes off.
 */
export const checkOffCoupon = (scope: TenantScope, { storeId, couponId, bill: amount, requestKey }: CouponCheckOff): Promise<CheckedOff> =>
  atCounter(scope, async (tx) => {
    const store = await storeAt(tx, storeId)
    const { member_id: memberId } = await couponRow(tx, couponId)
    const member = await lockServed(tx, memberId).catch(hiddenAs('coupon.not_found'))
    // Under the lock, so that a second till sees what the first one did.
    const row = await couponRow(tx, couponId)
    const cause = causeOf(requestKey)
    // Also one that was taken back since: a request that comes late changes nothing any more.
    if (await wasDone(tx, couponId, cause)) return { couponId, off: row.off, payable: row.paid }
    if (row.state === 'used') await refuseUsed(tx, row)
    const { held, off, payable, standing } = await judge(tx, member, couponId, store.id, amount)
    const used = { on: standing.today, store: store.id, order: null, off, paid: payable }
    await moveCoupons(tx, [{ couponId, memberId, from: 'held', to: 'used', why: 'checked_off', cause, atStore: store.id, used }])
    await audit(tx, {
      action: 'coupon.checked_off',
      subject: 'coupon',
      subjectId: couponId,
      after: {
        number: held.number,
        name: await nameOf(tx, held),
        member: memberId,
        store: store.id,
        off,
        paid: payable,
        request: requestKey,
      },
    })
    return { couponId, off, payable }
  })

/** What stands in a coupon's move for a request at the counter. */
const causeOf = (requestKey: string): string => `counter:${requestKey}`

async function wasDone(tx: TenantTx, couponId: string, cause: string): Promise<boolean> {
  const [move] = await tx.sql`
    select 1 from coupon_moves where tenant_id = ${tx.scope.tenantId} and coupon_id = ${couponId} and why = 'checked_off' and cause = ${cause}`
  return move !== undefined
}

/** The last that happened to a coupon. */
export async function lastMove(tx: TenantTx, couponId: string) {
  const [move] = await tx.sql<{ why: string; cause: string | null; at: string; at_store: string | null; actor_id: string }[]>`
    select why, cause, at, at_store, actor_id from coupon_moves
    where tenant_id = ${tx.scope.tenantId} and coupon_id = ${couponId} order by ordinal desc limit 1`
  return move
}

async function refuseUsed(tx: TenantTx, row: CouponRow): Promise<never> {
  throw new Refusal('conflict', 'counter.coupon_used_before', { details: await whenAndWhere(tx, row.used_at, row.used_store) })
}

type Judged = { held: HeldCoupon; off: number | null; payable: number | null; standing: Standing }

async function judge(tx: TenantTx, member: LockedMember, couponId: string, store: string, amount: number | undefined): Promise<Judged> {
  const standing = await standingNow(tx, member)
  const { program, state, at, day } = standing
  const held = (await heldCoupons(tx, member.id, { named: [couponId], today: dayOf(standing.today) })).find(
    (coupon) => coupon.id === couponId,
  )
  if (!held) throw new Refusal('not_found', 'coupon.not_found')
  const buyer = { state, coupons: [], at, day, store }
  const refused = whyNotHere(program, buyer, held)
  if (refused) await refuseCoupon(tx, refused)
  if (!asksBill(held.template)) return { held, off: null, payable: null, standing }
  if (amount === undefined) throw new Refusal('invalid', 'counter.bill_missing', { field: 'bill' })
  const answer = offBill(program, buyer, held, amount)
  if ('refused' in answer) return refuseCoupon(tx, answer.refused)
  return { held, off: answer.off, payable: amount - (answer.off ?? 0), standing }
}

async function nameOf(tx: TenantTx, held: HeldCoupon): Promise<string> {
  const [row] = await tx.sql<{ name: string }[]>`
    select name from coupon_templates where tenant_id = ${tx.scope.tenantId} and id = ${held.template.id}`
  return row?.name ?? ''
}
