import { and, eq } from 'drizzle-orm'
import { stores } from '@/db/schema'
import type { StoreMove } from '@/server/engine/store/store'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { lockTree } from './reads'
import { checkNoCycle, checkParent, storeIn } from './store-tree'

/** Hangs a store under another brand or area, or at the top. Refuses with `store.cycle`, `store.wrong_parent` or `store.not_found`. */
export const moveStore = (scope: TenantScope, { storeId, parentId }: StoreMove): Promise<void> =>
  inTenant(scope, 'store:write', async (tx) => {
    const tree = await lockTree(tx)
    const before = storeIn(tree, storeId)
    checkNoCycle(tree, storeId, parentId)
    checkParent(tree, before.kind, parentId)
    await tx.orm
      .update(stores)
      .set({ parentId })
      .where(and(eq(stores.tenantId, scope.tenantId), eq(stores.id, storeId)))
    await audit(tx, {
      action: 'store.moved',
      subject: 'store',
      subjectId: storeId,
      before: { parentId: before.parentId },
      after: { parentId },
    })
  })
