// node bin/complete-lock.mjs: names in package-lock.json the packages for other machines that the registry of this machine lacks.
// A lock made from such a registry leaves them out, and `npm ci` then refuses it everywhere.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { missingOptionals } from './checks/lock-file.mjs'
import { root } from './project.mjs'

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

const file = path.join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const left = []
for (const { place, name, wanted, dev } of missingOptionals(lock)) {
  const words = name.split(/[-/@]/)
  const os = name === 'fsevents' ? ['darwin'] : SYSTEMS.filter((word) => words.includes(word))
  const cpu = PROCESSORS.filter((word) => words.includes(word))
  if (os.length + cpu.length === 0) {
    left.push(`${name}@${wanted}`)
    continue
  }
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : words.some((word) => word.startsWith('gnu')) ? ['glibc'] : []
  lock.packages[place] = {
    version: wanted.replace(/^[~^]/, ''),
    ...(cpu.length > 0 && { cpu }),
    ...(dev && { dev }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  }
}
const { '': self, ...rest } = lock.packages
lock.packages = { '': self, ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, 'en'))) }
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
if (left.length > 0) {
  process.stderr.write(`Not known for which machine: ${left.join(', ')}\n`)
  process.exitCode = 1
}
