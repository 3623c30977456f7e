import { expect } from 'vitest'
import { type FullReduction, plainCheckout, type ReductionRung } from '../checkout/policy'
import type { CouponTerms } from '../coupon/template'
import { allocate } from '../money/allocate'
import type { CouponOutcome, Quote } from '../quote/answer'
import { orderKey } from '../vocabulary'
import { type FieldCase, fieldCases, ofCheckout, tell } from './conformance'
import { adjust, FieldMember, fieldProgram, refund } from './field'
import { held, type Line, pricing, quoted, shopper, terms } from './shopping'

type BoughtCoupon = { goods: number; coupon: { value: number; bought_with_points: number }; paid: number }

/** An order with a coupon that had cost points, as it is quoted, paid, and given back: what went back of both. */
function withBoughtCoupon({ goods, coupon, paid }: BoughtCoupon, boughtCoupons: 'coupon' | 'points', back?: number) {
  const points = coupon.bought_with_points
  const document = fieldProgram({ checkout: { ...plainCheckout, boughtCoupons } })
  const one = new FieldMember(document)
  one.on('2024-01-01', adjust(points))
  const taken = [{ lot: 'e0', amount: points }]
  one.on('2024-01-02', { type: 'points.spent', amount: points, reason: 'mall', taken })
  const buyer = shopper([held('c', terms({ kind: 'fixed', off: coupon.value * 100 }))])
  const { payable, coupons } = quoted(one.program, buyer, bought([goods * 100]))
  expect([payable, coupons[0]?.applied]).toEqual([paid * 100, true])
  const redeemed = { lock: 'lock', coupons: [{ id: 'c', bought: { points, taken } }] }
  one.on('2024-01-03', { type: 'order.paid', channel: 'c', order_no: 'o', amount: payable, redeemed })
  one.on('2024-01-04', refund('o', back))
  const order = one.state.history.book.get(orderKey('c', 'o'))
  return { cash_back: (order?.refunded ?? 0) / 100, points_returned: one.points, coupons: one.coupons.couponReturns }
}

/** How each example is told to the engine, by its id: `given`, `when` and `then` are the example's own. */
const tellings: Record<string, (told: FieldCase) => void> = {
  'REF-03': ({
    given,
    then,
  }: {
    given: BoughtCoupon
    then: [{ cash_back: number; points_returned: number }, { points_returned: number }]
  }) => {
    // The policy under which its points come back; under the other one the coupon does.
    const { coupons, ...whole } = withBoughtCoupon(given, 'points')
    expect(whole).toEqual(then[0])
    expect(coupons).toMatchObject([{ coupon: 'c', as: 'points' }])
    const part = withBoughtCoupon(given, 'points', 75)
    expect({ points_returned: part.points_returned }).toEqual(then[1])
    expect(part.coupons).toEqual([])
    const kept = withBoughtCoupon(given, 'coupon')
    expect([kept.points_returned, kept.coupons.map(({ as }) => as)]).toEqual([0, ['coupon']])
  },
  'RED-02': ({ given, when, then }: { given: Cashing; when: { max_deduction: number }[]; then: Cashed[] }) => {
    const lines = [...bought(given.lines), ...given.unselected.map((amount): Line => ({ amount, selected: false }))]
    for (const [i, { max_deduction: maxPoints }] of when.entries()) {
      const policy = { pointsAsCash: { points: 1, worth: 1, maxPoints } }
      const { points, payable, lines: priced } = quoted(pricing(policy), shopper([], given.balance), lines, { points: 'most' })
      expect({ points_used: points.used, line_split: points.split, payable }).toEqual(then[i])
      expect(priced.map((line) => line.points)).toEqual(then[i]?.line_split)
      expect(priced.reduce((sum, line) => sum + line.payable, 0)).toBe(then[i]?.payable)
    }
    expect(when).toHaveLength(then.length)
  },
  'DISC-01': ({ given, then }: { given: Scoped; then: { goods_total: number; discount: number; split: number[]; payable: number } }) => {
    const line = ({ sku, spu, amount }: ScopedLine): Line => ({ sku: String(sku), category: String(spu), amount })
    const lines = [...given.lines.map(line), ...given.unselected.map((one): Line => ({ ...line(one), selected: false }))]
    const { percent, min, cap, spus } = given.coupon
    const coupon = held(
      'half',
      terms(
        { kind: 'percent', offBps: percent * 100, cap },
        { thresholds: [{ reads: 'current', least: min }], scope: { categories: spus.map(String) } },
      ),
    )
    const answer = quoted(pricing(), shopper([coupon]), lines)
    const [outcome] = answer.coupons
    expect(outcome?.applied && { goods_total: answer.goods, discount: outcome.off, split: outcome.split, payable: answer.payable }).toEqual(
      then,
    )
    // The line that is left in the cart would have met a higher threshold, and does not.
    const higher = held('higher', { ...coupon.template.terms, thresholds: [{ reads: 'current', least: min + 1 }] })
    expect(quoted(pricing(), shopper([higher]), lines).coupons).toEqual([
      { coupon: 'higher', template: 't-higher', applied: false, because: 'below', detail: 1 },
    ])
  },
  'DISC-02': ({ given, then }: { given: { lines: InScope[]; ladder: Rung[] }; then: Record<string, unknown>[] }) => {
    const lines = given.lines.map(({ in_scope, amount }): Line => ({ amount, category: in_scope ? 'in' : 'out' }))
    const rungs = given.ladder.map(({ min, off, points, free_delivery }): ReductionRung => {
      const rung: ReductionRung = { least: min, off, points }
      return free_delivery ? { ...rung, freeShipping: true } : rung
    })
    const program = pricing({ reductions: [reduction(rungs, { categories: ['in'] })] })
    const answer = quoted(program, shopper(), lines)
    const [outcome] = answer.reductions
    expect(
      outcome?.applied && {
        discount: outcome.off,
        split: outcome.split,
        points_split: outcome.pointsSplit,
        free_delivery: outcome.freeShipping,
        payable: answer.payable,
      },
    ).toEqual(then[0])
    expect(answer.gives).toBe(given.ladder.at(-1)?.points)
    // Shipping is free then, and would not be without the rung.
    expect(quoted(program, shopper(), lines, {}, { shipping: 10 }).shipping).toEqual({ full: 10, off: 10, payable: 0, free: 'reduction' })
    const missed = quoted(pricing({ reductions: [reduction([{ least: 300, off: 50 }])] }), shopper(), [{ amount: 200 }])
    expect({ discount: missed.discounts.reduction, payable: missed.payable }).toEqual({
      discount: then[1]?.discount,
      payable: then[1]?.payable,
    })
    expect(then[1]?.reason).toBe('recorded as not matched')
    expect(missed.reductions).toEqual([{ reduction: 'ladder', applied: false, because: 'below', detail: 100 }])
  },
  'DISC-04': ({
    given,
    when,
    then,
  }: {
    given: [{ order: number }, { order: number; gift_card: number }]
    when: string[]
    then: unknown[]
  }) => {
    const [first, second] = given
    const a = held('A', terms({ kind: 'percent', offBps: 1_000 }, { group: 'a' }))
    const b = held('B', terms({ kind: 'percent', offBps: 2_000 }, { group: 'b', thresholds: [{ reads: 'current', least: 100_01 }] }))
    const asked = [
      { reads: 'current' as const, least: 10_01 },
      { reads: 'initial' as const, most: 10_99 },
    ]
    const card = held('gift card', terms({ kind: 'fixed', off: second.gift_card * 100 }, { group: 'card' }))
    const coupon = held('coupon', terms({ kind: 'fixed', off: 50 }, { group: 'coupon', thresholds: asked }))
    const inOrder = (units: number, coupons: string[]): Quote =>
      quoted(pricing(), shopper([a, b, card, coupon]), [{ amount: units * 100 }], { coupons })
    const said = (outcome: CouponOutcome | undefined, left: number): string =>
      outcome?.applied ? 'coupon applies' : `coupon not applicable (${(left / 100).toFixed(2)})`
    const tells: Record<string, () => unknown> = {
      'A then B': () => inOrder(first.order, ['A', 'B']).payable / 100,
      'B then A': () => inOrder(first.order, ['B', 'A']).payable / 100,
      'coupon first': () => said(inOrder(second.order, ['coupon', 'gift card']).coupons[0], 0),
      'gift card first': () => {
        const answer = inOrder(second.order, ['gift card', 'coupon'])
        return said(answer.coupons[1], answer.payable)
      },
    }
    expect(when.map((name) => tells[name]?.())).toEqual(then)
    expect(inOrder(first.order, ['A', 'B']).coupons[1]).toMatchObject({ because: 'below', detail: 5_51 })
    expect(inOrder(second.order, ['gift card', 'coupon']).coupons[1]).toMatchObject({ because: 'below', detail: 51 })
  },
  'DISC-06': ({ given, when, then }: { given: { cap: number }; when: { A?: number; other?: number }[]; then: number[] }) => {
    const coupon = held('ten', terms({ kind: 'percent', offBps: 1_000, cap: given.cap * 100 }, { scope: { skus: ['A'] } }))
    const off = when.map(({ A, other }) => {
      const lines = [...(A === undefined ? [] : [{ sku: 'A', amount: A * 100 }]), ...(other === undefined ? [] : [{ amount: other * 100 }])]
      const answer = quoted(pricing({ minimumPayable: 0 }), shopper([coupon]), lines)
      expect(answer.payable).toBe(answer.goods - answer.discounts.coupon)
      expect(answer.lines.every((line) => line.payable >= Math.min(0, line.initial))).toBe(true)
      return answer.discounts.coupon === 0 ? 0 : -answer.discounts.coupon / 100
    })
    expect(off).toEqual(then)
  },
  'DISC-08': ({ given, then }: { given: { weights: number[]; total: number }[]; then: number[][] }) => {
    for (const [i, { weights, total }] of given.entries()) {
      expect(allocate(total, weights)).toEqual(then[i])
      const coupon = held('off', terms({ kind: 'fixed', off: total }))
      const answer = quoted(pricing(), shopper([coupon]), bought(weights))
      const [outcome] = answer.coupons
      expect(outcome?.applied && outcome.split).toEqual(then[i])
      expect(answer.lines.map((line) => line.coupon)).toEqual(then[i])
    }
    expect(given).toHaveLength(then.length)
  },
}

type Cashing = { lines: number[]; unselected: number[]; balance: number }
type Cashed = { points_used: number; line_split: number[]; payable: number }
type ScopedLine = { sku: number; spu: number; amount: number }
type Scoped = { lines: ScopedLine[]; unselected: ScopedLine[]; coupon: { percent: number; min: number; cap: number; spus: number[] } }
type InScope = { in_scope: boolean; amount: number }
type Rung = { min: number; off: number; points: number; free_delivery?: boolean }

const bought = (amounts: readonly number[]): Line[] => amounts.map((amount) => ({ amount }))

const reduction = (rungs: ReductionRung[], scope: CouponTerms['scope'] = {}): FullReduction => ({
  id: 'ladder',
  name: 'ladder',
  enabled: true,
  by: 'amount',
  reads: 'current',
  scope,
  rungs,
})

tell(
  fieldCases.filter(({ id }) => ofCheckout(id)),
  tellings,
)
