import { describe, expect, test } from 'vitest'
import type { CouponTerms } from '../coupon/template'
import { held, pricing, shopper, terms } from '../scenarios/shopping'
import { asksBill, offBill } from './coupon-at-counter'

const service: CouponTerms['value'] = { kind: 'exchange', service: '示例体验', quantity: 1 }
const cup: CouponTerms['value'] = { kind: 'exchange', skus: ['a'], quantity: 1 }
const fixed: CouponTerms['value'] = { kind: 'fixed', off: 1_000 }
const from = { reads: 'current', least: 5_000 } as const
const upTo = { reads: 'initial', most: 9_000 } as const

test.each<[string, CouponTerms, boolean]>([
  ['money off', terms(fixed), true],
  ['a part off', terms({ kind: 'percent', offBps: 1_000 }), true],
  ['a service', terms(service), false],
  ['a service from an amount on', terms(service, { thresholds: [from] }), true],
  ['goods up to an amount', terms(cup, { thresholds: [upTo] }), true],
  ['goods from nothing on', terms(cup, { thresholds: [{ reads: 'current', least: 0 }] }), false],
])('whether the bill must be known: %s', (_name, of, asks) => {
  expect(asksBill(held('k', of).template)).toBe(asks)
})

describe('a bill', () => {
  const asked = (of: CouponTerms, bill: number) => offBill(pricing(), shopper(), held('k', of), bill)
  test.each<[string, CouponTerms, number, ReturnType<typeof asked>]>([
    ['below', terms(service, { thresholds: [from] }), 4_999, { refused: { because: 'below', detail: 1 } }],
    ['just enough', terms(service, { thresholds: [from] }), 5_000, { off: null }],
    ['at its upper end', terms(cup, { thresholds: [from, upTo] }), 9_000, { off: null }],
    ['above', terms(cup, { thresholds: [from, upTo] }), 9_001, { refused: { because: 'above', detail: 1 } }],
    [
      'of several least amounts the highest counts',
      terms(cup, { thresholds: [from, { reads: 'initial', least: 7_000 }] }),
      6_000,
      { refused: { because: 'below', detail: 1_000 } },
    ],
    ['without thresholds', terms(service), 1, { off: null }],
    ['from which money is taken', terms(fixed, { thresholds: [from] }), 5_000, { off: 1_000 }],
  ])('%s', (_name, of, bill, answer) => {
    expect(asked(of, bill)).toEqual(answer)
  })
})
