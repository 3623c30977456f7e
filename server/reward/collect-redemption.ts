import { and, eq } from 'drizzle-orm'
import { members, redemptions, stores } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { storesOf, type TenantScope } from '@/server/platform/scope'
import { lockRedemption, type RedemptionName, type RedemptionRow, storeName, wallClock } from './redemption-rows'

/** What of a redemption says whether it can be handed over. */
export type Handing = Pick<RedemptionRow, 'state' | 'gives' | 'sentAt' | 'doneAt' | 'doneStore' | 'cancelledAt'>

/** Why something cannot be handed over at a store, with the moment and the store that the sentence names; nothing when it can. */
export function notToHand(row: Handing): { code: string; at?: string | null; store?: string } | null {
  if (row.state === 'cancelled') return { code: 'redemption.cancelled_before', at: row.cancelledAt }
  if (row.state === 'done' && row.sentAt === null && (row.gives === 'goods' || row.gives === 'service'))
    return row.doneStore === null
      ? { code: 'redemption.collected_before', at: row.doneAt }
      : { code: 'redemption.collected_at', at: row.doneAt, store: row.doneStore }
  return row.state === 'to_collect' ? null : { code: 'redemption.not_to_collect' }
}

type Collecting = RedemptionName & { storeId?: string | undefined }

/**
 * Hands over goods or a service at a store, once: a second try is told when and where. At which store must be said by
 * somebody who works at several.
 */
export const collectRedemption = (scope: TenantScope, collecting: Collecting): Promise<{ id: string; number: string }> =>
  inTenant(scope, 'counter:use', (tx) => collectWithin(tx, collecting))

/** The same inside a transaction, for a member whom the caller may see. */
export async function collectWithin(tx: TenantTx, { storeId, ...name }: Collecting): Promise<{ id: string; number: string }> {
  const row = await lockRedemption(tx, name)
  const store = await storeFor(tx, storeId)
  const not = notToHand(row)
  if (not) {
    const details: Record<string, string> = {}
    if (not.at !== undefined) details.when = await wallClock(tx, not.at)
    if (not.store !== undefined) details.store = await storeName(tx, not.store)
    throw new Refusal('conflict', not.code, { details })
  }
  const [member] = await tx.orm
    .select({ status: members.status })
    .from(members)
    .where(and(eq(members.tenantId, tx.scope.tenantId), eq(members.id, row.memberId)))
  if (member?.status !== 'active') throw new Refusal('conflict', 'member.closed')
  await tx.orm
    .update(redemptions)
    .set({ state: 'done', doneAt: now().toISOString(), doneStore: store })
    .where(and(eq(redemptions.tenantId, tx.scope.tenantId), eq(redemptions.id, row.id)))
  await audit(tx, {
    action: 'redemption.collected',
    subject: 'redemption',
    subjectId: row.id,
    before: { state: row.state },
    after: { name: row.rewardName, number: row.number, store },
  })
  return { id: row.id, number: row.number }
}

async function storeFor(tx: TenantTx, named: string | undefined): Promise<string | null> {
  const own = storesOf(tx.scope.actor)
  const wanted = named ?? (own?.length === 1 ? own[0] : undefined)
  if (wanted === undefined) {
    if (own !== null) throw new Refusal('invalid', 'redemption.store_needed', { field: 'storeId' })
    return null
  }
  const [store] = await tx.orm
    .select({ id: stores.id })
    .from(stores)
    .where(and(eq(stores.tenantId, tx.scope.tenantId), eq(stores.id, wanted), eq(stores.kind, 'store')))
  if (!store || (own !== null && !own.includes(wanted))) throw new Refusal('not_found', 'store.not_found')
  return store.id
}
