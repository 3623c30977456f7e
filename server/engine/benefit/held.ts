import type { Day } from '../calendar/day'
import type { Reach } from '../checkout/reach'
import { meets } from '../measure/audience'
import type { Program } from '../program/compile'
import type { MemberState } from '../state'
import type { GrantTerms } from './benefit'
import type { CompiledBenefit, CompiledGrant } from './compile'

/** A grant that a member has now: of which benefit, and with which terms. */
export type HeldGrant = { benefit: CompiledBenefit; grant: number; terms: GrantTerms }

/** The benefits of a member as they bear on a price. */
export type HeldBenefits = {
  /** In the order of the library; a benefit may be held by more than one grant. */
  grants: HeldGrant[]
  /** Whether the prices that the shop has set for members count. */
  memberPrice: boolean
  /** What member prices take off, and where. */
  prices: { offBps: number; reach: Reach }[]
  /** Shipping is free from so much on, in minor units; null when it is not. */
  freeShippingFrom: number | null
}

/** Every grant that a member has on a date: by a tier on any ladder, or by a condition. */
export function heldBenefits(
  program: Program,
  state: MemberState,
  day: Day,
  at: number | null = null,
  store: string | null = null,
): HeldBenefits {
  const held: HeldBenefits = { grants: [], memberPrice: false, prices: [], freeShippingFrom: null }
  if (program.benefits.length === 0) return held
  const tiers = new Set<string>()
  for (const ladder in state.standing.ladders) {
    const tier = state.standing.ladders[ladder]?.tier
    if (tier !== null && tier !== undefined) tiers.add(tier)
  }
  for (const benefit of program.benefits) {
    for (let i = 0; i < benefit.grants.length; i++) {
      const grant = benefit.grants[i] as CompiledGrant
      const has =
        grant.tier === null ? grant.audience !== null && meets(grant.audience, program, state, day, at, store) : tiers.has(grant.tier)
      if (!has) continue
      const { terms } = grant
      held.grants.push({ benefit, grant: i, terms })
      if (benefit.kind === 'member_price') {
        held.memberPrice = true
        if (terms.offBps !== undefined) held.prices.push({ offBps: terms.offBps, reach: grant.reach })
      }
      if (benefit.kind === 'free_shipping')
        held.freeShippingFrom = Math.min(held.freeShippingFrom ?? Number.POSITIVE_INFINITY, terms.least ?? 0)
    }
  }
  return held
}
