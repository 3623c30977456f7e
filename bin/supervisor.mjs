// Keeps programs running: starts them, restarts the one that ends by itself, and ends them all.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { pause, signal, stopProcess } from './processes.mjs'

const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000
/** A program that ran this long was healthy: the next restart is quick again. */
const HEALTHY = 60_000
const LARGEST_LOG = 10_000_000

function openLog(file) {
  try {
    if (statSync(file).size > LARGEST_LOG) renameSync(file, `${file}.1`)
  } catch {
    // No log yet.
  }
  return openSync(file, 'a', 0o600)
}

export const tailOf = (file, lines = 15) => {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-lines).join('\n')
  } catch {
    return ''
  }
}

/** `started(name, pid)` writes down each process; `report(line)` tells the person of a restart. */
export function supervise({ cwd, logs, env, started, report }) {
  const children = new Map()
  let stopping = false

  function launch(program, wait) {
    const file = path.join(logs, `${program.name}.log`)
    const out = program.inherit ? 'inherit' : openLog(file)
    // A group of its own: Ctrl-C reaches the supervisor alone, which then ends things in order.
    const child = spawn(process.execPath, program.args, {
      cwd,
      env: { ...env, ...program.env },
      stdio: ['ignore', out, out],
      detached: true,
    })
    if (out !== 'inherit') closeSync(out)
    const since = Date.now()
    children.set(program.name, child)
    child.on('error', () => {})
    if (child.pid) started(program.name, child.pid)
    child.on('exit', async (code, how) => {
      if (stopping || children.get(program.name) !== child) return
      const next = Date.now() - since > HEALTHY ? FIRST_WAIT : wait
      report(
        `${program.name} 意外退出，正在重启 · ended with ${how ?? code}, starting again in ${next / 1000} s${program.inherit ? '' : ` (${file})`}`,
      )
      await pause(next)
      if (!stopping) launch(program, Math.min(next * 2, LONGEST_WAIT))
    })
  }

  return {
    start: (program) => launch(program, FIRST_WAIT),
    /** The id of a program's process, for tests that kill it. */
    pid: (name) => children.get(name)?.pid,
    exited: (name) => children.get(name)?.exitCode !== null,
    async stop() {
      stopping = true
      await Promise.all(
        [...children.values()]
          .filter((child) => child.pid && child.exitCode === null && child.signalCode === null)
          .map(async (child) => {
            signal(-child.pid, 'SIGTERM')
            await stopProcess(child.pid, { ms: 10_000 })
            signal(-child.pid, 'SIGKILL')
          }),
      )
    },
  }
}
