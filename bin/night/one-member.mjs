// Sixty-four clients do two hundred things each with one member: checkouts, spends, refunds, coupons.
import path from 'node:path'
import { root } from '../project.mjs'
import { run } from '../run.mjs'

export async function main() {
  const args = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'db', 'server/checkout/at-once.db.test.ts']
  process.stdout.write(await run(process.execPath, args, { cwd: root, env: { ...process.env, RUNGS_NIGHT: '1' }, lines: 200 }))
  return true
}
