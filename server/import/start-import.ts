import { and, eq } from 'drizzle-orm'
import { imports } from '@/db/schema'
import { type ImportPlan, missingFields } from '@/server/engine/import/column'
import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { importWithin } from './reads'
import { savePlanWithin } from './save-plan'

/**
 * Sets a file in motion: from here on it is applied in the background, in the order of its rows. With `runs` at `here`
 * no worker is told, because the caller runs it itself.
 */
export const startImport = (
  scope: TenantScope,
  draft: { importId: string; plan: ImportPlan },
  runs: 'in background' | 'here' = 'in background',
): Promise<void> =>
  inTenant(scope, 'import:write', async (tx) => {
    await savePlanWithin(tx, draft)
    const { subject } = await importWithin(tx, draft.importId)
    const missing = missingFields(subject, draft.plan)[0]
    if (missing) throw new Refusal('invalid', 'import.column_missing', { field: missing })
    await queueWithin(tx, draft.importId, {}, runs)
    await audit(tx, {
      action: 'import.started',
      subject: 'import',
      subjectId: draft.importId,
      after: draft.plan,
    })
  })

/** Marks an import as waiting and hands it to the worker, both in the caller's transaction. */
export async function queueWithin(
  tx: TenantTx,
  importId: string,
  also: Partial<typeof imports.$inferInsert>,
  runs: 'in background' | 'here' = 'in background',
): Promise<void> {
  const { tenantId } = tx.scope
  await tx.orm
    .update(imports)
    .set({ ...also, status: 'queued', failure: null, finishedAt: null })
    .where(and(eq(imports.tenantId, tenantId), eq(imports.id, importId)))
  if (runs === 'in background')
    await tx.sql`select app_add_job('import', ${JSON.stringify({ tenantId, importId })}::json, ${`import:${importId}`}::text, null)`
}
