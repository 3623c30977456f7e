import { describe, expect, test } from 'vitest'
import { dayOf } from '../calendar/day'
import { earning, fieldProgram } from '../scenarios/field'
import type { CampaignTerms, Effect } from './campaign'
import { type CampaignProblem, campaignErrors, campaignNotices, type LintAround, type LintTemplate, lintCampaign } from './lint'

const rate = earning('base', { reward: { kind: 'rate', points: 1, per: 100 } })
const program = fieldProgram({
  tiers: [
    ['普卡', 0],
    ['金卡', 100_000, { bonusBps: 12_000 }],
  ],
  earningRules: [rate],
  growthRules: [],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
})
const coupon: LintTemplate = { name: '示例券', state: 'active', left: null, until: null, off: 1_000, least: 10_000 }
const T = '019c7b2e-0000-7000-8000-000000000001'
const around = (over: Partial<LintAround> = {}): LintAround => ({
  today: dayOf('2026-12-01'),
  minute: 12 * 60,
  programs: [program],
  stores: new Set(['near']),
  templates: new Map([[T, coupon]]),
  ...over,
})

const order = { kind: 'order' } as const
const bonus = (bps: number): Effect => ({ at: order, gives: { kind: 'points_bonus', bps }, limits: {} })
const gift = (count = 1, limits: Effect['limits'] = {}): Effect => ({
  at: order,
  gives: { kind: 'coupons', coupons: [{ template: T, count }] },
  limits,
})
const discount = (scope: object, offBps = 1_000): Effect => ({ at: order, gives: { kind: 'discount', offBps, scope }, limits: {} })
const terms = (over: Partial<CampaignTerms> = {}): CampaignTerms => ({
  schedule: { from: '2026-12-01', until: '2026-12-31', on: { kind: 'every_day' } },
  audience: {},
  effects: [bonus(5_000)],
  ...over,
})
const during = (schedule: Partial<CampaignTerms['schedule']>) => terms({ schedule: { ...terms().schedule, ...schedule } })
const giving = (...effects: Effect[]) => terms({ effects })
const having = (template: Partial<LintTemplate>, left = around()) => ({ ...left, templates: new Map([[T, { ...coupon, ...template }]]) })

const found = (of: CampaignTerms, there = around()) => lintCampaign({ terms: of }, there)
const codes = (problems: CampaignProblem[]) => problems.map(({ code }) => code)

test('a sound draft has nothing that stands out', () => {
  expect(found(giving(bonus(5_000), gift(2), discount({ skus: ['a'] })))).toEqual([])
})

test('orders, claims and the first order of who was brought in come through a channel; all but upgrades may be kept to stores', () => {
  const channels = { audience: { channels: ['web'] } }
  const first = { kind: 'referred', to: 'invited', pays: 'ordered' } as const
  expect(found(terms({ ...channels, effects: [bonus(1), { ...gift(), at: { kind: 'claimed' } }, { ...gift(), at: first }] }))).toEqual([])
  expect(found(terms({ audience: { stores: ['near'] }, effects: [{ ...gift(), at: { kind: 'birthday', window: 'day' } }] }))).toEqual([])
})

describe('what cannot be put to work', () => {
  const cases: [sentence: string, terms: CampaignTerms, around: LintAround, code: CampaignProblem['code'], field: string][] = [
    ['there is no program to judge by', terms(), around({ programs: [] }), 'program.none_published', 'terms'],
    [
      'the last day is over',
      during({ from: '2026-11-01', until: '2026-11-30' }),
      around(),
      'campaign.schedule_over',
      'terms.schedule.until',
    ],
    [
      'no day of the rule lies within the dates',
      during({ until: '2026-12-05', on: { kind: 'rules', rules: ['FREQ=MONTHLY;BYMONTHDAY=20'] } }),
      around(),
      'campaign.never_falls',
      'terms.schedule',
    ],
    [
      'only today is left and its hours are over',
      during({ until: '2026-12-01', hours: [{ from: '09:00', until: '12:00' }] }),
      around(),
      'campaign.hours_over',
      'terms.schedule.hours',
    ],
    ['a tier was dropped', terms({ audience: { tiers: ['银卡'] } }), around(), 'campaign.tier_gone', 'terms.audience.tiers'],
    [
      'what comes by time is kept to a channel',
      terms({ audience: { channels: ['web'] }, effects: [gift(), { ...gift(), at: { kind: 'occasion' } }] }),
      around(),
      'campaign.channels_not_then',
      'terms.audience.channels',
    ],
    [
      'the gift of an upgrade is kept to a store',
      terms({ audience: { stores: ['near'] }, effects: [{ ...gift(), at: { kind: 'tier_entered', tiers: ['金卡'] } }] }),
      around(),
      'campaign.stores_not_then',
      'terms.audience.stores',
    ],
    ['a store was closed', terms({ audience: { stores: ['far'] } }), around(), 'campaign.store_gone', 'terms.audience.stores'],
    [
      'a store of the goods in scope was closed',
      giving(discount({ stores: ['far'] })),
      around(),
      'campaign.store_gone',
      'terms.effects.0.gives.scope.stores',
    ],
    [
      'a ladder was dropped',
      giving({ at: order, gives: { kind: 'growth', growth: 5, ladder: 'second' }, limits: {} }),
      around(),
      'campaign.ladder_gone',
      'terms.effects.0.gives.ladder',
    ],
    [
      'a coupon was deleted',
      giving(gift()),
      around({ templates: new Map() }),
      'campaign.coupon_gone',
      'terms.effects.0.gives.coupons.0.template',
    ],
    [
      'a coupon is a draft',
      giving(gift()),
      having({ state: 'draft' }),
      'campaign.coupon_not_active',
      'terms.effects.0.gives.coupons.0.template',
    ],
    [
      'a coupon is no longer given',
      giving(gift()),
      having({ state: 'ended' }),
      'campaign.coupon_ended',
      'terms.effects.0.gives.coupons.0.template',
    ],
    [
      'a coupon ends before the first day',
      { ...giving(gift()), schedule: { from: '2026-12-10', on: { kind: 'every_day' } } },
      having({ until: '2026-12-09' }),
      'campaign.coupon_over',
      'terms.effects.0.gives.coupons.0.template',
    ],
    [
      'fewer coupons are left than one gift holds',
      giving(gift(3)),
      having({ left: 2 }),
      'campaign.coupon_sold_out',
      'terms.effects.0.gives.coupons.0.template',
    ],
    [
      'audience and scope have no tier in common',
      terms({ audience: { tiers: ['金卡'] }, effects: [discount({ tiers: ['普卡'] })] }),
      around(),
      'campaign.audience_empty',
      'terms.effects.0.gives.scope.tiers',
    ],
    [
      'all goods are excepted',
      giving(discount({ skus: ['a'], exceptSkus: ['a'] })),
      around(),
      'campaign.no_goods',
      'terms.effects.0.gives.scope',
    ],
    [
      'no rule gives points for money paid',
      terms(),
      around({ programs: [{ ...program, earningRules: [] }] }),
      'campaign.points_bonus_never',
      'terms.effects.0.gives',
    ],
    [
      'no rule gives growth for money paid',
      giving({ at: order, gives: { kind: 'growth_bonus', bps: 5_000 }, limits: {} }),
      around(),
      'campaign.growth_bonus_never',
      'terms.effects.0.gives',
    ],
  ]
  test.each(cases)('%s', (_, of, there, code, field) => {
    expect(found(of, there).map(({ code, field, level }) => ({ code, field, level }))).toEqual([{ code, field, level: 'error' }])
  })

  test('each of them has a case here', () => {
    expect(new Set(cases.map(([, , , code]) => code))).toEqual(new Set(campaignErrors))
  })
})

describe('what is worth a second look', () => {
  const entered = (tiers: string[]): Effect => ({
    at: { kind: 'tier_entered', tiers },
    gives: { kind: 'chances', count: 1 },
    limits: {},
  })
  const cases: [sentence: string, terms: CampaignTerms, around: LintAround, code: CampaignProblem['code'], details: object][] = [
    ['a bonus is above the cap by itself', giving(bonus(25_000)), around(), 'campaign.bonus_above_cap', { factor: 3.5, cap: 3 }],
    [
      'with the bonus of a tier it is above the cap',
      giving(bonus(10_000)),
      around(),
      'campaign.bonus_meets_cap',
      { tier: '金卡', factor: 3.2, cap: 3 },
    ],
    [
      'fewer coupons are left than the limit lets through',
      giving(gift(2, { total: 100 })),
      having({ left: 150 }),
      'campaign.coupon_few',
      { name: '示例券', left: 150, asked: 200 },
    ],
    [
      'a coupon ends before the last day',
      giving(gift()),
      having({ until: '2026-12-20' }),
      'campaign.coupon_ends_before',
      { name: '示例券', until: '2026-12-20' },
    ],
    [
      'a coupon takes off as much as an order must come to',
      giving(gift()),
      having({ least: 1_000 }),
      'campaign.coupon_takes_all',
      { name: '示例券' },
    ],
    ['two effects are the same', giving(gift(), bonus(5_000), gift()), around(), 'campaign.effects_same', { first: 1, second: 3 }],
    [
      'the days left do not reach the limit in all',
      giving(gift(1, { perDay: 10, total: 1_000 })),
      around(),
      'campaign.total_out_of_reach',
      { days: 31, most: 310, total: 1_000 },
    ],
    [
      'who rises is not in the audience',
      terms({ audience: { tiers: ['普卡'] }, effects: [entered(['金卡'])] }),
      around(),
      'campaign.entry_outside',
      {},
    ],
    ['goods would be free', giving(discount({ skus: ['a'] }, 10_000)), around(), 'campaign.goods_for_nothing', {}],
  ]
  test.each(cases)('%s', (_, of, there, code, details) => {
    expect(found(of, there)).toEqual([expect.objectContaining({ code, level: 'notice', details })])
  })

  test('each of them has a case here', () => {
    expect(new Set(cases.map(([, , , code]) => code))).toEqual(new Set(campaignNotices))
  })
})

test('a bonus meets the cap only for those whom it reaches, and as the program lets bonuses meet', () => {
  expect(found(terms({ audience: { tiers: ['普卡'] }, effects: [bonus(10_000)] }))).toEqual([])
  const highest = { ...program, points: { ...program.points, bonusMode: 'max' as const } }
  expect(found(giving(bonus(15_000)), around({ programs: [highest] }))).toEqual([])
  const product = { ...program, points: { ...program.points, bonusMode: 'product' as const } }
  expect(codes(found(giving(bonus(4_000)), around({ programs: [product] })))).toEqual(['campaign.bonus_meets_cap'])
})

test('what a program that is still to come holds counts as there', () => {
  const before = {
    ...program,
    earningRules: [],
    ladders: program.ladders.map((ladder) => ({ ...ladder, tiers: ladder.tiers.slice(0, 1) })),
  }
  const aimed = terms({ audience: { tiers: ['金卡'] } })
  expect(codes(found(aimed, around({ programs: [before] })))).toEqual(['campaign.tier_gone', 'campaign.points_bonus_never'])
  expect(found(aimed, around({ programs: [before, program] }))).toEqual([])
})

test('hours that are over today come again on another day', () => {
  const hours = [{ from: '09:00', until: '12:00' }]
  expect(found(during({ hours }))).toEqual([])
  expect(found(during({ until: '2026-12-01', hours }), around({ minute: 12 * 60 - 1 }))).toEqual([])
})

test('errors stand first', () => {
  expect(found(giving(bonus(25_000), gift()), having({ state: 'paused' })).map(({ level }) => level)).toEqual(['error', 'notice'])
})
