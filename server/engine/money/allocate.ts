import { floorOf, remainderOf } from './exact'

/**
 * Splits a whole amount over weights by largest remainder, ties to the earlier one; parts always sum to the whole.
 * Weights are whole and not negative; when all are zero, everything goes to the first. A negative total splits as its
 * positive does.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) throw new RangeError('nothing to split over')
  if (total < 0) return allocate(-total, weights).map((part) => (part === 0 ? 0 : -part))
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum === 0) return weights.map((_, i) => (i === 0 ? total : 0))
  const parts = weights.map((w) => floorOf(total, w, sum))
  const missing = total - parts.reduce((a, b) => a + b, 0)
  const byRemainder = weights.map((w, i) => ({ i, rest: remainderOf(total, w, sum) })).sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of byRemainder.slice(0, missing)) parts[i] = (parts[i] as number) + 1
  return parts
}
