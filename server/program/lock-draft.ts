import type { TenantTx } from '@/server/platform/database'

/** Holds the tenant's program for this transaction, so that a draft is edited, replaced or published by one at a time. */
export async function lockDraft(tx: TenantTx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`program:${tx.scope.tenantId}`}, 0))`
}
