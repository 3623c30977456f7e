import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintMember, mintReward, mintTemplate } from '@/db/testing/mall'
import { mallProgram } from '@/db/testing/mall-program'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { moveCoupons } from '@/server/coupon/move-coupons'
import { readMember } from '@/server/member/read-member'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { adjustPoints } from '@/server/points/adjust-points'
import { spendPoints } from '@/server/points/spend-points'
import { runDoctor } from '@/server/program/doctor'
import { cancelRedemption } from './cancel-redemption'
import { checkRewards } from './check-rewards'
import { collectRedemption } from './collect-redemption'
import { finishRedemption } from './finish-redemption'
import { readRedemption } from './read-redemption'
import { listRewards, readReward } from './reads'
import { redeemReward } from './redeem-reward'
import { revealAddress } from './reveal-address'
import { sendRedemption } from './send-redemption'
import { spendTicket } from './spend-ticket'

const database = testDatabase()
const house = () => mintTenant({ program: mallProgram })
const address = { recipient: '示例乙', phone: '139 0000 1111', address: '示例路 1 号' }

const redeem = async (scope: TenantScope, memberId: string, rewardId: string, more = {}) =>
  (await redeemReward(scope, { memberId, rewardId, quantity: 1, requestKey: newId(), through: 'console', ...more })).id

const lotsOf = async (scope: TenantScope, memberId: string) => (await readMember(scope, memberId)).lots.map((lot) => lot.left)
const sound = async (scope: TenantScope) => {
  expect(await inTenant(scope, 'audit:read', checkRewards)).toEqual([])
  expect((await runDoctor(scope)).differences).toEqual([])
}

test('goods are sent, their number put right, and they arrive; then nothing is cancelled any more', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 500)
  const id = await redeem(scope, memberId, await mintReward(scope, { spec: { gives: { kind: 'goods', by: 'send' } } }), { address })
  await expect(finishRedemption(scope, { redemptionId: id })).rejects.toMatchObject({ code: 'redemption.not_on_its_way' })
  await expect(collectRedemption(scope, { redemptionId: id })).rejects.toMatchObject({ code: 'redemption.not_to_collect' })
  expect(await revealAddress(scope, { redemptionId: id })).toEqual(address)
  await sendRedemption(scope, { redemptionId: id, carrier: '示例快递', parcel: 'SF1' })
  await sendRedemption(scope, { redemptionId: id, carrier: '示例快递', parcel: 'SF2' })
  expect(await readRedemption(scope, id)).toMatchObject({
    state: 'sent',
    parcel: 'SF2',
    may: { send: true, finish: true, collect: false, cancel: true, reveal: true },
    steps: [{ what: 'made' }, { what: 'revealed' }, { what: 'sent', parcel: 'SF1' }, { what: 'parcel_corrected', parcel: 'SF2' }],
  })
  await finishRedemption(scope, { redemptionId: id })
  await expect(cancelRedemption(scope, { redemptionId: id, reason: '示例' })).rejects.toMatchObject({ code: 'redemption.done_before' })
  await expect(sendRedemption(scope, { redemptionId: id, carrier: '示例快递', parcel: 'SF3' })).rejects.toMatchObject({
    code: 'redemption.not_to_send',
  })
  await expect(collectRedemption(scope, { redemptionId: id })).rejects.toMatchObject({ code: 'redemption.not_to_collect' })
  await sound(scope)
})

test('what is collected is collected once; a second try is told when and where', async () => {
  const { scope, tenantId } = await house()
  const [near, far] = [await mintStore(scope, { code: 'S1', name: '示例一店' }), await mintStore(scope, { code: 'S2', name: '示例二店' })]
  const manager = (await mintOperator(tenantId, 'store_manager', [near.id])).scope
  const memberId = await mintMember(scope, 500, { store: 'S1' })
  const rewardId = await mintReward(scope)
  const first = await redeem(scope, memberId, rewardId)
  const { number } = await readRedemption(scope, first)
  const tries = await Promise.allSettled(Array.from({ length: 6 }, () => collectRedemption(scope, { number, storeId: far.id })))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  // A store that the manager does not work at is still named.
  const when = expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
  await expect(collectRedemption(manager, { number })).rejects.toMatchObject({
    code: 'redemption.collected_at',
    details: { when, store: '示例二店' },
  })
  await expect(cancelRedemption(scope, { number, reason: '示例' })).rejects.toMatchObject({ code: 'redemption.done_before' })
  const second = await redeem(scope, memberId, rewardId)
  await collectRedemption(manager, { redemptionId: second })
  expect(await readRedemption(scope, second)).toMatchObject({ state: 'done', doneStore: '示例一店' })
  const both = (await mintOperator(tenantId, 'store_manager', [near.id, far.id])).scope
  const third = await redeem(scope, memberId, rewardId)
  await expect(collectRedemption(both, { redemptionId: third })).rejects.toMatchObject({ code: 'redemption.store_needed' })
  await expect(collectRedemption(manager, { redemptionId: third, storeId: far.id })).rejects.toMatchObject({ code: 'store.not_found' })
})

test('nothing is handed over to somebody who has left', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 500)
  const redemptionId = await redeem(scope, memberId, await mintReward(scope))
  await database.owner`update members set status = 'closed' where id = ${memberId}`
  await expect(collectRedemption(scope, { redemptionId })).rejects.toMatchObject({ code: 'member.closed' })
  expect(await readRedemption(scope, redemptionId)).toMatchObject({ state: 'to_collect' })
})

test('a store manager reads what became of a reward with the members of the own stores', async () => {
  const { scope, tenantId } = await house()
  const [near] = [await mintStore(scope, { code: 'S1' }), await mintStore(scope, { code: 'S2' })]
  const manager = (await mintOperator(tenantId, 'store_manager', [near.id])).scope
  const rewardId = await mintReward(scope)
  for (const store of ['S1', 'S2', 'S2']) await redeem(scope, await mintMember(scope, 100, { store }), rewardId)
  expect(await readReward(scope, rewardId)).toMatchObject({ given: 3, spent: 300 })
  expect(await readReward(manager, rewardId)).toMatchObject({ given: 1, spent: 100 })
  expect((await listRewards(manager)).map(({ given, spent }) => [given, spent])).toEqual([[1, 100]])
})

test('a cancelled redemption gives its points back to the lots they came from, and its stock to the reward', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 80)
  await adjustPoints(scope, { memberId, amount: 70, reason: '示例', requestKey: newId() })
  const rewardId = await mintReward(scope, { stock: 2 })
  const id = await redeem(scope, memberId, rewardId)
  expect(await lotsOf(scope, memberId)).toEqual([50])
  const tries = await Promise.allSettled(Array.from({ length: 5 }, () => cancelRedemption(scope, { redemptionId: id, reason: '示例缺货' })))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect((await lotsOf(scope, memberId)).sort()).toEqual([70, 80])
  expect(await readReward(scope, rewardId)).toMatchObject({ left: 2, given: 0, spent: 0 })
  expect(await readRedemption(scope, id)).toMatchObject({ state: 'cancelled', cancelReason: '示例缺货', may: { cancel: false } })
  await expect(cancelRedemption(scope, { redemptionId: id, reason: '示例' })).rejects.toMatchObject({ code: 'redemption.cancelled_before' })
  await expect(collectRedemption(scope, { redemptionId: id })).rejects.toMatchObject({ code: 'redemption.cancelled_before' })
  await sound(scope)
})

test('points that ran out meanwhile live again for a while', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 100)
  const id = await redeem(scope, memberId, await mintReward(scope))
  // The lot is gone from the state once it is empty; what the spend wrote down says when it would have ended.
  await database.owner`
    update events set body = jsonb_set(body, '{taken,0,expires}', '20000') where member_id = ${memberId} and type = 'points.spent'`
  await cancelRedemption(scope, { redemptionId: id, reason: '示例' })
  const { lots, points } = await readMember(scope, memberId)
  expect(points.available).toBe(100)
  const days = (Date.parse(lots[0]?.expiresOn ?? '') - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(27)
  expect(days).toBeLessThan(32)
})

test('a redeemed coupon goes with the redemption while it is unused and good', async () => {
  const { scope, tenantId } = await house()
  const memberId = await mintMember(scope, 1_000)
  const template = await mintTemplate(scope, { stock: 10 })
  const rewardId = await mintReward(scope, { stock: 10, spec: { gives: { kind: 'coupon', template } } })
  const [whole, used, over] = [
    await redeem(scope, memberId, rewardId, { quantity: 2 }),
    await redeem(scope, memberId, rewardId, { quantity: 2 }),
    await redeem(scope, memberId, rewardId),
  ]
  await cancelRedemption(scope, { redemptionId: whole, reason: '示例' })
  expect((await readRedemption(scope, whole)).coupons.map((coupon) => coupon.state)).toEqual(['withdrawn', 'withdrawn'])
  const [first] = await database.owner<{ id: string }[]>`select coupon_ids[1] as id from redemptions where id = ${used}`
  const useOf = { on: new Date().toISOString().slice(0, 10), store: null, order: null, off: null, paid: null }
  await inTenant(scope, 'coupon:write', (tx) =>
    moveCoupons(tx, [{ couponId: first?.id ?? '', memberId, from: 'held', to: 'used', why: 'checked_off', used: useOf }]),
  )
  await expect(cancelRedemption(scope, { redemptionId: used, reason: '示例' })).rejects.toMatchObject({ code: 'redemption.coupon_used' })
  await database.owner`
    update coupons set valid_until = '2020-01-31', valid_from = '2020-01-01' where tenant_id = ${tenantId} and id = any (select unnest(coupon_ids) from redemptions where id = ${over})`
  await expect(cancelRedemption(scope, { redemptionId: over, reason: '示例' })).rejects.toMatchObject({
    code: 'redemption.coupon_over',
    details: { until: '2020-01-31' },
  })
  expect((await readMember(scope, memberId)).points.available).toBe(700)
  expect(await readReward(scope, rewardId)).toMatchObject({ left: 7, given: 3 })
  await sound(scope)
})

test('lottery chances go back only while all of them are there', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 600)
  const rewardId = await mintReward(scope, { spec: { gives: { kind: 'lottery_ticket' } } })
  const [whole, used] = [await redeem(scope, memberId, rewardId, { quantity: 2 }), await redeem(scope, memberId, rewardId, { quantity: 2 })]
  expect(
    await Promise.all([spendTicket(scope, { redemptionId: used, left: 2 }), spendTicket(scope, { redemptionId: used, left: 2 })]),
  ).toEqual([{ left: 1 }, { left: 1 }])
  expect(await readRedemption(scope, used)).toMatchObject({ ticketsLeft: 1, may: { ticket: true }, steps: [{}, { what: 'ticket_used' }] })
  await expect(cancelRedemption(scope, { redemptionId: used, reason: '示例' })).rejects.toMatchObject({ code: 'redemption.tickets_used' })
  await cancelRedemption(scope, { redemptionId: whole, reason: '示例' })
  expect(await readRedemption(scope, whole)).toMatchObject({ state: 'cancelled', ticketsLeft: 0 })
  expect((await readMember(scope, memberId)).points.available).toBe(400)
})

test('a store manager cancels what was redeemed at another store for a member of both', async () => {
  const { scope, tenantId } = await house()
  const [near, far] = [await mintStore(scope, { code: 'S1' }), await mintStore(scope, { code: 'S2' })]
  const manager = (await mintOperator(tenantId, 'store_manager', [near.id])).scope
  const [own, others] = [await mintMember(scope, 100, { store: 'S1' }), await mintMember(scope, 100, { store: 'S2' })]
  const rewardId = await mintReward(scope)
  const [mine, theirs] = [await redeem(scope, own, rewardId, { storeId: far.id }), await redeem(scope, others, rewardId)]
  await cancelRedemption(manager, { redemptionId: mine, reason: '示例' })
  expect((await readMember(scope, own)).points.available).toBe(100)
  const unknown = { kind: 'not_found', code: 'redemption.not_found' }
  await expect(cancelRedemption(manager, { redemptionId: theirs, reason: '示例' })).rejects.toMatchObject(unknown)
  await expect(collectRedemption(manager, { redemptionId: theirs })).rejects.toMatchObject(unknown)
  await expect(readRedemption(manager, theirs)).rejects.toMatchObject(unknown)
})

test('the examination finds a stock, a spend and a return that do not add up', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 500)
  const rewardId = await mintReward(scope, { stock: 5 })
  const [id, other] = [await redeem(scope, memberId, rewardId), await redeem(scope, memberId, rewardId)]
  await spendPoints(scope, { memberId, amount: 1, reason: '示例', requestKey: newId() })
  expect(await inTenant(scope, 'audit:read', checkRewards)).toEqual([])
  await database.owner`update rewards set left_over = 4 where id = ${rewardId}`
  await database.owner`update redemptions set points = 99 where id = ${id}`
  await database.owner`update redemptions set state = 'cancelled' where id = ${other}`
  const found = await inTenant(scope, 'audit:read', checkRewards)
  expect(found.map((one) => one.check).sort()).toEqual([
    'a cancelled redemption has its points back, another has not',
    'a redemption has its spend of as many points',
  ])
  await database.owner`update rewards set left_over = 3 where id = ${rewardId}`
  expect((await inTenant(scope, 'audit:read', checkRewards)).map((one) => one.check)).toContain('stock of a reward = left + redeemed')
})
