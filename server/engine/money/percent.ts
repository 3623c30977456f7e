/** So many basis points of an amount, rounded half up. Neither is below zero; exact however large the product. */
export function percentOf(amount: number, bps: number): number {
  const product = amount * bps
  if (product < 9_000_000_000_000_000) return Math.floor((product + 5_000) / 10_000)
  return Number((BigInt(amount) * BigInt(bps) + 5_000n) / 10_000n)
}
