import { and, eq, ne } from 'drizzle-orm'
import * as z from 'zod'
import { customFields } from '@/db/schema'
import { CustomFieldDraft } from '@/server/engine/program/custom'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

/** The key is what the merchant's systems send and the type is how what they sent is stored: neither changes. */
export const FieldChange = z.strictObject({
  fieldId: z.uuid(),
  revision: z.int().min(1),
  label: CustomFieldDraft.shape.label,
  choices: CustomFieldDraft.shape.choices,
})
export type FieldChange = z.infer<typeof FieldChange>

/** Changes what a field is called and what can be chosen. Refuses when somebody changed it meanwhile. */
export const updateField = (scope: TenantScope, { fieldId, revision, label, choices }: FieldChange): Promise<{ revision: number }> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const here = and(eq(customFields.tenantId, scope.tenantId), eq(customFields.id, fieldId))
    const [before] = await tx.orm.select().from(customFields).where(here)
    if (!before) throw new Refusal('not_found', 'field.not_found')
    if (before.revision !== revision) await refuseStaleEdit(tx, fieldId)
    if (before.type === 'choice' && choices.length === 0) throw new Refusal('invalid', 'field.choices_missing', { field: 'choices' })
    const [namesake] = await tx.orm
      .select({ id: customFields.id })
      .from(customFields)
      .where(
        and(
          eq(customFields.tenantId, scope.tenantId),
          eq(customFields.subject, before.subject),
          eq(customFields.label, label),
          ne(customFields.id, fieldId),
        ),
      )
    if (namesake) throw new Refusal('conflict', 'field.label_taken', { field: 'label', details: { name: label } })
    const change = { label, choices: before.type === 'choice' ? choices : [] }
    await tx.orm
      .update(customFields)
      .set({ ...change, revision: revision + 1, updatedAt: now().toISOString() })
      .where(here)
    await audit(tx, {
      action: 'field.updated',
      subject: 'field',
      subjectId: fieldId,
      before: { name: before.label, choices: before.choices },
      after: { name: label, choices: change.choices },
    })
    return { revision: revision + 1 }
  })
