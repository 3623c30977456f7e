import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTemplate } from '@/db/testing/mall'
import { mintStore, mintTenant } from '@/db/testing/mint'
import { receiveEvents } from '@/server/api/receive-events'
import type { CampaignTerms, Effect } from '@/server/engine/campaign/campaign'
import type { ProgramDocument } from '@/server/engine/program/document'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import { advanceTenant } from '@/server/program/advance-tenant'
import { forecastCampaign } from './forecast-campaign'
import type { Forecast } from './views'

testDatabase()

const tier = (id: string, threshold: number) => ({
  id,
  code: id,
  name: id,
  color: '#888888',
  icon: 'star' as const,
  threshold,
  bonusBps: 0,
})
const program: ProgramDocument = {
  semantics: 2,
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  ladders: [
    {
      id: 'main',
      name: '示例等级',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'forever' } },
      tiers: [tier('base', 0), tier('gold', 160_00)],
    },
    {
      id: 'grow',
      name: '示例成长',
      primary: false,
      spec: { measure: 'growth', window: { kind: 'lifetime' }, validity: { kind: 'forever' } },
      tiers: [tier('g1', 100_000)],
    },
  ],
  growthRules: [
    { id: 'g', ladderId: 'grow', name: '示例', spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 10_00 } } },
  ],
  earningRules: [
    { id: 'rate', name: '示例', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } },
    // What is no rate is not multiplied.
    { id: 'flat', name: '示例', spec: { trigger: 'order.paid', reward: { kind: 'flat', points: 7 } } },
  ],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}

/** A Wednesday at noon. The ninety days before begin on 12 March. */
const NOW = Date.parse('2026-06-10T04:00:00Z')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
})
afterEach(() => {
  vi.useRealTimers()
})

/**
 * Ann joined on 1 April, Ben and Cem in January. Ann bought for 100.00 on 8 April (8.00 for shipping) and, in the app, for
 * 50.50 on 8 May; Ben at the store for 200.00 on 8 May, and for 30.00 on 8 June, which came back; Cem for 10.00 on 1 March,
 * before the ninety days, and on the evening of 20 May for tea (50.00) and a cup (30.00).
 */
async function house() {
  const { scope } = await mintTenant({ program })
  const store = await mintStore(scope, { code: 'S1' })
  const joined = { Ann: '2026-04-01', Ben: '2026-01-01', Cem: '2026-01-01' }
  await registerMembers(
    scope,
    Object.entries(joined).map(([code, on]) => ({ code, joinedAt: `${on}T12:00:00+08:00` })),
  )
  const order = (member: string, on: string, order_no: string, more: object) => ({
    type: 'order.paid',
    event_id: order_no,
    member,
    order_no,
    occurred_at: on.includes('T') ? on : `${on}T12:00:00+08:00`,
    ...more,
  })
  const did = (member: string, on: string, type: string, more: object = {}) => ({
    type,
    event_id: `${type}-${member}-${on}`,
    member,
    occurred_at: `${on}T09:00:00+08:00`,
    ...more,
  })
  const lines = [
    { line: '1', category: '茶', amount: 50_00 },
    { line: '2', category: '杯', amount: 30_00 },
  ]
  const { summary } = await receiveEvents(
    scope,
    {
      events: [
        did('Ann', '2026-04-02', 'member.profile_changed', { birthday: '05-10' }),
        did('Ben', '2026-04-02', 'member.profile_changed', { birthday: '07-20' }),
        order('Cem', '2026-03-01', 'c1', { amount: 10_00 }),
        order('Ann', '2026-04-08', 'a1', { amount: 100_00, shipping: 8_00 }),
        order('Ann', '2026-05-08', 'a2', { amount: 50_50, channel: 'app' }),
        order('Ben', '2026-05-08', 'b1', { amount: 200_00, store: 'S1' }),
        order('Cem', '2026-05-20T20:00:00+08:00', 'c2', { lines }),
        order('Ben', '2026-06-08', 'b2', { amount: 30_00 }),
        did('Ben', '2026-06-09', 'order.refunded', { order_no: 'b2', refund_no: 'r', amount: 30_00 }),
        ...['01', '02', '03', '04', '05'].map((date) => did('Ann', `2026-06-${date}`, 'member.checked_in')),
        did('Ann', '2026-05-02', 'member.referred', { invited: 'Cem' }),
      ],
    },
    (code) => code,
  )
  expect(summary).toMatchObject({ applied: 15, refused: 0 })
  await advanceTenant(scope)
  return { scope, store: store.id, template: await mintTemplate(scope) }
}

const everyDay = { from: '2026-06-10', on: { kind: 'every_day' as const } }
const eighth = { from: '2026-06-10', on: { kind: 'rules' as const, rules: ['FREQ=MONTHLY;BYMONTHDAY=8'] } }
const order = { kind: 'order' as const }
const double: Effect = { at: order, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} }
const points = (amount: number) => ({ kind: 'points' as const, points: amount })
const once = (at: Effect['at'], gives: Effect['gives'] = points(10), limits: Effect['limits'] = {}): Effect => ({ at, gives, limits })

type House = Awaited<ReturnType<typeof house>>
type Case = [what: string, terms: (house: House) => Partial<CampaignTerms>, expected: Partial<Forecast>]

const cases: Case[] = [
  [
    // In the ninety days to come it is held on 8 July and 8 August: as many as 8 May and 8 June, when 50 and 200 points were given by rates.
    'a member day doubles what rates gave on its dates, and what came back is left out',
    () => ({ schedule: eighth, effects: [double] }),
    {
      ...{ basisDays: 90, orders: 4, reach: 3, days: 2, until: '2026-08-08', turn: 'occasion', turns: 2 },
      ...{ grants: 2, members: 2, perTurn: 1, points: 250, cost: 2_50, notes: ['points_assumed'] },
    },
  ],
  [
    'a limit of one member on a date cuts who has more',
    () => ({ schedule: eighth, effects: [{ ...double, limits: { perMemberDay: 60 } }] }),
    { grants: 2, points: 110 },
  ],
  [
    'budgets of a date and of all members are shared in order',
    () => ({ effects: [{ ...double, limits: { perDay: 220, total: 300 } }] }),
    // 100 on 8 April; 220 of 250 on 8 May, of which the whole leaves 200; nothing of 80 on 20 May.
    { points: 300 },
  ],
  ['a limit of one member ever', () => ({ effects: [{ ...double, limits: { perMember: 120 } }] }), { points: 120 + 120 + 80 }],
  [
    // 430 points in ninety days, which are nine times ten days.
    'ten days come to a ninth of what ninety did',
    () => ({ schedule: { from: '2026-06-20', until: '2026-06-29', on: { kind: 'every_day' } }, effects: [double] }),
    { days: 10, turns: 10, turn: 'day', points: 48 },
  ],
  [
    // 430 points on ninety typical days, forty-five times two.
    'a festival that did not come in those days is held on typical ones, and says so',
    () => ({ schedule: { from: '2026-06-10', on: { kind: 'festival', festival: 'national', before: 0, after: 1 } }, effects: [double] }),
    { days: 2, turns: 1, until: '2026-10-02', points: 10, notes: ['typical_days', 'points_assumed'] },
  ],
  [
    'growth is added to what its rates gave on the ladder named',
    () => ({ effects: [once(order, { kind: 'growth_bonus', bps: 5_000, ladder: 'grow' })] }),
    // 10, 5, 20 and 8 by rates.
    { growth: 22, cost: 0, notes: [] },
  ],
  ['first orders only', () => ({ effects: [once({ ...order, first: true })] }), { grants: 2, points: 20, members: 2 }],
  ['orders from an amount on', () => ({ effects: [once({ ...order, least: 100_00 })] }), { grants: 2, points: 20 }],
  ['orders of the week of a birthday', () => ({ effects: [once({ ...order, birthday: 'week' })] }), { grants: 1, members: 1 }],
  ['orders of those who joined not long before', () => ({ effects: [once({ ...order, joinedWithin: 30 })] }), { grants: 1 }],
  [
    'orders within the hours',
    () => ({ schedule: { ...everyDay, hours: [{ from: '18:00', until: '22:00' }] }, effects: [once(order)] }),
    { grants: 1 },
  ],
  ['orders of a channel', () => ({ audience: { channels: ['app'] }, effects: [once(order)] }), { reach: 3, grants: 1 }],
  [
    'orders at a store, and who was seen there',
    ({ store }) => ({ audience: { stores: [store] }, effects: [once(order)] }),
    { reach: 1, grants: 1 },
  ],
  ['members on a tier', () => ({ audience: { tiers: ['gold'] }, effects: [once(order)] }), { reach: 1, grants: 1 }],
  ['members on the base tier too', () => ({ audience: { tiers: ['base'] }, effects: [once(order)] }), { reach: 2, grants: 3 }],
  [
    'members who meet a condition',
    () => ({ audience: { when: { fact: 'member.net_spend', operator: 'gte', value: 100_00 } }, effects: [once(order)] }),
    { reach: 2, grants: 3 },
  ],
  [
    'a discount on goods in scope costs what it takes off',
    () => ({ effects: [once(order, { kind: 'discount', offBps: 2_000, scope: { categories: ['茶'] } })] }),
    { grants: 1, off: 10_00, cost: 10_00 },
  ],
  [
    'shipping that becomes free costs what was paid for it',
    () => ({ effects: [once(order, { kind: 'free_shipping', least: 60_00 })] }),
    { grants: 1, off: 8_00, cost: 8_00 },
  ],
  [
    'goods cost what the merchant says, and nothing else is known',
    () => ({
      effects: [
        once({ ...order, least: 80_00 }, { kind: 'goods', name: '示例杯', count: 2, cost: 5_00 }),
        once({ ...order, least: 80_00 }, { kind: 'goods', name: '示例袋', count: 1 }),
      ],
    }),
    { grants: 6, goods: 9, cost: 30_00, notes: ['cost_unknown'] },
  ],
  [
    'a coupon that never came to its end is counted as used',
    ({ template }) => ({ effects: [once({ ...order, first: true }, { kind: 'coupons', coupons: [{ template, count: 2 }] })] }),
    { grants: 2, coupons: 4, cost: 40_00, notes: ['all_used'] },
  ],
  [
    'an occasion comes to everybody each time',
    () => ({ schedule: eighth, effects: [once({ kind: 'occasion' }, points(5))] }),
    { grants: 6, members: 3, perTurn: 3, points: 30 },
  ],
  [
    'an occasion stops at the limit of one member',
    () => ({ schedule: eighth, effects: [once({ kind: 'occasion' }, points(5), { perMember: 7 })] }),
    { points: 21 },
  ],
  [
    'birthdays of the days to come',
    () => ({ effects: [once({ kind: 'birthday', window: 'month' })] }),
    // Ben's month is July; Ann's, May, is over, and Cem's is not known.
    { grants: 1, members: 1, points: 10 },
  ],
  [
    // Ann has been asleep since 7 June. In ninety days three fell asleep (Cem on 31 March, Ben and Ann on 7 June): one more in the 29 to come.
    'who is asleep, and who will be at the pace of the days before',
    () => ({ schedule: { ...everyDay, until: '2026-07-09' }, effects: [once({ kind: 'asleep', days: 30 })] }),
    { grants: 2, points: 20 },
  ],
  ['who joined', () => ({ effects: [once({ kind: 'registered' })] }), { grants: 1, points: 10 }],
  // Five days in a row: the second of three is 2 and 5 June.
  ['check-ins by their place in the row', () => ({ effects: [once({ kind: 'checked_in', day: 2, cycle: 3 })] }), { grants: 2 }],
  ['who invited', () => ({ effects: [once({ kind: 'referred', pays: 'registered', to: 'inviter' })] }), { grants: 1 }],
  ['who invited somebody who bought', () => ({ effects: [once({ kind: 'referred', pays: 'ordered', to: 'inviter' })] }), { grants: 0 }],
  ['who entered a tier', () => ({ effects: [once({ kind: 'tier_entered', tiers: ['gold'] })] }), { grants: 1, points: 10 }],
  [
    'who will ask is not known: at most as many as there are',
    ({ template }) => ({
      effects: [once({ kind: 'claimed' }, { kind: 'coupons', coupons: [{ template, count: 1 }] }, { total: 2 })],
    }),
    { reach: 3, grants: 2, coupons: 2, cost: 20_00, notes: ['claims_at_most', 'all_used'] },
  ],
]

test.each(cases)('%s', async (_, terms, expected) => {
  const made = await house()
  const draft = {
    kind: 'member_day' as const,
    name: '示例活动',
    intro: '',
    noticeDays: null,
    terms: { schedule: everyDay, audience: {}, effects: [], ...terms(made) },
  }
  expect(await forecastCampaign(made.scope, draft)).toMatchObject(expected)
})

const draftOf = (effects: Effect[], more: Partial<CampaignTerms> = {}) => ({
  kind: 'member_day' as const,
  name: '示例活动',
  intro: '',
  noticeDays: null,
  terms: { schedule: everyDay, audience: {}, effects, ...more },
})

test('coupons cost as much as past ones were used: their own first, else the others', async () => {
  const { scope, template } = await house()
  const other = await mintTemplate(scope, { terms: { value: { kind: 'percent', offBps: 1_000, cap: 9_00 } } })
  const left = await mintTemplate(scope, { stock: 1 })
  await inTenant(scope, 'coupon:write', async (tx) => {
    const [member] = await tx.sql<{ id: string }[]>`select id from members where tenant_id = ${scope.tenantId} and code = 'Ann'`
    for (const [place, state] of ['used', 'held', 'held', 'held'].entries())
      await tx.sql`
        insert into coupons (tenant_id, id, template_id, member_id, number, state, origin, issue_key, valid_from, valid_until, issued_on)
        values (${scope.tenantId}, gen_random_uuid(), ${template}, ${member?.id ?? ''}, ${`n${place}`}, ${state}, 'hand', ${`k${place}`}, '2026-05-01', '2026-05-31', '2026-05-01')`
  })
  const give = (id: string) => [once({ kind: 'occasion' }, { kind: 'coupons', coupons: [{ template: id, count: 1 }] })]
  // Three members, ¥10 each, of which one in four is used.
  expect(await forecastCampaign(scope, draftOf(give(template)))).toMatchObject({ coupons: 3, cost: 7_50, notes: ['use_as_before'] })
  // An average order is (100 + 50.50 + 200 + 80) / 4 = 107.63; a tenth of it is more than the cap.
  expect(await forecastCampaign(scope, draftOf(give(other)))).toMatchObject({ cost: Math.round((3 * 9_00) / 4), notes: ['use_as_others'] })
  expect(await forecastCampaign(scope, draftOf(give(left)))).toMatchObject({ coupons: 1 })
})

test('points cost what the program says they are worth', async () => {
  const worth = { points: 50, worth: 100 }
  const checkout = {
    order: 'reduction_coupon_points' as const,
    minimumPayable: 1,
    maxCoupons: 5,
    reductions: [],
    boughtCoupons: 'coupon' as const,
  }
  const { scope } = await mintTenant({ program: { ...program, checkout: { ...checkout, pointsAsCash: worth } } })
  await registerMembers(scope, [{ code: 'A', joinedAt: '2026-01-01T00:00:00Z' }])
  expect(await forecastCampaign(scope, draftOf([once({ kind: 'occasion' }, points(75))]))).toMatchObject({
    ...{ points: 75, cost: 1_50, pointsWorth: 2_00, orders: 0, notes: [] },
  })
})

test('orders brought in without points count by the rates in force, and it is said', async () => {
  const { scope } = await mintTenant({ program })
  await registerMembers(scope, [{ code: 'A', joinedAt: '2026-01-01T00:00:00Z' }])
  const events = [
    { type: 'order.paid', event_id: '1', member: 'A', order_no: '1', occurred_at: '2026-06-01T12:00:00+08:00', amount: 120_00 },
  ]
  await receiveEvents(scope, { events }, (code) => code)
  await inTenant(
    scope,
    'event:write',
    (tx) => tx.sql`
    update orders set record = record || '{"earns": false}' where tenant_id = ${scope.tenantId}`,
  )
  // Nine days since the first order, ninety to come.
  expect(await forecastCampaign(scope, draftOf([double]))).toMatchObject({
    ...{ basisDays: 9, points: 1_200, notes: ['few_days', 'rates_assumed', 'points_assumed'] },
  })
})
