import { and, eq } from 'drizzle-orm'
import { importProblems } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { importWithin } from './reads'
import { queueWithin } from './start-import'

/** Runs a finished import again from its first row; rows that were applied before change nothing. */
export const repeatImport = (scope: TenantScope, { importId }: { importId: string }): Promise<void> =>
  inTenant(scope, 'import:write', async (tx) => {
    const row = await importWithin(tx, importId)
    if (row.status !== 'done') throw new Refusal('conflict', 'import.not_done')
    await tx.orm.delete(importProblems).where(and(eq(importProblems.tenantId, scope.tenantId), eq(importProblems.importId, importId)))
    await queueWithin(tx, importId, {
      rowsDone: 0,
      counts: {},
      checkpointAt: null,
      startedAt: null,
    })
    await audit(tx, {
      action: 'import.repeated',
      subject: 'import',
      subjectId: importId,
    })
  })
