import type { TransactionSql } from '@/db/client'

/** Rows of one table as text, column by column. */
export type Rows = { table: string; columns: { name: string; type: string }[]; values: (string | null)[][] }

// These have no array to unnest, so they travel as text.
const asText = new Set(['jsonb', 'bytea', 'uuid[]'])
const travels = ({ type }: { type: string }): string => (asText.has(type) ? 'text[]' : `${type}[]`)
const arrives = ({ name, type }: { name: string; type: string }): string => (asText.has(type) ? `r.${name}::${type}` : `r.${name}`)

/**
 * The floor of the write path: rows that are known beforehand, written in one transaction under the same role and the
 * same row-level security, one statement a table, all of them on their way before the first answer. It reads nothing,
 * checks nothing and decides nothing.
 */
export async function writeRows(sql: TransactionSql, tenantId: string, inserts: readonly Rows[], members: Rows): Promise<void> {
  const scoped = sql`select app_set_scope(${tenantId}::uuid, ${null}::uuid[])`.execute()
  const writes = inserts
    .filter((rows) => (rows.values[0]?.length ?? 0) > 0)
    .map((rows) => {
      const names = rows.columns.map((column) => column.name).join(', ')
      return sql
        .unsafe(
          `insert into ${rows.table} (tenant_id, ${names}) select $1::uuid, ${rows.columns.map(arrives).join(', ')}
           from unnest(${rows.columns.map((column, i) => `$${i + 2}::${travels(column)}`).join(', ')}) as r (${names}) on conflict do nothing`,
          [tenantId, ...rows.values],
          { prepare: true },
        )
        .execute()
    })
  const [, ...changed] = members.columns
  const updated = sql
    .unsafe(
      `update members m set ${changed.map((column) => `${column.name} = ${arrives(column)}`).join(', ')}
       from unnest(${members.columns.map((column, i) => `$${i + 2}::${travels(column)}`).join(', ')}) as r (${members.columns.map((c) => c.name).join(', ')})
       where m.tenant_id = $1::uuid and m.id = r.id`,
      [tenantId, ...members.values],
      { prepare: true },
    )
    .execute()
  await Promise.all([scoped, ...writes, updated])
}
