// Conventions of this house that no linter knows. Each finding is one line: where, and what is wrong.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { missingOptionals } from './lock-file.mjs'

const SKIPPED = new Set(['node_modules', '.git', '.next', '.rungs', 'test-results', 'playwright-report', 'migrations'])
const SOURCES = ['app', 'bench', 'bin', 'components', 'db', 'docs', 'e2e', 'server']
const LONGEST = 400

function* walk(root, place) {
  for (const entry of readdirSync(path.join(root, place), { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue
    const inner = path.join(place, entry.name)
    yield inner
    if (entry.isDirectory()) yield* walk(root, inner)
  }
}

const isCode = (file) => /\.(ts|tsx|mjs|cjs)$/.test(file)

/** Names that say nothing, and files too long to read in one go. */
function namesAndLengths(root, files) {
  const findings = []
  for (const file of files) {
    const name = path.basename(file).split('.')[0]
    if (/^(utils?|helpers?|common|misc|lib)$/.test(name)) findings.push(`${file}: the name says nothing of what is in it`)
    if (!isCode(file)) continue
    const lines = readFileSync(path.join(root, file), 'utf8').split('\n').length - 1
    if (lines > LONGEST) findings.push(`${file}: ${lines} lines, at most ${LONGEST}`)
  }
  return findings
}

const UNWANTED = [
  [/\bas any\b/, 'says "as any"'],
  [/@ts-(ignore|expect-error|nocheck)|biome-ignore/, 'silences a check'],
  [/\b(TODO|FIXME)\b/, 'puts something off'],
  [/\b(it|test|describe)\.((only|todo)\(|skip\(['"`])/, 'leaves tests out'],
  [/waitForTimeout/, 'waits a fixed time'],
  [/import \{[^}]*\bz\b[^}]*\} from 'zod'/, "should import * as z from 'zod', which is far smaller in the browser"],
]

function habits(root, files) {
  const findings = []
  for (const file of files.filter(isCode)) {
    if (file.startsWith('bin/checks/')) continue
    for (const [index, line] of readFileSync(path.join(root, file), 'utf8').split('\n').entries()) {
      if (/^server\/engine\/(?!.*\.test\.ts)/.test(file) && /Math\.random|new Function|\beval\(/.test(line))
        findings.push(`${file}:${index + 1}: is not pure`)
      for (const [pattern, what] of UNWANTED) if (pattern.test(line)) findings.push(`${file}:${index + 1}: ${what}`)
    }
  }
  return findings
}

/** A page is drawn while it arrives: what CSS puts before its place pushes down what is being read. */
function drawnInOrder(root, files) {
  return files
    .filter((file) => file.endsWith('.css') && /(^|[\s;{])order:/.test(readFileSync(path.join(root, file), 'utf8')))
    .map((file) => `${file}: sets "order"; put the element where it is to be seen`)
}

function keysOf(value, at = '') {
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, at ? `${at}.${key}` : key))
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** Both languages say the same things. */
function messages(root) {
  const folder = path.join(root, 'components/messages')
  if (!existsSync(folder)) return []
  const findings = []
  const [zh, en] = ['zh', 'en'].map((language) => readdirSync(path.join(folder, language)).filter((name) => name.endsWith('.json')))
  for (const name of new Set([...zh, ...en])) {
    if (!zh.includes(name) || !en.includes(name)) {
      findings.push(`components/messages: ${name} is there in one language only`)
      continue
    }
    const [inZh, inEn] = ['zh', 'en'].map((language) => new Set(keysOf(readJson(path.join(folder, language, name)))))
    for (const key of inZh) if (!inEn.has(key)) findings.push(`components/messages/en/${name}: ${key} is missing`)
    for (const key of inEn) if (!inZh.has(key)) findings.push(`components/messages/zh/${name}: ${key} is missing`)
  }
  return findings
}

/** Every refusal that the server can say has a sentence in both languages. */
function refusals(root, files) {
  const sentences = ['zh', 'en'].map((language) => {
    const file = path.join(root, 'components/messages', language, 'refusals.json')
    return [language, new Set(existsSync(file) ? keysOf(readJson(file)) : [])]
  })
  const findings = []
  for (const file of files.filter((name) => /^server\/.*\.ts$/.test(name) && !name.endsWith('.test.ts'))) {
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const [, code] of text.matchAll(/new Refusal\(\s*'[a-z_]+',\s*'([^']+)'/g)) {
      for (const [language, known] of sentences) {
        if (!known.has(code)) findings.push(`${file}: components/messages/${language}/refusals.json has no sentence for ${code}`)
      }
    }
  }
  return findings
}

/** Installing must work from whatever registry the machine is set to. */
function lockFile(root) {
  const text = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  const hosts = text.match(/"resolved": *"http/g)
  const found = hosts ? [`package-lock.json: names a registry host in ${hosts.length} places`] : []
  for (const { name } of missingOptionals(JSON.parse(text)))
    found.push(`package-lock.json: ${name} is missing (node bin/complete-lock.mjs)`)
  return found
}

/** Everything found wrong in the project at `root`. */
export function findings(root) {
  const files = SOURCES.filter((place) => existsSync(path.join(root, place))).flatMap((place) => [...walk(root, place)])
  return [
    namesAndLengths(root, files),
    habits(root, files),
    drawnInOrder(root, files),
    messages(root),
    refusals(root, files),
    lockFile(root),
  ].flat()
}
