import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))

/**
 * The path of one of the data files that lie beside the repository, or nothing when they are not there: then a test
 * skips with `test.skipIf(!file)`. Under CI their absence is an error.
 */
export function sharedData(name: string, folder = 'data'): string | null {
  const file = path.join(shared, folder, name)
  if (existsSync(file)) return file
  const missing = `${name} is not beside the repository (../shared/${folder})`
  if (process.env.CI === 'true') throw new Error(missing)
  console.warn(`${missing}: what needs it is skipped`)
  return null
}
