import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runFiles } from 'drizzle-orm/postgres-js/migrator'
import { runMigrations } from 'graphile-worker'
import postgres from 'postgres'

const here = path.dirname(fileURLToPath(import.meta.url))
/** Held while migrating, so that two processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_264_701

export type DatabaseUrls = { owner: string; app: string; jobs: string }

/**
 * Brings a database to the present schema, as its owner: tables, then roles and row-level security, then the job queue,
 * and gives the two roles the passwords of their addresses. Safe to repeat.
 */
export async function migrate(urls: DatabaseUrls): Promise<void> {
  const sql = postgres(urls.owner, { max: 1, onnotice: () => {}, connection: { application_name: 'rungs-migrate' } })
  try {
    const [server] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`
    if (!server || server.version < 150_000) throw new Error('Rungs needs PostgreSQL 15 or newer.')
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`
    await runFiles(drizzle(sql), { migrationsFolder: path.join(here, 'migrations') })
    await sql.unsafe(await readFile(path.join(here, 'access.sql'), 'utf8'))
    await runMigrations({ connectionString: urls.owner, logger: undefined })
    await sql.unsafe(await readFile(path.join(here, 'jobs.sql'), 'utf8'))
    for (const url of [urls.app, urls.jobs]) await setPassword(sql, new URL(url))
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Only the two roles that access.sql makes; an operator's own roles are the operator's. */
async function setPassword(sql: postgres.Sql, url: URL): Promise<void> {
  const role = decodeURIComponent(url.username)
  if (role !== 'rungs_app' && role !== 'rungs_jobs') return
  const [statement] = await sql<{ text: string }[]>`
    select format('alter role %I with login password %L', ${role}::text, ${decodeURIComponent(url.password)}::text) as text`
  if (statement) await sql.unsafe(statement.text)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { DATABASE_URL: owner, APP_DATABASE_URL: app, JOBS_DATABASE_URL: jobs } = process.env
  if (!owner || !app || !jobs) throw new Error('Set DATABASE_URL, APP_DATABASE_URL and JOBS_DATABASE_URL; "npm start" does it for you.')
  await migrate({ owner, app, jobs })
}
