import { expect, test } from 'vitest'
import { dayOf } from '../calendar/day'
import { fieldProgram } from '../scenarios/field'
import type { CampaignTerms, Effect } from './campaign'
import { type Meets, meetingsOn } from './overlaps'

const program = fieldProgram({
  tiers: [
    ['普卡', 0],
    ['金卡', 100_000, { bonusBps: 5_000 }],
  ],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
})
const day = dayOf('2026-12-09')

const order = { kind: 'order' } as const
const bonus = (bps: number, scope?: object): Effect => ({
  at: order,
  gives: { kind: 'points_bonus', bps, ...(scope ? { scope } : {}) },
  limits: {},
})
const discount = (scope: object): Effect => ({ at: order, gives: { kind: 'discount', offBps: 1_000, scope }, limits: {} })
const price = (scope: object): Effect => ({ at: order, gives: { kind: 'member_price', offBps: 500, scope }, limits: {} })
const held = (id: string, effects: Effect[], over: Partial<Omit<CampaignTerms, 'effects'>> = {}): Meets => ({
  id,
  terms: { schedule: { from: '2026-12-01', on: { kind: 'every_day' } }, audience: {}, effects, ...over },
})
const within = (from: string, until: string) => ({
  schedule: { from: '2026-12-01', on: { kind: 'every_day' as const }, hours: [{ from, until }] },
})
const on = (...campaigns: Meets[]) => meetingsOn(campaigns, program, day)
const row = (tier: string | null, bonuses: string[], factorBps: number, discounts: string[] = []) => ({
  tier,
  bonuses,
  factorBps,
  capBps: 30_000,
  capped: factorBps > 30_000,
  growth: [] as string[],
  growthBps: 10_000,
  discounts,
})

test('bonuses of one day add up with the bonus of the tier, and the cap is told', () => {
  expect(on(held('a', [bonus(10_000)]), held('b', [bonus(8_000)]))).toEqual([
    row('普卡', ['a', 'b'], 28_000),
    row('金卡', ['a', 'b'], 33_000),
  ])
})

test('one bonus is told where the bonus of a tier carries it above the cap', () => {
  expect(on(held('a', [bonus(18_000)]))).toEqual([row('金卡', ['a'], 33_000)])
  expect(on(held('a', [bonus(10_000)]))).toEqual([])
})

test('the highest alone counts, or they multiply, as the program says', () => {
  const two = [held('a', [bonus(10_000)]), held('b', [bonus(5_000)])]
  const factors = (bonusMode: 'max' | 'product') =>
    meetingsOn(two, { ...program, points: { ...program.points, bonusMode } }, day).map(({ factorBps }) => factorBps)
  expect(factors('max')).toEqual([20_000])
  expect(factors('product')).toEqual([30_000, 45_000])
})

test('those for other tiers, other stores, other channels or other goods do not meet', () => {
  const apart: [Meets, Meets][] = [
    [held('a', [bonus(9_000)], { audience: { tiers: ['普卡'] } }), held('b', [bonus(9_000)], { audience: { tiers: ['金卡'] } })],
    [held('a', [bonus(9_000)], { audience: { stores: ['s1'] } }), held('b', [bonus(9_000)], { audience: { stores: ['s2'] } })],
    [held('a', [bonus(9_000)], { audience: { channels: ['web'] } }), held('b', [bonus(9_000, { channels: ['till'] })])],
    [held('a', [bonus(9_000, { skus: ['x'] })]), held('b', [bonus(9_000, { skus: ['y'] })])],
    [held('a', [bonus(9_000, { categories: ['tea'] })]), held('b', [bonus(9_000, { exceptCategories: ['tea'] })])],
  ]
  for (const [one, other] of apart) expect(on(one, other)).toEqual([])
  const meeting: [Meets, Meets][] = [
    [held('a', [bonus(9_000)], { audience: { stores: ['s1', 's2'] } }), held('b', [bonus(9_000)], { audience: { stores: ['s2'] } })],
    [held('a', [bonus(9_000, { skus: ['x'] })]), held('b', [bonus(9_000, { categories: ['tea'] })])],
    [held('a', [bonus(9_000, { exceptSkus: ['x'] })]), held('b', [bonus(9_000)])],
  ]
  for (const [one, other] of meeting)
    expect(on(one, other).map(({ bonuses }) => bonuses)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
})

test('those of other hours do not meet, and of three the two that do are told', () => {
  const [morning, noon, evening] = [
    held('a', [bonus(6_000)], within('08:00', '12:00')),
    held('b', [bonus(7_000)], within('11:00', '14:00')),
    held('c', [bonus(8_000)], within('14:00', '20:00')),
  ]
  expect(on(morning, evening)).toEqual([])
  expect(on(morning, noon, evening).map(({ bonuses, factorBps }) => [bonuses, factorBps])).toEqual([
    [['a', 'b'], 23_000],
    [['a', 'b'], 28_000],
  ])
})

test('of discounts on the same goods both are named, once for everybody where tiers make no difference', () => {
  expect(on(held('a', [discount({ skus: ['x'] })]), held('b', [price({ skus: ['y'] })]))).toEqual([])
  const two = [held('a', [discount({ categories: ['tea'] })]), held('b', [price({ categories: ['tea', 'coffee'] })])]
  expect(on(...two)).toEqual([row(null, [], 10_000, ['a', 'b'])])
  expect(on(...two, held('c', [bonus(18_000)]))).toEqual([row('普卡', [], 10_000, ['a', 'b']), row('金卡', ['c'], 33_000, ['a', 'b'])])
})

test('two effects of one campaign are no meeting of campaigns, and what does not fall on the date meets nobody', () => {
  expect(on(held('a', [bonus(4_000), bonus(5_000)]))).toEqual([])
  const later = held('b', [bonus(9_000)], { schedule: { from: '2026-12-10', on: { kind: 'every_day' } } })
  expect(on(held('a', [bonus(9_000)]), later)).toEqual([])
})

test('bonuses of growth are told by themselves: they add up with that of the tier, and no cap holds them', () => {
  const growth = (bps: number, ladder?: string): Effect => ({
    at: order,
    gives: { kind: 'growth_bonus', bps, ...(ladder ? { ladder } : {}) },
    limits: {},
  })
  const growing = fieldProgram({
    tiers: [
      ['普卡', 0],
      ['金卡', 100_000, { growthBonusBps: 5_000 }],
    ],
    points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
  })
  const told = (...campaigns: Meets[]) => meetingsOn(campaigns, growing, day)
  const grows = (tier: string, growthBps: number) => ({ ...row(tier, [], 10_000), growth: ['a', 'b'], growthBps })
  expect(told(held('a', [growth(20_000)]), held('b', [growth(10_000, 'ladder')]))).toEqual([grows('普卡', 40_000), grows('金卡', 45_000)])
  // Alone, on another ladder, or beside a bonus on points it meets nothing.
  expect(told(held('a', [growth(90_000)]))).toEqual([])
  expect(told(held('a', [growth(20_000)]), held('b', [growth(10_000, 'other')]))).toEqual([])
  expect(told(held('a', [growth(20_000)]), held('b', [bonus(10_000)]))).toEqual([])
})
