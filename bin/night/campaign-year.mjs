// A leap year of campaigns for 2,000 members, day by day, by workers of which twenty are killed; each grant comes once, on its date.
import path from 'node:path'
import { root } from '../project.mjs'
import { run } from '../run.mjs'

export async function main([members = '2000']) {
  const args = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'db', 'server/campaign/year.db.test.ts']
  process.stdout.write(
    await run(process.execPath, args, { cwd: root, env: { ...process.env, RUNGS_NIGHT: '1', RUNGS_YEAR_MEMBERS: members }, lines: 200 }),
  )
  return true
}
