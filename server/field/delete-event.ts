import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { customEvents } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'
import { usersOfEvent } from './where-used'

export const EventRemoval = z.strictObject({ eventId: z.uuid(), revision: z.int().min(1) })
export type EventRemoval = z.infer<typeof EventRemoval>

/** Takes an event of the merchant's own out of the draft. Refuses while a rule of the draft answers to it, and names that one. */
export const deleteEvent = (scope: TenantScope, { eventId, revision }: EventRemoval): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(customEvents.tenantId, scope.tenantId), eq(customEvents.id, eventId))
    const [before] = await tx.orm.select().from(customEvents).where(here)
    if (!before) throw new Refusal('not_found', 'custom_event.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, eventId)
    const users = await usersOfEvent(tx, before.key)
    if (users[0] !== undefined) throw new Refusal('conflict', 'custom_event.in_use', { details: { rule: users[0], count: users.length } })
    await tx.orm.delete(customEvents).where(here)
    await audit(tx, {
      action: 'custom_event.deleted',
      subject: 'custom_event',
      subjectId: eventId,
      before: { name: before.name, key: before.key },
    })
  })
