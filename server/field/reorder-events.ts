import { and, asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { customEvents } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const EventOrder = z.strictObject({ eventIds: z.array(z.uuid()).min(1).max(50) })
export type EventOrder = z.infer<typeof EventOrder>

/** Puts the merchant's own events in the order in which forms show them. */
export const reorderEvents = (scope: TenantScope, { eventIds }: EventOrder): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const rows = await tx.orm
      .select({ id: customEvents.id, name: customEvents.name })
      .from(customEvents)
      .where(eq(customEvents.tenantId, scope.tenantId))
      .orderBy(asc(customEvents.position), asc(customEvents.id))
    const names = new Map(rows.map((row) => [row.id, row.name]))
    if (eventIds.some((id) => !names.has(id))) throw new Refusal('not_found', 'custom_event.not_found')
    // Somebody added one meanwhile.
    if (eventIds.length !== rows.length || new Set(eventIds).size !== rows.length) await refuseStaleEdit(tx, rows.at(-1)?.id ?? '')
    for (const [position, id] of eventIds.entries()) {
      await tx.orm
        .update(customEvents)
        .set({ position })
        .where(and(eq(customEvents.tenantId, scope.tenantId), eq(customEvents.id, id)))
    }
    await audit(tx, {
      action: 'custom_event.reordered',
      subject: 'custom_event',
      subjectId: scope.tenantId,
      before: rows.map((row) => row.name),
      after: eventIds.map((id) => names.get(id)),
    })
  })
