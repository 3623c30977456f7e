import { expect, test } from 'vitest'
import { groupDays } from './day-groups'

const days = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    day: `2026-${String(1 + Math.floor(i / 28)).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`,
    grants: 1,
    orders: 2,
    sales: 3,
  }))

test('a few days stand each for itself', () => {
  const { each, groups } = groupDays(days(62))
  expect(each).toBe(1)
  expect(groups).toHaveLength(62)
})

test('many are drawn by whole weeks, and nothing is lost', () => {
  const { each, groups } = groupDays(days(63))
  expect(each).toBe(7)
  expect(groups).toHaveLength(9)
  expect(groups[0]).toEqual({ from: '2026-01-01', until: '2026-01-07', grants: 7, orders: 14, sales: 21 })
  expect(groups.reduce((sum, group) => sum + group.sales, 0)).toBe(63 * 3)
})

test('a day on which it was not held has nothing bought', () => {
  expect(groupDays([{ day: '2026-01-01', grants: 2, orders: null, sales: null }]).groups).toEqual([
    { from: '2026-01-01', until: '2026-01-01', grants: 2, orders: 0, sales: 0 },
  ])
})
