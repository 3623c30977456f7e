import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startPostgres, stopPostgres } from '../../bin/postgres.mjs'
import { migrate } from '../migrate'

/** Where the tests' own server stands, told to each test file. */
export type TestServer = { folder: string; port: number; ownerPassword: string; rolePassword: string; template: string }

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer
  }
}

const PREFIX = 'rungs-test-'

/** A run that was killed leaves its server behind: end it, if the process that started it is gone. */
async function sweep(base: string): Promise<void> {
  for (const name of readdirSync(base).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(base, name)
    try {
      process.kill(Number(readFileSync(path.join(folder, 'started-by'), 'utf8')), 0)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'ESRCH') continue
      await stopPostgres(path.join(folder, 'data'), 'immediate')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Starts a PostgreSQL of the tests' own and migrates the database that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const base = process.env.RUNGS_TEST_DIR ?? tmpdir()
  mkdirSync(base, { recursive: true })
  await sweep(base)
  const folder = mkdtempSync(path.join(base, PREFIX))
  chmodSync(folder, 0o711)
  writeFileSync(path.join(folder, 'started-by'), String(process.pid))
  const ownerPassword = randomBytes(16).toString('hex')
  const rolePassword = randomBytes(16).toString('hex')
  const template = 'rungs_template'
  const server = await startPostgres({
    folder: path.join(folder, 'data'),
    password: ownerPassword,
    // A crash of the machine may lose a test's rows; nothing else may be less strict than in production.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  const sql = postgres(server.url('postgres'), { max: 1 })
  await sql.unsafe(`create database ${template}`)
  await sql.end()
  const as = (role: string) => `postgres://${role}:${rolePassword}@127.0.0.1:${server.port}/${template}`
  await migrate({ owner: server.url(template), app: as('rungs_app'), jobs: as('rungs_jobs') })
  project.provide('server', { folder: server.folder, port: server.port, ownerPassword, rolePassword, template })
  return async () => {
    await server.stop('immediate')
    rmSync(folder, { recursive: true, force: true })
  }
}
