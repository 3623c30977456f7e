import type { HeldBenefits } from '../benefit/held'
import type { Reach } from '../checkout/reach'
import type { Threshold } from '../checkout/scope'
import type { HeldCoupon } from '../coupon/compile'
import type { Program } from '../program/compile'
import type { Cart } from '../quote/cart'
import type { Buyer } from '../quote/pricing'
import { quote } from '../quote/quote'
import { type Refused, standing } from '../quote/wish'

/** The channel of what is checked off by hand: a coupon for named channels can be checked off only where this is one of them. */
const COUNTER = 'counter'

/**
 * Whether the bill must be known: a coupon takes money off, or it is good only for a bill of some size. The others are
 * handed over as they are.
 */
export const asksBill = ({ terms: { value, thresholds } }: HeldCoupon['template']): boolean =>
  value.kind === 'fixed' || value.kind === 'percent' || thresholds.some(({ least = 0, most }) => least > 0 || most !== undefined)

/** Why a coupon cannot be checked off here now, whatever the bill is; nothing when it can. */
export function whyNotHere(program: Program, buyer: Buyer, held: HeldCoupon): Refused | null {
  const place = { store: buyer.store, channel: COUNTER, standing: buyer.state.standing }
  const refused = standing(held, { program, buyer, place })
  if (refused !== null) return refused
  return held.template.terms.value.kind === 'free_shipping' ? { because: 'no_shipping' } : null
}

/** At the counter the bill is what the till says: prices for members and reductions are in it already. */
const NO_BENEFITS: HeldBenefits = { grants: [], memberPrice: false, prices: [], freeShippingFrom: null }

/**
 * What a coupon takes off a bill, which is what its goods cost together; nothing for one that is handed over beside it;
 * or why it cannot be used with it.
 */
export function offBill(program: Program, buyer: Buyer, held: HeldCoupon, bill: number): { off: number | null } | { refused: Refused } {
  const { value, thresholds } = held.template.terms
  if (value.kind === 'exchange') {
    const refused = beyond(thresholds, bill)
    return refused === null ? { off: null } : { refused }
  }
  const plain = { ...program, checkout: { ...program.checkout, reductions: [] } }
  const cart: Cart = {
    channel: COUNTER,
    lines: [{ ...goodsOf(held.template.reach), quantity: 1, amount: bill, selected: true }],
    shipping: 0,
  }
  const { coupons } = quote(plain, { ...buyer, coupons: [held], benefits: NO_BENEFITS }, cart, { coupons: [held.id], points: 0 })
  const [outcome] = coupons
  if (outcome === undefined) return { refused: { because: 'unknown' } }
  return outcome.applied ? { off: outcome.off } : { refused: outcome }
}

/** What a bill falls short of the thresholds, or goes beyond them. At the counter it is first and last the same amount. */
function beyond(thresholds: readonly Threshold[], bill: number): Refused | null {
  const below = Math.max(...thresholds.map(({ least = 0 }) => least - bill))
  if (below > 0) return { because: 'below', detail: below }
  const above = Math.max(...thresholds.map(({ most = bill }) => bill - most))
  return above > 0 ? { because: 'above', detail: above } : null
}

/** Goods that a coupon is for: staff see to it that the bill is for such. */
function goodsOf({ skus, categories, exceptSkus, exceptCategories }: Reach): { sku?: string; category?: string } {
  const sku = first(skus, exceptSkus)
  if (sku !== undefined) return { sku }
  const category = first(categories, exceptCategories)
  return category === undefined ? {} : { category }
}

function first(named: ReadonlySet<string> | null, except: ReadonlySet<string> | null): string | undefined {
  for (const one of named ?? []) if (!except?.has(one)) return one
  return undefined
}
