/** How bonuses meet, and the most they may make of the base, in basis points. */
export type BonusTerms = { mode: 'sum' | 'max' | 'product'; capBps: number }

/** A factor as an exact fraction: 3/2 is ×1.5. */
export type Factor = { over: bigint; under: bigint; capped: boolean }

const ONE = 10_000n

/**
 * What a bonus of a tier and the multipliers of rules make of the base together: added, the highest alone, or
 * multiplied; never below nothing, never above the cap. A multiplier of 0 leaves nothing. All in basis points, where a
 * bonus of 2,000 is +20 % and a multiplier of 20,000 is ×2.
 */
export function factorOf(bonusBps: number, multipliers: readonly number[], { mode, capBps }: BonusTerms): Factor {
  if (multipliers.includes(0)) return { over: 0n, under: 1n, capped: false }
  let [over, under] = [ONE + BigInt(bonusBps), ONE]
  switch (mode) {
    case 'sum':
      for (const multiplier of multipliers) over += BigInt(multiplier) - ONE
      break
    case 'max':
      over = multipliers.reduce((most, multiplier) => (BigInt(multiplier) > most ? BigInt(multiplier) : most), over)
      // Without any bonus a multiplier below ×1 is all there is.
      if (bonusBps === 0 && multipliers.length > 0) over = BigInt(Math.max(...multipliers))
      break
    case 'product':
      for (const multiplier of multipliers) {
        over *= BigInt(multiplier)
        under *= ONE
      }
  }
  if (over < 0n) over = 0n
  const capped = over * ONE > BigInt(capBps) * under
  return capped ? { over: BigInt(capBps), under: ONE, capped } : { over, under, capped }
}

/** Several bonuses of tiers as one, in basis points; a product is rounded down to whole basis points. */
export function bonusOf(bonuses: readonly number[], mode: BonusTerms['mode']): number {
  switch (mode) {
    case 'sum':
      return bonuses.reduce((sum, bonus) => sum + bonus, 0)
    case 'max':
      return Math.max(0, ...bonuses)
    case 'product':
      return Math.floor(bonuses.reduce((factor, bonus) => (factor * (10_000 + bonus)) / 10_000, 10_000)) - 10_000
  }
}
