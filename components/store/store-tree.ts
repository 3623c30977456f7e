import { mayHold, type StoreKind } from '@/server/engine/store/store'

export type StoreRow = { id: string; parentId: string | null; kind: StoreKind; code: string; name: string; closedAt: string | null }
export type StoreNode = StoreRow & { children?: StoreNode[] }

/** The stores as they hang together. One whose parent is not in the list (a store manager's) stands at the top. */
export function treeOf(rows: readonly StoreRow[]): StoreNode[] {
  const nodes = new Map<string, StoreNode>(rows.map((row) => [row.id, { ...row }]))
  const top: StoreNode[] = []
  for (const node of nodes.values()) {
    const parent = node.parentId ? nodes.get(node.parentId) : undefined
    if (!parent) top.push(node)
    else if (parent.children) parent.children.push(node)
    else parent.children = [node]
  }
  return top
}

function isWithin(rows: readonly StoreRow[], id: string, ancestor: string): boolean {
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (let at = byId.get(id); at; at = at.parentId ? byId.get(at.parentId) : undefined) if (at.id === ancestor) return true
  return false
}

/** Where something of this kind may hang: open places that may hold it, and not itself or what is below it. */
export const placesFor = (rows: readonly StoreRow[], kind: StoreKind, self?: string): StoreRow[] =>
  rows.filter((row) => !row.closedAt && mayHold[row.kind].includes(kind) && !(self && isWithin(rows, row.id, self)))
