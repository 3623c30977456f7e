import { spawn } from 'node:child_process'

const running = new Set()

/** Ends every program that `run` is waiting for. */
export function endRuns() {
  for (const child of running) child.kill('SIGTERM')
}

/** Runs a program to its end with its output held back; when it fails the error carries the end of that output. */
export function run(program, args, { cwd, env = process.env, lines = 40, timeout } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout })
    running.add(child)
    let output = ''
    const keep = (chunk) => {
      output = (output + chunk).slice(-200_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      running.delete(child)
      if (code === 0) return resolve(output)
      const end = output.trim().split('\n').slice(-lines).join('\n')
      reject(new Error(`${[program, ...args].join(' ')} ended with ${signal ?? code}\n${end}`))
    })
  })
}
