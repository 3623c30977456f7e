import { allocate } from '../money/allocate'
import { floorOf } from '../money/exact'
import type { BookedLine, LineAbout, OrderRecord } from '../state'
import type { Note } from '../trace'
import type { OrderLine } from '../vocabulary'

type Discount = { amount: number; lines?: string[] | undefined }

/**
 * The lines of an order as booked, after its discounts; an order told as one amount is one line. A discount is split
 * over the lines it names, or over all of them, by largest remainder, and never makes a line less than nothing.
 */
export function bookedLines(
  amount: number | undefined,
  lines: readonly OrderLine[] | undefined,
  discounts: readonly Discount[] | undefined,
): BookedLine[] {
  // An amount is told net; only lines are told before discounts.
  if (!lines) return [['1', 1, amount ?? 0, 0, 0]]
  const booked = lines.map((line, i): BookedLine => {
    const about = aboutOf(line)
    const row: BookedLine = [line.line ?? String(i + 1), line.quantity, line.amount, 0, 0]
    if (about) row.push(about)
    return row
  })
  for (const { amount: off, lines: named } of discounts ?? []) {
    const weights = booked.map((line) => (named === undefined || named.includes(line[0]) ? Math.max(0, line[2]) : 0))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    for (const [i, part] of allocate(Math.min(off, total), weights).entries()) (booked[i] as BookedLine)[2] -= part
  }
  return booked
}

function aboutOf({ sku, category, fields }: OrderLine): LineAbout | undefined {
  const about: LineAbout = {}
  if (sku !== undefined) about.sku = sku
  if (category !== undefined) about.category = category
  if (fields !== undefined && Object.keys(fields).length > 0) about.fields = fields
  return Object.keys(about).length === 0 ? undefined : about
}

/** What is left of an order. */
export const keptAmount = (order: OrderRecord): number => order.paid - order.refunded

/** How many items are left of an order. */
export function keptQuantity(order: OrderRecord): number {
  let quantity = 0
  for (const line of order.lines) quantity += line[1] - line[3]
  return quantity
}

/** Whether nothing is left of an order: neither money nor items. */
export const isAllBack = (order: OrderRecord): boolean => keptAmount(order) === 0 && keptQuantity(order) === 0

/** What is left of what was paid for shipping. */
export const keptShipping = (order: OrderRecord): number => (order.shipping ? order.shipping[0] - order.shipping[1] : 0)

/**
 * Books what came back and returns the money it comes to. Of a line, quantity gives back its share of the amount, so
 * that the parts of a line always sum to the line; a line of goods handed back in an exchange is taken back like any
 * other, and costs what it had brought. An amount is spread over what is left by largest remainder. With neither, all
 * that is left goes back. More than is left counts only as what is left.
 */
export function giveBack(
  order: OrderRecord,
  amount: number | null,
  lines: readonly (readonly [line: string, quantity: number])[],
  notes: Note[],
): number {
  if (lines.length === 0) return amount === null ? giveBackAll(order) : giveBackAmount(order, amount, notes)
  let value = 0
  const named: BookedLine[] = []
  for (const [name, quantity] of lines) {
    const line = order.lines.find((l) => l[0] === name)
    if (!line) {
      if (!notes.includes('unknown_line')) notes.push('unknown_line')
      continue
    }
    const items = line[1] - line[3]
    if (quantity > items && !notes.includes('over_refund')) notes.push('over_refund')
    const back = Math.min(quantity, items)
    line[3] += back
    named.push(line)
    if (amount === null && back > 0) {
      // Its share of what is left of the line, all of it with the last item.
      const left = line[2] - line[4]
      const share = back === items ? left : Math.sign(left) * floorOf(Math.abs(left), back, items)
      line[4] += share
      value += share
    }
  }
  order.refunded += value
  return amount === null ? value : giveBackAmount(order, amount, notes, named)
}

/** Gives back all that is left, line by line. */
function giveBackAll(order: OrderRecord): number {
  const value = keptAmount(order)
  for (const line of order.lines) {
    line[3] = line[1]
    line[4] = line[2]
  }
  order.refunded = order.paid
  return value
}

/** Spreads an amount over what is left of the named lines, or of all, and what those cannot hold over the others. */
function giveBackAmount(order: OrderRecord, amount: number, notes: Note[], named: readonly BookedLine[] = order.lines): number {
  const left = Math.max(0, keptAmount(order))
  if (amount > left && !notes.includes('over_refund')) notes.push('over_refund')
  // With the last of the money every item has gone back.
  if (amount >= left && amount > 0 && keptAmount(order) >= 0) return giveBackAll(order)
  const value = Math.min(amount, left)
  const held = spread(value, named)
  if (held < value) spread(value - held, order.lines)
  order.refunded += value
  return value
}

/** Books an amount over what is left of lines, as far as they hold it; returns how much they did. */
function spread(amount: number, lines: readonly BookedLine[]): number {
  const weights = lines.map((line) => Math.max(0, line[2] - line[4]))
  const value = Math.min(
    amount,
    weights.reduce((sum, weight) => sum + weight, 0),
  )
  if (value <= 0) return 0
  for (const [i, part] of allocate(value, weights).entries()) (lines[i] as BookedLine)[4] += part
  return value
}

/** Books shipping that came back; more than was paid counts only as what was paid. */
export function giveBackShipping(order: OrderRecord, amount: number): void {
  if (order.shipping) order.shipping[1] = Math.min(order.shipping[0], order.shipping[1] + amount)
}
