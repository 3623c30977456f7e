import { outside } from '../checkout/reach'
import type { HeldCoupon } from '../coupon/compile'
import { meets } from '../measure/audience'
import type { CouponRefusal } from './answer'
import type { Pricing } from './pricing'
import { type Take, takeOf } from './take'

/** A refusal with what belongs to it. */
export type Refused = { because: CouponRefusal; detail?: number; other?: string }

/** A coupon that is asked for: what it bears on, or why it cannot be taken whatever else is. */
export type Wish = { coupon: string; held: HeldCoupon | null; take: Take | null; refused: Refused | null }

/** What coupons of each template bear on, laid out once for all of one template. */
export class Takes {
  private readonly byTemplate = new Map<string, Take>()

  constructor(private readonly pricing: Pricing) {}

  of({ template }: HeldCoupon): Take {
    const known = this.byTemplate.get(template.id)
    if (known) return known
    const take = takeOf(template, this.pricing.basket)
    this.byTemplate.set(template.id, take)
    return take
  }
}

/** A coupon as it is asked for, with what refuses it at once. */
export function wishFor(coupon: string, held: HeldCoupon | undefined, takes: Takes, pricing: Pricing): Wish {
  if (held === undefined) return { coupon, held: null, take: null, refused: { because: 'unknown' } }
  const take = takes.of(held)
  return { coupon, held, take, refused: standing(held, pricing) ?? take.never }
}

/** What of a coupon itself, of the place or of the member stands against it, whatever is bought. */
export function standing(
  { state, from, until, template }: HeldCoupon,
  { program, buyer, place }: Pick<Pricing, 'program' | 'buyer' | 'place'>,
): Refused | null {
  if (state !== 'held') return { because: state }
  if (buyer.day < from) return { because: 'not_yet', detail: from }
  if (buyer.day > until) return { because: 'over', detail: until }
  const elsewhere = outside(template.reach, place)
  if (elsewhere !== null) return { because: elsewhere }
  const { audience } = template
  if (audience !== null && !meets(audience, program, buyer.state, buyer.day, buyer.at, buyer.store)) return { because: 'other_member' }
  return null
}

/** Why a coupon cannot be added to those taken already, or nothing. */
export function refusedBeside(take: Take, taken: readonly Wish[], most: number): Refused | null {
  let same = 0
  for (let i = 0; i < taken.length; i++) {
    const other = taken[i] as Wish
    if ((other.take as Take).template.id === take.template.id) same++
    else if (!together(take, other.take as Take)) return { because: 'not_together', other: other.coupon }
  }
  if (same >= take.limit) return { because: 'too_many_of_kind' }
  return taken.length >= most ? { because: 'too_many' } : null
}

/** Coupons of two templates go together where both have a group, and not the same one. */
export const together = (a: Take, b: Take): boolean => a.group !== null && b.group !== null && a.group !== b.group
