import { beforeEach, expect, test, vi } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { type MintedTenant, mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { runCampaign } from '@/db/testing/run-campaign'
import type { Moment } from '@/server/engine/campaign/campaign'
import { fieldProgram } from '@/server/engine/scenarios/field'
import { registerMembers } from '@/server/member/register-members'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { findMember } from './find-member'
import { handOverGift } from './hand-over-gift'
import { readToday } from './read-today'
import { seeMember } from './see-member'
import { undoCheckOff } from './undo-check-off'

const database = testDatabase()

let clock = 0
vi.mock('@/server/platform/clock', () => ({ now: () => new Date(clock) }))
beforeEach(() => {
  clock = Date.parse('2026-06-10T04:00:00Z')
})

const MINUTE = 60_000

type Shop = MintedTenant & { near: string; far: string; staff: TenantScope; elsewhere: TenantScope; memberId: string }

/** A merchant with two stores, each with a store manager, and one member who belongs to the first. */
async function aShop(): Promise<Shop> {
  const tenant = await mintTenant({ program: fieldProgram({ timeZone: 'Asia/Shanghai' }) })
  const near = await mintStore(tenant.scope, { name: '示例一店' })
  const far = await mintStore(tenant.scope, { name: '示例二店' })
  const { scope: staff } = await mintOperator(tenant.tenantId, 'store_manager', [near.id])
  const { scope: elsewhere } = await mintOperator(tenant.tenantId, 'store_manager', [far.id])
  const [answer] = await registerMembers(tenant.scope, [{ code: 'M001', store: near.code, joinedAt: '2026-01-01T00:00:00Z' }])
  if (answer?.status !== 'new') throw new Error('the member was not entered')
  return { ...tenant, near: near.id, far: far.id, staff, elsewhere, memberId: answer.memberId }
}

type Wish = { at?: Moment; kind?: 'goods' | 'chances'; day?: string; name?: string }

/** What a campaign gave the member on a day. */
async function aGift(
  { scope, tenantId, memberId }: Shop,
  { at = { kind: 'birthday', window: 'day' }, kind = 'goods', day = '2026-06-09', name = '示例蛋糕' }: Wish = {},
): Promise<string> {
  const gives = kind === 'goods' ? ({ kind, name, count: 1 } as const) : ({ kind, count: 1 } as const)
  const campaignId = await runCampaign(scope, [{ at, gives, limits: {} }], { name: '示例活动' })
  const id = newId()
  await database.owner`
    insert into campaign_goods (tenant_id, id, campaign_id, effect, member_id, key, kind, name, count, state, cause, day)
    values (${tenantId}, ${id}, ${campaignId}, 0, ${memberId}, ${id}, ${kind}, ${kind === 'goods' ? name : ''}, 1, 'given', 'test', ${day})`
  return id
}

test('a gift is handed over once: the same request is one, another store is told when and where', async () => {
  const shop = await aShop()
  const giftId = await aGift(shop)
  const tap = { storeId: shop.near, giftId, requestKey: newId() }
  await Promise.all([handOverGift(shop.staff, tap), handOverGift(shop.staff, tap)])
  expect((await seeMember(shop.staff, { storeId: shop.near, memberId: shop.memberId })).gifts).toEqual([])
  clock += 5 * MINUTE
  await findMember(shop.elsewhere, { storeId: shop.far, typed: 'M001' })
  await expect(handOverGift(shop.elsewhere, { storeId: shop.far, giftId, requestKey: newId() })).rejects.toMatchObject({
    kind: 'conflict',
    code: 'counter.gift_handed_before',
    details: { when: '2026-06-10 12:00', store: '示例一店' },
  })
  const audited = await database.owner`select action from audit_log where tenant_id = ${shop.tenantId} and subject_id = ${giftId}`
  expect(audited).toEqual([{ action: 'gift.handed_over' }])
})

test('twenty tills at once hand one gift over exactly once', async () => {
  const shop = await aShop()
  const giftId = await aGift(shop)
  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, () => handOverGift(shop.staff, { storeId: shop.near, giftId, requestKey: newId() })),
  )
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const codes = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['counter.gift_handed_before']))
})

test('a store manager hands over at the own store alone, and to members of other stores once they were looked up', async () => {
  const shop = await aShop()
  const giftId = await aGift(shop)
  const strange = (storeId: string) => handOverGift(shop.elsewhere, { storeId, giftId, requestKey: newId() })
  await expect(strange(shop.far)).rejects.toMatchObject({ kind: 'not_found', code: 'gift.not_found' })
  await expect(strange(shop.near)).rejects.toMatchObject({ kind: 'not_found', code: 'store.not_found' })
  await findMember(shop.elsewhere, { storeId: shop.far, typed: 'M001' })
  expect(await strange(shop.far)).toEqual({ giftId })
})

test('a hand-over is undone within ten minutes by who made it, and the gift waits again', async () => {
  const shop = await aShop()
  const giftId = await aGift(shop)
  const undo = { kind: 'gift' as const, id: giftId, reason: '点错了' }
  await expect(undoCheckOff(shop.staff, undo)).rejects.toMatchObject({ code: 'counter.check_off_not_found' })
  const tap = { storeId: shop.near, giftId, requestKey: newId() }
  await handOverGift(shop.staff, tap)
  const today = async () => (await readToday(shop.staff, { storeId: shop.near })).lines
  expect(await today()).toMatchObject([{ id: giftId, kind: 'gift', name: '示例蛋糕', mine: true, undone: false }])
  const { scope: colleague } = await mintOperator(shop.tenantId, 'store_manager', [shop.near])
  await expect(undoCheckOff(colleague, undo)).rejects.toMatchObject({ kind: 'forbidden', code: 'counter.undo_by_others' })
  await expect(undoCheckOff(shop.elsewhere, undo)).rejects.toMatchObject({ code: 'counter.check_off_not_found' })
  clock += 9 * MINUTE
  await undoCheckOff(shop.staff, undo)
  await undoCheckOff(shop.staff, undo)
  expect(await today()).toMatchObject([{ id: giftId, undone: true }])
  // A request that comes late changes nothing any more.
  await handOverGift(shop.staff, tap)
  expect((await seeMember(shop.staff, { storeId: shop.near, memberId: shop.memberId })).gifts).toMatchObject([{ id: giftId }])
  await handOverGift(shop.staff, { ...tap, requestKey: newId() })
  clock += 11 * MINUTE
  await expect(undoCheckOff(shop.staff, undo)).rejects.toMatchObject({ code: 'counter.undo_too_late', details: { minutes: 10 } })
})

test('goods wait until they are fetched; those of an order and chances are shown for thirty days', async () => {
  const shop = await aShop()
  await aGift(shop, { day: '2025-12-01', name: '很久' })
  await aGift(shop, { day: '2026-05-01', name: '订单很久', at: { kind: 'order' } })
  await aGift(shop, { day: '2026-05-20', name: '订单', at: { kind: 'order' } })
  await aGift(shop, { day: '2026-05-01', kind: 'chances' })
  const chances = await aGift(shop, { day: '2026-06-01', kind: 'chances' })
  const { gifts } = await seeMember(shop.staff, { storeId: shop.near, memberId: shop.memberId })
  expect(gifts.map(({ kind, name }) => (kind === 'chances' ? kind : name))).toEqual(['chances', '订单', '很久'])
  await expect(handOverGift(shop.staff, { storeId: shop.near, giftId: chances, requestKey: newId() })).rejects.toMatchObject({
    code: 'gift.not_found',
  })
})
