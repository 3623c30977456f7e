import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aCoupon, aShop, CAKE } from '@/db/testing/counter'
import { testDatabase } from '@/db/testing/database'
import { mintReward } from '@/db/testing/mall'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { withdrawCoupon } from '../coupon/withdraw-coupon'
import { adjustPoints } from '../points/adjust-points'
import { cancelRedemption } from '../reward/cancel-redemption'
import { redeemReward } from '../reward/redeem-reward'
import { checkOffBenefit } from './check-off-benefit'
import { checkOffCoupon } from './check-off-coupon'
import { collectAtCounter } from './collect'
import { findMember } from './find-member'
import { seeMember } from './see-member'
import { undoCheckOff } from './undo-check-off'

testDatabase()

let clock = 0
vi.mock('@/server/platform/clock', () => ({ now: () => new Date(clock) }))
beforeEach(() => {
  clock = Date.parse('2026-06-10T04:00:00Z')
})
afterEach(() => vi.restoreAllMocks())

const key = () => newId()
const MINUTE = 60_000

test('a coupon whose number is looked up is told of whatever became of it, and not twice', async () => {
  const shop = await aShop()
  const [used, short, later, taken, other] = [
    await aCoupon(shop),
    await aCoupon(shop, { validity: { kind: 'relative', afterDays: 0, days: 1 } }),
    await aCoupon(shop, { validity: { kind: 'relative', afterDays: 20, days: 30 } }),
    await aCoupon(shop),
    await aCoupon(shop),
  ]
  await checkOffCoupon(shop.staff, { storeId: shop.near, couponId: used.id, requestKey: key() })
  await withdrawCoupon(shop.scope, { couponId: taken.id, reason: '示例' })
  clock += 2 * 24 * 60 * MINUTE
  const seen = async ({ number }: { number: string }) => {
    const found = await findMember(shop.elsewhere, { storeId: shop.far, typed: number })
    if (found.kind !== 'member') throw new Error('the coupon was not found')
    return seeMember(shop.elsewhere, { storeId: shop.far, memberId: found.memberId, named: found.couponId ?? undefined })
  }
  const told = async (coupon: { number: string }) => {
    const { named } = await seen(coupon)
    return named?.kind === 'coupon' ? [named.coupon.number, named.coupon.why] : []
  }
  // When a coupon moved is told by the database.
  const aMoment = expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
  expect(await told(used)).toEqual([used.number, { code: 'counter.coupon_used_before', details: { when: aMoment, store: '示例一店' } }])
  expect(await told(short)).toEqual([short.number, { code: 'counter.coupon_over', details: { day: '2026-06-10' } }])
  expect(await told(later)).toEqual([later.number, { code: 'counter.coupon_not_yet', details: { day: '2026-06-30' } }])
  expect(await told(taken)).toEqual([taken.number, { code: 'counter.coupon_withdrawn', details: {} }])
  expect(await told(other)).toEqual([other.number, null])
  expect((await seen(other)).coupons.map(({ id }) => id)).toEqual([later.id])
  expect((await seen(used)).coupons.map(({ id }) => id)).toEqual([other.id, later.id])
  const theirs = await aShop()
  const elsewhere = await aCoupon(theirs)
  const asked = { storeId: shop.near, memberId: shop.memberId, named: elsewhere.id }
  expect((await seeMember(shop.staff, asked)).named, 'what is not the member’s is not there').toBeNull()
})

test('a redemption whose number is looked up is told of whatever became of it', async () => {
  const shop = await aShop()
  await adjustPoints(shop.scope, { memberId: shop.memberId, amount: 500, reason: '示例', requestKey: key() })
  const rewardId = await mintReward(shop.scope)
  const redeem = () => redeemReward(shop.scope, { memberId: shop.memberId, rewardId, quantity: 1, requestKey: key(), through: 'console' })
  const [collected, cancelled, waiting] = [await redeem(), await redeem(), await redeem()]
  await collectAtCounter(shop.staff, { storeId: shop.near, redemptionId: collected.id })
  await cancelRedemption(shop.scope, { redemptionId: cancelled.id, reason: '示例' })
  clock += 60 * MINUTE
  const seen = async ({ number }: { number: string }) => {
    const found = await findMember(shop.elsewhere, { storeId: shop.far, typed: number })
    if (found.kind !== 'member') throw new Error('the redemption was not found')
    return seeMember(shop.elsewhere, { storeId: shop.far, memberId: found.memberId, named: found.redemptionId ?? undefined })
  }
  const when = '2026-06-10 12:00'
  const first = await seen(collected)
  const why = { code: 'redemption.collected_at', details: { when, store: '示例一店' } }
  expect(first.named).toMatchObject({ kind: 'redemption', redemption: { id: collected.id, number: collected.number, why } })
  expect(first.redemptions).toMatchObject([{ id: waiting.id, why: null }])
  expect((await seen(cancelled)).named).toMatchObject({
    redemption: { id: cancelled.id, why: { code: 'redemption.cancelled_before', details: { when } } },
  })
  const last = await seen(waiting)
  expect(last.named).toMatchObject({ redemption: { id: waiting.id, why: null } })
  expect(last.redemptions).toEqual([])
})

test('a benefit of which all uses are had says when and where the last one was, while its period lasts', async () => {
  const shop = await aShop({ uses: 2, per: 'day' })
  const use = (scope: TenantScope, storeId: string) =>
    checkOffBenefit(scope, { storeId, memberId: shop.memberId, benefitId: CAKE, requestKey: key() })
  const why = async () => (await seeMember(shop.scope, { storeId: shop.far, memberId: shop.memberId })).benefits[0]?.why
  await use(shop.staff, shop.near)
  expect(await why()).toBeNull()
  clock += 90 * MINUTE
  const { useId } = await use(shop.scope, shop.far)
  expect(await why()).toEqual({ code: 'counter.uses_had', details: { when: '2026-06-10 13:30', store: '示例二店' } })
  await undoCheckOff(shop.scope, { kind: 'benefit', id: useId, reason: '示例' })
  expect(await why()).toBeNull()
  await use(shop.staff, shop.near)
  expect(await why()).toEqual({ code: 'counter.uses_had', details: { when: '2026-06-10 13:30', store: '示例一店' } })
  clock += 24 * 60 * MINUTE
  expect(await why()).toBeNull()
})
