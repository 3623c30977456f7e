// Runs a program of the repository against the database of this clone, starting the embedded server when nobody has.
import { spawn } from 'node:child_process'
import { migrateDatabase, openDatabase } from './database.mjs'
import { TYPESCRIPT } from './house.mjs'
import { livingInstance } from './instance.mjs'
import { installPackages } from './packages.mjs'
import { root, stateFolder } from './project.mjs'
import { readSettings } from './settings.mjs'

/** Runs a TypeScript file with the settings of this clone and answers how it ended. */
export async function withDatabase(file, args) {
  await installPackages()
  const state = stateFolder()
  const opened = await openDatabase({ state, settings: readSettings(state) })
  try {
    if (!livingInstance(state)) await migrateDatabase(opened.settings)
    return await new Promise((resolve, reject) => {
      const env = { ...process.env, ...opened.settings }
      const child = spawn(process.execPath, [...TYPESCRIPT, file, ...args], { cwd: root, env, stdio: 'inherit' })
      for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name))
      child.on('error', reject)
      child.on('exit', (code) => resolve(code ?? 1))
    })
  } finally {
    // A start that came up meanwhile has adopted the server: it is that start's now.
    if (opened.server && !opened.server.adopted && !livingInstance(state)) await opened.server.stop()
  }
}
