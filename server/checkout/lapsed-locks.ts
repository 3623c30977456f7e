import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

const STEP = 100

/** The next locked quotes whose time is up, behind the one named. */
export const lapsedLocks = (scope: TenantScope, after: string | null): Promise<string[]> =>
  inTenant(scope, 'checkout:write', async (tx) => {
    const rows = await tx.sql<{ id: string }[]>`
      select id from checkout_locks
      where tenant_id = ${scope.tenantId} and state = 'locked' and expires_at <= ${now().toISOString()} and (${after}::uuid is null or id > ${after})
      order by id limit ${STEP}`
    return rows.map((row) => row.id)
  })
