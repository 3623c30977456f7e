import type { HeldBenefits } from '../benefit/held'
import { covers, type Reach } from '../checkout/reach'
import { percentOf } from '../money/percent'
import { bestPrice, type CampaignPrices } from './campaigns'
import type { Cart, CartLine } from './cart'

/**
 * The selected lines of a cart as columns, with the price of each once the activity price and the better of limited-time
 * and member price have been taken: no later discount changes those. Goods handed back count below zero.
 */
export type Basket = {
  size: number
  lines: CartLine[]
  names: string[]
  quantity: Float64Array
  initial: Float64Array
  activity: Float64Array
  limited: Float64Array
  member: Float64Array
  priced: Float64Array
  /** Which campaign's price counts on each line, by its place among them; −1 for none. Nothing where no campaign makes prices. */
  by: Int16Array | null
  goods: number
  left: number
  shipping: number
}

/** Lays out what is bought now. */
export function layOut(cart: Cart, benefits: HeldBenefits, campaigns: CampaignPrices | null = null): Basket {
  const lines: CartLine[] = []
  const names: string[] = []
  for (let i = 0; i < cart.lines.length; i++) {
    const line = cart.lines[i] as CartLine
    if (!line.selected) continue
    lines.push(line)
    names.push(line.line ?? String(i + 1))
  }
  const size = lines.length
  const basket: Basket = {
    size,
    lines,
    names,
    quantity: new Float64Array(size),
    initial: new Float64Array(size),
    activity: new Float64Array(size),
    limited: new Float64Array(size),
    member: new Float64Array(size),
    priced: new Float64Array(size),
    by: campaigns === null ? null : new Int16Array(size).fill(-1),
    goods: 0,
    left: 0,
    shipping: cart.shipping,
  }
  for (let i = 0; i < size; i++) price(basket, i, lines[i] as CartLine, benefits, campaigns)
  return basket
}

function price(basket: Basket, i: number, line: CartLine, benefits: HeldBenefits, campaigns: CampaignPrices | null): void {
  const { amount } = line
  basket.initial[i] = amount
  basket.quantity[i] = amount < 0 ? -line.quantity : line.quantity
  let now = amount
  if (line.activity_amount !== undefined && line.activity_amount < now) now = line.activity_amount
  basket.activity[i] = amount - now
  let byShop = line.limited_amount !== undefined && line.limited_amount < now ? now - line.limited_amount : 0
  let byMembership = now > 0 && benefits.memberPrice ? memberOff(line, now, benefits) : 0
  if (campaigns !== null && now > 0) {
    const limited = bestPrice(campaigns, 'discount', line, now, byShop)
    const member = bestPrice(campaigns, 'member_price', line, now, byMembership)
    byShop = limited.off
    byMembership = member.off
    if (basket.by !== null) basket.by[i] = byMembership > byShop ? member.place : limited.place
  }
  // Where both come to the same, everybody's price is the one that counts.
  if (byMembership > byShop) basket.member[i] = byMembership
  else basket.limited[i] = byShop
  basket.priced[i] = now - Math.max(byMembership, byShop)
  basket.goods += amount
  basket.left += basket.priced[i] as number
}

/** What the best member price takes off: the one the shop has set for the line, or that of a benefit in whose scope it lies. */
function memberOff(line: CartLine, now: number, { prices }: HeldBenefits): number {
  let off = line.member_amount !== undefined && line.member_amount < now ? now - line.member_amount : 0
  for (let i = 0; i < prices.length; i++) {
    const { offBps, reach } = prices[i] as HeldBenefits['prices'][number]
    if (covers(reach, line.sku ?? null, line.category ?? null)) off = Math.max(off, percentOf(now, offBps))
  }
  return off
}

/** The places of the lines that lie within a scope and, where given, within a second one too. */
export function rowsWithin(basket: Basket, reach: Reach, and: Reach | null): Int32Array {
  const rows = new Int32Array(basket.size)
  let count = 0
  for (let i = 0; i < basket.size; i++) {
    const line = basket.lines[i] as CartLine
    const sku = line.sku ?? null
    const category = line.category ?? null
    if (covers(reach, sku, category) && (and === null || covers(and, sku, category))) rows[count++] = i
  }
  return rows.subarray(0, count)
}

/** The sum of a column over some lines, from a place in it. */
export function sumOver(rows: Int32Array, column: Float64Array, from = 0): number {
  let sum = 0
  for (let i = 0; i < rows.length; i++) sum += column[from + (rows[i] as number)] as number
  return sum
}
