// The record of what runs for one state folder: its supervisor and the programs that it started.
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { stopPostgres } from './postgres.mjs'
import { birthOf, signal, stopProcess } from './processes.mjs'

const fileOf = (state) => path.join(state, 'running.json')
const isSame = (process) => Boolean(process?.born) && birthOf(process.pid) === process.born

const read = (state) => {
  try {
    return JSON.parse(readFileSync(fileOf(state), 'utf8'))
  } catch {
    return null
  }
}

/** The supervisor that lives for this folder, with its address once it is known. */
export function livingInstance(state) {
  const record = read(state)
  return record && isSame(record.supervisor) ? record : null
}

/** Ends the web and worker processes that a killed supervisor left, and only those; tells their names. */
async function stopLeftOvers(record) {
  const left = Object.entries(record.children ?? {}).filter(([, child]) => isSame(child))
  for (const [, child] of left) signal(-child.pid, 'SIGTERM')
  for (const [, child] of left) await stopProcess(child.pid, { ms: 5_000 })
  return left.map(([name]) => name)
}

/**
 * Makes this process the supervisor of the folder. Answers the one that lives already, or what this one may write and
 * what it had to clean up.
 */
export async function claim(state) {
  const file = fileOf(state)
  let stopped = []
  for (let attempt = 0; attempt < 20; attempt++) {
    const record = { supervisor: { pid: process.pid, born: birthOf(process.pid) }, address: null, children: {} }
    const write = () => {
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(record), { mode: 0o600 })
      renameSync(`${file}.${process.pid}`, file)
    }
    try {
      // Only one of two that start together makes the file.
      const handle = openSync(file, 'wx', 0o600)
      writeSync(handle, JSON.stringify(record))
      closeSync(handle)
      return {
        stopped,
        tell: (address) => {
          record.address = address
          write()
        },
        started: (name, pid) => {
          record.children[name] = { pid, born: birthOf(pid) }
          write()
        },
        release: () => {
          if (read(state)?.supervisor.pid === process.pid) rmSync(file, { force: true })
        },
      }
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const living = livingInstance(state)
    if (living) return { living }
    const left = read(state)
    if (left) stopped = await stopLeftOvers(left)
    rmSync(file, { force: true })
  }
  throw new Error(`${file} cannot be claimed`)
}

/** Ends everything that a killed supervisor left of a folder, its database too; false while the supervisor lives. */
export async function clearAway(state) {
  if (livingInstance(state)) return false
  const record = read(state)
  if (record) await stopLeftOvers(record)
  try {
    await stopPostgres(JSON.parse(readFileSync(path.join(state, 'postgres.json'), 'utf8')).folder, 'immediate')
  } catch (error) {
    // It was killed before it had a database.
    if (error.code !== 'ENOENT') throw error
  }
  return true
}
