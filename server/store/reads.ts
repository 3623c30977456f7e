import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { stores } from '@/db/schema'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'

/** The tree of stores as rows that name their parent; a store manager gets own stores only. */
export const listStores = (scope: TenantScope) =>
  inTenant(scope, 'store:read', (tx) =>
    tx.orm
      .select({
        id: stores.id,
        parentId: stores.parentId,
        kind: stores.kind,
        code: stores.code,
        name: stores.name,
        closedAt: stores.closedAt,
      })
      .from(stores)
      .where(eq(stores.tenantId, scope.tenantId))
      .orderBy(asc(stores.code)),
  )

export type StoreRow = typeof stores.$inferSelect

/** Every store of the tenant, locked, so that two changes of the tree cannot make a loop between them. */
export async function lockTree(tx: TenantTx): Promise<Map<string, StoreRow>> {
  const rows = await tx.orm.select().from(stores).where(eq(stores.tenantId, tx.scope.tenantId)).orderBy(asc(stores.id)).for('update')
  return new Map(rows.map((row) => [row.id, row]))
}

/** Refuses with `store.not_found` unless every id is an open store of the tenant. */
export async function requireStores(tx: TenantTx, storeIds: readonly string[], field = 'storeIds'): Promise<void> {
  if (storeIds.length === 0) return
  const wanted = [...new Set(storeIds)]
  const found = await tx.orm
    .select({ id: stores.id })
    .from(stores)
    .where(and(eq(stores.tenantId, tx.scope.tenantId), inArray(stores.id, wanted), eq(stores.kind, 'store'), isNull(stores.closedAt)))
  if (found.length < wanted.length) throw new Refusal('not_found', 'store.not_found', { field })
}
