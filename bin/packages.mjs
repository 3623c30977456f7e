import { readFileSync } from 'node:fs'
import path from 'node:path'
import { step } from './progress.mjs'
import { root } from './project.mjs'
import { run } from './run.mjs'

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages
  } catch {
    return null
  }
}

/** Whether node_modules holds exactly what the lock file names (packages for other machines aside). */
export function packagesAreInstalled() {
  const wanted = packagesOf('package-lock.json')
  const present = packagesOf('node_modules/.package-lock.json')
  if (!wanted) throw new Error('package-lock.json is missing')
  if (!present) return false
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === '') return true
    const found = present[place]
    return found ? found.version === version : optional === true
  })
}

/** Installs the locked packages when they are not there. */
export async function installPackages() {
  if (packagesAreInstalled()) return
  const npm = process.env.npm_execpath
  // Build and tests need the development packages, whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  await step('安装依赖 · installing the locked packages', async () => {
    await (npm ? run(process.execPath, [npm, ...args], { cwd: root }) : run('npm', args, { cwd: root }))
  })
}
