import { heldCoupons } from '@/server/coupon/held-coupons'
import type { Timeline } from '@/server/engine/program/compile'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { readTimeline } from '@/server/program/read-timeline'
import { giftNames } from './gift-names'
import { type LockRow, readLocks } from './lock-rows'
import type { NamedCoupon } from './quote-cart'
import { readTerms, type Terms } from './read-buyer'

/** A lock as it stands, and what it takes to tell it. */
export type LockTold = {
  lock: LockRow
  member: string
  terms: Terms
  timeline: Timeline
  coupons: readonly NamedCoupon[]
  gifts: ReadonlyMap<string, string>
}

/** A locked quote, whatever became of it. Refuses when there is none. */
export const readLock = (scope: TenantScope, lockId: string): Promise<LockTold> =>
  inTenant(scope, 'checkout:write', async (tx) => {
    const [[lock], terms] = await Promise.all([readLocks(tx, { ids: [lockId] }), readTerms(tx)])
    if (!lock) throw new Refusal('not_found', 'quote.not_found')
    const named = lock.quote.coupons.map(({ coupon }) => coupon)
    const [[member], timeline, coupons] = await Promise.all([
      tx.sql<{ code: string }[]>`select code from members where tenant_id = ${scope.tenantId} and id = ${lock.memberId}`,
      readTimeline(tx, terms),
      heldCoupons(tx, lock.memberId, { named }),
    ])
    if (!member) throw new Refusal('not_found', 'quote.not_found')
    const gifts = await giftNames(tx, timeline.campaigns, lock.quote)
    return { lock, member: member.code, terms, timeline, coupons, gifts }
  })
