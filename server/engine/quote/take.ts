import type { CompiledCoupon } from '../coupon/compile'
import { percentOf } from '../money/percent'
import { type Basket, rowsWithin, sumOver } from './basket'
import { spread } from './spread'

/** Why a coupon takes nothing off where it stands; what it takes off is above zero. */
export const NOTHING = 0
export const BELOW = -1
export const ABOVE = -2

/** Room to work in, made once for a quote. */
export type Scratch = {
  weights: Float64Array
  parts: Float64Array
  rests: Float64Array
  /** What the lines of the coupon that was looked at last come to. */
  net: number
}

export const scratchFor = (size: number): Scratch => ({
  weights: new Float64Array(size),
  parts: new Float64Array(size),
  rests: new Float64Array(size),
  net: 0,
})

/**
 * A coupon as it bears on one basket: the lines it takes off and those its thresholds speak of (the same but for an
 * exchange), what these must come to as they stand, and why it can never apply, where it cannot.
 */
export type Take = {
  template: CompiledCoupon
  kind: CompiledCoupon['terms']['value']['kind']
  rows: Int32Array
  asked: Int32Array
  least: number
  most: number
  off: number
  offBps: number
  cap: number
  items: number
  quantity: Float64Array
  limit: number
  group: string | null
  never: { because: 'no_goods' | 'below' | 'above' | 'no_shipping'; detail?: number } | null
}

/** What a coupon of a template bears on. What it asks of the goods as they cost at first is settled here. */
export function takeOf(template: CompiledCoupon, basket: Basket): Take {
  const { value, thresholds, limits, group } = template.terms
  const asked = rowsWithin(basket, template.reach, null)
  const rows = value.kind === 'exchange' ? rowsOfExchange(template, basket) : asked
  const take: Take = {
    template,
    kind: value.kind,
    rows,
    asked,
    least: Number.NEGATIVE_INFINITY,
    most: Number.POSITIVE_INFINITY,
    off: value.kind === 'fixed' ? value.off : 0,
    offBps: value.kind === 'percent' ? value.offBps : 0,
    cap: (value.kind === 'percent' || value.kind === 'free_shipping' ? value.cap : undefined) ?? Number.POSITIVE_INFINITY,
    items: value.kind === 'exchange' ? value.quantity : 0,
    quantity: basket.quantity,
    limit: limits.perOrder,
    group: group ?? null,
    never: null,
  }
  if (!rows.some((row) => (basket.quantity[row] as number) > 0)) {
    take.never = { because: 'no_goods' }
    return take
  }
  const initial = sumOver(asked, basket.initial)
  for (const { reads, least, most } of thresholds) {
    if (reads === 'current') {
      take.least = Math.max(take.least, least ?? take.least)
      take.most = Math.min(take.most, most ?? take.most)
    } else if (least !== undefined && initial < least) take.never ??= { because: 'below', detail: least - initial }
    else if (most !== undefined && initial > most) take.never ??= { because: 'above', detail: initial - most }
  }
  if (take.never === null && value.kind === 'free_shipping' && basket.shipping === 0) take.never = { because: 'no_shipping' }
  return take
}

/** A service is handed over at the counter and is no article of a cart. */
const rowsOfExchange = (template: CompiledCoupon, basket: Basket): Int32Array =>
  template.goods === null ? new Int32Array(0) : rowsWithin(basket, template.reach, template.goods)

/**
 * What a coupon takes off the lines as they stand from `from` on, or why nothing. `room` is how much may be taken off
 * the goods at all, `shipping` what is left to pay for that.
 */
export function offNow(take: Take, amounts: Float64Array, from: number, room: number, shipping: number, scratch: Scratch): number {
  const asked = sumOver(take.asked, amounts, from)
  scratch.net = take.asked === take.rows ? asked : sumOver(take.rows, amounts, from)
  if (asked < take.least) return BELOW
  if (asked > take.most) return ABOVE
  return offAnyway(take, amounts, from, room, shipping, scratch)
}

/** The same whatever its thresholds say, for the coupon that was looked at last. */
export function offAnyway(take: Take, amounts: Float64Array, from: number, room: number, shipping: number, scratch: Scratch): number {
  if (take.kind === 'free_shipping') return Math.min(take.cap, shipping)
  const { net } = scratch
  const most = Math.min(net, room)
  if (most <= 0) return NOTHING
  if (take.kind === 'fixed') return Math.min(take.off, most)
  if (take.kind === 'percent') return Math.min(percentOf(net, take.offBps), take.cap, most)
  return Math.min(dearestItems(take, amounts, from, scratch), most)
}

/**
 * The dearest items of the lines, so many as are exchanged: writes into the weights what they come to in each line, and
 * answers the sum. A line is split over its items exactly: some of them may cost one minor unit more than the others.
 */
function dearestItems({ rows, items, quantity }: Take, amounts: Float64Array, from: number, { weights, rests }: Scratch): number {
  let sum = 0
  let missing = items
  for (let i = 0; i < rows.length; i++) {
    weights[i] = 0
    // How many items of the line have been taken.
    rests[i] = 0
  }
  while (missing > 0) {
    let best = -1
    let price = 0
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number
      const amount = amounts[from + row] as number
      const pieces = quantity[row] as number
      if (amount <= 0 || pieces <= 0 || (rests[i] as number) >= pieces) continue
      const least = Math.floor(amount / pieces)
      const next = (rests[i] as number) < amount - least * pieces ? least + 1 : least
      if (next > price) {
        price = next
        best = i
      }
    }
    if (best < 0) break
    const row = rows[best] as number
    const amount = amounts[from + row] as number
    const pieces = quantity[row] as number
    const taken = rests[best] as number
    const dearer = amount - Math.floor(amount / pieces) * pieces
    const count = Math.min(missing, (taken < dearer ? dearer : pieces) - taken)
    weights[best] = (weights[best] as number) + count * price
    rests[best] = taken + count
    sum += count * price
    missing -= count
  }
  return sum
}

/** Takes so much off the lines as they stand from `from` on and writes them from `to` on, which may be the same place. */
export function takeOff(take: Take, off: number, amounts: Float64Array, from: number, to: number, size: number, scratch: Scratch): void {
  if (to !== from) for (let i = 0; i < size; i++) amounts[to + i] = amounts[from + i] as number
  if (take.kind === 'free_shipping') return
  const { rows } = take
  if (take.kind === 'exchange') dearestItems(take, amounts, from, scratch)
  else weigh(rows, amounts, from, scratch.weights)
  spread(off, scratch.weights, rows.length, scratch.parts, scratch.rests)
  for (let i = 0; i < rows.length; i++) {
    const at = to + (rows[i] as number)
    amounts[at] = (amounts[at] as number) - (scratch.parts[i] as number)
  }
}

/** What lines weigh where something is split over them: what is left to pay for each, and nothing for goods handed back. */
export function weigh(rows: Int32Array, amounts: Float64Array, from: number, weights: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const amount = amounts[from + (rows[i] as number)] as number
    weights[i] = Math.max(amount, 0)
  }
}
