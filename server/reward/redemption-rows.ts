import { and, eq } from 'drizzle-orm'
import { redemptions } from '@/db/schema'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { storesOf } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'

export type RedemptionRow = typeof redemptions.$inferSelect

/** Which redemption: by its id, or by the number on the member's screen. */
export type RedemptionName = { redemptionId: string } | { number: string }

/**
 * Locks a redemption under its member's lock. What belongs to a member whom the person may not see is as unknown as
 * what is not there.
 */
export async function lockRedemption(tx: TenantTx, name: RedemptionName): Promise<RedemptionRow> {
  const { tenantId } = tx.scope
  const here = and(
    eq(redemptions.tenantId, tenantId),
    'number' in name ? eq(redemptions.number, name.number) : eq(redemptions.id, name.redemptionId),
  )
  const [found] = await tx.orm.select({ memberId: redemptions.memberId }).from(redemptions).where(here)
  const locked = found ? await tx.sql`select id from members where tenant_id = ${tenantId} and id = ${found.memberId} for update` : []
  if (locked.length === 0) throw new Refusal('not_found', 'redemption.not_found')
  const [row] = await tx.orm.select().from(redemptions).where(here).for('update')
  if (!row) throw new Refusal('not_found', 'redemption.not_found')
  return row
}

/** A moment as the merchant's clock shows it, for a sentence. */
export async function wallClock(tx: TenantTx, at: string | null): Promise<string> {
  if (at === null) return ''
  const { timeZone } = await tenantTerms(tx)
  const instant = new Date(at)
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instant)
  return `${isoOf(localDay(timeZone, instant.getTime()))} ${time}`
}

/** What a store is called, also one that a store manager does not work at: it says where somebody else was first. */
export async function storeName(tx: TenantTx, storeId: string | null): Promise<string> {
  if (storeId === null) return ''
  const { tenantId, actor } = tx.scope
  const own = storesOf(actor)
  await tx.sql`select app_set_scope(${tenantId}::uuid, null)`
  const [store] = await tx.sql<{ name: string }[]>`select name from stores where tenant_id = ${tenantId} and id = ${storeId}`
  await tx.sql`select app_set_scope(${tenantId}::uuid, ${own === null ? null : [...own]}::uuid[])`
  return store?.name ?? ''
}
