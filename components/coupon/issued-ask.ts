import { type Asked, oneOf, pageAsk } from '../kit/list-ask'

/** How a coupon can stand today. */
export const standings = ['usable', 'not_yet', 'over', 'locked', 'used', 'withdrawn'] as const

/** What the server is asked for of a template's coupons, of an address. */
export function issuedAsk(asked: Asked) {
  const standing = standings.find((one) => one === oneOf(asked, 'standing'))
  return { ...pageAsk(asked), ...(standing ? { standing } : {}) }
}
