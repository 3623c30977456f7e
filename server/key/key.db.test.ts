import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { inTenant } from '@/server/platform/database'
import { authenticateKey } from './authenticate-key'
import { createKey } from './create-key'
import { mintKey } from './key-text'
import { listKeys } from './reads'
import { revokeKey } from './revoke-key'

const database = testDatabase()
const call = { requestId: 'test', ip: null }
const unknown = expect.objectContaining({ code: 'key.unknown', kind: 'not_signed_in' })

test('a key is shown once, stored as a hash, and acts for its own merchant within its scopes', async () => {
  const { scope, tenantId } = await mintTenant()
  const made = await createKey(scope, { name: '示例收银', scopes: ['events:write'] })
  expect(made.key).toMatch(/^rk_live_[0-9A-Za-z]{68}$/)
  const acting = await authenticateKey(made.key, call)
  expect(acting).toEqual({ tenantId, actor: { kind: 'key', keyId: made.id, scopes: ['events:write'] }, ...call })
  await expect(inTenant(acting, 'member:read', async () => 1)).rejects.toEqual(expect.objectContaining({ code: 'access.forbidden' }))
  const [listed] = await listKeys(scope)
  expect(listed).toMatchObject({ prefix: made.key.slice(0, 12), lastFour: made.key.slice(-4), revokedAt: null })
  expect(listed?.lastUsedAt).not.toBeNull()
  const rows = await database.owner<{ row: string }[]>`select k::text as row from api_keys k union all select a::text from audit_log a`
  expect(rows.some(({ row }) => row.includes(made.key.slice(12, 40)))).toBe(false)
})

test('a revoked key is dead at once', async () => {
  const { scope } = await mintTenant()
  const { id, key } = await createKey(scope, { name: '示例', scopes: ['events:write', 'members:read'] })
  await authenticateKey(key, call)
  await revokeKey(scope, { keyId: id })
  await expect(authenticateKey(key, call)).rejects.toEqual(unknown)
  await expect(revokeKey(scope, { keyId: id })).rejects.toEqual(expect.objectContaining({ code: 'key.not_found' }))
})

test('what is not a living key is unknown', async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()]
  const { key } = await createKey(ours.scope, { name: '示例', scopes: ['events:write'] })
  const changed = key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))
  for (const text of ['', 'rk_live_', changed, key.slice(0, -1), ` ${key}`, mintKey(ours.tenantId), mintKey(theirs.tenantId)]) {
    await expect(authenticateKey(text, call)).rejects.toEqual(unknown)
  }
})
