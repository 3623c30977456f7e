import { connect, type Sql } from '@/db/client'
import type { Rows } from './floor/write-rows'

function address(): string {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is missing: start with npm run bench')
  return url
}

let held: Sql | undefined

/** Connections past row-level security, to prepare a measurement and to read what it wrote. */
export const ownerPool = (): Sql => (held ??= connect(address(), 2))

export async function closeOwner(): Promise<void> {
  await held?.end({ timeout: 5 })
  held = undefined
}

const shapes = new Map<string, Rows['columns']>()

async function columnsOf(table: string): Promise<Rows['columns']> {
  const known = shapes.get(table)
  if (known) return known
  const columns = await ownerPool()<Rows['columns']>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attname not in ('tenant_id', 'recorded_at')
    order by attname <> 'id', attnum`
  const shape = columns.map(({ name, type }) => ({ name, type }))
  shapes.set(table, shape)
  return shape
}

/** Rows of a tenant's table as text, as the floor writes them again. */
export async function rowsOf(table: string, tenantId: string, where: string, values: string[]): Promise<Rows> {
  const columns = await columnsOf(table)
  const rows = await ownerPool().unsafe<Record<string, string | null>[]>(
    `select ${columns.map(({ name }) => `${name}::text`).join(', ')} from ${table} where tenant_id = $1 and ${where}`,
    [tenantId, values],
  )
  return { table, columns, values: columns.map(({ name }) => rows.map((row) => row[name] ?? null)) }
}
