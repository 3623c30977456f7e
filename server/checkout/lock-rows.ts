import type { Bought } from '@/db/schema/coupon'
import type { HeldQuote } from '@/server/engine/quote/held'
import type { Taken } from '@/server/engine/vocabulary'
import type { TenantTx } from '@/server/platform/database'

/** How long a quote is held for its order. */
export const HELD_MS = 15 * 60 * 1000

export type LockState = 'locked' | 'confirmed' | 'released' | 'lapsed'

/** A coupon that a lock took, as it stands now. `taken`: the lots from which the points came that it was bought with. */
export type LockCoupon = {
  id: string
  state: 'held' | 'locked' | 'used' | 'withdrawn'
  lock: string | null
  until: string
  bought: (Pick<Bought, 'points' | 'spend' | 'place'> & { taken: Taken[] | null }) | null
}

/** A lock as it stands, with the coupons its quote took off and the lots from which its points came. */
export type LockRow = {
  id: string
  memberId: string
  state: LockState
  channel: string
  storeId: string | null
  quote: HeldQuote
  requestKey: string
  requestHash: string
  spendId: string | null
  taken: Taken[] | null
  orderKey: string | null
  expiresAt: string
  coupons: LockCoupon[]
}

/** Reads locks, in no particular order. To be relied on only under the lock of their members. On its way once called. */
export const readLocks = (tx: TenantTx, by: { ids: readonly string[] } | { requestKey: string }): Promise<LockRow[]> => {
  const { tenantId } = tx.scope
  const [ids, key] = 'ids' in by ? [[...by.ids], null] : [null, by.requestKey]
  return tx.sql<LockRow[]>`
    select l.id, l.member_id as "memberId", l.state, l.channel, l.store_id as "storeId", l.quote, l.request_key as "requestKey",
           l.request_hash as "requestHash", l.spend_id as "spendId", l.order_key as "orderKey",
           to_char(l.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "expiresAt",
           (select e.body->'taken' from events e where e.tenant_id = ${tenantId} and e.id = l.spend_id) as taken,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', c.id, 'state', c.state, 'lock', c.lock_id, 'until', c.valid_until, 'bought',
               case when c.bought is not null then c.bought || jsonb_build_object('taken',
                 (select e.body->'taken' from events e where e.tenant_id = ${tenantId} and e.id = (c.bought->>'spend')::uuid)) end))
             from jsonb_array_elements(l.quote->'coupons') q
             join coupons c on c.tenant_id = ${tenantId} and c.id = (q->>'coupon')::uuid
             where (q->>'applied')::boolean), '[]') as coupons
    from checkout_locks l
    where l.tenant_id = ${tenantId} and (l.id = any (${ids}::uuid[]) or l.request_key = ${key})`.execute()
}

/** Writes down what became of locks. */
export async function settleLocks(
  tx: TenantTx,
  settled: readonly { id: string; state: LockState; spendId: string | null; orderKey: string | null }[],
): Promise<void> {
  if (settled.length === 0) return
  await tx.sql`
    update checkout_locks l set state = s.state, spend_id = s.spend_id, order_key = s.order_key, settled_at = statement_timestamp()
    from unnest(
      ${settled.map((s) => s.id)}::uuid[], ${settled.map((s) => s.state)}::text[], ${settled.map((s) => s.spendId)}::uuid[], ${settled.map((s) => s.orderKey)}::text[]
    ) as s (id, state, spend_id, order_key)
    where l.tenant_id = ${tx.scope.tenantId} and l.id = s.id`
}
