import { apiKeys } from '@/db/schema'
import type { KeyDraft } from '@/server/engine/key/key'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { hashOfToken } from '@/server/platform/token'
import { mintKey, shownOf } from './key-text'

export type NewKey = { id: string; key: string; prefix: string; lastFour: string }

/** Makes a key for the merchant's own systems. The answer is the only place where the key ever stands in full. */
export const createKey = (scope: TenantScope, draft: KeyDraft): Promise<NewKey> =>
  inTenant(scope, 'key:write', async (tx) => {
    const key = mintKey(scope.tenantId)
    const shown = shownOf(key)
    const id = newId()
    const createdBy = scope.actor.kind === 'operator' ? scope.actor.userId : null
    await tx.orm.insert(apiKeys).values({ tenantId: scope.tenantId, id, ...draft, keyHash: hashOfToken(key), ...shown, createdBy })
    await audit(tx, { action: 'key.created', subject: 'key', subjectId: id, after: { ...draft, ...shown } })
    return { id, key, ...shown }
  })
