import { eq } from 'drizzle-orm'
import type { Orm, TransactionSql } from '@/db/client'
import { ormOver } from '@/db/client'
import { memberships } from '@/db/schema'
import { type AuditEntry, audit } from './audit'
import { appPool } from './database'
import { asTenantId } from './scope'

/** Somebody who does something about their own account, in no merchant's name. */
export type PersonScope = { userId: string; requestId: string; ip: string | null }

export type PersonTx = { orm: Orm }

/**
 * A transaction on a person's own account. What it did is written to the audit log of each merchant the person works
 * for, in the same transaction, because each of them has a right to know.
 */
export async function inPerson<T>(
  scope: PersonScope,
  work: (tx: PersonTx) => Promise<{ result: T; entry: AuditEntry | null }>,
): Promise<T> {
  const pool = appPool()
  return (await pool.begin(async (connection) => {
    const sql = connection as TransactionSql
    const orm = ormOver(sql, pool)
    const { result, entry } = await work({ orm })
    if (!entry) return result
    const places = await orm.select().from(memberships).where(eq(memberships.userId, scope.userId))
    for (const { tenantId, role, storeIds } of places) {
      await sql`select app_set_scope(${tenantId}::uuid, null)`
      const actor = { kind: 'operator' as const, userId: scope.userId, role, storeIds }
      await audit({ sql, orm, scope: { ...scope, tenantId: asTenantId(tenantId), actor } }, entry)
    }
    return result
  })) as T
}
