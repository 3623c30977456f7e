import { type Acting, actingAt, fitsOrder, givenWithOrder, nothingActs } from '../campaign/act'
import { isPrice } from '../campaign/campaign'
import type { Campaigns, CompiledEffect } from '../campaign/compile'
import { covers, type Reach } from '../checkout/reach'
import type { Seen } from '../measure/facts'
import { percentOf } from '../money/percent'
import type { Program } from '../program/compile'
import { roomOf } from '../rule/caps'
import type { Goods } from '../rule/judge'
import type { RuleTrace } from '../trace'
import type { CampaignBring, CampaignOutcome, Quote } from './answer'
import type { Cart, CartLine } from './cart'
import type { Buyer, Pricing } from './pricing'

/** So much off the goods in reach: for everybody for a time, or as a price for members. */
export type CampaignPrice = { effect: string; kind: 'discount' | 'member_price'; offBps: number; reach: Reach | null }

/** What campaigns that run now mean for the price of one cart, and those that do not apply to it. */
export type CampaignPrices = {
  prices: CampaignPrice[]
  /** Shipping is free from so much on, the least first. */
  shipping: { effect: string; least: number }[]
  refused: CampaignOutcome[]
}

/** What is looked at of a cart that is bought now. */
const seenIn = (cart: Cart, { day, at, store }: Buyer, goods: Goods): Seen & { at: number } => ({
  day,
  at,
  store,
  amount: goods.amount,
  quantity: goods.quantity,
  channel: cart.channel,
  categories: null,
  skus: null,
  money: null,
})

/** Lines as rules see them, each with what it comes to at some stage of the price. */
function goodsOf(lines: readonly CartLine[], amountOf: (line: CartLine, place: number) => number): Goods {
  const seen = lines.map((line, place) => ({
    amount: amountOf(line, place),
    quantity: line.amount < 0 ? -line.quantity : line.quantity,
    values: [line.sku ?? null, line.category ?? null],
  }))
  const sum = (of: 'amount' | 'quantity') => seen.reduce((all, line) => all + line[of], 0)
  return { amount: sum('amount'), quantity: sum('quantity'), shipping: 0, lines: seen }
}

/**
 * The prices that campaigns make for a cart; null where none of them is about prices. A least amount is asked of the
 * goods as the activity price leaves them, for what comes behind depends on it.
 */
export function campaignPrices(program: Program, buyer: Buyer, cart: Cart): CampaignPrices | null {
  const { campaigns, state } = buyer
  if (campaigns === undefined || !campaigns.at('order').some(({ gives }) => isPrice(gives))) return null
  const lines = cart.lines.filter((line) => line.selected)
  const goods = goodsOf(lines, ({ amount, activity_amount }) => Math.min(amount, activity_amount ?? amount))
  const fits = fitsOrder(program, state.history, goods, buyer.day)
  const acting = actingAt(campaigns, 'order', program, state, seenIn(cart, buyer, goods), (effect) =>
    isPrice(effect.gives) ? fits(effect) : 'silent',
  )
  const found: CampaignPrices = { prices: [], shipping: [], refused: refusedBy(campaigns, acting) }
  for (const { id, gives, reach } of acting.effects) {
    if (gives.kind === 'free_shipping') found.shipping.push({ effect: id, least: gives.least })
    else if (gives.kind === 'discount' || gives.kind === 'member_price')
      found.prices.push({ effect: id, kind: gives.kind, offBps: gives.offBps, reach })
  }
  found.shipping.sort((a, b) => a.least - b.least)
  return found
}

/** Reasons that come with a figure. */
const detailed = ['not_first', 'joined_before', 'too_small'] as const

/** Those that are on just now and do not apply, with their reason. */
function refusedBy(campaigns: Campaigns, { traces, growthTraces }: Acting): CampaignOutcome[] {
  return [...traces, ...growthTraces].map(([effect, , why, detail]: RuleTrace): CampaignOutcome => {
    if (typeof why === 'number') return { effect, applied: false, because: 'other_member' }
    const told = { effect, applied: false as const, because: why as (typeof detailed)[number] }
    if (!detailed.includes(told.because)) return told
    const asked = campaigns.effect(effect)?.at
    const least = asked?.kind === 'order' ? (asked.least ?? 0) : 0
    return { ...told, detail: why === 'too_small' ? least - (detail as number) : (detail as number) }
  })
}

const covered = (price: CampaignPrice, { sku, category }: CartLine): boolean =>
  price.reach === null || covers(price.reach, sku ?? null, category ?? null)

/** The best price of a kind that campaigns make for a line: what it takes off and its place among them; −1 where none takes off more than `off`. */
export function bestPrice(
  { prices }: CampaignPrices,
  kind: CampaignPrice['kind'],
  line: CartLine,
  now: number,
  off: number,
): { off: number; place: number } {
  const best = { off, place: -1 }
  for (const [place, price] of prices.entries()) {
    if (price.kind !== kind || !covered(price, line)) continue
    const its = percentOf(now, price.offBps)
    if (its > best.off) Object.assign(best, { off: its, place })
  }
  return best
}

/** What became of each campaign's price: what it took off, line by line, or why nothing. */
export function priceOutcomes({ basket, campaigns }: Pricing): CampaignOutcome[] {
  if (campaigns === null) return []
  return campaigns.prices.map((price, place): CampaignOutcome => {
    const split = Array.from(basket.by ?? [], (by, i) => (by === place ? (basket.limited[i] as number) + (basket.member[i] as number) : 0))
    const off = split.reduce((sum, part) => sum + part, 0)
    const { effect } = price
    if (off > 0) return { effect, applied: true, off, split }
    const bought = basket.lines.some((line) => line.amount > 0 && covered(price, line))
    return { effect, applied: false, because: bought ? 'not_better' : 'no_goods' }
  })
}

/** What became of free shipping by campaigns; `left` is what the goods come to, `by` what makes it free. */
export function shippingOutcomes({ basket, campaigns }: Pricing, left: number, by: Quote['shipping']['free']): CampaignOutcome[] {
  return (campaigns?.shipping ?? []).map(({ effect, least }, i): CampaignOutcome => {
    if (basket.shipping === 0) return { effect, applied: false, because: 'no_shipping' }
    if (left < least) return { effect, applied: false, because: 'below', detail: least - left }
    if (by === 'campaign' && i === 0) return { effect, applied: true, off: basket.shipping, split: [] }
    return { effect, applied: false, because: 'not_better' }
  })
}

/** What campaigns would bring with the order beside its price, once everything is taken off; and why others would not. */
export function broughtBy(
  { program, buyer, basket }: Pricing,
  cart: Cart,
  quote: Quote,
): { brings: CampaignBring[]; refused: CampaignOutcome[] } {
  const { campaigns, state, day } = buyer
  const found = { brings: [] as CampaignBring[], refused: [] as CampaignOutcome[] }
  if (campaigns === undefined || (campaigns.at('order').length === 0 && campaigns.at('referred').length === 0)) return found
  const goods = goodsOf(basket.lines, (_, place) => quote.lines[place]?.payable ?? 0)
  const seen = seenIn(cart, buyer, goods)
  const withOrder = actingAt(campaigns, 'order', program, state, seen, givenWithOrder(program, state.history, goods, day))
  const { invited, lastOrder } = state.history
  const welcomed =
    invited && lastOrder === null
      ? actingAt(campaigns, 'referred', program, state, seen, ({ at }) =>
          at.kind === 'referred' && at.to === 'invited' && at.pays === 'ordered' ? null : 'silent',
        )
      : nothingActs
  for (const acting of [withOrder, welcomed]) {
    found.refused.push(...refusedBy(campaigns, acting))
    for (const effect of acting.effects) bring(effect, goods, buyer, found)
  }
  return found
}

function bring(
  effect: CompiledEffect,
  goods: Goods,
  { state, day }: Buyer,
  found: { brings: CampaignBring[]; refused: CampaignOutcome[] },
) {
  const { id, gives, rule, reach } = effect
  if (reach !== null && !goods.lines?.some(({ values }) => covers(reach, values[0] as string | null, values[1] as string | null))) {
    found.refused.push({ effect: id, applied: false, because: 'no_goods' })
    return
  }
  const { room, why } = roomOf(rule.caps ?? {}, state.standing.given[id], day)
  if (room === 0) {
    found.refused.push({ effect: id, applied: false, because: why as 'day_cap' })
    return
  }
  const lasts = rule.caps?.budget !== undefined || rule.caps?.budgetPerDay !== undefined
  found.brings.push({ effect: id, gives, ...(Number.isFinite(room) ? { most: room } : {}), whileItLasts: lasts })
}
