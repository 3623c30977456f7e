import { heldBenefits } from '../benefit/held'
import type { HeldCoupon } from '../coupon/compile'
import type { Program } from '../program/compile'
import type { Quote } from './answer'
import { bestOf } from './best'
import { broughtBy } from './campaigns'
import type { Cart, Choices } from './cart'
import { type Buyer, type Pricing, pricingOf } from './pricing'
import { tell } from './tell'
import { Takes, type Wish, wishFor } from './wish'

export type { Buyer } from './pricing'

/**
 * What a member pays for a cart, line by line, and why. Pure: the same program, buyer, cart and choices always come to
 * the same. The coupons named are taken in their order, each one that cannot be says why; the best ones are those with
 * which nothing cheaper exists.
 */
export function quote(program: Program, buyer: Buyer, cart: Cart, choices: Choices): Quote {
  const benefits = buyer.benefits ?? heldBenefits(program, buyer.state, buyer.day, buyer.at, buyer.store)
  const pricing = pricingOf(program, buyer, benefits, cart, choices)
  const takes = new Takes(pricing)
  const wishes: Wish[] = []
  if (choices.coupons === 'best') {
    for (const held of buyer.coupons) wishes.push(wishFor(held.id, held, takes, pricing))
    return withBrings(bestOf(pricing, wishes), pricing, cart)
  }
  const held = new Map<string, HeldCoupon>()
  for (const one of buyer.coupons) held.set(one.id, one)
  for (const id of new Set(choices.coupons)) wishes.push(wishFor(id, held.get(id), takes, pricing))
  return withBrings(tell(pricing, wishes), pricing, cart)
}

/** The quote with what campaigns bring beside its price. */
function withBrings(answer: Quote, pricing: Pricing, cart: Cart): Quote {
  const { brings, refused } = broughtBy(pricing, cart, answer)
  if (brings.length > 0) answer.brings = brings
  if (refused.length > 0) answer.campaigns = [...(answer.campaigns ?? []), ...refused]
  return answer
}
