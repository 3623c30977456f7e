import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Where this clone keeps its secrets, its database and its logs. */
export function stateFolder() {
  const folder = process.env.RUNGS_STATE ? path.resolve(process.env.RUNGS_STATE) : path.join(root, '.rungs')
  // Root's embedded database runs as another user, who has to pass through.
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  return folder
}
