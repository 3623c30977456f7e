import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A small house: each file, what it holds, and the rules it breaks. */
const house: [file: string, text: string, broken: string[]][] = [
  ['server/store/reads.ts', 'export const read = () => 1', []],
  [
    'server/engine/fold.ts',
    "import * as z from 'zod'\nimport './points/policy'\nimport './growth/gain'\nexport const Shape = z.string()",
    [],
  ],
  ['server/engine/growth/gain.ts', '', []],
  ['server/engine/points/policy.ts', '', []],
  ['server/engine/points/earn.ts', "import '../growth/gain'", ['engine-words-meet-in-two-files']],
  ['server/engine/reads-a-file.ts', "import 'node:fs'", ['engine-is-pure']],
  ['server/engine/knows-a-tenant.ts', "import type { X } from '../platform/scope'\nexport type Y = X", ['engine-is-pure']],
  ['server/platform/scope.ts', 'export type X = 1', []],
  ['server/store/one-way.ts', "import './and-back'", []],
  ['server/store/and-back.ts', "import './one-way'", ['no-cycles']],
  ['server/store/nowhere.ts', "import './missing'", ['no-unresolved']],
  ['server/store/mints.ts', "import '@/db/testing/mint'", ['no-tests-in-programs']],
  ['server/store/mints.db.test.ts', "import '@/db/testing/mint'", []],
  ['db/testing/mint.ts', "import '@/server/store/reads'", []],
  ['db/schema/store.ts', "import type { Shape } from '@/server/engine/fold'\nexport type S = typeof Shape", []],
  ['db/schema/calls.ts', "import '@/server/store/reads'", ['db-knows-engine-types-only']],
  ['db/schema/runs.ts', "import { Shape } from '@/server/engine/fold'\nShape.parse('')", ['db-runs-no-engine']],
  ['server/store/transports.ts', "import '../trpc/root'", ['use-cases-know-no-transport']],
  ['server/trpc/root.ts', 'export type AppRouter = 1', []],
  ['server/store/shows.ts', "import '@/components/kit/page'", ['server-shows-nothing']],
  ['components/kit/page.tsx', 'export const Page = () => <html lang="zh">示例</html>', []],
  ['components/kit/domain.ts', "import '../member/table'", ['kit-knows-no-domain']],
  ['server/store/router.ts', "import '@/db/client'\nimport './reads'", ['routers-never-query']],
  ['db/client.ts', '', []],
  ['components/member/table.tsx', '', []],
  [
    'components/store/form.tsx',
    "import type { AppRouter } from '@/server/trpc/root'\nimport { Shape } from '@/server/engine/fold'\nexport type R = AppRouter\nShape.parse('')",
    [],
  ],
  ['components/store/calls.ts', "import { read } from '@/server/store/reads'\nread()", ['components-know-engine-and-kit']],
  ['components/store/takes.ts', "import '../member/table'", ['one-word-never-imports-another']],
  ['components/store/page.ts', "import '@/app/page'", ['nothing-imports-app']],
  ['app/page.tsx', "import '@/components/member/table'\nexport default () => <html lang='zh'>示例</html>", []],
  ['app/queries.tsx', "import '@/db/client'", ['pages-are-thin']],
  ['node_modules/zod/package.json', '{"name":"zod","version":"4.0.0","main":"index.js"}', []],
  ['node_modules/zod/index.js', '', []],
]

type Cruise = { summary: { violations: { from: string; rule: { name: string } }[] } }

function cruise(): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'rungs-boundaries-'))
  try {
    for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) cpSync(path.join(root, file), path.join(folder, file))
    for (const [file, text] of house) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), `${text}\n`)
    }
    const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
    const parser = path.join(root, 'bin/checks/typescript-parser.mjs')
    const args = [
      '--import',
      parser,
      program,
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'app',
      'components',
      'db',
      'server',
    ]
    const { summary } = JSON.parse(spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout) as Cruise
    return summary.violations.map(({ from, rule }) => `${from} breaks ${rule.name}`).sort()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('each boundary is found where it is broken, and nowhere else', { timeout: 60_000 }, () => {
  expect(cruise()).toEqual(house.flatMap(([file, , broken]) => broken.map((rule) => `${file} breaks ${rule}`)).sort())
})
