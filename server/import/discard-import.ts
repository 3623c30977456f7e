import { and, eq } from 'drizzle-orm'
import { imports } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { importWithin } from './reads'

/** Deletes a file and the list of its refused rows. What it brought in stays. */
export const discardImport = (scope: TenantScope, { importId }: { importId: string }): Promise<void> =>
  inTenant(scope, 'import:write', async (tx) => {
    const row = await importWithin(tx, importId)
    if (row.status === 'queued' || row.status === 'running') throw new Refusal('conflict', 'import.still_running')
    await tx.orm.delete(imports).where(and(eq(imports.tenantId, scope.tenantId), eq(imports.id, importId)))
    await audit(tx, {
      action: 'import.discarded',
      subject: 'import',
      subjectId: importId,
      before: { subject: row.subject, rows: row.rowsTotal },
    })
  })
