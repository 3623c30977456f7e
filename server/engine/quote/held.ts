import type { FieldValues } from '../vocabulary'
import type { Quote, QuotedLine } from './answer'

/** A quote as it is held: with the merchant's own fields of its lines, which the order takes over. */
export type HeldQuote = Omit<Quote, 'lines'> & { lines: (QuotedLine & { fields?: FieldValues })[] }

/** What is to be paid for the goods alone. */
export const goodsOfQuote = (quote: Pick<Quote, 'payable' | 'shipping'>): number => quote.payable - quote.shipping.payable

/** The coupons that a quote took off, and how much each. */
export const couponsOfQuote = (quote: Pick<Quote, 'coupons'>): { id: string; off: number }[] =>
  quote.coupons.flatMap((outcome) => (outcome.applied ? [{ id: outcome.coupon, off: outcome.off }] : []))
