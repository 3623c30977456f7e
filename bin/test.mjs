// npm test: every check, every test, and the product itself in a browser. `-- --only types,lint,unit,db,e2e` runs a part.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { build, buildIsFresh } from './build.mjs'
import { livingInstance } from './instance.mjs'
import { installPackages } from './packages.mjs'
import { say, step } from './progress.mjs'
import { root, stateFolder } from './project.mjs'
import { endRuns, run } from './run.mjs'

const since = performance.now()
const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`
const reports = path.join(stateFolder(), 'reports')
const program = (...parts) => path.join(root, 'node_modules', ...parts)

const rows = []
const row = (name, from, counts, note = '') => rows.push({ name, time: seconds(from), passed: 0, failed: 0, skipped: 0, note, ...counts })

const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Runs a step that counts tests; a step that fails without a failed test counts as one failure. */
async function counted(name, label, work, countsOf) {
  const from = performance.now()
  let error
  await step(label, work).catch((thrown) => {
    error = thrown
  })
  const counts = countsOf()
  if (error && !counts.failed) counts.failed = 1
  if (error) say(`\n${error.message}\n`)
  row(name, from, counts)
}

async function runChecks(names) {
  const { checks } = await import('./checks/steps.mjs')
  const waiting = names.filter((name) => checks[name])
  const next = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const from = performance.now()
      try {
        await checks[name]()
        say(`  ✓ ${name} ${seconds(from)}`)
        row(name, from, {})
      } catch (error) {
        say(`  ✗ ${name} ${seconds(from)}\n\n${error.message}\n`)
        row(name, from, { failed: 1 })
      }
    }
  }
  // Two at a time: that is what a small machine has cores for.
  await Promise.all([next(), next()])
}

async function runVitest(projects) {
  const file = path.join(reports, 'vitest.json')
  const args = [program('vitest/vitest.mjs'), 'run', ...projects.flatMap((name) => ['--project', name])]
  await counted(
    projects.join(' + '),
    `${projects.join(' + ')} 测试 · tests`,
    () => run(process.execPath, [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], { cwd: root, lines: 200 }),
    () => {
      const report = readReport(file)
      return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0, skipped: report?.numPendingTests ?? 0 }
    },
  )
}

async function runBrowser() {
  const from = performance.now()
  try {
    process.env.CHROMIUM_PATH = await ensureBrowser()
    if (!buildIsFresh()) {
      if (livingInstance(stateFolder()))
        throw new Error('Rungs runs from an older build of this folder: stop it, so that the tests can make a new one.')
      await step('构建网页 · building', build)
    }
  } catch (error) {
    say(`\n${error.message}\n`)
    row('e2e', from, { failed: 1 })
    return
  }
  const file = path.join(reports, 'playwright.json')
  await counted(
    'e2e',
    '端到端测试 · end-to-end tests',
    () =>
      run(process.execPath, [program('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
        cwd: root,
        env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file, FORCE_COLOR: '0' },
        lines: 200,
      }),
    () => {
      const stats = readReport(file)?.stats
      // A test that passes only at the second try is not trusted.
      return { passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0), skipped: stats?.skipped ?? 0 }
    },
  )
}

function summary() {
  const width = Math.max(...rows.map((one) => one.name.length))
  say('\n  步骤 · step')
  for (const { name, time, passed, failed, skipped } of rows) {
    const counts = [passed && `${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(Boolean).join(', ')
    say(`  ${failed ? '✗' : '✓'} ${name.padEnd(width)}  ${time.padStart(8)}  ${counts}`)
  }
  const sum = (what) => rows.reduce((total, one) => total + one[what], 0)
  say(`\n  用时 · took ${seconds(since)}\n`)
  say(`${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') === 0
}

const ALL = ['types', 'lint', 'boundaries', 'unused', 'house', 'unit', 'db', 'e2e']
const asked =
  process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length) ?? process.argv[process.argv.indexOf('--only') + 1]
const only = process.argv.some((arg) => arg.startsWith('--only')) ? (asked ?? '').split(',') : ALL
const unknown = only.filter((name) => !ALL.includes(name))
if (unknown.length > 0) {
  say(`No such step: ${unknown.join(', ')}. There are: ${ALL.join(', ')}.`)
  process.exit(2)
}
for (const [name, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
  process.on(name, () => {
    endRuns()
    process.exitCode = code
  })
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
try {
  await installPackages()
  await runChecks(only)
  const projects = ['unit', 'db'].filter((name) => only.includes(name))
  if (projects.length > 0) await runVitest(projects)
  if (only.includes('e2e')) await runBrowser()
} catch (error) {
  say(`\n${error.message}\n`)
  row('npm test', since, { failed: 1 })
}
if (!summary()) process.exitCode ||= 1
