import { expect, test } from 'vitest'
import { type CheckoutPolicy, plainCheckout } from '@/server/engine/checkout/policy'
import { exampleQuote } from './example'

const policy: CheckoutPolicy = {
  ...plainCheckout,
  reductions: [
    {
      id: 'r',
      name: '示例满减',
      enabled: true,
      by: 'amount',
      reads: 'current',
      scope: { skus: ['only this one'] },
      rungs: [{ least: 20_000, off: 3_000 }],
      until: '2001-01-01',
    },
  ],
  pointsAsCash: { points: 100, worth: 100, maxShareBps: 2_000 },
}
const example = { goods: 30_000, coupon: 2_000, points: 100_000, shipping: 1_000 }

test('an example goes down stage by stage, whatever a full reduction is confined to', () => {
  const quote = exampleQuote(policy, example)
  expect(quote.cascade.map(({ stage, off, left }) => [stage, off, left])).toEqual([
    ['activity', 0, 30_000],
    ['price', 1_500, 28_500],
    ['reduction', 3_000, 25_500],
    ['coupon', 2_000, 23_500],
    ['points', 4_700, 18_800],
    ['shipping', 0, 19_800],
  ])
})

test('another order takes the same stages another way round', () => {
  const quote = exampleQuote({ ...policy, order: 'reduction_points_coupon' }, example)
  expect(quote.cascade.slice(2, 5).map(({ stage, off }) => [stage, off])).toEqual([
    ['reduction', 3_000],
    ['points', 5_100],
    ['coupon', 2_000],
  ])
})

test('nothing set, no coupon and no points leave the member price and shipping', () => {
  expect(exampleQuote(plainCheckout, { goods: 10_000, coupon: 0, points: 0, shipping: 0 }).payable).toBe(9_500)
})
