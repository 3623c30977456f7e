import { and, eq, inArray, sql } from 'drizzle-orm'
import { imports } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** Marks an import as failed, with why; it can be resumed behind its last settled row once the reason is gone. */
export const failImport = (scope: TenantScope, { importId, reason }: { importId: string; reason: string }): Promise<void> =>
  inTenant(scope, 'import:write', async (tx) => {
    const failed = await tx.orm
      .update(imports)
      .set({ status: 'failed', failure: reason, finishedAt: sql`clock_timestamp()` })
      .where(and(eq(imports.tenantId, scope.tenantId), eq(imports.id, importId), inArray(imports.status, ['queued', 'running'])))
      .returning({ id: imports.id })
    if (failed.length > 0) await audit(tx, { action: 'import.failed', subject: 'import', subjectId: importId, after: { reason } })
  })
