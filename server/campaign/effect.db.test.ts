import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { messagesOf } from '@/components/messages/load'
import { asking } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { mintTemplate } from '@/db/testing/mall'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { receiveEvents } from '@/server/api/receive-events'
import { lockQuote } from '@/server/checkout/lock-quote'
import type { CampaignTerms } from '@/server/engine/campaign/campaign'
import type { ProgramDocument } from '@/server/engine/program/document'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { createCampaign } from './create-campaign'
import { daysHeld } from './days-held'
import { effectCsv } from './effect-csv'
import { launchCampaign } from './launch-campaign'
import { readCampaign } from './read-campaign'
import { readEffect } from './read-effect'

testDatabase()

const program: ProgramDocument = {
  semantics: 2,
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  ladders: [
    {
      id: 'grow',
      name: '示例成长',
      primary: true,
      spec: { measure: 'growth', window: { kind: 'lifetime' }, validity: { kind: 'forever' } },
      tiers: [{ id: 'g1', code: 'g1', name: '示例', color: '#888888', icon: 'star', threshold: 100_000, bonusBps: 0 }],
    },
  ],
  growthRules: [
    { id: 'g', ladderId: 'grow', name: '示例', spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 10_00 } } },
  ],
  earningRules: [{ id: 'rate', name: '示例', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } }],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}

const at = (on: string) => new Date(on.includes('T') ? `${on}+08:00` : `${on}T12:00:00+08:00`)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: at('2026-06-01T09:00:00') })
})
afterEach(() => {
  vi.useRealTimers()
})

async function put(scope: TenantScope, terms: CampaignTerms): Promise<string> {
  const draft = { kind: 'after_payment' as const, name: '示例活动', intro: '', noticeDays: null, terms }
  const { id } = await createCampaign(scope, draft)
  await launchCampaign(scope, { campaignId: id, revision: 1 })
  return id
}

async function send(scope: TenantScope, type: string, on: string, member: string, more: Record<string, unknown>): Promise<void> {
  if (at(on).getTime() > Date.now()) vi.setSystemTime(at(on))
  const { summary } = await receiveEvents(
    scope,
    { events: [{ type, event_id: JSON.stringify([type, on, member]), member, occurred_at: at(on).toISOString(), ...more }] },
    (code) => code,
  )
  expect(summary).toMatchObject({ applied: 1 })
}
const order = (scope: TenantScope, on: string, member: string, amount: number, more: Record<string, unknown> = {}) =>
  send(scope, 'order.paid', on, member, { order_no: `${member}-${on}`, amount, ...more })

/**
 * Three days in June on which orders from 50.00 bring double points and half as much growth again, and those from 100.00 a
 * coupon and a cup that costs 3.00. Ann bought for 40.00 the day before it was put to work and 120.00 within it, of which
 * 20.00 came back; Ben for 60.00 at the store, and for 100.00 that came back; Cem for 20.00 before, and 30.00 within.
 */
async function house() {
  const tenant = await mintTenant({ program })
  const { scope } = tenant
  const store = await mintStore(scope, { code: 'S1' })
  await registerMembers(
    scope,
    ['Ann', 'Ben', 'Cem', 'Dee'].map((code) => ({ code, joinedAt: '2026-01-01T00:00:00Z', ...(code === 'Ben' ? { store: 'S1' } : {}) })),
  )
  await order(scope, '2026-05-29', 'Ann', 999_00)
  await order(scope, '2026-05-31', 'Ann', 40_00)
  const template = await mintTemplate(scope)
  const campaignId = await put(scope, {
    schedule: { from: '2026-06-02', until: '2026-06-04', on: { kind: 'every_day' } },
    audience: {},
    effects: [
      { at: { kind: 'order', least: 50_00 }, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} },
      { at: { kind: 'order', least: 50_00 }, gives: { kind: 'growth_bonus', bps: 5_000 }, limits: {} },
      { at: { kind: 'order', least: 100_00 }, gives: { kind: 'coupons', coupons: [{ template, count: 1 }] }, limits: {} },
      { at: { kind: 'order', least: 100_00 }, gives: { kind: 'goods', name: '示例杯', count: 1, cost: 3_00 }, limits: {} },
    ],
  })
  expect(await readEffect(scope, { campaignId })).toBeNull()
  await order(scope, '2026-06-01', 'Cem', 20_00)
  await order(scope, '2026-06-02', 'Ann', 120_00)
  await order(scope, '2026-06-03', 'Ben', 60_00, { store: 'S1' })
  await order(scope, '2026-06-03', 'Cem', 30_00)
  await order(scope, '2026-06-04', 'Ben', 100_00)
  await send(scope, 'order.refunded', '2026-06-04T13:00:00', 'Ben', { order_no: 'Ben-2026-06-04', refund_no: '1', amount: 100_00 })
  await send(scope, 'order.refunded', '2026-06-04T14:00:00', 'Ann', { order_no: 'Ann-2026-06-02', refund_no: '2', amount: 20_00 })
  await order(scope, '2026-06-05', 'Ann', 500_00)
  await inTenant(
    scope,
    'coupon:write',
    (tx) => tx.sql`
      update coupons set state = 'used', used_at = statement_timestamp(), used_on = '2026-06-05', off = 1000, paid = 49000
      where tenant_id = ${scope.tenantId} and campaign_id = ${campaignId} and state = 'held'`,
  )
  return { ...tenant, campaignId, store: store.id }
}

const figures = (members: number, orders: number, sales: number) => ({ members, orders, sales })

test('a campaign is told by what it gave and what was bought, net of what came back, against as many days before', async () => {
  const { scope, campaignId } = await house()
  expect(await readEffect(scope, { campaignId })).toEqual({
    asOf: '2026-06-05T04:00:00.000Z',
    ...{ days: 3, from: '2026-06-02', until: '2026-06-04' },
    ...{ beforeDays: 3, beforeFrom: '2026-05-30', beforeUntil: '2026-06-01' },
    ...{ reach: 4, members: 2 },
    // Points and growth to Ann and to Ben, and a coupon and a cup to Ann.
    grants: 6,
    // 100 of the 100.00 that Ann kept, and 60; half of 10 and of 6 growth.
    ...{ points: 160, growth: 8, coupons: 1, couponsUsed: 1, couponsOff: 10_00, goods: 1, chances: 0, off: 0 },
    cost: 1_60 + 10_00 + 3_00,
    during: figures(3, 3, 190_00),
    before: figures(2, 2, 60_00),
    withGift: { during: figures(2, 2, 160_00), before: figures(1, 1, 40_00) },
    withoutGift: { during: figures(1, 1, 30_00), before: figures(1, 1, 20_00) },
    byDay: [
      { day: '2026-06-02', grants: 4, orders: 1, sales: 100_00 },
      { day: '2026-06-03', grants: 2, orders: 2, sales: 90_00 },
      { day: '2026-06-04', grants: 0, orders: 0, sales: 0 },
    ],
    forecast: (await readCampaign(scope, { campaignId })).forecast,
    pointsWorth: 1_00,
    notes: ['points_assumed'],
  })
})

test('a store manager is told of the members and orders of the own stores', async () => {
  const { tenantId, campaignId, store } = await house()
  const { scope } = await mintOperator(tenantId, 'store_manager', [store])
  const found = await readEffect(scope, { campaignId })
  expect(found).toMatchObject({ reach: 1, members: 1, points: 60, coupons: 0, goods: 0, grants: 2, cost: 60 })
  expect(found).toMatchObject({ during: figures(1, 1, 60_00), before: figures(0, 0, 0) })
})

test('what was expected is kept as it is put to work', async () => {
  const { scope, campaignId } = await house()
  // Three days with orders lay behind it, and three were to come: the one of 999.00 would have brought 999 points, a coupon and a cup.
  expect((await readCampaign(scope, { campaignId })).forecast).toEqual({
    ...{ reach: 4, days: 3, basisDays: 3, members: 1, grants: 4, cost: 9_99 + 10_00 + 3_00 },
    notes: ['few_days', 'all_used', 'points_assumed'],
  })
})

test('nobody knows what a coupon took off that was used without a bill, and the cost says so', async () => {
  const { scope, tenantId, campaignId, store } = await house()
  await inTenant(
    scope,
    'coupon:write',
    (tx) => tx.sql`update coupons set off = null, paid = null where tenant_id = ${tenantId} and campaign_id = ${campaignId}`,
  )
  expect(await readEffect(scope, { campaignId })).toMatchObject({
    ...{ couponsUsed: 1, couponsOff: 0, cost: 1_60 + 3_00 },
    notes: ['points_assumed', 'cost_unknown'],
  })
  // It was not a member of this store who used it.
  const manager = await mintOperator(tenantId, 'store_manager', [store])
  expect((await readEffect(manager.scope, { campaignId }))?.notes).toEqual(['points_assumed'])
})

test('a price is told by what its quotes took off the orders that were kept', async () => {
  const { scope } = await mintTenant({ program })
  await registerMembers(scope, [{ code: 'Ann', joinedAt: '2026-01-01T00:00:00Z' }])
  const campaignId = await put(scope, {
    schedule: { from: '2026-06-01', on: { kind: 'every_day' } },
    audience: {},
    effects: [{ at: { kind: 'order' }, gives: { kind: 'discount', offBps: 2_000 }, limits: {} }],
  })
  const buy = async (order_no: string, on: string) => {
    vi.setSystemTime(at(on))
    const lock = await lockQuote(scope, { ...asking('Ann', [{ line: '1', amount: 50_00 }]), requestKey: order_no })
    await send(scope, 'order.paid', on, 'Ann', { order_no, lock })
  }
  await buy('1', '2026-06-01T10:00:00')
  await buy('2', '2026-06-01T11:00:00')
  await buy('3', '2026-06-01T12:00:00')
  await send(scope, 'order.refunded', '2026-06-01T13:00:00', 'Ann', { order_no: '2', refund_no: '1', amount: 40_00 })
  await send(scope, 'order.refunded', '2026-06-01T14:00:00', 'Ann', { order_no: '3', refund_no: '2', amount: 10_00 })
  // 10.00 off each: one whole, one of which three quarters were kept, and one that came back.
  expect(await readEffect(scope, { campaignId })).toMatchObject({
    ...{ grants: 2, members: 1, off: 17_50, cost: 17_50, during: figures(1, 2, 70_00), notes: [] },
  })
})

test('the file opens in a spreadsheet, has the figures and the days, and no formula', async () => {
  const { scope, campaignId } = await house()
  await inTenant(scope, 'tenant:write', (tx) => tx.sql`update tenants set points_name = '=HYPERLINK("x")' where id = ${scope.tenantId}`)
  let text = ''
  for await (const part of effectCsv(scope, campaignId, messagesOf('zh').outcome.effect)) text += part
  expect(text.startsWith('\uFEFF项目,数值\n开始日期,2026-06-02\n')).toBe(true)
  expect(text).toContain('成本,14.60\n')
  expect(text).toContain('参与会员 活动期间 净销售,160.00\n')
  expect(text).toContain(`"'=HYPERLINK(""x"")",160\n`)
  expect(text.endsWith('日期,参与次数,订单,净销售\n2026-06-02,4,1,100.00\n2026-06-03,2,2,90.00\n2026-06-04,0,0,0.00\n')).toBe(true)
})

describe('the days on which a campaign was held', () => {
  const span = (from: string, until: string | null) => ({
    from: at(from).getTime(),
    until: until === null ? null : at(until).getTime(),
    began: 1,
    stopped: until === null ? null : 2,
  })
  const told = (held: { held: number[]; before: number[] }) => [held.held.length, held.before.length]
  const schedule = { from: '2026-06-01', on: { kind: 'every_day' as const } }
  const now = at('2026-06-10').getTime()

  test('are those on which it was at work at any time', () => {
    // 3 and 4 June, nothing on the 5th and 6th, and from the 7th on.
    const spans = [span('2026-06-03T20:00:00', '2026-06-04T10:00:00'), span('2026-06-07T23:59:00', null)]
    expect(told(daysHeld(schedule, spans, 'Asia/Shanghai', now))).toEqual([6, 6])
  })
  test('end with the span, whose end no longer belongs to it', () => {
    expect(told(daysHeld(schedule, [span('2026-06-03T00:00:00', '2026-06-04T00:00:00')], 'Asia/Shanghai', now))).toEqual([1, 1])
  })
  test('are none before it was put to work', () => {
    expect(told(daysHeld(schedule, [], 'Asia/Shanghai', now))).toEqual([0, 0])
  })
})
