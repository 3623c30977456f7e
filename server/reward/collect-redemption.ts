import { and, eq } from 'drizzle-orm'
import { members, redemptions, stores } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { storesOf, type TenantScope } from '@/server/platform/scope'
import { lockRedemption, type RedemptionName, storeName, wallClock } from './redemption-rows'

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
  if (row.state === 'cancelled')
    throw new Refusal('conflict', 'redemption.cancelled_before', { details: { when: await wallClock(tx, row.cancelledAt) } })
  if (row.state === 'done' && row.sentAt === null && (row.gives === 'goods' || row.gives === 'service'))
    throw new Refusal('conflict', row.doneStore === null ? 'redemption.collected_before' : 'redemption.collected_at', {
      details: { when: await wallClock(tx, row.doneAt), store: await storeName(tx, row.doneStore) },
    })
  if (row.state !== 'to_collect') throw new Refusal('conflict', 'redemption.not_to_collect')
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
