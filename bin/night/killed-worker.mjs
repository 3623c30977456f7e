// A worker is killed in the middle of an import; another goes on within a minute and counts each row once.
import path from 'node:path'
import { root } from '../project.mjs'
import { run } from '../run.mjs'

export async function main() {
  const args = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'db', 'server/jobs/killed-worker.db.test.ts']
  process.stdout.write(await run(process.execPath, args, { cwd: root, env: { ...process.env, RUNGS_NIGHT: '1' }, lines: 200 }))
  return true
}
