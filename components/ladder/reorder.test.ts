import { expect, test } from 'vitest'
import { moved, reordered } from './reorder'

const tiers = [
  { id: 'base', threshold: 0 },
  { id: 'silver', threshold: 100 },
  { id: 'hand', threshold: null },
  { id: 'gold', threshold: 200 },
]

test('one tier is taken out and put in at a place', () => {
  expect(moved(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b'])
})

test('thresholds stay where they are; what is given by hand stays without one', () => {
  expect(reordered(tiers, ['hand', 'gold', 'base', 'silver'])).toEqual([
    { id: 'hand', threshold: null },
    { id: 'gold', threshold: 0 },
    { id: 'base', threshold: 100 },
    { id: 'silver', threshold: 200 },
  ])
})
