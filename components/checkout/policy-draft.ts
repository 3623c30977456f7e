import { CheckoutPolicy } from '@/server/engine/checkout/policy'

/** What the form is judged by: full reductions are written in a list of their own. */
export const PlainPolicy = CheckoutPolicy.omit({ reductions: true })
export type PlainPolicy = Omit<CheckoutPolicy, 'reductions'>

type Held = { points?: boolean; pointsAsCash?: Record<string, unknown> } & Record<string, unknown>

/** The policy that the controls stand for: without points as cash where that was switched off. */
export function policyDraftOf(values: Record<string, unknown>): unknown {
  const { points, pointsAsCash, ...rest } = values as Held
  const filled = Object.entries(pointsAsCash ?? {}).filter(([, value]) => value !== null && value !== undefined)
  return { ...rest, ...(points ? { pointsAsCash: Object.fromEntries(filled) } : {}) }
}

/** What the controls begin with. A hundred points for one unit of money is offered where nothing was set. */
export function heldPolicy({ reductions: _reductions, pointsAsCash, ...rest }: CheckoutPolicy, unit: number): Record<string, unknown> {
  return { ...rest, points: pointsAsCash !== undefined, pointsAsCash: pointsAsCash ?? { points: 100, worth: unit, maxShareBps: 5_000 } }
}
