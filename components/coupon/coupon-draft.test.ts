import { expect, test } from 'vitest'
import type { CouponTemplateDraft } from '@/server/engine/coupon/template'
import { startedFrom, starters } from '../draft/coupon-starters'
import { parseDraft } from '../kit/parse-draft'
import { couponDraftOf, heldCoupon, shownOf, TemplateForm, worths } from './coupon-draft'

const said = { name: '示例券', note: '', service: '示例饮品' }
const read = (held: Record<string, unknown>) => parseDraft(TemplateForm, couponDraftOf(held))
const whole: CouponTemplateDraft = {
  name: '示例券',
  note: '到店出示',
  color: '#c2410c',
  stock: 500,
  terms: {
    value: { kind: 'percent', offBps: 1_500, cap: 2_000 },
    thresholds: [
      { reads: 'initial', least: 10_000 },
      { reads: 'current', most: 50_000 },
    ],
    scope: { skus: ['A1', 'A2'], tiers: ['gold'] },
    when: { fact: 'member.order_count', operator: 'gte', value: 1 },
    validity: { kind: 'fixed', from: '2026-11-01', until: '2026-12-31' },
    group: '商品券',
    limits: { perMember: 3, perOrder: 2 },
    extendDays: 7,
  },
  offer: { way: 'claim', from: '2026-11-01', tiers: ['gold'] },
}

test('a template that is opened and saved is the same template', () => {
  expect(read(heldCoupon(whole)).data).toEqual(whole)
})

test.each(starters)('the starter %s is a whole template', (starter) => {
  const draft = startedFrom(starter, said, 100)
  expect(read(heldCoupon(draft)).data).toEqual(draft)
})

test('what belongs to another choice is kept by the controls and left out of the template', () => {
  const held = heldCoupon(whole)
  const plain = read({ ...held, worth: 'plain', terms: { ...(held.terms as object), value: { off: 500, offBps: 1_500, cap: 2_000 } } }).data
  expect(plain?.terms).toMatchObject({ value: { kind: 'fixed', off: 500 }, thresholds: [] })
  const changed = read({ ...held, limited: false, stacks: 'alone', comesBack: false, offer: { ...whole.offer, way: 'issue' } }).data
  expect(changed?.stock).toBeNull()
  expect(changed?.terms.group).toBeUndefined()
  expect(changed?.terms.extendDays).toBeUndefined()
  expect(changed?.offer).toEqual({ way: 'issue' })
})

test('what was switched on and not filled in is found at its place', () => {
  const held = { ...heldCoupon(startedFrom('reduction', said, 100)), limited: true, stock: null, stacks: 'group', comesBack: true }
  const places = read(held).error?.issues.map((issue) => issue.path.join('.'))
  expect(places).toEqual(expect.arrayContaining(['stock', 'terms.group', 'terms.extendDays']))
  const bare = read({ name: '', color: '#c2410c', worth: 'reduction', terms: { limits: { perOrder: 1 } }, offer: { way: 'issue' } })
  expect(bare.error?.issues.map((issue) => issue.path.join('.'))).toEqual(
    expect.arrayContaining(['name', 'terms.value.off', 'terms.thresholds.0.least', 'terms.validity.days']),
  )
})

test.each(worths)('while %s is still empty, the coupon shows what there is of it', (worth) => {
  const shown = shownOf({ name: '示例券', worth, color: '#c2410c', terms: { validity: { kind: 'relative', days: 7 } } })
  expect(shown).toMatchObject({ name: '示例券', worth, thresholds: [], scope: {}, validity: { kind: 'relative', afterDays: 0, days: 7 } })
  expect(shown.value === null).toBe(worth !== 'free_shipping')
})

test('once put to work, only the limits of the terms follow the form', () => {
  const held = heldCoupon(whole)
  const draft = couponDraftOf(
    { ...held, worth: 'plain', terms: { value: { off: 1 }, limits: { perOrder: 5, perMember: null } } },
    whole.terms,
  )
  expect(parseDraft(TemplateForm, draft).data?.terms).toEqual({ ...whole.terms, limits: { perOrder: 5 } })
})
