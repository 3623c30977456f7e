import { describe, expect, test } from 'vitest'
import { type CheckoutPolicy, FullReduction, plainCheckout } from '@/server/engine/checkout/policy'
import { heldPolicy, PlainPolicy, policyDraftOf } from './policy-draft'
import { blankReduction, heldReduction, reductionDraftOf } from './reduction-draft'

const reduction: FullReduction = {
  id: 'r',
  name: '示例满减',
  enabled: true,
  by: 'amount',
  reads: 'current',
  scope: { categories: ['tea'] },
  rungs: [
    { least: 100, off: 10 },
    { least: 200, offBps: 1_000, points: 5 },
    { least: 300, freeShipping: true },
  ],
  from: '2026-01-01',
}

describe('what the controls hold', () => {
  test.each<[string, CheckoutPolicy]>([
    ['a plain policy', plainCheckout],
    ['points as cash', { ...plainCheckout, order: 'reduction_points_coupon', pointsAsCash: { points: 50, worth: 100, step: 10 } }],
  ])('goes back into %s', (_, policy) => {
    const { reductions: _reductions, ...rest } = policy
    expect(PlainPolicy.parse(policyDraftOf(heldPolicy(policy, 100)))).toEqual(rest)
  })

  test('leaves points as cash out once they are switched off, and what was emptied of them', () => {
    const held = heldPolicy({ ...plainCheckout, pointsAsCash: { points: 50, worth: 100 } }, 100)
    expect(policyDraftOf({ ...held, points: false })).not.toHaveProperty('pointsAsCash')
    expect(policyDraftOf({ ...held, pointsAsCash: { points: 50, worth: 100, least: null } })).toMatchObject({
      pointsAsCash: { points: 50, worth: 100 },
    })
  })

  test('goes back into a full reduction', () => expect(FullReduction.parse(reductionDraftOf(heldReduction(reduction)))).toEqual(reduction))

  test('keeps of a rung only what its way says', () => {
    const held = { ...heldReduction(reduction), rungs: [{ least: 100, way: 'offBps', off: 10, offBps: 500, freeShipping: false }] }
    expect(FullReduction.parse(reductionDraftOf(held)).rungs).toEqual([{ least: 100, offBps: 500 }])
  })

  test('of a new full reduction asks for its name and rung', () => {
    const parsed = FullReduction.safeParse(reductionDraftOf(blankReduction('r')))
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(expect.arrayContaining(['name', 'rungs.0.least']))
  })
})
