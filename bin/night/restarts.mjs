// Starts the product on a folder of its own and kills the supervisor, the worker, the web and the database in turn, 20 rounds.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { clearAway, livingInstance } from '../instance.mjs'
import { runningServer } from '../postgres.mjs'
import { gone, pause, signal } from '../processes.mjs'
import { say } from '../progress.mjs'
import { root } from '../project.mjs'

const SLOWEST_START = 60_000

async function until(what, works) {
  const end = Date.now() + SLOWEST_START
  for (;;) {
    const found = await works()
    if (found) return found
    if (Date.now() > end) throw new Error(`${what}: not within ${SLOWEST_START / 1000} s`)
    await pause(100)
  }
}

const answers = async (address) => {
  try {
    return (await fetch(`${address}/sign-in`, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}

function start(state) {
  const env = { ...process.env, RUNGS_STATE: state, PORT: '4600' }
  return spawn(process.execPath, [path.join(root, 'bin/start.mjs')], { cwd: root, env, stdio: 'ignore' })
}

const ready = (state) =>
  until('a start', async () => {
    const record = livingInstance(state)
    return record?.address && (await answers(record.address)) ? record : null
  })

export async function main([rounds = '20']) {
  const state = mkdtempSync(path.join(tmpdir(), 'rungs-night-'))
  chmodSync(state, 0o711)
  const data = path.join(state, 'postgres')
  let supervisor = start(state)
  let record = await ready(state)
  try {
    for (let round = 1; round <= Number(rounds); round++) {
      const since = Date.now()
      const victim = ['web', 'worker', 'database', 'supervisor'][round % 4]
      const pid = { supervisor: supervisor.pid, database: runningServer(data)?.pid }[victim] ?? record.children[victim].pid
      signal(pid, 'SIGKILL')
      await gone(pid, 5_000)
      if (victim === 'supervisor') supervisor = start(state)
      record = await ready(state)
      await until('the database', () => runningServer(data)?.ready)
      await until('web and worker', () => Object.values(record.children).every((child) => child.born) && livingInstance(state))
      say(`  ✓ ${round} ${victim} ${((Date.now() - since) / 1000).toFixed(1)} s`)
    }
    return true
  } finally {
    signal(supervisor.pid, 'SIGTERM')
    await gone(supervisor.pid, 20_000)
    await clearAway(state)
    rmSync(state, { recursive: true, force: true })
  }
}
