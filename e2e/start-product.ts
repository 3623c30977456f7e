import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startHouse } from '../bin/house.mjs'
import { clearAway } from '../bin/instance.mjs'
import { readSettings } from '../bin/settings.mjs'

const PREFIX = 'rungs-e2e-'

/** A run that was killed leaves its product running: end it. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const state = path.join(tmpdir(), name)
    if (await clearAway(state)) rmSync(state, { recursive: true, force: true })
  }
}

/**
 * Starts the product as `npm start` does — production build, worker, embedded database — on a database and a port of
 * its own. With RUNGS_E2E_URL set, the tests run against what answers there.
 */
export default async function startProduct(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.RUNGS_E2E_URL) return
  await sweep()
  const state = mkdtempSync(path.join(tmpdir(), PREFIX))
  chmodSync(state, 0o711)
  // The embedded database and its own address, whatever this clone is set to use.
  const settings = { ...readSettings(state), DATABASE_URL: '', NEXTAUTH_URL: '' }
  const house = await startHouse({
    state,
    settings,
    wishedPort: 0,
    serverSettings: { fsync: 'off', synchronous_commit: 'off' },
    step: (_label, work) => work(),
    report: (line) => console.log(line),
  })
  process.env.RUNGS_E2E_URL = house.address
  process.env.RUNGS_E2E_DATABASE_URL = house.env.DATABASE_URL
  return async () => {
    await house.stop()
    rmSync(state, { recursive: true, force: true })
  }
}
