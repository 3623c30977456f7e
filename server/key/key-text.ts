import type { TenantId } from '@/server/platform/scope'
import { checksumLetters, randomLetters, tenantInLetters, tenantOfLetters } from '@/server/platform/token'

const mark = 'rk_live_'
/** 238 bits; the four that the list shows leave 214. */
const secretLetters = 40
const shape = /^rk_live_([0-9A-Za-z]{40})([0-9A-Za-z]{22})([0-9A-Za-z]{6})$/

/** A new key: mark, secret, tenant, checksum. */
export function mintKey(tenantId: TenantId): string {
  const body = `${mark}${randomLetters(secretLetters)}${tenantInLetters(tenantId)}`
  return body + checksumLetters(body)
}

/** Whose key a text claims to be, or null when it is no key at all. */
export function tenantOfKey(text: string): TenantId | null {
  const found = shape.exec(text)
  if (!found || checksumLetters(text.slice(0, -6)) !== found[3]) return null
  return tenantOfLetters(found[2] ?? '')
}

/** What of a key may be shown again. */
export const shownOf = (key: string) => ({ prefix: key.slice(0, mark.length + 4), lastFour: key.slice(-4) })
