import { expect, test } from 'vitest'
import { atLeast, barsOf, type Curve, heldBy, roomOf, scaleOf, snapped, stepAt, ticksOf } from './threshold-scale'

const few: Curve = {
  members: 10,
  exact: true,
  points: [
    [-5, 10],
    [0, 9],
    [3, 4],
    [8, 1],
  ],
}
const many: Curve = {
  members: 1_000,
  exact: false,
  points: [
    [0, 1_000],
    [100, 600],
    [10_000, 200],
    [2_000_000, 1],
  ],
}

test('members are counted exactly where each value is known, and in between where it is not', () => {
  expect([-10, -5, -4, 0, 1, 3, 4, 8, 9].map((value) => atLeast(few, value))).toEqual([10, 10, 9, 9, 4, 4, 1, 1, 0])
  expect(atLeast(many, 100)).toBe(600)
  expect(atLeast(many, 5_050)).toBe(400)
  expect(atLeast({ members: 0, exact: true, points: [] }, 1)).toBe(0)
})

test.each([
  ['few', few],
  ['many', many],
] as const)('a scale over %s values goes there and back, rising', (_name, curve) => {
  const scale = scaleOf(curve, [4, 20])
  expect(scale.place(0)).toBe(0)
  expect(scale.place(scale.max)).toBeCloseTo(1)
  for (const place of [0.1, 0.4, 0.9]) expect(scale.place(scale.value(place))).toBeCloseTo(place)
  expect(scale.max).toBeGreaterThan(curve.points.at(-1)?.[0] ?? 0)
  const ticks = ticksOf(scale, 0.1)
  expect(ticks[0]).toBe(0)
  expect(ticks).toEqual([...ticks].sort((a, b) => a - b))
})

test('bars hold everybody, each once', () => {
  for (const curve of [few, many]) {
    const bars = barsOf(curve, scaleOf(curve, []), 12)
    expect(bars).toHaveLength(12)
    expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(curve.members)
    expect(bars.every((bar) => bar.count >= 0)).toBe(true)
  }
})

test('steps grow with the value and lead to round ones', () => {
  expect([0, 7, 45, 830, 123_456].map((value) => stepAt(value, 1))).toEqual([1, 1, 1, 10, 10_000])
  expect(stepAt(45, 100), 'never less than one unit of money').toBe(100)
  expect(snapped(123_456, 100)).toBe(120_000)
  expect(snapped(30, 100)).toBe(0)
})

test('a threshold has the room between its neighbours', () => {
  expect(roomOf([0, 10, 20], 1, 99)).toEqual([1, 19])
  expect(roomOf([0, 10, 20], 2, 99)).toEqual([11, 99])
  expect(roomOf([5], 0, 99)).toEqual([0, 99])
})

test('members of a tier are those who reach it and not the next; a tier from zero holds everybody else', () => {
  expect(heldBy(10, [0, 3, 8], [9, 4, 1])).toEqual({ held: [6, 3, 1], below: 0 })
  expect(heldBy(10, [1, 8], [4, 1])).toEqual({ held: [3, 1], below: 6 })
  expect(heldBy(10, [], [])).toEqual({ held: [], below: 0 })
})
