import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { type KeyScope, keyScopes, systemScope, type TenantScope } from '@/server/platform/scope'
import { hashOfToken } from '@/server/platform/token'
import { tenantOfKey } from './key-text'

/**
 * The scope in which a call with this key acts. Read from the database each time, so that a revoked key is dead at once;
 * anything that is not a living key is `key.unknown`.
 */
export async function authenticateKey(bearer: string, call: { requestId: string; ip: string | null }): Promise<TenantScope> {
  const tenantId = tenantOfKey(bearer)
  if (!tenantId) throw unknownKey()
  const found = await inTenant(systemScope(tenantId, 'key'), 'key:read', async (tx) => {
    const [row] = await tx.sql<{ id: string; scopes: string[]; unseen: boolean }[]>`
      select id, scopes, (last_used_at is null or last_used_at < now() - interval '1 minute') as unseen
      from api_keys where tenant_id = ${tenantId} and key_hash = ${hashOfToken(bearer)} and revoked_at is null`
    // Once a minute is exact enough to see which key is in use, and spares a write and its trip per call.
    if (row?.unseen) {
      await tx.sql`
        update api_keys set last_used_at = now()
        where tenant_id = ${tenantId} and id = ${row.id} and (last_used_at is null or last_used_at < now() - interval '1 minute')`
    }
    return row
  })
  if (!found) throw unknownKey()
  const scopes = keyScopes.filter((scope): scope is KeyScope => found.scopes.includes(scope))
  return { tenantId, actor: { kind: 'key', keyId: found.id, scopes }, ...call }
}

const unknownKey = () => new Refusal('not_signed_in', 'key.unknown')
