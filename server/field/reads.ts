import { asc, eq } from 'drizzle-orm'
import { customEvents, customFields } from '@/db/schema'
import type { CustomEvent, CustomField } from '@/server/engine/program/custom'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** A field of the draft, with the revision it was read at. */
export type DraftField = CustomField & { revision: number }
/** An event of the merchant's own in the draft, with the revision it was read at. */
export type DraftEvent = CustomEvent & { revision: number }

/** The merchant's own fields and events as the draft has them, each list in its order. */
export const readFields = (scope: TenantScope): Promise<{ fields: DraftField[]; events: DraftEvent[] }> =>
  inTenant(scope, 'program:read', async (tx) => {
    const { id, key, subject, label, type, choices, revision } = customFields
    const fields = await tx.orm
      .select({ id, key, subject, label, type, choices, revision })
      .from(customFields)
      .where(eq(customFields.tenantId, scope.tenantId))
      .orderBy(asc(customFields.position), asc(customFields.id))
    const events = await tx.orm
      .select({ id: customEvents.id, key: customEvents.key, name: customEvents.name, revision: customEvents.revision })
      .from(customEvents)
      .where(eq(customEvents.tenantId, scope.tenantId))
      .orderBy(asc(customEvents.position), asc(customEvents.id))
    return { fields, events }
  })
