// The quick checks: each is a name and a program that ends with 0 when all is well.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from '../project.mjs'
import { run } from '../run.mjs'
import { findings } from './house-rules.mjs'

const program = (...parts) => path.join(root, 'node_modules', ...parts)
const node = (...args) => run(process.execPath, args, { cwd: root, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }, lines: 150 })

export const checks = {
  types: async () => {
    // A fresh clone has no types of its routes yet.
    await node(program('next/dist/bin/next'), 'typegen')
    await node(program('typescript/bin/tsc'), '--noEmit')
  },
  lint: () => node(program('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--max-diagnostics=40', '.'),
  boundaries: () =>
    node(
      '--import',
      path.join(root, 'bin/checks/typescript-parser.mjs'),
      program('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      path.join(root, '.dependency-cruiser.cjs'),
      ...['app', 'bench', 'bin', 'components', 'db', 'e2e', 'server'].filter((folder) => existsSync(path.join(root, folder))),
    ),
  unused: () => node(program('knip/bin/knip.js'), '--no-progress'),
  house: async () => {
    const found = findings(root)
    if (found.length > 0) throw new Error(found.join('\n'))
  },
}
