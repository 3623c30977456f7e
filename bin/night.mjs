// npm run night -- <name>: what takes longer than a person wants to wait for. Without a name it lists what there is.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { installPackages } from './packages.mjs'
import { say } from './progress.mjs'
import { root } from './project.mjs'

const folder = path.join(root, 'bin/night')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.slice(0, -'.mjs'.length))
const name = process.argv[2]

if (!name || !names.includes(name)) {
  if (name) say(`没有这一项 · no such run: ${name}\n`)
  for (const one of names) {
    // The first line of each file says what it does.
    const [first] = readFileSync(path.join(folder, `${one}.mjs`), 'utf8').split('\n')
    say(`  npm run night -- ${one.padEnd(12)} ${first.replace(/^\/\/ /, '')}`)
  }
  process.exitCode = name ? 2 : 0
} else {
  await installPackages()
  const { main } = await import(`./night/${name}.mjs`)
  process.exitCode = (await main(process.argv.slice(3))) ? 0 : 1
}
