import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { setting } from '@/server/platform/env'

/** What a sealed value is; each has a key of its own, so that one cannot be passed off as another. */
export type SealPurpose = 'member.name' | 'member.phone' | 'import.file' | 'redemption.address'

const FORMAT = 's1'
const IV_BYTES = 12
const TAG_BYTES = 16

const derived = new Map<string, Buffer>()

/** A key derived from the data key for one use; the data key itself seals nothing. */
export function keyFor(use: string, salt = ''): Buffer {
  const cacheKey = `${use}\n${salt}`
  const known = derived.get(cacheKey)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', dataKey(), salt, `rungs ${use}`, 32))
  // Salts are tenants; a process that serves very many starts over rather than growing without end.
  if (derived.size > 10_000) derived.clear()
  derived.set(cacheKey, key)
  return key
}

function dataKey(): Buffer {
  const key = Buffer.from(setting('RUNGS_DATA_KEY'), 'base64')
  if (key.length !== 32) throw new Error('RUNGS_DATA_KEY must be 32 bytes in base64')
  return key
}

/** Names the data key without telling it, so that a value sealed under another one is refused loudly. */
const keyId = (): string => createHash('sha256').update(keyFor('key id')).digest('hex').slice(0, 8)

/** Seals bytes under AES-256-GCM. `bound` names the row, so that a value copied to another row does not open. */
export function sealBytes(purpose: SealPurpose, bound: string, clear: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv)
  cipher.setAAD(Buffer.from(bound))
  const body = Buffer.concat([cipher.update(clear), cipher.final()])
  return Buffer.concat([Buffer.from(`${FORMAT}.${keyId()}.`), iv, cipher.getAuthTag(), body])
}

/** Opens what `sealBytes` sealed; throws when the key, the row or a single bit differs. */
export function unsealBytes(purpose: SealPurpose, bound: string, sealed: Buffer): Buffer {
  const head = `${FORMAT}.${keyId()}.`
  if (sealed.subarray(0, head.length).toString('latin1') !== head) throw new Error('value is sealed under another data key')
  const iv = sealed.subarray(head.length, head.length + IV_BYTES)
  const tag = sealed.subarray(head.length + IV_BYTES, head.length + IV_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), iv)
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed.subarray(head.length + IV_BYTES + TAG_BYTES)), decipher.final()])
}

/** Seals a short text as `s1.<key id>.<base64url>`. */
export function seal(purpose: SealPurpose, bound: string, clear: string): string {
  const sealed = sealBytes(purpose, bound, Buffer.from(clear, 'utf8'))
  const head = `${FORMAT}.${keyId()}.`
  return head + sealed.subarray(head.length).toString('base64url')
}

/** Opens what `seal` sealed. */
export function unseal(purpose: SealPurpose, bound: string, sealed: string): string {
  const head = `${FORMAT}.${keyId()}.`
  const bytes = Buffer.concat([Buffer.from(sealed.slice(0, head.length)), Buffer.from(sealed.slice(head.length), 'base64url')])
  return unsealBytes(purpose, bound, bytes).toString('utf8')
}

/** The row that a member's sealed value belongs to. */
export const memberRow = (tenantId: string, memberId: string): string => `${tenantId}/${memberId}`
