import { createHmac } from 'node:crypto'
import { pinyin } from 'pinyin-pro'
import { keyFor } from './seal'

/** What of a member a token stands for: a character, two neighbours, pinyin initials, the last four digits, the number. */
type TokenKind = 'char' | 'pair' | 'initials' | 'last4' | 'phone'

/** Longer names are indexed by their first part only. */
const MAX_LETTERS = 40
const MAX_INITIALS = 8

/** 96 bits: no two tokens of a merchant meet by chance. */
const TOKEN_LENGTH = 16

const tokenOf = (tenantId: string, kind: TokenKind, text: string): string =>
  createHmac('sha256', keyFor('member search', tenantId)).update(`${kind}:${text}`).digest('base64url').slice(0, TOKEN_LENGTH)

/** A name as it is compared: one width, one case, no spaces or dots. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLocaleLowerCase('en')
    .replace(/[\s·•.'’-]+/g, '')

/** The initials by which a name is typed: `zxm` for 张小明, `as` for Anna Smith. */
export function initialsOf(name: string): string {
  const words = name
    .normalize('NFKC')
    .trim()
    .split(/[\s·•.-]+/)
  const initials = words.flatMap((word) =>
    /\p{Script=Han}/u.test(word)
      ? pinyin(word, { pattern: 'first', toneType: 'none', type: 'array', mode: 'surname', nonZh: 'consecutive' })
      : [...word].slice(0, 1),
  )
  return initials
    .map((letter) => [...letter].slice(0, 1).join(''))
    .join('')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .slice(0, MAX_INITIALS)
}

const pairsOf = (letters: string[]): string[] => letters.slice(1).map((letter, i) => `${letters[i]}${letter}`)

/** Every run of two or more initials. */
function runsOf(initials: string): string[] {
  const runs: string[] = []
  for (let from = 0; from < initials.length; from++)
    for (let to = from + 2; to <= initials.length; to++) runs.push(initials.slice(from, to))
  return runs
}

/** The keyed hashes under which one member is found. `phone` is E.164. Holds no clear text. */
export function searchTokens(tenantId: string, member: { name: string | null; phone: string | null }): string[] {
  const tokens = new Set<string>()
  if (member.name) {
    const letters = [...foldName(member.name)].slice(0, MAX_LETTERS)
    for (const letter of letters) tokens.add(tokenOf(tenantId, 'char', letter))
    for (const pair of pairsOf(letters)) tokens.add(tokenOf(tenantId, 'pair', pair))
    for (const run of runsOf(initialsOf(member.name))) tokens.add(tokenOf(tenantId, 'initials', run))
  }
  if (member.phone) {
    tokens.add(tokenOf(tenantId, 'phone', member.phone))
    tokens.add(tokenOf(tenantId, 'last4', member.phone.slice(-4)))
  }
  return [...tokens]
}

/** One way to read what was typed: all `tokens` must stand; `verify` says whether names found by pairs must be compared. */
export type Reading = { tokens: string[]; verify: boolean }

/** The ways to read a query. `phone` is the query as E.164 when it is a whole number. A member matches when one reading does. */
export function readingsOf(tenantId: string, query: string, phone: string | null): Reading[] {
  const readings: Reading[] = []
  if (phone) readings.push({ tokens: [tokenOf(tenantId, 'phone', phone)], verify: false })
  const typed = query.normalize('NFKC').trim()
  if (/^\d{4}$/.test(typed)) readings.push({ tokens: [tokenOf(tenantId, 'last4', typed)], verify: false })
  const letters = [...foldName(typed)].slice(0, MAX_LETTERS)
  if (letters.length === 0 || phone) return readings
  if (letters.length === 1) readings.push({ tokens: [tokenOf(tenantId, 'char', letters[0] ?? '')], verify: false })
  else readings.push({ tokens: [...new Set(pairsOf(letters))].map((pair) => tokenOf(tenantId, 'pair', pair)), verify: letters.length > 2 })
  if (letters.length > 1 && letters.length <= MAX_INITIALS && letters.every((letter) => /[a-z]/.test(letter)))
    readings.push({ tokens: [tokenOf(tenantId, 'initials', letters.join(''))], verify: false })
  return readings
}
