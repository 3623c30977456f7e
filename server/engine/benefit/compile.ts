import { compileScope, type Reach } from '../checkout/reach'
import { type Audience, compileAudience } from '../measure/audience'
import type { Benefit, GrantTerms } from './benefit'

/** Who has a benefit, ready to be asked: those on a tier, or those whom a condition means. */
export type CompiledGrant = { tier: string | null; audience: Audience | null; reach: Reach; terms: GrantTerms }

export type CompiledBenefit = Benefit & { grants: CompiledGrant[] }

/** Compiles a benefit once for all members. */
export const compileBenefit = (benefit: Benefit): CompiledBenefit => ({
  ...benefit,
  grants: benefit.spec.grants.map(({ to, terms }) => ({
    tier: 'tier' in to ? to.tier : null,
    audience: 'when' in to ? compileAudience(to.when) : null,
    reach: compileScope(terms.scope ?? {}),
    terms,
  })),
})
