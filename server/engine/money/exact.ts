/** floor(a × b ÷ c) in whole numbers, exact however large the product. `c` > 0. */
export function floorOf(a: number, b: number, c: number): number {
  const product = a * b
  if (Number.isSafeInteger(product)) return Math.floor(product / c)
  const [n, d] = [BigInt(a) * BigInt(b), BigInt(c)]
  const quotient = n / d
  return Number(n < 0n && quotient * d !== n ? quotient - 1n : quotient)
}

/** (a × b) mod c for a, b ≥ 0 and c > 0, exact however large the product. */
export function remainderOf(a: number, b: number, c: number): number {
  const product = a * b
  return Number.isSafeInteger(product) ? product % c : Number((BigInt(a) * BigInt(b)) % BigInt(c))
}

/** An exact fraction; the second part is above zero. */
export type Fraction = readonly [over: bigint, under: bigint]

/** A sum of fractions, floored once. */
export function floorOfFractions(fractions: readonly Fraction[]): number {
  const [over, under] = sumOf(fractions)
  return Number(over / under)
}

/** A sum of fractions as one. */
export function sumOf(fractions: readonly Fraction[]): Fraction {
  let [over, under] = [0n, 1n]
  for (const [top, bottom] of fractions) {
    if (bottom === under) over += top
    else {
      over = over * bottom + top * under
      under *= bottom
    }
  }
  return [over, under]
}

/**
 * Splits a whole amount in the proportion of fractions by largest remainder, ties to the earlier one; parts always sum
 * to the whole. None is below zero, and not all are zero unless the amount is.
 */
export function allocateExactly(total: number, shares: readonly Fraction[]): number[] {
  if (total === 0) return shares.map(() => 0)
  const [sum, sumUnder] = sumOf(shares)
  // total × share ÷ sum, as one fraction.
  const exact = shares.map(([over, under]): Fraction => [BigInt(total) * over * sumUnder, under * sum])
  const parts = exact.map(([over, under]) => Number(over / under))
  const missing = total - parts.reduce((a, b) => a + b, 0)
  const byRest = exact
    .map(([over, under], i) => ({ i, rest: over % under, under }))
    .sort((a, b) => Number(b.rest * a.under - a.rest * b.under > 0n) - Number(b.rest * a.under - a.rest * b.under < 0n) || a.i - b.i)
  for (const { i } of byRest.slice(0, missing)) parts[i] = (parts[i] as number) + 1
  return parts
}
