import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintStore, mintTenant } from '@/db/testing/mint'
import { runCampaign } from '@/db/testing/run-campaign'
import { handOverGift } from '@/server/counter/hand-over-gift'
import { seeMember } from '@/server/counter/see-member'
import { undoCheckOff } from '@/server/counter/undo-check-off'
import { fieldProgram } from '@/server/engine/scenarios/field'
import { registerMembers } from '@/server/member/register-members'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { goodsOfMember } from './goods-of-member'

testDatabase()

async function send(scope: TenantScope, body: object, minutes: number): Promise<void> {
  const occurred_at = new Date(Date.now() - minutes * 60_000).toISOString()
  const [answer] = await applyEvents(scope, [{ source: 'api', event_id: newId(), member: 'P1', occurred_at, body }])
  if (answer?.status !== 'applied') throw new Error(JSON.stringify(answer))
}

test('a gift with purchase stands with the member and at the counter, and is withdrawn with the order', async () => {
  const { scope } = await mintTenant({ program: fieldProgram({ timeZone: 'Asia/Shanghai' }) })
  const { id: storeId } = await mintStore(scope, { code: 'S1' })
  const [answer] = await registerMembers(scope, [{ code: 'P1', joinedAt: '2025-01-01T00:00:00Z' }])
  if (answer?.status !== 'new') throw new Error('not registered')
  const { memberId } = answer
  await runCampaign(
    scope,
    [
      { at: { kind: 'order', least: 20_000 }, gives: { kind: 'goods', name: '帆布袋', count: 1 }, limits: {} },
      { at: { kind: 'order' }, gives: { kind: 'chances', count: 2 }, limits: {} },
    ],
    { name: '满赠' },
  )
  expect(await goodsOfMember(scope, { memberId })).toEqual([])
  await send(scope, { type: 'order.paid', order_no: 'A1', amount: 20_000 }, 30)
  const given = await goodsOfMember(scope, { memberId })
  expect(given.map(({ kind, name, count, campaign, state }) => [kind, name, count, campaign, state]).sort()).toEqual([
    ['chances', '', 2, '满赠', 'given'],
    ['goods', '帆布袋', 1, '满赠', 'given'],
  ])
  expect((await seeMember(scope, { storeId, memberId })).gifts).toEqual(given.map(({ state: _state, ...gift }) => gift))
  await send(scope, { type: 'order.refunded', refund_no: 'R1', order_no: 'A1', amount: 1 }, 10)
  expect((await goodsOfMember(scope, { memberId })).map(({ kind, state }) => [kind, state]).sort()).toEqual([
    ['chances', 'given'],
    ['goods', 'withdrawn'],
  ])
  expect((await seeMember(scope, { storeId, memberId })).gifts.map(({ kind }) => kind)).toEqual(['chances'])
})

test('what was handed over stays with the member when its order comes back', async () => {
  const { scope } = await mintTenant({ program: fieldProgram({ timeZone: 'Asia/Shanghai' }) })
  const { id: storeId } = await mintStore(scope, { code: 'S1' })
  const [answer] = await registerMembers(scope, [{ code: 'P1', joinedAt: '2025-01-01T00:00:00Z' }])
  if (answer?.status !== 'new') throw new Error('not registered')
  const { memberId } = answer
  await runCampaign(scope, [{ at: { kind: 'order', least: 20_000 }, gives: { kind: 'goods', name: '帆布袋', count: 1 }, limits: {} }])
  await send(scope, { type: 'order.paid', order_no: 'A1', amount: 20_000 }, 30)
  const giftId = (await goodsOfMember(scope, { memberId }))[0]?.id ?? ''
  await handOverGift(scope, { storeId, giftId, requestKey: newId() })
  await send(scope, { type: 'order.refunded', refund_no: 'R1', order_no: 'A1', amount: 20_000 }, 10)
  const states = async () => (await goodsOfMember(scope, { memberId })).map(({ state }) => state)
  expect(await states()).toEqual(['handed'])
  // It had not been handed over after all: then it goes with its order.
  await undoCheckOff(scope, { kind: 'gift', id: giftId, reason: '点错了' })
  expect(await states()).toEqual(['withdrawn'])
  const late = handOverGift(scope, { storeId, giftId, requestKey: newId() })
  await expect(late).rejects.toMatchObject({ kind: 'conflict', code: 'counter.gift_withdrawn' })
})

test('nobody is told of a member of another merchant', async () => {
  const { scope } = await mintTenant()
  await expect(goodsOfMember(scope, { memberId: newId() })).rejects.toMatchObject({ code: 'member.not_found' })
})
