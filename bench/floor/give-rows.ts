import type { TransactionSql } from '@/db/client'
import type { Staged } from './advance-rows'

/**
 * The floor of giving to many: the rows lie ready in `staged_*` tables, and one statement a table carries them over, in
 * one transaction under the same role and the same row-level security. It looks for nobody, locks nobody and decides
 * nothing.
 */
export async function giveRows(sql: TransactionSql, tenantId: string, inserts: readonly Staged[]): Promise<void> {
  const scoped = sql`select app_set_scope(${tenantId}::uuid, ${null}::uuid[])`.execute()
  const writes = inserts.map(({ table, columns }) => {
    const names = columns.join(', ')
    return sql
      .unsafe(`insert into ${table} (tenant_id, ${names}) select $1, ${names} from staged_${table} on conflict do nothing`, [tenantId])
      .execute()
  })
  await Promise.all([scoped, ...writes])
}
