import { type Day, dayOf } from '../calendar/day'
import { type CheckoutPolicy, type FullReduction, plainCheckout } from './policy'
import { compileScope, type Reach } from './reach'

/** A full reduction ready to be applied: its first and last day as numbers. */
export type CompiledReduction = FullReduction & { reach: Reach; first: Day; last: Day }

/** The policy of a version, ready to price a cart. */
export type CompiledCheckout = Omit<CheckoutPolicy, 'reductions'> & { reductions: CompiledReduction[] }

/** Compiles the policy of a document; one that sets nothing has the plain one. */
export function compileCheckout(policy: CheckoutPolicy = plainCheckout): CompiledCheckout {
  return {
    ...policy,
    reductions: policy.reductions.map((reduction) => ({
      ...reduction,
      reach: compileScope(reduction.scope),
      first: reduction.from === undefined ? Number.NEGATIVE_INFINITY : dayOf(reduction.from),
      last: reduction.until === undefined ? Number.POSITIVE_INFINITY : dayOf(reduction.until),
    })),
  }
}
