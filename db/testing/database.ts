import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import { connect, type Sql } from '@/db/client'
import { closePools } from '@/server/platform/database'

export type TestDatabase = {
  /** Connections as the owner, past row-level security: to look at what was written, or to tamper with it. */
  readonly owner: Sql
  /** The address of the same, for a program that a test starts. */
  readonly ownerUrl: string
}

/**
 * Gives the test file that calls it (once, at its top) a migrated database of its own and points the process at it:
 * `appPool()`, `jobsPool()` and `inTenant()` work as they do in production, under the same roles.
 */
export function testDatabase(): TestDatabase {
  const { folder, port, ownerPassword, rolePassword, template } = inject('server')
  const name = `test_${randomBytes(6).toString('hex')}`
  const at = (role: string, password: string, database: string) => `postgres://${role}:${password}@127.0.0.1:${port}/${database}`
  const ownerUrl = at('rungs', ownerPassword, name)
  let owner: Sql | undefined
  Object.assign(process.env, {
    DATABASE_URL: ownerUrl,
    APP_DATABASE_URL: at('rungs_app', rolePassword, name),
    JOBS_DATABASE_URL: at('rungs_jobs', rolePassword, name),
    RUNGS_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    NEXTAUTH_SECRET: 'only-for-tests-only-for-tests-only',
    NEXTAUTH_URL: 'http://127.0.0.1',
  })

  beforeAll(async () => {
    const admin = connect(at('rungs', ownerPassword, 'postgres'), 1)
    try {
      const [shown] = await admin<{ data_directory: string }[]>`show data_directory`
      if (shown?.data_directory !== folder) throw new Error(`this is not the server of the tests: ${shown?.data_directory}`)
      await admin.unsafe(`create database ${name} template ${template}`)
    } finally {
      await admin.end()
    }
    owner = connect(ownerUrl, 4)
  }, 60_000)

  afterAll(async () => {
    await closePools()
    await owner?.end({ timeout: 5 })
  })

  return {
    get owner() {
      if (!owner) throw new Error('the database is there from beforeAll on')
      return owner
    },
    ownerUrl,
  }
}
