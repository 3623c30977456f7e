import { desc, eq } from 'drizzle-orm'
import { apiKeys } from '@/db/schema'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** The merchant's keys, newest first, by what of them may be shown. */
export const listKeys = (scope: TenantScope) =>
  inTenant(scope, 'key:read', (tx) =>
    tx.orm
      .select({
        id: apiKeys.id,
        name: apiKeys.name,
        prefix: apiKeys.prefix,
        lastFour: apiKeys.lastFour,
        scopes: apiKeys.scopes,
        createdAt: apiKeys.createdAt,
        lastUsedAt: apiKeys.lastUsedAt,
        revokedAt: apiKeys.revokedAt,
      })
      .from(apiKeys)
      .where(eq(apiKeys.tenantId, scope.tenantId))
      .orderBy(desc(apiKeys.id)),
  )
