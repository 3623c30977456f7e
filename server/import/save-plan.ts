import { and, eq } from 'drizzle-orm'
import { imports } from '@/db/schema'
import { fieldsOf, type ImportPlan } from '@/server/engine/import/column'
import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { importWithin } from './reads'

/** Keeps what the columns of a file mean and what was chosen, until the import starts. */
export const savePlan = (scope: TenantScope, draft: { importId: string; plan: ImportPlan }): Promise<void> =>
  inTenant(scope, 'import:write', async (tx) => {
    await savePlanWithin(tx, draft)
    await audit(tx, {
      action: 'import.planned',
      subject: 'import',
      subjectId: draft.importId,
      after: draft.plan,
    })
  })

/** The same inside a transaction that the caller holds. Refuses once the import has started. */
export async function savePlanWithin(tx: TenantTx, { importId, plan }: { importId: string; plan: ImportPlan }): Promise<void> {
  const row = await importWithin(tx, importId)
  if (row.status !== 'uploaded') throw new Refusal('conflict', 'import.started')
  const used = Object.entries(plan.columns)
  for (const [field, column] of used) {
    if (!fieldsOf[row.subject].some((f) => f === field) || column >= row.mapping.form.header.length)
      throw new Refusal('invalid', 'import.column_unknown', { field })
    if (used.some(([other, same]) => other !== field && same === column)) throw new Refusal('invalid', 'import.column_twice', { field })
  }
  await tx.orm
    .update(imports)
    .set({ mapping: { form: row.mapping.form, plan } })
    .where(and(eq(imports.tenantId, tx.scope.tenantId), eq(imports.id, importId)))
}
