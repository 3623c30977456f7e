import { allocate } from '../money/allocate'

const SAFE = 4_500_000_000_000_000

/**
 * Splits a whole amount over the first `count` weights by largest remainder, ties to the earlier one, as `allocate`
 * does, and makes no objects: `parts` is written over, and `rests` is room to work in. No weight is below zero, and not
 * all are zero.
 */
export function spread(total: number, weights: Float64Array, count: number, parts: Float64Array, rests: Float64Array): void {
  let sum = 0
  let most = 0
  for (let i = 0; i < count; i++) {
    const weight = weights[i] as number
    sum += weight
    if (weight > most) most = weight
  }
  if (total === sum) {
    for (let i = 0; i < count; i++) parts[i] = weights[i] as number
    return
  }
  let missing = total
  if (total * most <= SAFE) {
    for (let i = 0; i < count; i++) {
      const product = total * (weights[i] as number)
      const part = Math.floor(product / sum)
      parts[i] = part
      rests[i] = product - part * sum
      missing -= part
    }
    // Going over all for each one missing costs less than making an order, unless there are very many.
    if (missing * count <= 10_000) {
      for (; missing > 0; missing--) {
        let first = 0
        for (let i = 1; i < count; i++) if ((rests[i] as number) > (rests[first] as number)) first = i
        parts[first] = (parts[first] as number) + 1
        rests[first] = -1
      }
      return
    }
  }
  const exact = allocate(total, Array.from(weights.subarray(0, count)))
  for (let i = 0; i < count; i++) parts[i] = exact[i] as number
}
