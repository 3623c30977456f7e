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

/** A sum of fractions `numerator / denominator`, times `times / over`, floored once. All whole; denominators > 0. */
export function floorOfSum(
  fractions: readonly { numerator: number; factor: number; denominator: number }[],
  times: number,
  over: number,
): number {
  const first = fractions[0]
  if (!first) return 0
  if (fractions.every((f) => f.denominator === first.denominator && f.numerator === first.numerator)) {
    const factor = fractions.reduce((sum, f) => sum + f.factor, 0)
    const top = first.numerator * factor * times
    if (Number.isSafeInteger(top)) return Math.floor(top / (first.denominator * over))
  }
  let [top, bottom] = [0n, 1n]
  for (const f of fractions) {
    const d = BigInt(f.denominator)
    top = top * d + BigInt(f.numerator) * BigInt(f.factor) * bottom
    bottom *= d
  }
  return Number((top * BigInt(times)) / (bottom * BigInt(over)))
}
