import type * as z from 'zod'
import { goodsOfQuote, type HeldQuote } from '@/server/engine/quote/held'
import type { OrderLine, OrderPaid, Redeemed, StoredEventBody } from '@/server/engine/vocabulary'

type Paid = z.infer<typeof OrderPaid>

/** Which part of an order does not agree with the quote that it confirms, as far as it says anything; nothing when all agree. */
export function differsFrom(
  quote: HeldQuote,
  channel: string,
  body: Paid,
): 'channel' | 'amount' | 'lines' | 'discounts' | 'shipping' | null {
  if (body.channel !== channel) return 'channel'
  if (body.shipping !== undefined && body.shipping !== quote.shipping.payable) return 'shipping'
  if (body.amount !== undefined && body.amount !== goodsOfQuote(quote)) return 'amount'
  if (!body.lines) return null
  const quoted = new Map(quote.lines.map((line) => [line.line, line]))
  const same = body.lines.every((line, place) => {
    const held = quoted.get(line.line ?? String(place + 1))
    if (!held || held.quantity !== line.quantity || (line.sku !== undefined && line.sku !== held.sku)) return false
    // Lines before discounts are only told together with them.
    return body.discounts !== undefined || line.amount === held.payable
  })
  if (!same || body.lines.length !== quote.lines.length) return 'lines'
  const off = (body.discounts ?? []).reduce((sum, discount) => sum + discount.amount, 0)
  return body.lines.reduce((sum, line) => sum + line.amount, 0) - off === goodsOfQuote(quote) ? null : 'discounts'
}

/** The order as it enters the log: its goods as the quote has them, net of everything, and what the checkout had taken. */
export function orderOfQuote(quote: HeldQuote, body: Paid, redeemed: Redeemed): StoredEventBody {
  const { discounts: _discounts, ...said } = body
  return {
    ...said,
    amount: goodsOfQuote(quote),
    lines: quote.lines.map(
      ({ line, sku, category, quantity, payable, fields }): OrderLine => ({
        line,
        ...(sku === null ? {} : { sku }),
        ...(category === null ? {} : { category }),
        quantity,
        amount: payable,
        ...(fields === undefined ? {} : { fields }),
      }),
    ),
    ...(quote.shipping.full > 0 ? { shipping: quote.shipping.payable } : {}),
    redeemed,
  }
}
