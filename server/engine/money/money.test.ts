import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate } from './allocate'
import { allocateExactly, floorOf, floorOfFractions, remainderOf } from './exact'

describe('an amount is split by largest remainder, ties to the earlier part', () => {
  test.each([
    [300, [4000, 2000, 2000], [150, 75, 75]],
    [299, [4300, 1400, 2300], [161, 52, 86]],
    [299, [1000, 1000, 1000], [100, 100, 99]],
    [95, [10, 20, 10, 30, 50, 20, 10, 40], [5, 10, 5, 15, 25, 10, 5, 20]],
    [100, [200, 150], [57, 43]],
    [50, [200, 150], [29, 21]],
    [7, [0, 0], [7, 0]],
    [-50, [200, 150], [-29, -21]],
  ])('%d over %j', (total, weights, parts) => expect(allocate(total, weights)).toEqual(parts))

  test('the parts always sum to the whole, and none is off its share by one or more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 20 }),
        (total, weights) => {
          const parts = allocate(total, weights)
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
          const sum = weights.reduce((a, b) => a + b, 0)
          if (sum > 0)
            for (const [i, part] of parts.entries()) expect(Math.abs(part - (total * (weights[i] as number)) / sum)).toBeLessThan(1.001)
        },
      ),
    )
  })
})

test('a floor is exact where a float would not be', () => {
  expect(floorOf(9_007_199_254_740_991, 10, 3)).toBe(Number((9_007_199_254_740_991n * 10n) / 3n))
  expect(floorOf(-1, 1, 2)).toBe(-1)
  expect(floorOf(-9_007_199_254_740_991, 3, 9_007_199_254_740_991)).toBe(-3)
  expect(remainderOf(9_007_199_254_740_991, 7, 10)).toBe(Number((9_007_199_254_740_991n * 7n) % 10n))
})

test('a sum of fractions is floored once, whatever the denominators', () => {
  // 1/3 + 1/6 of 299 is 149.5; with a bonus of 20 % it is 179.4.
  expect(
    floorOfFractions([
      [299n * 12_000n, 3n * 10_000n],
      [299n * 12_000n, 6n * 10_000n],
    ]),
  ).toBe(179)
  expect(floorOfFractions([])).toBe(0)
  expect(floorOfFractions([[9_000_000_000_000n * 1_000_000n * 30_000n, 100_000_000n * 10_000n]])).toBe(270_000_000_000)
})

test('a whole is split in the proportion of fractions by largest remainder', () => {
  expect(
    allocateExactly(10, [
      [1n, 3n],
      [1n, 3n],
      [1n, 3n],
    ]),
  ).toEqual([4, 3, 3])
  expect(
    allocateExactly(7, [
      [1n, 2n],
      [0n, 1n],
      [3n, 2n],
    ]),
  ).toEqual([2, 0, 5])
  expect(allocateExactly(0, [[0n, 1n]])).toEqual([0])
})
