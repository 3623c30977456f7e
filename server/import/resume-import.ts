import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { importWithin } from './reads'
import { queueWithin } from './start-import'

/** Goes on with a paused or failed import behind the last row that was settled. */
export const resumeImport = (scope: TenantScope, { importId }: { importId: string }): Promise<void> =>
  inTenant(scope, 'import:write', async (tx) => {
    const row = await importWithin(tx, importId)
    if (row.status !== 'paused' && row.status !== 'failed') throw new Refusal('conflict', 'import.not_paused')
    await queueWithin(tx, importId, {})
    await audit(tx, {
      action: 'import.resumed',
      subject: 'import',
      subjectId: importId,
      after: { from: row.rowsDone },
    })
  })
