import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Shopping, shoppings } from '../scenarios/shoppings'
import type { CouponOutcome, Quote } from './answer'
import { Choices } from './cart'
import { quote } from './quote'

/** Every order of every choice of coupons. */
function* sequences(ids: readonly string[], taken: string[] = []): Generator<string[]> {
  yield taken
  if (taken.length === 5) return
  for (const id of ids) if (!taken.includes(id)) yield* sequences(ids, [...taken, id])
}

const applied = (answer: Quote): CouponOutcome[] => answer.coupons.filter((outcome) => outcome.applied)

/** All quotes of coupons that are asked for one by one, where each of them is taken. */
function everyQuote({ program, buyer, cart, points }: Shopping): Quote[] {
  const found: Quote[] = []
  for (const coupons of sequences(buyer.coupons.map(({ id }) => id))) {
    const answer = quote(program, buyer, cart, Choices.parse({ coupons, points }))
    if (applied(answer).length === coupons.length) found.push(answer)
  }
  return found
}

const cheaper = (a: Quote, b: Quote): number =>
  a.payable - b.payable || applied(a).length - applied(b).length || a.points.used - b.points.used

test('nothing cheaper exists than the best, and it takes the fewest coupons and points', () => {
  fc.assert(
    fc.property(shoppings(4), (shopping) => {
      const { program, buyer, cart, points } = shopping
      const best = quote(program, buyer, cart, Choices.parse({ coupons: 'best', points }))
      const [least] = everyQuote(shopping).sort(cheaper)
      expect([best.payable, applied(best).length, best.points.used]).toEqual([
        least?.payable,
        least && applied(least).length,
        least?.points.used,
      ])
      // Asked for by name, the same coupons come to the same.
      const names = applied(best).map(({ coupon }) => coupon)
      expect(quote(program, buyer, cart, Choices.parse({ coupons: names, points })).payable).toBe(best.payable)
      expect(best.coupons.map(({ coupon }) => coupon).sort()).toEqual(buyer.coupons.map(({ id }) => id).sort())
    }),
  )
})

test('a coupon that is costlier says by how much, exactly', () => {
  fc.assert(
    fc.property(shoppings(4), (shopping) => {
      const { program, buyer, cart, points } = shopping
      const best = quote(program, buyer, cart, Choices.parse({ coupons: 'best', points }))
      const all = everyQuote(shopping)
      for (const outcome of best.coupons) {
        if (outcome.applied || outcome.because !== 'costlier') continue
        // So many of its template at least, or one more than are among the best.
        const times = (answer: Quote) => applied(answer).filter(({ template }) => template === outcome.template).length
        const needed = times(best) + 1
        const with_ = all.filter((answer) => times(answer) >= needed).map(({ payable }) => payable)
        expect(outcome.detail).toBe(Math.min(...with_) - best.payable)
        expect(outcome.detail).toBeGreaterThan(0)
      }
    }),
  )
})
