import { and, eq, ne } from 'drizzle-orm'
import * as z from 'zod'
import { customEvents } from '@/db/schema'
import { CustomEventDraft } from '@/server/engine/program/custom'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

/** The key is what the merchant's systems send: it does not change. */
export const EventChange = CustomEventDraft.omit({ key: true }).extend({ eventId: z.uuid(), revision: z.int().min(1) })
export type EventChange = z.infer<typeof EventChange>

/** Renames an event of the merchant's own. Refuses when somebody changed it meanwhile. */
export const updateEvent = (scope: TenantScope, { eventId, revision, name }: EventChange): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(customEvents.tenantId, scope.tenantId), eq(customEvents.id, eventId))
    const [before] = await tx.orm.select().from(customEvents).where(here)
    if (!before) throw new Refusal('not_found', 'custom_event.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, eventId)
    const [namesake] = await tx.orm
      .select({ id: customEvents.id })
      .from(customEvents)
      .where(and(eq(customEvents.tenantId, scope.tenantId), eq(customEvents.name, name), ne(customEvents.id, eventId)))
    if (namesake) throw new Refusal('conflict', 'custom_event.name_taken', { field: 'name', details: { name } })
    await tx.orm
      .update(customEvents)
      .set({ name, revision: revision + 1, updatedAt: now().toISOString() })
      .where(here)
    await audit(tx, {
      action: 'custom_event.updated',
      subject: 'custom_event',
      subjectId: eventId,
      before: { name: before.name },
      after: { name },
    })
    return { revision: revision + 1 }
  })
