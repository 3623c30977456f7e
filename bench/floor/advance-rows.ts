import type { TransactionSql } from '@/db/client'

/** The names of a table's columns that stand beside the tenant's. */
export type Staged = { table: string; columns: readonly string[] }

/**
 * The floor of the nightly run: what it changes lies ready in `staged_*` tables, and one statement a table carries it
 * over, in one transaction under the same role and the same row-level security. It finds nothing out and decides nothing.
 */
export async function advanceRows(sql: TransactionSql, tenantId: string, inserts: readonly Staged[], members: Staged): Promise<void> {
  const scoped = sql`select app_set_scope(${tenantId}::uuid, ${null}::uuid[])`.execute()
  const writes = inserts.map(({ table, columns }) => {
    const names = columns.join(', ')
    return sql
      .unsafe(`insert into ${table} (tenant_id, ${names}) select $1, ${names} from staged_${table} on conflict do nothing`, [tenantId])
      .execute()
  })
  const changed = members.columns.filter((name) => name !== 'id')
  const updated = sql
    .unsafe(
      `update members m set ${changed.map((name) => `${name} = s.${name}`).join(', ')}
       from staged_members s where m.tenant_id = $1 and m.id = s.id`,
      [tenantId],
    )
    .execute()
  await Promise.all([scoped, ...writes, updated])
}
