import { type FactValues, FIXED_LINE_SLOTS } from '../condition/compile'
import type { BookedLine, OrderRecord } from '../state'
import type { FieldValues } from '../vocabulary'
import { keptAmount, keptQuantity, keptShipping } from './book'

/** One line as rules see it: what is kept of it, and the values of its facts. */
type Line = { amount: number; quantity: number; values: FactValues }

/** What is kept of an order, as rules see it: money in minor units without shipping, items, and each line where rules ask for lines. */
export function goodsOf(order: OrderRecord, asksLines: boolean, lineFields: readonly string[]) {
  const amount = keptAmount(order)
  const quantity = keptQuantity(order)
  const shipping = keptShipping(order)
  if (!asksLines) return { amount, quantity, shipping, lines: null }
  const lines: Line[] = []
  for (let place = 0; place < order.lines.length; place++) {
    const line = order.lines[place] as BookedLine
    const about = line[5]
    const items = line[1] - line[3]
    const left = line[2] - line[4]
    const values: FactValues = [about?.sku ?? null, about?.category ?? null, left, items]
    for (let i = 0; i < lineFields.length; i++) values[FIXED_LINE_SLOTS + i] = fieldValue(about?.fields?.[lineFields[i] as string])
    lines.push({ amount: left, quantity: items, values })
  }
  return { amount, quantity, shipping, lines }
}

/** A field's value as conditions compare it: yes or no as words, nothing as nothing. */
export const fieldValue = (value: FieldValues[string] | undefined): string | number | null =>
  value === undefined || value === null ? null : typeof value === 'boolean' ? (value ? 'yes' : 'no') : value

/** The categories and the goods of what is kept of an order. */
export function namedIn(order: OrderRecord): { categories: string[]; skus: string[] } {
  const [categories, skus] = [new Set<string>(), new Set<string>()]
  for (const [, quantity, amount, backQuantity, backAmount, about] of order.lines) {
    if (quantity <= backQuantity || (amount !== 0 && amount <= backAmount)) continue
    if (about?.category !== undefined) categories.add(about.category)
    if (about?.sku !== undefined) skus.add(about.sku)
  }
  return { categories: [...categories], skus: [...skus] }
}
