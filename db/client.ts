import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type Sql = postgres.Sql<{ int8: number }>
export type TransactionSql = postgres.TransactionSql<{ int8: number }>
export type Orm = PostgresJsDatabase

/** Options that every connection shares. `prepare: false` is for PgBouncer in transaction mode. */
const options = (max: number) => ({
  max,
  prepare: process.env.PGBOUNCER !== '1',
  onnotice: () => {},
  connection: { TimeZone: 'UTC', application_name: 'rungs' },
  types: {
    /** bigint columns hold whole numbers within 2^53; a larger one is an error and never a rounded value. */
    int8: { to: 20, from: [20], serialize: (n: number) => String(n), parse: wholeNumber },
  },
})

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`number out of range: ${text}`)
  return value
}

/** A pool of connections as the role named in the address. */
export function connect(url: string, max = 10): Sql {
  const pool = postgres(url, options(max)) as Sql
  // Drizzle changes how a pool writes JSON and reads dates (both as text); once from the start, so that no query depends on what ran before it.
  ormOver(pool, pool)
  return pool
}

/**
 * The typed query builder over a pool or over one transaction of it. It is not told the schema: only its own queries by
 * relation, which nothing asks for, need that, and it would go through all tables anew for each transaction.
 */
export function ormOver(sql: Sql | TransactionSql, pool: Sql): Orm {
  // A transaction handle lacks the options that drizzle reads from a pool.
  const client = 'options' in sql ? sql : Object.assign(sql, { options: pool.options })
  const { serializers, parsers } = pool.options as unknown as Record<'serializers' | 'parsers', Record<string, unknown>>
  const held = arraysOfTime.map((type) => [type, serializers[type], parsers[type]] as const)
  const orm: Orm = drizzle(client as postgres.Sql)
  for (const [type, serialize, parse] of held) {
    put(serializers, type, serialize)
    put(parsers, type, parse)
  }
  return orm
}

/** Arrays of dates and instants (date[], timestamptz[], timestamp[]): drizzle would have the pool send them unserialised. */
const arraysOfTime = ['1182', '1185', '1115']

function put(into: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) delete into[key]
  else into[key] = value
}
