import { type Day, dayOf } from '../calendar/day'
import type { CouponValidity } from './template'

/** First and last date on which a coupon received on a date can be used, both included. */
export function couponDays(validity: CouponValidity, received: Day): { from: Day; until: Day } {
  if (validity.kind === 'fixed') return { from: dayOf(validity.from), until: dayOf(validity.until) }
  const from = received + validity.afterDays
  return { from, until: from + validity.days - 1 }
}
