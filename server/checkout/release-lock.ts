import { type CouponMove, moveCoupons } from '@/server/coupon/move-coupons'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { Permission, TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { lockMembersById } from '@/server/program/member-rows'
import { givePointsBack } from './hold-points'
import { type LockRow, readLocks, settleLocks } from './lock-rows'
import { readTerms } from './read-buyer'

type How = 'released' | 'lapsed'

/**
 * Lets a locked quote go: its points go back to their lots and its coupons are the member's again. One that is free
 * already stays as it is. Refuses when there is no such lock, or when an order has confirmed it.
 */
export const releaseLock = (scope: TenantScope, lockId: string): Promise<void> => free(scope, 'checkout:write', lockId, 'released')

/** The same for one whose time is up; one that was confirmed or released meanwhile, or has time left, stays as it is. */
export const lapseLock = (scope: TenantScope, lockId: string): Promise<void> => free(scope, 'checkout:write', lockId, 'lapsed')

async function free(scope: TenantScope, permission: Permission, lockId: string, how: How): Promise<void> {
  return untilDone(() => inTenant(scope, permission, (tx) => freeWithin(tx, lockId, how)))
}

async function freeWithin(tx: TenantTx, lockId: string, how: How): Promise<void> {
  const [found] = await readLocks(tx, { ids: [lockId] })
  if (!found) throw new Refusal('not_found', 'quote.not_found')
  // What a confirming order, a release and the end of its time do to one lock, they do one after the other.
  const [[member], [lock], { language }] = await Promise.all([
    lockMembersById(tx, [found.memberId]),
    readLocks(tx, { ids: [lockId] }),
    readTerms(tx),
  ])
  if (!member || !lock) throw new Refusal('not_found', 'quote.not_found')
  if (lock.state === 'confirmed' && how === 'released') throw new Refusal('conflict', 'quote.confirmed')
  if (lock.state !== 'locked' || (how === 'lapsed' && Date.parse(lock.expiresAt) > now().getTime())) return
  if (lock.spendId !== null && lock.taken === null) throw new Error('the points of a lock are not in the log')
  // Who is closed has nothing to spend any more, and no command enters the log.
  if (lock.spendId !== null && lock.taken !== null && member.status === 'active')
    await givePointsBack(tx, { memberId: member.id, language }, { id: lock.spendId, taken: lock.taken })
  const held = heldBy(lock)
  const due = await dueBack(tx, held)
  await moveCoupons(
    tx,
    held.map(({ id }): CouponMove => {
      const of = { couponId: id, memberId: member.id, from: 'locked', atStore: lock.storeId } as const
      const cause = due.get(id)
      return cause === undefined ? { ...of, to: 'held', why: how, cause: lock.id } : { ...of, to: 'withdrawn', why: 'withdrawn', cause }
    }),
  )
  await settleLocks(tx, [{ id: lock.id, state: how, spendId: lock.spendId, orderKey: null }])
  await audit(tx, { action: `checkout.${how}`, subject: 'checkout_lock', subjectId: lock.id, after: { member: member.id } })
}

/** Which of these were to be taken back while they were held, because the order that brought them came back, and by what. */
async function dueBack(tx: TenantTx, held: readonly { id: string }[]): Promise<ReadonlyMap<string, string>> {
  if (held.length === 0) return new Map()
  const rows = await tx.sql<{ id: string; cause: string }[]>`
    select coupon_id as id, cause from coupon_moves
    where tenant_id = ${tx.scope.tenantId} and coupon_id = any (${held.map(({ id }) => id)}::uuid[]) and why = 'due_back'`
  return new Map(rows.map((row) => [row.id, row.cause]))
}

/** The coupons that a lock still holds. */
export const heldBy = (lock: LockRow) => lock.coupons.filter((coupon) => coupon.state === 'locked' && coupon.lock === lock.id)
