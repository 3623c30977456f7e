type Ranked = { id: string; threshold: number | null }

/**
 * Tiers in another order as the draft will have them: thresholds stay where they are and go to the tiers that have one,
 * in the new order; a tier given by hand only keeps being without.
 */
export function reordered<T extends Ranked>(tiers: readonly T[], ids: readonly string[]): T[] {
  const thresholds = tiers.flatMap((tier) => (tier.threshold === null ? [] : [tier.threshold])).sort((a, b) => a - b)
  return ids.flatMap((id) => {
    const tier = tiers.find((one) => one.id === id)
    if (!tier) return []
    return [tier.threshold === null ? tier : { ...tier, threshold: thresholds.shift() ?? tier.threshold }]
  })
}

/** The same ids with one of them taken out and put in at a place. */
export function moved(ids: readonly string[], id: string, to: number): string[] {
  const rest = ids.filter((one) => one !== id)
  return [...rest.slice(0, to), id, ...rest.slice(to)]
}
