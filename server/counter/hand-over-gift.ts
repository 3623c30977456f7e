import * as z from 'zod'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockMembersById } from '../program/member-rows'
import { actorIdOf, atCounter, hiddenAs, lockServed, storeAt } from './at-counter'
import { whenAndWhere } from './tell'

export const GiftHandOver = z.strictObject({ storeId: z.uuid(), giftId: z.uuid(), requestKey: z.uuid() })
export type GiftHandOver = z.infer<typeof GiftHandOver>

type GiftRow = {
  member_id: string
  name: string
  count: number
  state: 'given' | 'withdrawn'
  handed_at: string | null
  handed_store: string | null
  handed_by: string | null
  handed_request: string | null
}

/** Goods that a campaign gave; chances in a draw are nothing to hand over. */
async function giftRow(tx: TenantTx, giftId: string): Promise<GiftRow | undefined> {
  const [gift] = await tx.sql<GiftRow[]>`
    select member_id, name, count, state, handed_at, handed_store, handed_by, handed_request
    from campaign_goods where tenant_id = ${tx.scope.tenantId} and id = ${giftId} and kind = 'goods'`
  return gift
}

/**
 * Hands over goods that a campaign gave, at whichever store and once, under the member's lock. A second try is told when
 * and where; the same request is one. What was withdrawn with its order is not handed over.
 */
export const handOverGift = (scope: TenantScope, { storeId, giftId, requestKey }: GiftHandOver): Promise<{ giftId: string }> =>
  atCounter(scope, async (tx) => {
    const store = await storeAt(tx, storeId)
    const found = await giftRow(tx, giftId)
    if (!found) throw new Refusal('not_found', 'gift.not_found')
    await lockServed(tx, found.member_id).catch(hiddenAs('gift.not_found'))
    // Under the lock, so that a second till sees what the first one did.
    const gift = (await giftRow(tx, giftId)) ?? found
    // Also one that was taken back since: a request that comes late changes nothing any more.
    if (gift.handed_request === requestKey) return { giftId }
    if (gift.handed_at !== null)
      throw new Refusal('conflict', 'counter.gift_handed_before', { details: await whenAndWhere(tx, gift.handed_at, gift.handed_store) })
    if (gift.state === 'withdrawn') throw new Refusal('conflict', 'counter.gift_withdrawn')
    await tx.sql`
      update campaign_goods
      set handed_at = ${now().toISOString()}, handed_store = ${store.id}, handed_by = ${actorIdOf(scope)}, handed_request = ${requestKey}
      where tenant_id = ${scope.tenantId} and id = ${giftId}`
    await audit(tx, {
      action: 'gift.handed_over',
      subject: 'gift',
      subjectId: giftId,
      after: { name: gift.name, count: gift.count, member: gift.member_id, store: store.id, request: requestKey },
    })
    return { giftId }
  })

/** What a hand-over that is to be taken back says of itself. */
type HandOver = { store: string | null; actor: string; at: string }

/**
 * Takes a hand-over back, where `may` lets it: the gift can be handed over again; one whose order came back meanwhile is
 * withdrawn with it. Twice is once.
 */
export async function undoGift(tx: TenantTx, { id, reason }: { id: string; reason: string }, may: (done: HandOver) => void): Promise<void> {
  const found = await giftRow(tx, id)
  if (!found) throw new Refusal('not_found', 'counter.check_off_not_found')
  await lockMembersById(tx, [found.member_id])
  const gift = (await giftRow(tx, id)) ?? found
  if (gift.handed_request === null) throw new Refusal('not_found', 'counter.check_off_not_found')
  if (gift.handed_at === null) return
  may({ store: gift.handed_store, actor: gift.handed_by ?? '', at: gift.handed_at })
  await tx.sql`
    update campaign_goods
    set handed_at = null, handed_store = null, handed_by = null, came_back_at = null,
        state = case when came_back_at is null then 'given' else 'withdrawn' end
    where tenant_id = ${tx.scope.tenantId} and id = ${id}`
  await audit(tx, {
    action: 'gift.hand_over_undone',
    subject: 'gift',
    subjectId: id,
    after: { reason, store: gift.handed_store, request: gift.handed_request },
  })
}
