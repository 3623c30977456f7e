import { expect, test } from 'vitest'
import { EarningRuleDraft } from '@/server/engine/points/earning-rule'
import { parseDraft } from '../kit/parse-draft'
import { filledSections, type Held, heldRule, kindsOf, ruleDraftOf } from './rule-draft'

const read = (held: Held) => {
  const parsed = parseDraft(EarningRuleDraft, ruleDraftOf(held, 'points'))
  if (!parsed.success) throw parsed.error
  return parsed.data.spec
}

test('a trigger offers the ways to give that it knows', () => {
  expect(kindsOf('order.paid', 'points')).toEqual(['rate', 'flat', 'per_item', 'multiplier', 'coupon'])
  expect(kindsOf('order.completed', 'growth')).toEqual(['rate', 'flat', 'per_item'])
  expect(kindsOf('stored.recharged', 'points')).toEqual(['rate', 'flat', 'coupon'])
  expect(kindsOf('member.birthday', 'points')).toEqual(['flat', 'coupon'])
})

test('a rule that is opened and saved is the same rule', () => {
  const spec: Held['spec'] = {
    trigger: 'order.paid',
    when: { all: [{ fact: 'order.amount', operator: 'gte', value: 20_000 }] },
    lines: { fact: 'line.category', operator: 'in', value: ['coffee'] },
    reward: { kind: 'rate', points: 2, per: 100, mode: 'full_step', byTier: [{ tierId: 't', units: 0 }] },
    caps: { perDay: 500 },
    from: '2026-11-01',
    until: '2026-11-11',
    stops: true,
    withShipping: true,
  }
  expect(read(heldRule({ name: '规则', enabled: true, spec }, 100) as Held)).toEqual(spec)
})

test('what belongs to another trigger or kind is kept by the controls and left out of the rule', () => {
  const held: Held = {
    name: '规则',
    enabled: true,
    spec: {
      trigger: 'member.birthday',
      event: 'refuel',
      lines: { fact: 'line.category', operator: 'in', value: ['coffee'] },
      reward: { kind: 'multiplier', points: 88, per: 100, mode: 'full_step', factorBps: 30_000, byTier: [] },
      caps: { perDay: null },
      withShipping: true,
      stops: false,
      weightBps: 10_000,
    },
  }
  expect(read(held)).toEqual({ trigger: 'member.birthday', reward: { kind: 'flat', points: 88 } })
  expect(read({ ...held, spec: { ...held.spec, trigger: 'order.paid' } })).toEqual({
    trigger: 'order.paid',
    lines: held.spec?.lines,
    reward: { kind: 'multiplier', factorBps: 30_000 },
    withShipping: true,
  })
})

test('a section that holds something that counts is open', () => {
  const held = heldRule(
    { spec: { trigger: 'order.paid', caps: { perDay: 5 }, lines: { fact: 'line.sku' }, reward: { kind: 'flat' } } },
    100,
  )
  expect(filledSections(held, 'points')).toEqual(['lines', 'caps'])
  expect(filledSections(heldRule({ spec: { trigger: 'member.shared', lines: {} } }, 100), 'points')).toEqual([])
  expect(filledSections(heldRule({ spec: { weightBps: 20_000 } }, 100), 'growth')).toEqual(['more'])
})

test('a rule that gives coupons gives nothing else, and no tier has it otherwise', () => {
  const coupons = [{ template: '0190f0a0-0000-7000-8000-000000000001', count: 2 }]
  const held = heldRule(
    { name: '规则', enabled: true, spec: { trigger: 'member.birthday', reward: { kind: 'coupon', coupons } } },
    100,
  ) as Held
  expect(read(held)).toEqual({ trigger: 'member.birthday', reward: { kind: 'coupon', coupons } })
  expect(
    ruleDraftOf(
      { ...held, spec: { ...held.spec, reward: { ...held.spec?.reward, points: 5, byTier: [{ tierId: 't', units: 1 }] } } },
      'points',
    ),
  ).toMatchObject({
    spec: { reward: { kind: 'coupon', coupons } },
  })
  expect(
    filledSections({ ...held, spec: { ...held.spec, reward: { kind: 'coupon', byTier: [{ tierId: 't', units: 1 }] } } }, 'points'),
  ).toEqual([])
})
