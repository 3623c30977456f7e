import { eq } from 'drizzle-orm'
import { customEvents } from '@/db/schema'
import type { CustomEventDraft } from '@/server/engine/program/custom'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'

/** The most events of its own that a merchant may have. */
const MOST = 50

/** Adds an event of the merchant's own to the draft, behind the others. Refuses a key or a name that another one has. */
export const createEvent = (scope: TenantScope, draft: CustomEventDraft): Promise<{ id: string }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const held = await tx.orm
      .select({ key: customEvents.key, name: customEvents.name, position: customEvents.position })
      .from(customEvents)
      .where(eq(customEvents.tenantId, scope.tenantId))
    if (held.length >= MOST) throw new Refusal('invalid', 'custom_event.too_many', { details: { most: MOST } })
    if (held.some((event) => event.key === draft.key))
      throw new Refusal('conflict', 'custom_event.key_taken', { field: 'key', details: { key: draft.key } })
    if (held.some((event) => event.name === draft.name))
      throw new Refusal('conflict', 'custom_event.name_taken', { field: 'name', details: { name: draft.name } })
    const id = newId()
    const position = 1 + Math.max(-1, ...held.map((one) => one.position))
    await tx.orm.insert(customEvents).values({ tenantId: scope.tenantId, id, position, ...draft })
    await audit(tx, { action: 'custom_event.created', subject: 'custom_event', subjectId: id, after: draft })
    return { id }
  })
