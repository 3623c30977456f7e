import { mayHold, type StoreKind } from '@/server/engine/store/store'
import { Refusal } from '@/server/platform/refusal'
import type { StoreRow } from './reads'

type Tree = ReadonlyMap<string, StoreRow>

/** The row of a store, or `store.not_found`. */
export function storeIn(tree: Tree, storeId: string, field?: string): StoreRow {
  const found = tree.get(storeId)
  if (!found) throw new Refusal('not_found', 'store.not_found', { field })
  return found
}

/** Refuses with `store.wrong_parent` when a thing of this kind cannot stand under that parent, or the parent is closed. */
export function checkParent(tree: Tree, kind: StoreKind, parentId: string | null): void {
  if (parentId === null) return
  const parent = storeIn(tree, parentId, 'parentId')
  if (parent.closedAt || !mayHold[parent.kind].includes(kind)) throw new Refusal('invalid', 'store.wrong_parent', { field: 'parentId' })
}

/** Refuses with `store.cycle` when the new parent is the store itself or stands below it. */
export function checkNoCycle(tree: Tree, storeId: string, parentId: string | null): void {
  for (let at = parentId; at !== null; at = tree.get(at)?.parentId ?? null) {
    if (at === storeId) throw new Refusal('invalid', 'store.cycle', { field: 'parentId' })
  }
}

/** Refuses with `store.code_taken` when another store has this code. */
export function checkCode(tree: Tree, code: string, except?: string): void {
  for (const row of tree.values()) {
    if (row.code === code && row.id !== except) throw new Refusal('conflict', 'store.code_taken', { field: 'code' })
  }
}
