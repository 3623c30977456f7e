import { createHash } from 'node:crypto'
import { moveCoupons } from '@/server/coupon/move-coupons'
import { couponsOfQuote, goodsOfQuote } from '@/server/engine/quote/held'
import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { Overtaken, untilDone } from '@/server/platform/try-again'
import { takePoints } from './hold-points'
import { HELD_MS, readLocks } from './lock-rows'
import { type QuoteAsked, quoteWithin } from './quote-cart'
import { readBuyer } from './read-buyer'

/** What is to be held. `payable`: what the member has been shown. The same request key locks once. */
export type LockAsked = QuoteAsked & { requestKey: string; payable?: number | undefined }

/**
 * Holds a quote for its order: quotes once more under the member's lock, takes the points and sets the coupons aside.
 * Answers the id of the lock; asked again under the same key, the same one. Refuses another request under a key that was
 * used, and a quote that comes to something else than was shown.
 */
export async function lockQuote(scope: TenantScope, asked: LockAsked): Promise<string> {
  return untilDone(() => inTenant(scope, 'checkout:write', (tx) => lockWithin(tx, asked)))
}

async function lockWithin(tx: TenantTx, asked: LockAsked): Promise<string> {
  const hash = hashOf(asked)
  const [buyer, [earlier]] = await Promise.all([readBuyer(tx, asked, true), readLocks(tx, { requestKey: asked.requestKey })])
  if (earlier) {
    if (earlier.requestHash !== hash) throw new Refusal('invalid', 'request.key_reused', { field: 'Idempotency-Key' })
    return earlier.id
  }
  const { quote, at } = await quoteWithin(tx, buyer, asked)
  if (goodsOfQuote(quote) < 0) throw new Refusal('invalid', 'quote.below_zero', { field: 'lines' })
  if (asked.payable !== undefined && asked.payable !== quote.payable)
    throw new Refusal('conflict', 'quote.payable_differs', { field: 'payable', details: { payable: quote.payable } })
  const { tenantId } = tx.scope
  const { member, storeId, language } = buyer
  const lockId = newId()
  const spent = quote.points.used > 0 ? await takePoints(tx, { memberId: member.id, key: lockId, language }, quote.points.used) : null
  await moveCoupons(
    tx,
    couponsOfQuote(quote).map(({ id }) => ({
      couponId: id,
      memberId: member.id,
      from: 'held',
      to: 'locked',
      why: 'locked',
      cause: lockId,
      atStore: storeId,
      lockId,
    })),
  )
  const done = await tx.sql`
    insert into checkout_locks (tenant_id, id, member_id, state, channel, store_id, quote, request_key, request_hash, payable, spend_id, created_at, expires_at)
    values (${tenantId}, ${lockId}, ${member.id}, 'locked', ${asked.cart.channel}, ${storeId}, ${JSON.stringify(quote)}::jsonb, ${asked.requestKey},
            ${hash}, ${quote.payable}, ${spent?.eventId ?? null}, ${new Date(at).toISOString()}, ${new Date(at + HELD_MS).toISOString()})
    on conflict (tenant_id, request_key) do nothing`
  // Another request took the key for another member meanwhile.
  if (done.count === 0) throw new Overtaken()
  await audit(tx, {
    action: 'checkout.locked',
    subject: 'checkout_lock',
    subjectId: lockId,
    after: { member: member.id, payable: quote.payable, points: quote.points.used, coupons: couponsOfQuote(quote).length },
  })
  return lockId
}

const hashOf = ({ member, store, cart, choices, payable }: LockAsked): string =>
  createHash('sha256')
    .update(JSON.stringify([member, store ?? null, cart, choices, payable ?? null]))
    .digest('hex')
