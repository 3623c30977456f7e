import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import type { ProgramDocument } from '@/server/engine/program/document'
import { explain } from '@/server/engine/sentence/explain'
import type { Surround } from '@/server/engine/sentence/wording'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { spendPoints } from '@/server/points/spend-points'
import { advanceTenant } from '@/server/program/advance-tenant'
import { applyEvents } from '@/server/program/apply-events'
import { explainEntry } from './explain-entry'
import { readTimeline, type TimelineLine } from './read-timeline'
import { registerMembers } from './register-members'

const database = testDatabase()

const program: ProgramDocument = {
  semantics: 2,
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  ladders: [
    {
      id: 'main',
      name: '示例等级',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
      tiers: [
        { id: 'base', code: 'base', name: '普通', color: '#888888', icon: 'star', threshold: 0, bonusBps: 0 },
        { id: 'vip', code: 'vip', name: 'VIP', color: '#aa8800', icon: 'crown', threshold: 300_00, bonusBps: 2000, entryPoints: 88 },
      ],
    },
  ],
  growthRules: [],
  earningRules: [{ id: 'rate', name: '消费积分', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } }],
  points: {
    expiry: { kind: 'rolling', unit: 'days', count: 30 },
    clawback: 'allow_debt',
    bonusCapBps: 30_000,
    pending: { from: 'payment', days: 7 },
    reminders: [5],
  },
}
const surround: Surround = { language: 'zh', money: (n) => `¥${n / 100}`, count: String, pointsName: '积分', store: () => undefined }

async function house() {
  const tenant = await mintTenant({ program })
  await mintStore(tenant.scope, { code: 'S1' })
  const far = await mintStore(tenant.scope, { code: 'S2' })
  const [answer] = await registerMembers(tenant.scope, [{ code: 'P1', name: '示例甲', store: 'S1', joinedAt: '2025-01-01T00:00:00Z' }])
  if (answer?.status !== 'new') throw new Error('not registered')
  return { ...tenant, far, memberId: answer.memberId }
}
const event = (no: string, day: string, body: object, store = 'S1') => ({
  source: 'api',
  event_id: no,
  member: 'P1',
  occurred_at: `${day}T04:00:00Z`,
  store,
  body,
})
const order = (no: string, day: string, amount: number, store?: string) =>
  event(no, day, { type: 'order.paid', order_no: no, amount }, store)

async function send(scope: TenantScope, ...events: object[]) {
  for (const one of events) {
    const [answer] = await applyEvents(scope, [one])
    if (answer?.status !== 'applied') throw new Error(JSON.stringify(answer))
  }
}
const lines = async (scope: TenantScope, memberId: string) => (await readTimeline(scope, { memberId, limit: 100 })).lines
const said = async (scope: TenantScope, id: string | undefined) =>
  explain((await explainEntry(scope, { id: id ?? '' })).explanation, surround, (code) => code).sentence
const ofKind = (all: TimelineLine[], key: string) => all.filter((line) => line.key === key || line.kind === key || line.event?.type === key)

test('every row of a life explains itself from what was stored', async () => {
  const { scope, memberId, tenantId } = await house()
  await send(
    scope,
    order('A1', '2025-03-04', 350_00),
    order('A2', '2025-03-05', 100_00),
    event('R1', '2025-03-06', { type: 'order.refunded', refund_no: 'R1', order_no: 'A1', amount: 50_00 }),
    order('A3', '2025-03-20', 10_00),
    order('A4', '2025-04-20', 10_00),
  )
  const all = await lines(scope, memberId)
  const row = (line: TimelineLine | undefined, to: string) => line?.movements.find((one) => one.to === to)?.id
  const [, , second, first] = ofKind(all, 'order.paid')
  expect(await said(scope, row(first, 'pending'))).toBe(
    '2025 年 3 月 4 日消费 ¥350，按「消费积分」（每实付 ¥1 得 1 积分），共得 350 积分，2025 年 3 月 11 日起可以使用（第 1 版方案）。',
  )
  expect(await said(scope, row(second, 'pending'))).toBe(
    '2025 年 3 月 5 日消费 ¥100，按「消费积分」（每实付 ¥1 得 1 积分），VIP 加成 20%，共得 120 积分，2025 年 3 月 12 日起可以使用（第 1 版方案）。',
  )
  expect(await said(scope, first?.tierChanges[0]?.id)).toBe(
    '2025 年 3 月 4 日，消费 ¥350 后，会员从普通升到 VIP，当时累计净消费为 ¥350，达到 ¥300 的门槛（第 1 版方案）。',
  )
  expect(await said(scope, row(ofKind(all, 'order.refunded')[0], 'reversed'))).toBe(
    '2025 年 3 月 6 日订单 A1 退款 ¥50，2025 年 3 月 4 日的这笔订单还保留 ¥300，应得 300 积分，收回 50 积分（第 1 版方案）。',
  )
  expect(await said(scope, row(ofKind(all, 'points.granted')[0], 'active'))).toMatch(/^2025 年 3 月 4 日成为 VIP，入级礼 88 积分/)
  const days = ofKind(all, 'day')
  const activated = days.find((line) => line.key === 'day:2025-03-11')
  expect(await said(scope, activated?.movements[0]?.id)).toBe(
    '2025 年 3 月 4 日消费 ¥350 得到的 300 积分，2025 年 3 月 11 日起可以使用，订单付款 7 天后积分才能使用，有效期从那时算起（第 1 版方案）。',
  )
  const expired = days.find((line) => line.movements.some((one) => one.to === 'expired' && one.amount === 300))
  expect(await said(scope, row(expired, 'expired'))).toBe(
    '2025 年 3 月 4 日消费 ¥350 得到的积分中，还剩 300 积分没有使用，有效期到 2025 年 4 月 10 日，2025 年 4 月 11 日过期：积分自获得起 30 天后过期（第 1 版方案）。',
  )
  for (const line of all)
    for (const { id } of [...line.movements, ...line.tierChanges])
      expect(await said(scope, id)).not.toMatch(/undefined|null|NaN|[0-9a-f]{8}-/)
  expect(tenantId).toBeTruthy()
})

test('a late order says what it changed, and the change of tier that it replaced says so', async () => {
  const { scope, memberId } = await house()
  await send(scope, order('A1', '2025-03-04', 100_00), order('A2', '2025-03-10', 250_00))
  const replaced = ofKind(await lines(scope, memberId), 'order.paid')[0]?.tierChanges[0]?.id
  await send(scope, order('A0', '2025-03-01', 300_00))
  const all = await lines(scope, memberId)
  const correction = ofKind(all, 'correction')[0]?.movements.find((row) => row.amount === 20)
  expect(await said(scope, correction?.id)).toMatch(
    /才收到 2025 年 3 月 1 日的记录（消费 ¥300），2025 年 3 月 4 日消费 ¥100 的结果因此改变，补记 20 积分/,
  )
  const { explanation } = await explainEntry(scope, { id: replaced ?? '' })
  expect(explanation.subject).toMatchObject({ kind: 'move', superseded: true })
})

test('what was refused is kept once, is a line of the timeline, and says why', async () => {
  const { scope, memberId } = await house()
  await send(scope, order('A1', '2025-03-04', 100_00))
  const wrong = [
    { ...order('A2', '2025-03-05', 5_00), store: 'S9' },
    { ...order('A3', '2025-03-05', 5_00), member: 'nobody' },
    'no event at all',
  ]
  for (const _ of [1, 2]) await applyEvents(scope, wrong)
  const kept =
    await database.owner`select member_id, code, source, event_key from refusals where tenant_id = ${scope.tenantId} order by code`
  expect(kept).toMatchObject(
    [
      { member_id: memberId, code: 'event.unknown_store', source: 'api', event_key: 'A2' },
      { member_id: null, code: 'event.unknown_member', event_key: 'A3' },
    ].sort((a, b) => (a.code < b.code ? -1 : 1)),
  )
  const [line] = ofKind(await lines(scope, memberId), 'refusal')
  expect(line?.refusal).toMatchObject({ type: 'order.paid', code: 'event.unknown_store' })
  expect(await said(scope, line?.refusal?.id)).toBe('2025 年 3 月 5 日的订单没有被接受：event.unknown_store。')
})

test('a spend beyond what is there is kept with what was there', async () => {
  const { scope, memberId } = await house()
  await send(scope, event('J', '2025-03-04', { type: 'member.registered' }))
  const spend = { memberId, amount: 5, reason: '示例', requestKey: newId() }
  for (const _ of [1, 2]) await expect(spendPoints(scope, spend)).rejects.toMatchObject({ code: 'points.not_enough' })
  const refused = ofKind(await lines(scope, memberId), 'refusal')
  expect(refused.map((line) => line.refusal)).toMatchObject([
    { type: 'points.spent', code: 'points.not_enough', details: { available: 0 } },
  ])
  const { explanation } = await explainEntry(scope, { id: refused[0]?.refusal?.id ?? '' })
  expect(explanation.version).toBe(1)
})

test('a store manager opens the rows of the own stores only', async () => {
  const { scope, memberId, tenantId, far } = await house()
  await send(scope, order('A1', '2025-03-04', 100_00))
  const [line] = ofKind(await lines(scope, memberId), 'order.paid')
  const manager = (await mintOperator(tenantId, 'store_manager', [far.id])).scope
  await expect(explainEntry(manager, { id: line?.movements[0]?.id ?? '' })).rejects.toMatchObject({ code: 'member.entry_not_found' })
  await expect(explainEntry(scope, { id: newId() })).rejects.toMatchObject({ kind: 'not_found', code: 'member.entry_not_found' })
})

test('points that were spent say where they came from, and a reminder that went out is a line', async () => {
  const { scope, memberId } = await house()
  const recent = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10)
  await send(scope, order('A1', recent, 200_00))
  await spendPoints(scope, { memberId, amount: 80, reason: '抵扣到店消费', requestKey: newId() })
  const [spent] = ofKind(await lines(scope, memberId), 'points.spent')
  expect(await said(scope, spent?.movements[0]?.id)).toMatch(/使用 80 积分，来自 .*消费 ¥200，原因是“抵扣到店消费”（第 1 版方案）。$/)
  await advanceTenant(scope)
  expect(ofKind(await lines(scope, memberId), 'notice').every((line) => line.notice?.kind === 'points_expiring')).toBe(true)
})
