import { type FactValues, FIXED_LINE_SLOTS } from '../condition/compile'
import type { BookedLine, OrderRecord } from '../state'
import type { FieldValues } from '../vocabulary'
import { keptAmount, keptQuantity, keptShipping } from './book'

/** One line as rules see it: what is kept of it, and the values of its facts. */
type Line = { amount: number; quantity: number; values: FactValues }

/** What is kept of an order, as rules see it: money in minor units without shipping, items, and each line. */
export function goodsOf(order: OrderRecord, lineFields: readonly string[]) {
  return {
    amount: keptAmount(order),
    quantity: keptQuantity(order),
    shipping: keptShipping(order),
    lines: order.lines.map(([, quantity, amount, backQuantity, backAmount, about]): Line => {
      const [left, items] = [amount - backAmount, quantity - backQuantity]
      const values: FactValues = [about?.sku ?? null, about?.category ?? null, left, items]
      for (const [i, field] of lineFields.entries()) values[FIXED_LINE_SLOTS + i] = fieldValue(about?.fields?.[field])
      return { amount: left, quantity: items, values }
    }),
  }
}

/** A field's value as conditions compare it: yes or no as words, nothing as nothing. */
export const fieldValue = (value: FieldValues[string] | undefined): string | number | null =>
  value === undefined || value === null ? null : typeof value === 'boolean' ? (value ? 'yes' : 'no') : value

/** The categories and the goods of what is kept of an order. */
export function namedIn(order: OrderRecord): { categories: string[]; skus: string[] } {
  const kept = order.lines.filter((line) => line[1] > line[3] && (line[2] === 0 || line[2] > line[4]))
  const named = (of: (line: BookedLine) => string | undefined): string[] => [...new Set(kept.flatMap((line) => of(line) ?? []))]
  return { categories: named((line) => line[5]?.category), skus: named((line) => line[5]?.sku) }
}
