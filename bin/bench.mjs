// npm run bench: the figures of the engine, the write path and the pages, on a database of their own with durable settings.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrateDatabase, openDatabase } from './database.mjs'
import { TYPESCRIPT } from './house.mjs'
import { installPackages } from './packages.mjs'
import { root } from './project.mjs'
import { readSettings } from './settings.mjs'

await installPackages()
const state = mkdtempSync(path.join(process.env.RUNGS_TEST_DIR ?? tmpdir(), 'rungs-bench-'))
chmodSync(state, 0o711)
let server
try {
  const settings = { ...readSettings(state), DATABASE_URL: process.env.BENCH_DATABASE_URL }
  const opened = await openDatabase({ state, settings })
  server = opened.server
  await migrateDatabase(opened.settings)
  process.exitCode = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...TYPESCRIPT, path.join(root, 'bench/main.ts'), ...process.argv.slice(2)], {
      cwd: root,
      env: { ...process.env, ...opened.settings, NODE_ENV: 'production' },
      stdio: 'inherit',
    })
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name))
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
} finally {
  await server?.stop('immediate')
  rmSync(state, { recursive: true, force: true })
}
