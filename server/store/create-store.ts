import { stores } from '@/db/schema'
import type { StoreDraft } from '@/server/engine/store/store'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockTree } from './reads'
import { checkCode, checkParent } from './store-tree'

/** Adds a brand, an area or a store. Refuses with `store.code_taken`, `store.wrong_parent` or `store.not_found`. */
export const createStore = (scope: TenantScope, draft: StoreDraft): Promise<{ id: string }> =>
  inTenant(scope, 'store:write', async (tx) => {
    const tree = await lockTree(tx)
    checkCode(tree, draft.code)
    checkParent(tree, draft.kind, draft.parentId)
    const id = newId()
    // Two first stores at the same moment find no row to lock; the unique key decides between them.
    const made = await tx.orm
      .insert(stores)
      .values({ tenantId: scope.tenantId, id, ...draft })
      .onConflictDoNothing()
      .returning({ id: stores.id })
    if (made.length === 0) throw new Refusal('conflict', 'store.code_taken', { field: 'code' })
    await audit(tx, { action: 'store.created', subject: 'store', subjectId: id, after: draft })
    return { id }
  })
