import { expect, test } from 'vitest'
import { programVersions } from '@/db/schema'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import type { ProgramDocument } from '@/server/engine/program/document'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { adjustPoints } from '@/server/points/adjust-points'
import { spendPoints } from '@/server/points/spend-points'
import { applyEvents } from '@/server/program/apply-events'
import { readMember } from './read-member'
import { readTimeline } from './read-timeline'
import { registerMembers } from './register-members'
import { revealMember } from './reveal-member'

const database = testDatabase()

const program: ProgramDocument = {
  semantics: 1,
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
        { id: 'gold', code: 'gold', name: '金卡', color: '#aa8800', icon: 'crown', threshold: 130_00, bonusBps: 2000 },
      ],
    },
  ],
  growthRules: [],
  earningRules: [
    { id: 'rate', name: '消费积分', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } },
    {
      id: 'big',
      name: '大单加赠',
      spec: { trigger: 'order.paid', when: { fact: 'order.amount', operator: 'gte', value: 200_00 }, reward: { kind: 'flat', points: 50 } },
    },
  ],
  points: { expiry: { kind: 'rolling', unit: 'days', count: 365 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}

const at = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString()

async function house() {
  const tenant = await mintTenant({ program })
  const [near, far] = [await mintStore(tenant.scope, { code: 'S1' }), await mintStore(tenant.scope, { code: 'S2' })]
  const [answer] = await registerMembers(tenant.scope, [{ code: 'P1', name: '示例甲', store: 'S1', joinedAt: at(30) }])
  if (answer?.status !== 'new') throw new Error('not registered')
  const event = (event_id: string, daysAgo: number, store: string, amount: number) => ({
    source: 'api',
    event_id,
    member: 'P1',
    occurred_at: at(daysAgo),
    store,
    body: { type: 'order.paid' as const, channel: 'default', order_no: event_id, amount },
  })
  const answers = await applyEvents(tenant.scope, [event('o1', 20, 'S1', 90_00), event('o2', 10, 'S2', 30_00)])
  expect(answers.map((a) => a.status)).toEqual(['applied', 'applied'])
  return { ...tenant, near, far, memberId: answer.memberId, event }
}

const spend = (scope: TenantScope, memberId: string, amount: number, more = {}) =>
  spendPoints(scope, { memberId, amount, reason: '示例抵扣', requestKey: newId(), ...more })

test('the head of a member says tier, way to the next, balance and lots with their last day', async () => {
  const { scope, memberId } = await house()
  expect(await readMember(scope, memberId)).toMatchObject({
    name: '示**',
    points: { available: 120, active: 120, owed: 0 },
    netSpend: 120_00,
    progress: [{ ladder: '示例等级', measured: 120_00, tier: { name: '普通' }, next: { name: '金卡', threshold: 130_00, missing: 10_00 } }],
    lots: [{ left: 90 }, { left: 30 }],
  })
})

test('the timeline tells what happened, newest first, why, by whom, and where', async () => {
  const { scope, memberId, near } = await house()
  await spend(scope, memberId, 20, { storeId: near.id })
  await revealMember(scope, { memberId, reason: '示例回访' })
  const first = await readTimeline(scope, { memberId, limit: 2 })
  expect(first.lines.map((line) => line.act?.action ?? line.event?.type)).toEqual(['member.revealed', 'points.spent'])
  expect(first.lines[1]).toMatchObject({ points: -20, event: { reason: '示例抵扣', by: '示例', store: `示例门店 S1`, version: 1 } })
  const second = await readTimeline(scope, { memberId, limit: 2, cursor: first.next ?? '' })
  expect(second.lines.map((line) => line.event?.orderNo)).toEqual(['o2', 'o1'])
  expect(second.next).toBeNull()
  expect(second.lines[1]).toMatchObject({
    points: 90,
    event: { money: 90_00, rules: [{ unit: 'points', trace: ['rate', 90] }, { trace: ['big', 0, 0, 90_00] }] },
  })
  expect(second.versions).toMatchObject({ 1: { rules: { rate: { name: '消费积分' }, big: { name: '大单加赠' } } } })
})

test('a late order is told as a line of its own and as a correction of what it changed', async () => {
  const { scope, memberId, event } = await house()
  await applyEvents(scope, [event('o0', 25, 'S1', 200_00)])
  const { lines } = await readTimeline(scope, { memberId, limit: 20 })
  const correction = lines.find((line) => line.kind === 'correction')
  // Gold from day 25 on: the two orders behind it earn 20 % more.
  expect(correction).toMatchObject({ points: 18 + 6 })
  expect(lines.find((line) => line.event?.orderNo === 'o0')).toMatchObject({
    points: 250,
    tierChanges: [{ from: '普通', to: '金卡', rise: true, measured: 200_00 }],
  })
  expect(lines.find((line) => line.event?.orderNo === 'o1')?.corrected).toBe(true)
})

test('a store manager sees the lines of the own stores and spends there only', async () => {
  const { scope, tenantId, memberId, near, far } = await house()
  const manager = (await mintOperator(tenantId, 'store_manager', [near.id])).scope
  const seen = await readTimeline(manager, { memberId, limit: 20 })
  expect(seen.lines.map((line) => line.event?.orderNo)).toEqual(['o1'])
  expect(seen.ownStoresOnly).toBe(true)
  await expect(spend(manager, memberId, 10, { storeId: far.id })).rejects.toMatchObject({ kind: 'not_found', code: 'store.not_found' })
  expect((await spend(manager, memberId, 10)).balance).toBe(110)
  const [written] = await database.owner<
    { store_id: string }[]
  >`select store_id from events where tenant_id = ${tenantId} and type = 'points.spent'`
  expect(written?.store_id).toBe(near.id)
  await expect(adjustPoints(manager, { memberId, amount: 1, reason: '示例', requestKey: newId() })).rejects.toMatchObject({
    code: 'access.forbidden',
  })
  expect((await readMember(scope, memberId)).points.available).toBe(110)
})

test('one click sent twice spends once, and never more than there is', async () => {
  const { scope, memberId } = await house()
  const requestKey = newId()
  const once = await spend(scope, memberId, 100, { requestKey })
  expect(await spend(scope, memberId, 100, { requestKey })).toEqual(once)
  await expect(spend(scope, memberId, 21)).rejects.toMatchObject({ code: 'points.not_enough', details: { available: 20 } })
})

test('a spend that needs a new fold of the member folds what other stores sold too', async () => {
  const { scope, tenantId, userId, memberId, near } = await house()
  const doubled = {
    ...program,
    earningRules: program.earningRules.map((rule) =>
      rule.id === 'rate' ? { ...rule, spec: { ...rule.spec, reward: { kind: 'rate' as const, points: 2, per: 100 } } } : rule,
    ),
  }
  const version = {
    tenantId,
    id: newId(),
    number: 2,
    semantics: 1,
    effectiveFrom: at(15),
    publishedBy: userId,
    note: '',
    document: doubled,
  }
  await inTenant(scope, 'program:publish', (tx) => tx.orm.insert(programVersions).values(version))
  const manager = (await mintOperator(tenantId, 'store_manager', [near.id])).scope
  expect((await spend(manager, memberId, 10)).balance).toBe(90 + 60 - 10)
  expect(await readMember(scope, memberId)).toMatchObject({ netSpend: 120_00, orderCount: 2, points: { available: 140 } })
})

test('a request key that was used in another store is refused, and tells nothing of it', async () => {
  const { tenantId, near, far, memberId } = await house()
  const [here, there] = [await mintOperator(tenantId, 'store_manager', [near.id]), await mintOperator(tenantId, 'store_manager', [far.id])]
  const requestKey = newId()
  expect(await spend(here.scope, memberId, 20, { requestKey })).toMatchObject({ balance: 100 })
  for (const amount of [20, 30])
    await expect(spend(there.scope, memberId, amount, { requestKey })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'points.request_repeated',
    })
  expect(await spend(here.scope, memberId, 20, { requestKey })).toMatchObject({ balance: 100 })
  expect(await spend(there.scope, memberId, 30, { requestKey: newId() })).toMatchObject({ balance: 70 })
})
