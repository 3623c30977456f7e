import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { customFields } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'
import { usersOfField } from './where-used'

export const FieldRemoval = z.strictObject({ fieldId: z.uuid(), revision: z.int().min(1) })
export type FieldRemoval = z.infer<typeof FieldRemoval>

/** Takes a field out of the draft. Refuses while a rule or a tier of the draft asks about it, and names that one. */
export const deleteField = (scope: TenantScope, { fieldId, revision }: FieldRemoval): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(customFields.tenantId, scope.tenantId), eq(customFields.id, fieldId))
    const [before] = await tx.orm.select().from(customFields).where(here)
    if (!before) throw new Refusal('not_found', 'field.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, fieldId)
    const users = await usersOfField(tx, before)
    if (users[0] !== undefined) throw new Refusal('conflict', 'field.in_use', { details: { rule: users[0], count: users.length } })
    await tx.orm.delete(customFields).where(here)
    const { key, subject, type, label } = before
    await audit(tx, { action: 'field.deleted', subject: 'field', subjectId: fieldId, before: { name: label, key, subject, type } })
  })
