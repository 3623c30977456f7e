import type { Standing } from '../state'
import type { Scope } from './scope'

/** A scope ready to be asked; null where everything is in it. */
export type Reach = {
  skus: ReadonlySet<string> | null
  categories: ReadonlySet<string> | null
  exceptSkus: ReadonlySet<string> | null
  exceptCategories: ReadonlySet<string> | null
  stores: ReadonlySet<string> | null
  channels: ReadonlySet<string> | null
  tiers: ReadonlySet<string> | null
}

const setOf = (names: readonly string[] | undefined): ReadonlySet<string> | null => (names === undefined ? null : new Set(names))

export const compileScope = (scope: Scope): Reach => ({
  skus: setOf(scope.skus),
  categories: setOf(scope.categories),
  exceptSkus: setOf(scope.exceptSkus),
  exceptCategories: setOf(scope.exceptCategories),
  stores: setOf(scope.stores),
  channels: setOf(scope.channels),
  tiers: setOf(scope.tiers),
})

/** Whether goods lie within: named by themselves or by their category, and not excepted. */
export function covers(reach: Reach, sku: string | null, category: string | null): boolean {
  if (sku !== null && reach.exceptSkus?.has(sku)) return false
  if (category !== null && reach.exceptCategories?.has(category)) return false
  if (reach.skus === null && reach.categories === null) return true
  if (sku !== null && reach.skus?.has(sku)) return true
  return category !== null && reach.categories?.has(category) === true
}

/** Where and for whom a cart is bought. */
export type Place = { store: string | null; channel: string; standing: Standing }

/** Why something does not hold here, or nothing. A purchase without a store is in none of those named. */
export function outside(reach: Reach, place: Place): 'other_store' | 'other_channel' | 'other_tier' | null {
  if (reach.stores !== null && (place.store === null || !reach.stores.has(place.store))) return 'other_store'
  if (reach.channels !== null && !reach.channels.has(place.channel)) return 'other_channel'
  if (reach.tiers !== null && !onAny(reach.tiers, place.standing)) return 'other_tier'
  return null
}

/** Whether a member stands on one of the tiers, on whichever ladder. */
export function onAny(tiers: ReadonlySet<string>, standing: Standing): boolean {
  for (const ladder in standing.ladders) {
    const tier = standing.ladders[ladder]?.tier
    if (tier !== null && tier !== undefined && tiers.has(tier)) return true
  }
  return false
}
