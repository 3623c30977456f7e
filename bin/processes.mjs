// What runs under a process id, and how it is ended. Works on Linux by /proc and elsewhere by ps.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Whether a process with this id exists and is no zombie. */
export function alive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return process.platform !== 'linux'
  }
}

/** The command line of a process, or nothing when it is gone. */
export function commandOf(pid) {
  if (!alive(pid)) return ''
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    } catch {
      return ''
    }
  }
  const ps = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return ps.status === 0 ? ps.stdout.trim() : ''
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until the process is gone; false when it is still there after `ms`. */
export async function gone(pid, ms) {
  const until = Date.now() + ms
  while (alive(pid)) {
    if (Date.now() > until) return false
    await pause(25)
  }
  return true
}

/** Sends a signal to a process or, with a negative id, to a group; a process that is gone already is fine. */
export function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** Asks a process to end and, when it does not within `ms`, ends it. */
export async function stopProcess(pid, { ask = 'SIGTERM', ms = 8_000 } = {}) {
  if (!alive(pid)) return
  signal(pid, ask)
  if (await gone(pid, ms)) return
  signal(pid, 'SIGKILL')
  await gone(pid, 2_000)
}

/**
 * When a process was born, as text that no later process with the same id repeats. Written down beside the id, it proves
 * that a process is the one that was started, whatever title it has given itself.
 */
export function birthOf(pid) {
  if (!alive(pid)) return ''
  if (process.platform === 'linux') {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`
    } catch {
      return ''
    }
  }
  const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
  return ps.status === 0 ? ps.stdout.trim() : ''
}
