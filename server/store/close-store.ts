import { and, eq, sql } from 'drizzle-orm'
import { stores } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockTree } from './reads'
import { checkParent, storeIn } from './store-tree'

/** Closes a store; its history stays. Refuses with `store.has_open_children` while something open stands below it. */
export const closeStore = (scope: TenantScope, { storeId }: { storeId: string }): Promise<void> =>
  inTenant(scope, 'store:write', async (tx) => {
    const tree = await lockTree(tx)
    storeIn(tree, storeId)
    const open = [...tree.values()].filter((row) => row.parentId === storeId && !row.closedAt).length
    if (open > 0) throw new Refusal('conflict', 'store.has_open_children', { details: { count: open } })
    await tx.orm
      .update(stores)
      .set({ closedAt: sql`now()` })
      .where(and(eq(stores.tenantId, scope.tenantId), eq(stores.id, storeId)))
    await audit(tx, { action: 'store.closed', subject: 'store', subjectId: storeId })
  })

/** Opens a closed store again. Refuses with `store.wrong_parent` while what it stands under is closed. */
export const reopenStore = (scope: TenantScope, { storeId }: { storeId: string }): Promise<void> =>
  inTenant(scope, 'store:write', async (tx) => {
    const tree = await lockTree(tx)
    const row = storeIn(tree, storeId)
    checkParent(tree, row.kind, row.parentId)
    await tx.orm
      .update(stores)
      .set({ closedAt: null })
      .where(and(eq(stores.tenantId, scope.tenantId), eq(stores.id, storeId)))
    await audit(tx, { action: 'store.reopened', subject: 'store', subjectId: storeId })
  })
