// The database of a clone: the operator's own when DATABASE_URL is set, else the embedded one.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { OWNER, reachable, reachableFolder, startPostgres } from './postgres.mjs'
import { root } from './project.mjs'
import { run } from './run.mjs'
import { roleAddresses } from './settings.mjs'

/**
 * Where the embedded database of a state folder lies: inside it, or, when its server could not get in there, in a folder
 * of the machine. The choice is written down, so that a moved project keeps its data; a copied one starts its own.
 */
function dataFolder(state) {
  const record = path.join(state, 'postgres.json')
  const here = realpathSync(state)
  const inside = path.join(here, 'postgres')
  const known = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : null
  if (known && existsSync(known.folder) && known.folder !== inside) {
    const copied = known.state !== here && existsSync(path.join(known.state, 'postgres.json'))
    if (!copied && reachable(known.folder)) return known.folder
  }
  // A name of its own: what an earlier clone at this place left there has other secrets.
  const name = `data-${path.basename(path.dirname(here))}-${randomBytes(5).toString('hex')}`
  const folder = existsSync(inside) || reachable(here) ? inside : path.join(reachableFolder(), name)
  writeFileSync(record, `${JSON.stringify({ folder, state: here })}\n`, { mode: 0o600 })
  return folder
}

/** Starts (or adopts) the embedded server of a state folder and makes its database. */
export async function embeddedDatabase({ state, settings, port = 0, serverSettings = {} }) {
  const folder = dataFolder(state)
  const server = await startPostgres({
    folder,
    port,
    password: settings.RUNGS_OWNER_PASSWORD,
    settings: serverSettings,
    log: path.join(state, 'postgres.log'),
  })
  // Imported late: the packages may have been installed a moment ago.
  const { default: postgres } = await import('postgres')
  const sql = postgres(server.url('postgres'), { max: 1, onnotice: () => {} })
  try {
    const [shown] = await sql`show data_directory`
    if (shown.data_directory !== folder) throw new Error(`another PostgreSQL answers on port ${server.port}`)
    const found = await sql`select from pg_database where datname = ${OWNER}`
    if (found.length === 0) await sql.unsafe(`create database ${OWNER}`)
  } finally {
    await sql.end({ timeout: 5 })
  }
  return server
}

/** Brings the tables, the roles and the queue up to date. */
export async function migrateDatabase(settings) {
  await run(process.execPath, ['--import', 'tsx', path.join(root, 'db', 'migrate.ts')], { cwd: root, env: { ...process.env, ...settings } })
}

/** The settings with the addresses of the database, and the embedded server when there is one. */
export async function openDatabase({ state, settings, serverSettings, port }) {
  if (settings.DATABASE_URL) return { server: null, settings: { ...settings, ...roleAddresses(settings, settings.DATABASE_URL, settings) } }
  const server = await embeddedDatabase({ state, settings, serverSettings, port })
  return { server, settings: { ...settings, ...roleAddresses(settings, server.url()) } }
}
