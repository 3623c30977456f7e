import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CouponTerms } from '../coupon/template'
import { allocate } from '../money/allocate'
import { held, pricing } from '../scenarios/shopping'
import { type Shopping, shoppings } from '../scenarios/shoppings'
import type { Quote } from './answer'
import { type Choices, Choices as ChoicesShape } from './cart'
import { quote } from './quote'
import { spread } from './spread'

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
const priced = ({ program, buyer, cart, points }: Shopping, coupons: Choices['coupons']): Quote =>
  quote(program, buyer, cart, ChoicesShape.parse({ coupons, points }))
/** The best coupons, or all of them in the order in which they are held, up to five. */
const both = (shopping: Shopping): Quote[] => [
  priced(shopping, 'best'),
  priced(
    shopping,
    shopping.buyer.coupons.slice(0, 5).map(({ id }) => id),
  ),
]

describe('a quote', () => {
  test('adds up: by line, by stage and by what each coupon, reduction and point took off', () => {
    fc.assert(
      fc.property(shoppings(5), (shopping) => {
        for (const { lines, goods, discounts, cascade, coupons, reductions, points, shipping, payable, gives } of both(shopping)) {
          for (const line of lines) {
            const { initial, activity, limited, member, reduction, coupon } = line
            expect(line.payable).toBe(initial - activity - limited - member - reduction - coupon - line.points)
          }
          expect(goods).toBe(sum(lines.map((line) => line.initial)))
          for (const stage of ['activity', 'limited', 'member', 'reduction', 'coupon', 'points'] as const)
            expect(discounts[stage]).toBe(sum(lines.map((line) => line[stage])))
          expect(payable).toBe(sum(lines.map((line) => line.payable)) + shipping.payable)
          expect(shipping.full).toBe(shipping.off + shipping.payable)
          let left = goods
          for (const stage of cascade.slice(0, -1)) {
            left -= stage.off
            expect(stage.left).toBe(left)
          }
          expect(cascade.at(-1)).toEqual({ stage: 'shipping', off: shipping.off, left: payable })
          for (const [i, line] of lines.entries()) {
            expect(line.coupon).toBe(sum(coupons.map((one) => (one.applied ? (one.split[i] as number) : 0))))
            expect(line.reduction).toBe(sum(reductions.map((one) => (one.applied ? (one.split[i] as number) : 0))))
          }
          expect(points.used).toBe(sum(points.split))
          expect(points.worth).toBe(discounts.points)
          expect(points.used).toBeLessThanOrEqual(Math.min(points.most, points.available))
          expect(gives).toBe(sum(reductions.map((one) => (one.applied ? sum(one.pointsSplit) : 0))))
        }
      }),
    )
  })

  test('leaves no line below zero but those handed back, which it leaves as they are', () => {
    fc.assert(
      fc.property(shoppings(5), (shopping) => {
        for (const { lines } of both(shopping))
          for (const { initial, payable } of lines) {
            if (initial < 0) expect(payable).toBe(initial)
            else expect(payable).toBeGreaterThanOrEqual(0)
          }
      }),
    )
  })

  test('leaves the least that has to be paid, where coupons or points took anything off the goods', () => {
    fc.assert(
      fc.property(shoppings(5), (shopping) => {
        for (const { payable, shipping, discounts } of both(shopping))
          if (discounts.coupon + discounts.points > 0)
            expect(payable - shipping.payable).toBeGreaterThanOrEqual(shopping.program.checkout.minimumPayable)
      }),
    )
  })

  test('comes to the same each time, in whatever order coupons are held, and changes nothing that it is given', () => {
    fc.assert(
      fc.property(shoppings(5), (shopping) => {
        const { buyer, cart } = shopping
        const before = JSON.stringify([buyer.state, cart])
        const first = priced(shopping, 'best')
        expect(priced(shopping, 'best')).toEqual(first)
        expect(JSON.stringify([buyer.state, cart])).toBe(before)
        const turned = priced({ ...shopping, buyer: { ...buyer, coupons: [...buyer.coupons].reverse() } }, 'best')
        expect({ ...turned, coupons: turned.coupons.filter((one) => one.applied) }).toEqual({
          ...first,
          coupons: first.coupons.filter((one) => one.applied),
        })
      }),
    )
  })

  test('comes to the same in whatever order the lines lie, where discounts are for all goods', () => {
    fc.assert(
      fc.property(shoppings(4), fc.integer({ min: 1, max: 5 }), (shopping, by) => {
        const everywhere = forAllGoods(shopping)
        const { cart } = everywhere
        const named = cart.lines.map((line, i) => ({ ...line, line: `n${i}` }))
        const turned = [...named.slice(by % named.length), ...named.slice(0, by % named.length)].reverse()
        const [one, other] = [named, turned].map((lines) => priced({ ...everywhere, cart: { ...cart, lines } }, 'best'))
        expect([other?.payable, other?.discounts, other?.points.used]).toEqual([one?.payable, one?.discounts, one?.points.used])
      }),
    )
  })

  test('is never dearer for a coupon that is worth more, where nothing else hangs on what it leaves', () => {
    fc.assert(
      fc.property(shoppings(4), fc.nat({ max: 3 }), fc.integer({ min: 1, max: 120 }), (shopping, which, more) => {
        const plain = nothingHangsOnIt(shopping)
        const coupons = plain.buyer.coupons.map((coupon, i) => (i === which ? held('raised', coupon.template.terms) : coupon))
        const raised = plain.buyer.coupons.map((coupon, i) =>
          i === which ? held('raised', worthMore(coupon.template.terms, more)) : coupon,
        )
        const [before, after] = [coupons, raised].map(
          (all) => priced({ ...plain, buyer: { ...plain.buyer, coupons: all } }, 'best').payable,
        )
        expect(after).toBeLessThanOrEqual(before as number)
      }),
    )
  })
})

/** The same purchase with discounts for all goods; single articles are exchanged for none. */
function forAllGoods(shopping: Shopping): Shopping {
  const { program, buyer } = shopping
  const { reductions, ...policy } = program.checkout
  const coupons = buyer.coupons
    .filter(({ template }) => template.terms.value.kind !== 'exchange')
    .map((coupon) =>
      held(coupon.id, { ...coupon.template.terms, scope: {} }, { of: coupon.template.id, from: coupon.from, until: coupon.until }),
    )
  return {
    ...shopping,
    program: pricing({ ...policy, reductions: reductions.map(({ reach, first, last, ...one }) => ({ ...one, scope: {} })) }),
    buyer: { ...buyer, coupons },
  }
}

/**
 * The same purchase where what a coupon leaves decides nothing: full reductions come first, thresholds read what goods
 * cost at first, points are taken one by one, and shipping is free for nobody.
 */
function nothingHangsOnIt(shopping: Shopping): Shopping {
  const { program, buyer } = shopping
  const { reductions, pointsAsCash, ...policy } = program.checkout
  const initially = (terms: CouponTerms): CouponTerms => ({
    ...terms,
    thresholds: terms.thresholds.map((threshold) => ({ ...threshold, reads: 'initial' })),
  })
  return {
    ...shopping,
    program: pricing({
      ...policy,
      order: 'reduction_coupon_points',
      reductions: reductions.map(({ reach, first, last, ...one }) => one),
      ...(pointsAsCash ? { pointsAsCash: { points: 1, worth: 1 } } : {}),
    }),
    buyer: {
      ...buyer,
      benefits: { grants: [], memberPrice: false, prices: [], freeShippingFrom: null },
      coupons: buyer.coupons.map((coupon) => held(coupon.id, initially(coupon.template.terms))),
    },
  }
}

function worthMore(terms: CouponTerms, more: number): CouponTerms {
  const { value } = terms
  if (value.kind === 'fixed') return { ...terms, value: { ...value, off: value.off + more } }
  if (value.kind === 'percent') return { ...terms, value: { ...value, offBps: Math.min(10_000, value.offBps + more * 20) } }
  if (value.kind === 'exchange') return { ...terms, value: { ...value, quantity: value.quantity + 1 } }
  return value.cap === undefined ? terms : { ...terms, value: { ...value, cap: value.cap + more } }
}

test('the split that makes no objects is the split of all others', () => {
  const weight = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 9_000_000_000_000 }))
  fc.assert(
    fc.property(fc.array(weight, { minLength: 1, maxLength: 40 }), fc.nat({ max: 1_000_000 }), (weights, share) => {
      const whole = sum(weights)
      fc.pre(whole > 0)
      const total = Number((BigInt(whole) * BigInt(share)) / 1_000_000n)
      const parts = new Float64Array(weights.length)
      spread(total, Float64Array.from(weights), weights.length, parts, new Float64Array(weights.length))
      expect(Array.from(parts)).toEqual(allocate(total, weights))
    }),
  )
})
