import type { HeldBenefits } from '../benefit/held'
import type { Day } from '../calendar/day'
import type { Campaigns } from '../campaign/compile'
import type { CascadeOrder } from '../checkout/policy'
import type { Place } from '../checkout/reach'
import type { HeldCoupon } from '../coupon/compile'
import type { Program } from '../program/compile'
import { availablePoints, type MemberState } from '../state'
import { type Basket, layOut } from './basket'
import { type CampaignPrices, campaignPrices } from './campaigns'
import type { Cart, Choices } from './cart'
import { type Purse, purseOf } from './points'
import { type Reducing, reductionsFor } from './reduction'
import { type Scratch, scratchFor } from './take'

/** Who buys, when and where, and what they hold. Benefits are worked out where they are not given; without campaigns none runs. */
export type Buyer = {
  state: MemberState
  coupons: readonly HeldCoupon[]
  benefits?: HeldBenefits
  campaigns?: Campaigns
  at: number
  day: Day
  store: string | null
}

/** Everything about one quote that does not depend on which coupons are taken. */
export type Pricing = {
  version: string
  program: Program
  buyer: Buyer
  place: Place
  basket: Basket
  order: CascadeOrder
  minimum: number
  maxCoupons: number
  reductions: Reducing[]
  wish: Choices['points']
  available: number
  /** The points that are wished for, and all that there are; null where points are no cash, the first also where none are wished for. */
  purse: Purse | null
  largest: Purse | null
  /** What campaigns that run now mean for the price; null where none is about prices. */
  campaigns: CampaignPrices | null
  /** From so much left of the goods on, shipping is free by a benefit; and by that or a campaign. */
  freeByBenefit: number
  freeFrom: number
  scratch: Scratch
}

/** Lays everything out once. */
export function pricingOf(program: Program, buyer: Buyer, benefits: HeldBenefits, cart: Cart, choices: Choices): Pricing {
  const { checkout } = program
  const campaigns = campaignPrices(program, buyer, cart)
  const basket = layOut(cart, benefits, campaigns)
  const place: Place = { store: buyer.store, channel: cart.channel, standing: buyer.state.standing }
  const available = availablePoints(buyer.state.standing)
  const freeByBenefit = benefits.freeShippingFrom ?? Number.POSITIVE_INFINITY
  return {
    version: program.id,
    program,
    buyer,
    place,
    basket,
    order: checkout.order,
    minimum: checkout.minimumPayable,
    maxCoupons: checkout.maxCoupons,
    reductions: reductionsFor(checkout.reductions, basket, place, buyer.day),
    wish: choices.points,
    available,
    purse: purseOf(checkout.pointsAsCash, choices.points, available, checkout.minimumPayable),
    largest: purseOf(checkout.pointsAsCash, 'most', available, checkout.minimumPayable),
    campaigns,
    freeByBenefit,
    freeFrom: Math.min(freeByBenefit, campaigns?.shipping[0]?.least ?? Number.POSITIVE_INFINITY),
    scratch: scratchFor(basket.size),
  }
}
