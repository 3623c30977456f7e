import { and, asc, eq } from 'drizzle-orm'
import * as z from 'zod'
import { customFields } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockDraft } from '../program/lock-draft'
import { refuseStaleEdit } from '../program/refuse-stale-edit'

export const FieldOrder = z.strictObject({ subject: z.enum(['member', 'line']), fieldIds: z.array(z.uuid()).min(1).max(100) })
export type FieldOrder = z.infer<typeof FieldOrder>

/** Puts the fields of members, or of order lines, in the order in which forms show them. */
export const reorderFields = (scope: TenantScope, { subject, fieldIds }: FieldOrder): Promise<void> =>
  inTenant(scope, 'program:write', async (tx) => {
    await lockDraft(tx)
    const rows = await tx.orm
      .select({ id: customFields.id, label: customFields.label, position: customFields.position })
      .from(customFields)
      .where(and(eq(customFields.tenantId, scope.tenantId), eq(customFields.subject, subject)))
      .orderBy(asc(customFields.position), asc(customFields.id))
    const labels = new Map(rows.map((row) => [row.id, row.label]))
    if (fieldIds.some((id) => !labels.has(id))) throw new Refusal('not_found', 'field.not_found')
    // Somebody added a field meanwhile.
    if (fieldIds.length !== rows.length || new Set(fieldIds).size !== rows.length) await refuseStaleEdit(tx, rows.at(-1)?.id ?? '')
    // The other kind keeps its places.
    const places = rows.map((row) => row.position)
    for (const [place, id] of fieldIds.entries()) {
      await tx.orm
        .update(customFields)
        .set({ position: places[place] ?? place })
        .where(and(eq(customFields.tenantId, scope.tenantId), eq(customFields.id, id)))
    }
    await audit(tx, {
      action: 'field.reordered',
      subject: 'field',
      subjectId: scope.tenantId,
      before: rows.map((row) => row.label),
      after: fieldIds.map((id) => labels.get(id)),
    })
  })
