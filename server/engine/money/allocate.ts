import { floorOf, remainderOf } from './exact'

/**
 * Splits a whole amount over weights by largest remainder, ties to the earlier one; parts always sum to the whole.
 * Weights are whole and not negative; when all are zero, everything goes to the first. A negative total splits as its
 * positive does.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) throw new RangeError('nothing to split over')
  if (weights.length === 1) return [total]
  if (total < 0) return allocate(-total, weights).map((part) => (part === 0 ? 0 : -part))
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += weights[i] as number
  if (sum === 0) return weights.map((_, i) => (i === 0 ? total : 0))
  const parts: number[] = []
  let missing = total
  for (let i = 0; i < weights.length; i++) {
    const part = floorOf(total, weights[i] as number, sum)
    parts.push(part)
    missing -= part
  }
  if (missing === 0) return parts
  if (missing === 1) {
    // Of one only, no order needs to be made.
    let [most, first] = [-1, 0]
    for (let i = 0; i < weights.length; i++) {
      const rest = remainderOf(total, weights[i] as number, sum)
      if (rest > most) {
        most = rest
        first = i
      }
    }
    parts[first] = (parts[first] as number) + 1
    return parts
  }
  const byRemainder = weights.map((w, i) => ({ i, rest: remainderOf(total, w, sum) })).sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of byRemainder.slice(0, missing)) parts[i] = (parts[i] as number) + 1
  return parts
}
