import type { Tier } from '@/server/engine/ladder/ladder'
import type { HeldGift } from '../draft/coupon-gifts'
import { expiryOf, type HeldExpiry, heldExpiry } from '../draft/expiry-draft'

/** A tier as its controls hold it: also what is switched off, so that switching back finds it again. */
export type HeldTier = {
  code?: string
  name?: string
  color?: string
  icon?: string
  way?: 'reach' | 'condition' | 'hand'
  threshold?: number | null
  bonusBps?: number | null
  growthBonusBps?: number | null
  hidden?: boolean
  asks?: boolean
  requires?: { mode?: string; when?: unknown }
  keeps?: boolean
  keep?: { minimum?: number | null; when?: unknown }
  entryPoints?: number | null
  entryCoupons?: HeldGift[]
  ownExpiry?: boolean
  expiry?: HeldExpiry
}

/** The tier that the controls stand for: without what was switched off, and without what a tier given by hand never asks for. */
export function tierDraftOf(values: Record<string, unknown>): unknown {
  const held = values as HeldTier
  const {
    code,
    name,
    color,
    icon,
    way,
    bonusBps,
    growthBonusBps,
    hidden,
    asks,
    requires,
    keeps,
    keep,
    entryPoints,
    entryCoupons,
    ownExpiry,
  } = held
  return {
    code,
    name,
    color,
    icon,
    threshold: way === 'reach' ? (held.threshold ?? undefined) : null,
    bonusBps,
    ...(growthBonusBps ? { growthBonusBps } : {}),
    ...(hidden ? { hidden } : {}),
    ...(asks && way === 'reach' ? { requires: { mode: requires?.mode, when: requires?.when } } : {}),
    ...(way === 'condition' ? { requires: { mode: 'all', when: requires?.when } } : {}),
    ...(keeps && way !== 'hand' ? { keep: { minimum: keep?.minimum, ...(keep?.when ? { when: keep.when } : {}) } } : {}),
    ...(entryPoints ? { entryPoints } : {}),
    ...(entryCoupons && entryCoupons.length > 0 ? { entryCoupons } : {}),
    ...(ownExpiry ? { expiry: expiryOf(held.expiry ?? {}) } : {}),
  }
}

/** What the controls begin with: the tier, and something sensible for what it leaves out. */
export function heldTier({ requires, keep, expiry, ...rest }: Omit<Tier, 'id'>): Record<string, unknown> {
  return {
    ...rest,
    way: rest.threshold !== null ? 'reach' : requires ? 'condition' : 'hand',
    asks: rest.threshold !== null && requires !== undefined,
    requires: requires ?? { mode: 'all' },
    keeps: keep !== undefined,
    keep: keep ?? { minimum: rest.threshold },
    ownExpiry: expiry !== undefined,
    expiry: heldExpiry(expiry ?? { kind: 'rolling', unit: 'months', count: 24 }),
  } satisfies HeldTier
}
