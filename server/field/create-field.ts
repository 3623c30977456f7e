import { eq } from 'drizzle-orm'
import { customFields } from '@/db/schema'
import type { CustomFieldDraft } from '@/server/engine/program/custom'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'

/** The most fields that members, and that order lines, may have. */
const MOST = 50

/** Adds a field of the merchant's own to the draft, behind the others. Refuses a key or a name that another one has. */
export const createField = (scope: TenantScope, draft: CustomFieldDraft): Promise<{ id: string }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const held = await tx.orm
      .select({ key: customFields.key, label: customFields.label, subject: customFields.subject, position: customFields.position })
      .from(customFields)
      .where(eq(customFields.tenantId, scope.tenantId))
    const alike = held.filter((field) => field.subject === draft.subject)
    if (alike.length >= MOST) throw new Refusal('invalid', 'field.too_many', { details: { most: MOST } })
    if (alike.some((field) => field.key === draft.key))
      throw new Refusal('conflict', 'field.key_taken', { field: 'key', details: { key: draft.key } })
    if (alike.some((field) => field.label === draft.label))
      throw new Refusal('conflict', 'field.label_taken', { field: 'label', details: { name: draft.label } })
    const id = newId()
    const field = { ...draft, choices: draft.type === 'choice' ? draft.choices : [] }
    const position = 1 + Math.max(-1, ...held.map((one) => one.position))
    await tx.orm.insert(customFields).values({ tenantId: scope.tenantId, id, position, ...field })
    await audit(tx, { action: 'field.created', subject: 'field', subjectId: id, after: { name: draft.label, ...field } })
    return { id }
  })
