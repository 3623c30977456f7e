import { expect, test } from 'vitest'
import { placesFor, type StoreRow, treeOf } from './store-tree'

const row = (id: string, kind: StoreRow['kind'], parentId: string | null = null, closedAt: string | null = null): StoreRow => ({
  id,
  kind,
  parentId,
  closedAt,
  code: id,
  name: id,
})
const rows = [row('brand', 'brand'), row('east', 'area', 'brand'), row('shop', 'store', 'east'), row('old', 'area', null, '2024-01-01')]
const ids = (found: StoreRow[]) => found.map((r) => r.id)

test('stores hang below their area, areas below their brand', () => {
  const [brand] = treeOf(rows)
  expect(brand?.children?.[0]?.children?.[0]?.id).toBe('shop')
})

test('a store whose area is out of sight stands at the top', () => {
  expect(treeOf([row('shop', 'store', 'unseen')]).map((n) => n.id)).toEqual(['shop'])
})

test.each([
  ['a store may stand under a brand or an open area', 'store' as const, 'shop', ['brand', 'east']],
  ['an area may not go below itself', 'area' as const, 'east', ['brand']],
  ['a brand stands at the top only', 'brand' as const, 'brand', []],
])('%s', (_, kind, self, places) => {
  expect(ids(placesFor(rows, kind, self))).toEqual(places)
})
