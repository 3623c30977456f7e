// The settings of a clone: from the environment, else from .env, else from secrets made once.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './project.mjs'

/** The settings of an env file: NAME=value lines, quotes optional, # begins a comment line. */
export function readEnvFile(file) {
  if (!existsSync(file)) return {}
  const settings = {}
  for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line)
    if (match) settings[match[1]] = match[2].replace(/^(["'])(.*)\1$/, '$2')
  }
  return settings
}

const makers = {
  RUNGS_DATA_KEY: () => randomBytes(32).toString('base64'),
  NEXTAUTH_SECRET: () => randomBytes(32).toString('base64url'),
  RUNGS_OWNER_PASSWORD: () => randomBytes(24).toString('hex'),
  RUNGS_APP_PASSWORD: () => randomBytes(24).toString('hex'),
  RUNGS_JOBS_PASSWORD: () => randomBytes(24).toString('hex'),
}

/** Makes each secret once, in a file that only its owner reads. */
function secrets(folder) {
  const file = path.join(folder, 'secrets.env')
  const known = readEnvFile(file)
  const missing = Object.keys(makers).filter((name) => !known[name])
  if (missing.length === 0) return known
  if (!existsSync(file) && existsSync(path.join(folder, 'postgres.json'))) {
    throw new Error(
      `${file} is gone, but the database that was made with it is still there: put it back, or nothing sealed in it can be read.`,
    )
  }
  for (const name of missing) known[name] = makers[name]()
  const text = ['# Made once by npm start. Keep it with your backups: without RUNGS_DATA_KEY no name or phone can be read.']
  for (const [name, value] of Object.entries(known)) text.push(`${name}=${value}`)
  const content = `${text.join('\n')}\n`
  if (existsSync(file)) {
    writeFileSync(`${file}.new`, content, { mode: 0o600 })
    renameSync(`${file}.new`, file)
    return known
  }
  try {
    writeFileSync(file, content, { mode: 0o600, flag: 'wx' })
    return known
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    // Another start made them a moment ago: those hold.
    return readEnvFile(file)
  }
}

/** Everything that is set for this clone, the environment first. */
export function readSettings(folder) {
  const written = { ...readEnvFile(path.join(root, '.env')), ...readEnvFile(path.join(root, '.env.local')) }
  const settings = { ...secrets(folder), ...written }
  for (const [name, value] of Object.entries(process.env)) if (value !== '') settings[name] = value
  return settings
}

/** The addresses of the three roles on one database; those of the confined two may be given. */
export function roleAddresses(settings, ownerUrl, given = {}) {
  const as = (role, password) => {
    const url = new URL(ownerUrl)
    url.username = role
    url.password = password
    return url.href
  }
  return {
    DATABASE_URL: ownerUrl,
    APP_DATABASE_URL: given.APP_DATABASE_URL ?? as('rungs_app', settings.RUNGS_APP_PASSWORD),
    JOBS_DATABASE_URL: given.JOBS_DATABASE_URL ?? as('rungs_jobs', settings.RUNGS_JOBS_PASSWORD),
  }
}
