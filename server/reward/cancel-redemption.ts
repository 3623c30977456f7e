import { and, eq } from 'drizzle-orm'
import { redemptions } from '@/db/schema'
import { moveCoupons } from '@/server/coupon/move-coupons'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { CommandBody } from '@/server/engine/vocabulary'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { storesOf, type TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { acceptWithin } from '@/server/points/accept-command'
import { tenantTerms } from '@/server/program/assemble-draft'
import { lockRedemption, type RedemptionName, type RedemptionRow, wallClock } from './redemption-rows'

/**
 * Cancels a redemption that is not done yet: its points go back to the lots they came from, its stock to the reward.
 * Coupons and tickets, which are had at once, only while none of them was used.
 */
export async function cancelRedemption(scope: TenantScope, { reason, ...name }: RedemptionName & { reason: string }): Promise<void> {
  return untilDone(() => inTenant(scope, 'redemption:write', (tx) => cancel(tx, name, reason)))
}

async function cancel(tx: TenantTx, name: RedemptionName, reason: string): Promise<void> {
  const { tenantId } = tx.scope
  const row = await lockRedemption(tx, name)
  await refuseTooLate(tx, row)
  // First, as whoever redeems does it: rewards, then what the log brings.
  await tx.sql`
    update rewards set left_over = left_over + ${row.quantity} where tenant_id = ${tenantId} and id = ${row.rewardId}`
  await acceptWithin(
    tx,
    { memberId: row.memberId, requestKey: `redemption-return:${row.id}`, source: 'rungs' },
    {
      says: ['points.returned', row.id],
      once: `returned:${row.spendId}`,
      decide: async () => {
        const spent = await readSpend(tx, row.spendId)
        return { type: 'points.returned', amount: spent.amount, reason, spend: row.spendId, taken: spent.taken }
      },
    },
  )
  await moveCoupons(
    tx,
    row.couponIds.map((couponId) => ({
      couponId,
      memberId: row.memberId,
      from: 'held',
      to: 'withdrawn',
      why: 'withdrawn',
      cause: row.id,
      reason,
    })),
  )
  await tx.orm
    .update(redemptions)
    .set({ state: 'cancelled', cancelledAt: now().toISOString(), cancelReason: reason, ticketsLeft: 0 })
    .where(and(eq(redemptions.tenantId, tenantId), eq(redemptions.id, row.id)))
  await audit(tx, {
    action: 'redemption.cancelled',
    subject: 'redemption',
    subjectId: row.id,
    before: { state: row.state },
    after: { name: row.rewardName, number: row.number, points: row.points, reason },
  })
}

async function refuseTooLate(tx: TenantTx, row: RedemptionRow): Promise<void> {
  if (row.state === 'cancelled')
    throw new Refusal('conflict', 'redemption.cancelled_before', { details: { when: await wallClock(tx, row.cancelledAt) } })
  if (row.gives === 'coupon') return refuseSpentCoupons(tx, row)
  if (row.gives === 'lottery_ticket') {
    if (row.ticketsLeft < row.quantity) throw new Refusal('conflict', 'redemption.tickets_used')
    return
  }
  if (row.state === 'done') throw new Refusal('conflict', 'redemption.done_before', { details: { when: await wallClock(tx, row.doneAt) } })
}

/** A coupon that was used, or that ran out unused, is not exchanged back. */
async function refuseSpentCoupons(tx: TenantTx, { couponIds }: RedemptionRow): Promise<void> {
  const { timeZone } = await tenantTerms(tx)
  const today = isoOf(localDay(timeZone, now().getTime()))
  const coupons = await tx.sql<{ state: string; until: string }[]>`
    select state, valid_until::text as until from coupons where tenant_id = ${tx.scope.tenantId} and id = any (${couponIds}::uuid[])`
  if (coupons.some((coupon) => coupon.state !== 'held')) throw new Refusal('conflict', 'redemption.coupon_used')
  const over = coupons.find((coupon) => coupon.until < today)
  if (over) throw new Refusal('conflict', 'redemption.coupon_over', { details: { until: over.until } })
}

/** What the redemption had taken. It may have been written at a store whose log the person does not see. */
async function readSpend(tx: TenantTx, spendId: string): Promise<Extract<CommandBody, { type: 'points.spent' }>> {
  const { tenantId, actor } = tx.scope
  const own = storesOf(actor)
  await tx.sql`select app_set_scope(${tenantId}::uuid, null)`
  const [row] = await tx.sql<{ body: Extract<CommandBody, { type: 'points.spent' }>; returned: boolean }[]>`
    select body, exists (select from events r where r.tenant_id = ${tenantId} and r.business_key = ${`returned:${spendId}`}) as returned
    from events where tenant_id = ${tenantId} and id = ${spendId} and type = 'points.spent'`
  await tx.sql`select app_set_scope(${tenantId}::uuid, ${own === null ? null : [...own]}::uuid[])`
  if (!row) throw new Error('a redemption names a spend that is not in the log')
  if (row.returned) throw new Refusal('conflict', 'points.returned_before')
  return row.body
}
