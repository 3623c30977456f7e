import { and, eq, inArray } from 'drizzle-orm'
import { imports } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { importWithin } from './reads'

/** Stops an import at the end of the rows under way; what is applied stays. */
export const pauseImport = (scope: TenantScope, { importId }: { importId: string }): Promise<void> =>
  inTenant(scope, 'import:write', async (tx) => {
    await importWithin(tx, importId)
    const paused = await tx.orm
      .update(imports)
      .set({ status: 'paused' })
      .where(and(eq(imports.tenantId, scope.tenantId), eq(imports.id, importId), inArray(imports.status, ['queued', 'running'])))
      .returning({ id: imports.id })
    if (paused.length === 0) throw new Refusal('conflict', 'import.not_running')
    await audit(tx, {
      action: 'import.paused',
      subject: 'import',
      subjectId: importId,
    })
  })
