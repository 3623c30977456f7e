import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './project.mjs'
import { run } from './run.mjs'

const SOURCES = [
  'app',
  'components',
  'server',
  'db/schema',
  'db/client.ts',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]
const stampFile = path.join(root, '.next', 'rungs-sources')
const isTest = (name) => /\.test\.tsx?$/.test(name)

function* files(place) {
  const at = path.join(root, place)
  if (!existsSync(at)) return
  let entries
  try {
    entries = readdirSync(at, { withFileTypes: true })
  } catch (error) {
    if (error.code !== 'ENOTDIR') throw error
    yield place
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = `${place}/${entry.name}`
    if (entry.isDirectory()) yield* files(inner)
    else if (!isTest(entry.name)) yield inner
  }
}

/** A fingerprint of everything the build reads. */
export function sourcesFingerprint() {
  const hash = createHash('sha256')
  for (const place of SOURCES)
    for (const file of files(place))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(path.join(root, file)))
        .update('\0')
  return hash.digest('hex')
}

export function buildIsFresh(fingerprint = sourcesFingerprint()) {
  return existsSync(path.join(root, '.next', 'BUILD_ID')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint
}

/** Makes the production build. The fingerprint is taken before, so that an edit during the build makes it stale. */
export async function build() {
  const fingerprint = sourcesFingerprint()
  await run(process.execPath, [path.join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  writeFileSync(stampFile, fingerprint)
}
