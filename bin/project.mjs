import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Where this clone keeps its secrets, its database and its logs. */
export function stateFolder() {
  const folder = process.env.RUNGS_STATE ? path.resolve(process.env.RUNGS_STATE) : path.join(root, '.rungs')
  // Others may pass through (the embedded database may run as another user) and see nothing.
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return folder
}
