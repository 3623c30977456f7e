import { and, eq } from 'drizzle-orm'
import type * as z from 'zod'
import { redemptions } from '@/db/schema'
import type { TicketDraft } from '@/server/engine/reward/redemption'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockRedemption } from './redemption-rows'

/**
 * Marks one chance of a redemption as drawn with, so that it can neither be drawn with again nor given back for its
 * points. `left` is how many were left when it was looked at: the same press sent twice counts once.
 */
export const spendTicket = (scope: TenantScope, { redemptionId, left }: z.infer<typeof TicketDraft>): Promise<{ left: number }> =>
  inTenant(scope, 'redemption:write', async (tx) => {
    const row = await lockRedemption(tx, { redemptionId })
    if (row.state === 'cancelled') throw new Refusal('conflict', 'redemption.no_ticket')
    if (row.ticketsLeft === left - 1) return { left: row.ticketsLeft }
    if (row.ticketsLeft === 0) throw new Refusal('conflict', 'redemption.no_ticket')
    if (row.ticketsLeft !== left) throw new Refusal('conflict', 'redemption.tickets_differ', { details: { left: row.ticketsLeft } })
    await tx.orm
      .update(redemptions)
      .set({ ticketsLeft: left - 1 })
      .where(and(eq(redemptions.tenantId, scope.tenantId), eq(redemptions.id, row.id)))
    await audit(tx, {
      action: 'redemption.ticket_used',
      subject: 'redemption',
      subjectId: row.id,
      before: { left },
      after: { name: row.rewardName, number: row.number, left: left - 1 },
    })
    return { left: left - 1 }
  })
