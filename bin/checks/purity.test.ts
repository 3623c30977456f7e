import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What the linter says of a text that stands in this file of an otherwise empty house. */
function lint(file: string, text: string): string {
  const house = mkdtempSync(path.join(tmpdir(), 'rungs-purity-'))
  try {
    cpSync(path.join(root, 'biome.json'), path.join(house, 'biome.json'))
    mkdirSync(path.dirname(path.join(house, file)), { recursive: true })
    writeFileSync(path.join(house, file), text)
    const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome')
    const args = [biome, 'lint', '--colors=off', '--vcs-enabled=false', '--max-diagnostics=none', '.']
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' })
    return stdout + stderr
  } finally {
    rmSync(house, { recursive: true, force: true })
  }
}

const surroundings = ['Date', 'process', 'fetch', 'console', 'crypto', 'performance', 'setTimeout', 'Intl', 'globalThis']
const text = surroundings.map((name) => `export const its${name} = () => ${name}\n`).join('')

test('the engine may not reach for what surrounds it', { timeout: 30_000 }, () => {
  const said = lint('server/engine/points/earn.ts', text)
  expect(surroundings.filter((name) => !said.includes(`global variable ${name}`))).toEqual([])
})

test('the shell may', { timeout: 30_000 }, () => {
  expect(lint('server/points/reads.ts', text)).not.toContain('noRestrictedGlobals')
})
