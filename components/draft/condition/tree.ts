import { type Condition, depthOf, type Leaf, leavesOf, MAX_DEPTH, MAX_LEAVES, type Operator } from '@/server/engine/condition/condition'
import type { Fact } from '@/server/engine/condition/facts'

/** One comparison as it is being filled in: its value may still be missing. */
export type LeafNode = { id: number; fact: string; operator: Operator; value: Leaf['value'] | null } & Pick<Leaf, 'window' | 'category'>

export const groupKinds = ['all', 'any', 'none'] as const
export type GroupKind = (typeof groupKinds)[number]
/** Comparisons and groups of which all, any or none must hold. */
export type GroupNode = { id: number; kind: GroupKind; parts: TreeNode[] }
export type TreeNode = LeafNode | GroupNode

export const isGroup = (node: TreeNode): node is GroupNode => 'parts' in node

/** The tree behind a condition. "None of" is kept as the opposite of "any of". */
export function plant(condition: Condition | undefined, catalogue: ReadonlyMap<string, Fact>): GroupNode {
  let last = 0
  const group = (kind: GroupKind, parts: Condition[]): GroupNode => ({ id: ++last, kind, parts: parts.map(grow) })
  const grow = (c: Condition): TreeNode => {
    if ('all' in c) return group('all', c.all)
    if ('any' in c) return group('any', c.any)
    if ('not' in c) return group('none', 'any' in c.not ? c.not.any : [c.not])
    return { ...c, id: ++last, ...asList(c, catalogue.get(c.fact)) }
  }
  if (condition === undefined) return { id: 1, kind: 'all', parts: [] }
  return 'fact' in condition ? group('all', [condition]) : (grow(condition) as GroupNode)
}

/** A choice of one is a list of one: there is one control for both. */
function asList({ operator, value }: Leaf, fact: Fact | undefined): Pick<Leaf, 'operator' | 'value'> {
  if (typeof value !== 'string' || !fact?.operators.includes('in')) return { operator, value }
  return { operator: operator === 'eq' ? 'in' : operator === 'ne' ? 'not_in' : operator, value: [value] }
}

/** The condition that a tree says so far; values may be missing in it, which its shape will not pass. */
export function conditionOf(root: GroupNode): Condition | undefined {
  return root.parts.length === 0 ? undefined : (gather(root) as Condition)
}

function gather(node: TreeNode): unknown {
  if (!isGroup(node)) {
    const { id: _id, window, ...leaf } = node
    return window === undefined || window.kind === 'lifetime' ? leaf : { ...leaf, window }
  }
  const parts = node.parts.map(gather)
  if (node.kind === 'all') return { all: parts }
  if (node.kind === 'any') return { any: parts }
  return { not: parts.length === 1 ? parts[0] : { any: parts } }
}

/** Whether a tree is no deeper and no longer than conditions may be. */
export function fits(root: GroupNode): boolean {
  const condition = conditionOf(root)
  return condition === undefined || (depthOf(condition) <= MAX_DEPTH && leavesOf(condition).length <= MAX_LEAVES)
}

/** Every comparison of a tree in the order in which it is shown. */
export const leafNodes = (node: TreeNode): LeafNode[] => (isGroup(node) ? node.parts.flatMap(leafNodes) : [node])

/** Every group below the outermost one, in the order in which it is shown. */
export const groupNodes = (root: GroupNode): GroupNode[] => root.parts.flatMap((part) => (isGroup(part) ? [part, ...groupNodes(part)] : []))

const highest = (node: TreeNode): number => (isGroup(node) ? Math.max(node.id, ...node.parts.map(highest)) : node.id)

function within(node: GroupNode, groupId: number, change: (group: GroupNode) => GroupNode): GroupNode {
  if (node.id === groupId) return change(node)
  return { ...node, parts: node.parts.map((part) => (isGroup(part) ? within(part, groupId, change) : part)) }
}

/** A tree with a new comparison at the end of a group, and the id of that comparison. */
export function withLeaf(root: GroupNode, groupId: number, blank: Omit<LeafNode, 'id'>): { root: GroupNode; id: number } {
  const id = highest(root) + 1
  return { id, root: within(root, groupId, (group) => ({ ...group, parts: [...group.parts, { ...blank, id }] })) }
}

/** A tree with a new group, of one comparison, at the end of a group, and the id of that comparison. */
export function withGroup(root: GroupNode, groupId: number, blank: Omit<LeafNode, 'id'>): { root: GroupNode; id: number } {
  const id = highest(root) + 2
  const added = (kind: GroupKind): GroupNode => ({ id: id - 1, kind, parts: [{ ...blank, id }] })
  return {
    id,
    root: within(root, groupId, (group) => ({ ...group, parts: [...group.parts, added(group.kind === 'any' ? 'all' : 'any')] })),
  }
}

/** A tree with one comparison filled in otherwise. */
export const withChanged = (root: GroupNode, leaf: LeafNode): GroupNode => ({
  ...root,
  parts: root.parts.map((part) => (isGroup(part) ? withChanged(part, leaf) : part.id === leaf.id ? leaf : part)),
})

/** A tree in which a group asks for all, any or none of its parts. */
export const withKind = (root: GroupNode, groupId: number, kind: GroupKind): GroupNode =>
  within(root, groupId, (group) => ({ ...group, kind }))

/** A tree with one part of a group moved one place up or down. */
export function withMoved(root: GroupNode, id: number, by: -1 | 1): GroupNode {
  const parts = root.parts.map((part) => (isGroup(part) ? withMoved(part, id, by) : part))
  const from = parts.findIndex((part) => part.id === id)
  const [moved, other] = [parts[from], parts[from + by]]
  if (!moved || !other) return { ...root, parts }
  parts[from + by] = moved
  parts[from] = other
  return { ...root, parts }
}

/** A tree without one part; a group that has nothing left goes with it. `next` is the part that takes its place, if any. */
export function without(root: GroupNode, id: number): { root: GroupNode; next: number | null } {
  const at = root.parts.findIndex((part) => part.id === id)
  if (at >= 0) {
    const parts = root.parts.filter((part) => part.id !== id)
    return { root: { ...root, parts }, next: (parts[at] ?? parts[at - 1])?.id ?? null }
  }
  for (const part of root.parts) {
    if (!isGroup(part)) continue
    const inner = without(part, id)
    if (inner.root.parts.length === 0) return without(root, part.id)
    if (inner.root.parts.length !== part.parts.length || inner.next !== null) {
      return { root: { ...root, parts: root.parts.map((old) => (old === part ? inner.root : old)) }, next: inner.next }
    }
  }
  return { root, next: null }
}
