import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintTenant } from '@/db/testing/mint'
import type { ProgramDocument } from '@/server/engine/program/document'
import { newId } from '@/server/platform/ids'
import { adjustPoints } from '@/server/points/adjust-points'
import { returnPoints } from '@/server/points/return-points'
import { spendPoints } from '@/server/points/spend-points'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { describeMember } from './describe-member'
import { readMember } from './read-member'
import { readTimeline } from './read-timeline'
import { registerMembers } from './register-members'
import { releaseTier } from './release-tier'
import { setTier } from './set-tier'

const database = testDatabase()

const tier = (id: string, threshold: number | null) =>
  ({ id, code: id, name: id, color: '#888888', icon: 'star', threshold, bonusBps: 0 }) as const
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
      tiers: [tier('base', 0), tier('silver', 100_00), tier('gold', 200_00), tier('staff', null)],
    },
  ],
  growthRules: [],
  earningRules: [],
  points: { expiry: { kind: 'rolling', unit: 'days', count: 365 }, clawback: 'allow_debt', bonusCapBps: 30_000 },
  fields: [
    { id: 'f1', key: 'skin', subject: 'member', label: '肤质', type: 'choice', choices: ['干性', '油性'] },
    { id: 'f2', key: 'vegan', subject: 'member', label: '吃素', type: 'yes_no', choices: [] },
  ],
}

async function house() {
  const tenant = await mintTenant({ program })
  const [answer] = await registerMembers(tenant.scope, [{ code: 'P1', joinedAt: '2026-01-01T00:00:00Z' }])
  if (answer?.status !== 'new') throw new Error('not registered')
  const { memberId } = answer
  const order = (amount: number) =>
    applyEvents(tenant.scope, [
      {
        source: 'till',
        event_id: newId(),
        member: 'P1',
        occurred_at: new Date().toISOString(),
        body: { type: 'order.paid', channel: 'till', order_no: newId(), amount },
      },
    ])
  const tierNow = async () => (await readMember(tenant.scope, memberId)).progress[0]?.tier?.name
  const about = { memberId, ladderId: 'main', reason: '示例' }
  const set = (more: { tierId?: string; until?: string; locked?: boolean; requestKey?: string }) =>
    setTier(tenant.scope, { locked: false, requestKey: newId(), ...about, ...more })
  const release = () => releaseTier(tenant.scope, { ...about, requestKey: newId() })
  const ladder = async () => (await readMember(tenant.scope, memberId)).ladders[0]
  return { ...tenant, memberId, order, tierNow, set, release, ladder }
}

test('a tier given by hand stands until the next move; growth and spend stay as they are', async () => {
  const { order, tierNow, set, ladder, memberId, scope } = await house()
  await order(50_00)
  await set({ tierId: 'silver' })
  expect(await tierNow()).toBe('silver')
  expect(await ladder()).toMatchObject({ tierId: 'silver', override: { until: null, locked: false } })
  expect(await readMember(scope, memberId)).toMatchObject({ netSpend: 50_00 })
  await order(150_00)
  expect(await tierNow()).toBe('gold')
})

test('while locked no rule moves the member; released, the rules decide again', async () => {
  const { order, tierNow, set, release, ladder } = await house()
  await set({ tierId: 'silver', locked: true, until: '2099-12-31' })
  await order(300_00)
  expect(await tierNow()).toBe('silver')
  expect(await ladder()).toMatchObject({ override: { until: '2099-12-31', locked: true } })
  await release()
  expect(await tierNow()).toBe('gold')
  expect((await ladder())?.override).toBeNull()
  await expect(release()).rejects.toMatchObject({ code: 'tier.nothing_to_release' })
})

test('a tier that no rule gives can be given, and a lock alone leaves the tier', async () => {
  const { order, tierNow, set } = await house()
  await set({ tierId: 'staff' })
  expect(await tierNow()).toBe('staff')
  const second = await house()
  await second.set({ locked: true })
  await second.order(300_00)
  expect(await second.tierNow()).toBe('base')
  await order(1_00)
})

test('one request is one change, and what cannot be is refused', async () => {
  const { set, memberId, tenantId, scope } = await house()
  const requestKey = newId()
  const [first, again] = [await set({ tierId: 'gold', requestKey }), await set({ tierId: 'gold', requestKey })]
  expect(again).toEqual(first)
  expect((await readTimeline(scope, { memberId, limit: 20 })).lines.filter((line) => line.event?.type === 'tier.set')).toHaveLength(1)
  await expect(set({ tierId: 'silver', requestKey })).rejects.toMatchObject({ code: 'points.request_repeated' })
  await expect(set({ tierId: 'diamond' })).rejects.toMatchObject({ code: 'tier.not_found' })
  await expect(set({ tierId: 'gold', until: '2020-01-01' })).rejects.toMatchObject({ code: 'tier.until_gone_by', field: 'until' })
  const manager = await mintOperator(tenantId, 'store_manager', [])
  await expect(
    setTier(manager.scope, { memberId, ladderId: 'main', tierId: 'gold', locked: false, reason: '示例', requestKey: newId() }),
  ).rejects.toMatchObject({ code: 'access.forbidden' })
  const told = (await readTimeline(scope, { memberId, limit: 20 })).lines.find((line) => line.event?.type === 'tier.set')
  expect(told?.event).toMatchObject({ reason: '示例', by: '示例' })
})

test('points of a spend come back once, all or some, to the lots they came from', async () => {
  const { scope, memberId } = await house()
  await adjustPoints(scope, { memberId, amount: 100, reason: '示例', requestKey: newId() })
  await spendPoints(scope, { memberId, amount: 60, reason: '示例', requestKey: newId() })
  const spendOf = async () => (await readTimeline(scope, { memberId, limit: 20 })).lines.find((line) => line.event?.type === 'points.spent')
  const spend = await spendOf()
  const back = { memberId, spendId: spend?.key ?? '', amount: 25, reason: '缺货' }
  expect(spend?.event?.returned).toBe(false)
  await expect(returnPoints(scope, { ...back, amount: 61, requestKey: newId() })).rejects.toMatchObject({ code: 'points.more_than_spent' })
  expect(await returnPoints(scope, { ...back, requestKey: newId() })).toMatchObject({ balance: 65 })
  expect((await spendOf())?.event?.returned).toBe(true)
  expect((await readMember(scope, memberId)).lots).toMatchObject([{ left: 65 }])
  await expect(returnPoints(scope, { ...back, requestKey: newId() })).rejects.toMatchObject({ code: 'points.returned_before' })
  await expect(returnPoints(scope, { ...back, spendId: newId(), requestKey: newId() })).rejects.toMatchObject({
    code: 'points.spend_not_found',
  })
})

test('birthday, tags and own fields are part of the log: of the date of birth no year, and once a request', async () => {
  const { scope, memberId, tenantId } = await house()
  const requestKey = newId()
  const first = { memberId, requestKey, birthday: '1990-03-15', add: ['vip', 'tea'], remove: [], fields: { skin: '干性', vegan: true } }
  await describeMember(scope, first)
  await describeMember(scope, first)
  const { about } = await readMember(scope, memberId)
  expect(about).toMatchObject({ birthday: '03-15', tags: expect.arrayContaining(['vip', 'tea']) })
  expect(about.fields.map(({ label, value }) => [label, value])).toEqual([
    ['肤质', '干性'],
    ['吃素', true],
  ])
  const rows = await database.owner<{ body: unknown }[]>`select body from events where tenant_id = ${tenantId}`
  expect(rows.map((row) => row.body)).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toContain('1990')
  const { lines } = await readTimeline(scope, { memberId, limit: 20 })
  expect(lines.map((line) => line.event?.by)).toEqual(['示例', '示例'])
  await describeMember(scope, { memberId, requestKey: newId(), birthday: null, add: [], remove: ['tea'], fields: { vegan: null } })
  expect((await readMember(scope, memberId)).about).toMatchObject({ birthday: null, tags: ['vip'] })
  const wrong = { memberId, requestKey: newId(), add: [], remove: [] }
  await expect(describeMember(scope, { ...wrong, fields: { skin: '混合' } })).rejects.toMatchObject({
    code: 'event.own_field_wrong',
    field: 'fields.skin',
  })
  await expect(describeMember(scope, { ...wrong, fields: { shoe: '38' } })).rejects.toMatchObject({ code: 'event.unknown_own_field' })
})

test('after all of it a fold from zero comes to the same', async () => {
  const { scope, memberId, order, set, release } = await house()
  await order(150_00)
  await set({ tierId: 'gold', locked: true })
  await order(10_00)
  await release()
  await adjustPoints(scope, { memberId, amount: 10, reason: '示例', requestKey: newId() })
  await describeMember(scope, { memberId, requestKey: newId(), birthday: '02-29', add: ['vip'], remove: [], fields: {} })
  expect((await runDoctor(scope)).differences).toEqual([])
})
