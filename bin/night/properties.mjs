// The property tests with a hundred times as many random histories, from a seed of the day.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../project.mjs'
import { run } from '../run.mjs'

const isPropertyTest = (file) => file.endsWith('.test.ts') && readFileSync(path.join(root, file), 'utf8').includes("'fast-check'")

export async function main([factor = '100']) {
  const files = ['server', 'db'].flatMap((place) =>
    readdirSync(path.join(root, place), { recursive: true }).map((file) => `${place}/${file}`),
  )
  const seed = String(Math.floor(Date.now() / 86_400_000))
  const env = { ...process.env, RUNGS_PROPERTY_FACTOR: factor, RUNGS_PROPERTY_SEED: seed }
  const args = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...files.filter(isPropertyTest), '--testTimeout=3600000']
  process.stdout.write(await run(process.execPath, args, { cwd: root, env, lines: 200 }))
  return true
}
