import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, depthOf, type Leaf, leavesOf } from '@/server/engine/condition/condition'
import { catalogueOf } from '@/server/engine/condition/facts'
import { anyCondition, anyLeaf } from '@/server/engine/scenarios/conditions'
import { blankOf, offeredFacts } from './facts-offered'
import {
  conditionOf,
  fits,
  type GroupNode,
  groupNodes,
  leafNodes,
  plant as plantOf,
  withChanged,
  withGroup,
  withKind,
  withLeaf,
  withMoved,
  without,
} from './tree'

const catalogue = catalogueOf([])
const plant = (condition: Condition | undefined) => plantOf(condition, catalogue)
const amount: Leaf = { fact: 'order.amount', operator: 'gte', value: 20_000 }
const tier: Leaf = { fact: 'member.tier', operator: 'in', value: ['gold'] }
const tags: Leaf = { fact: 'member.tags', operator: 'has_any', value: ['常客'] }
const blank = blankOf('order.amount', catalogue.get('order.amount') ?? { type: 'money', source: 'event', operators: [], zh: '', en: '' })

const values = { numbers: fc.integer(), texts: () => ['a', 'b'], dates: ['2024-01-31'], days: [30] }

/** A condition with "none of" told one way, and groups of one told as their part. */
function told(c: Condition): unknown {
  if ('all' in c) return c.all.length === 1 && c.all[0] ? told(c.all[0]) : { all: c.all.map(told) }
  if ('any' in c) return c.any.length === 1 && c.any[0] ? told(c.any[0]) : { any: c.any.map(told) }
  if ('not' in c) return { not: told(c.not) }
  if (c.window?.kind === 'lifetime') {
    const { window: _window, ...rest } = c
    return told(rest)
  }
  const { operator, value } = c
  if (operator === 'in' && Array.isArray(value) && value.length === 1) return { ...c, operator: 'eq', value: value[0] }
  if (operator === 'not_in' && Array.isArray(value) && value.length === 1) return { ...c, operator: 'ne', value: value[0] }
  return c
}

test('what is shown of a condition says the same as the condition', () => {
  fc.assert(
    fc.property(anyCondition(anyLeaf([...catalogue], values)), (condition) => {
      const back = conditionOf(plant(condition))
      expect(told(back as Condition)).toEqual(told(condition))
    }),
  )
})

test('each part has a name of its own', () => {
  const root = plant({ all: [amount, { any: [tier, { not: { any: [tags, amount] } }] }] })
  const ids = [root, ...groupNodes(root), ...leafNodes(root)].map((node) => node.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(groupNodes(root).map((group) => group.kind)).toEqual(['any', 'none'])
})

test('nothing is no condition', () => {
  expect(conditionOf(plant(undefined))).toBeUndefined()
})

describe('changes', () => {
  const root = plant({ all: [amount, { any: [tier, tags] }] })
  const inner = root.parts[1] as GroupNode

  test('a comparison and a group are added at the end of a group', () => {
    const leaf = withLeaf(root, inner.id, blank)
    expect(conditionOf(leaf.root)).toEqual({ all: [amount, { any: [tier, tags, blank] }] })
    expect(leafNodes(leaf.root).at(-1)?.id).toBe(leaf.id)
    expect(conditionOf(withGroup(root, root.id, blank).root)).toEqual({ all: [amount, { any: [tier, tags] }, { any: [blank] }] })
    expect(conditionOf(withGroup(root, inner.id, blank).root)).toEqual({ all: [amount, { any: [tier, tags, { all: [blank] }] }] })
  })
  test('a comparison is changed, moved and removed', () => {
    const first = root.parts[0]?.id ?? 0
    expect(conditionOf(withChanged(root, { ...amount, id: first, value: 5 }))).toEqual({
      all: [{ ...amount, value: 5 }, { any: [tier, tags] }],
    })
    expect(conditionOf(withMoved(root, first, 1))).toEqual({ all: [{ any: [tier, tags] }, amount] })
    expect(conditionOf(withMoved(root, first, -1))).toEqual(conditionOf(root))
    expect(without(root, first)).toEqual({ root: { ...root, parts: [inner] }, next: inner.id })
  })
  test('a group whose last comparison goes is gone too, and its neighbour takes its place', () => {
    const [one, two] = inner.parts
    const left = without(root, one?.id ?? 0)
    expect(left.next).toBe(two?.id)
    const gone = without(left.root, two?.id ?? 0)
    expect(conditionOf(gone.root)).toEqual({ all: [amount] })
    expect(gone.next).toBe(root.parts[0]?.id)
  })
  test('a group asks for all, any or none', () => {
    expect(conditionOf(withKind(root, inner.id, 'none'))).toEqual({ all: [amount, { not: { any: [tier, tags] } }] })
    expect(conditionOf(withKind(plant(amount), 1, 'none'))).toEqual({ not: amount })
  })
})

test('no tree grows beyond what a condition may be', () => {
  let root = plant(amount)
  let group = root.id
  for (;;) {
    const next = withGroup(root, group, blank)
    if (!fits(next.root)) break
    root = next.root
    group = groupNodes(root).at(-1)?.id ?? 0
  }
  expect(depthOf(conditionOf(root) as Condition)).toBe(4)
  expect(fits(withKind(withLeaf(root, group, blank).root, group, 'none'))).toBe(false)
  while (fits(withLeaf(root, root.id, blank).root)) root = withLeaf(root, root.id, blank).root
  expect(leavesOf(conditionOf(root) as Condition)).toHaveLength(50)
})

test('only facts that can be known are offered', () => {
  const keys = (asked: Parameters<typeof offeredFacts>[0]) => [...offeredFacts(asked, []).keys()]
  expect(keys({ subject: 'event', trigger: 'member.checked_in' })).not.toContain('order.amount')
  expect(keys({ subject: 'event', trigger: 'order.completed' })).toContain('order.amount')
  expect(keys({ subject: 'event', trigger: 'order.paid' }).some((key) => key.startsWith('line.'))).toBe(false)
  expect(keys({ subject: 'line' }).every((key) => key.startsWith('line.'))).toBe(true)
  expect(keys({ subject: 'member' }).every((key) => key.startsWith('member.'))).toBe(true)
})
