import { and, eq } from 'drizzle-orm'
import { stores } from '@/db/schema'
import type { StoreRename } from '@/server/engine/store/store'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { lockTree } from './reads'
import { checkCode, storeIn } from './store-tree'

/** Gives a store another code or name. Refuses with `store.code_taken` or `store.not_found`. */
export const renameStore = (scope: TenantScope, { storeId, code, name }: StoreRename): Promise<void> =>
  inTenant(scope, 'store:write', async (tx) => {
    const tree = await lockTree(tx)
    const before = storeIn(tree, storeId)
    checkCode(tree, code, storeId)
    await tx.orm
      .update(stores)
      .set({ code, name })
      .where(and(eq(stores.tenantId, scope.tenantId), eq(stores.id, storeId)))
    await audit(tx, {
      action: 'store.renamed',
      subject: 'store',
      subjectId: storeId,
      before: { code: before.code, name: before.name },
      after: { code, name },
    })
  })
