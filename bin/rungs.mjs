// npm run rungs -- <command>: the use-cases of the console, for scripts.
import path from 'node:path'
import { root } from './project.mjs'
import { withDatabase } from './with-database.mjs'

try {
  process.exitCode = await withDatabase(path.join(root, 'server/command/main.ts'), process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
