import { and, eq, isNull, sql } from 'drizzle-orm'
import { apiKeys } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'

/** Ends a key at once. Refuses with `key.not_found`, also when it was revoked before. */
export const revokeKey = (scope: TenantScope, { keyId }: { keyId: string }): Promise<void> =>
  inTenant(scope, 'key:write', async (tx) => {
    const revoked = await tx.orm
      .update(apiKeys)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiKeys.tenantId, scope.tenantId), eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
      .returning({ name: apiKeys.name })
    if (revoked.length === 0) throw new Refusal('not_found', 'key.not_found')
    await audit(tx, { action: 'key.revoked', subject: 'key', subjectId: keyId, before: revoked[0] })
  })
