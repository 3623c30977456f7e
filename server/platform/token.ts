import { createHash, randomInt } from 'node:crypto'
import { asTenantId, type TenantId } from './scope'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** How many letters hold the 128 bits of a tenant's id. */
const tenantLetters = 22

/** So many random letters of base 62; each is worth 5.95 bits. */
export const randomLetters = (count: number): string => Array.from({ length: count }, () => alphabet[randomInt(62)]).join('')

/** The id of a tenant in 22 letters, so that a token says whose it is and its look-up stays inside that tenant. */
export function tenantInLetters(tenantId: TenantId): string {
  let rest = BigInt(`0x${tenantId.replaceAll('-', '')}`)
  let letters = ''
  for (let i = 0; i < tenantLetters; i++) {
    letters = alphabet[Number(rest % 62n)] + letters
    rest /= 62n
  }
  return letters
}

/** The tenant at the start of a text made by `tenantInLetters`, or null when there is none. */
export function tenantOfLetters(text: string): TenantId | null {
  const letters = text.slice(0, tenantLetters)
  if (!/^[0-9A-Za-z]{22}$/.test(letters)) return null
  let value = 0n
  for (const letter of letters) value = value * 62n + BigInt(alphabet.indexOf(letter))
  const hex = value.toString(16).padStart(32, '0')
  if (hex.length > 32) return null
  return asTenantId(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`)
}

/** What is stored of a token: enough to recognise it, not to make it. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Six letters by which a mistyped or cut-off token is told from an unknown one without a look-up. */
export function checksumLetters(text: string): string {
  let rest = createHash('sha256').update(`checksum:${text}`).digest().readUIntBE(0, 5)
  let letters = ''
  for (let i = 0; i < 6; i++) {
    letters += alphabet[rest % 62]
    rest = Math.floor(rest / 62)
  }
  return letters
}
