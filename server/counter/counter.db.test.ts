import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { members } from '@/db/schema'
import { aCoupon, aShop, CAKE, type Shop } from '@/db/testing/counter'
import { testDatabase } from '@/db/testing/database'
import { mintOperator } from '@/db/testing/mint'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { checkOffBenefit } from './check-off-benefit'
import { askBill, checkOffCoupon } from './check-off-coupon'
import { findMember } from './find-member'
import { readToday } from './read-today'
import { seeMember } from './see-member'
import { undoCheckOff } from './undo-check-off'

const database = testDatabase()

let clock = Date.parse('2026-06-10T04:00:00Z')
vi.mock('@/server/platform/clock', () => ({ now: () => new Date(clock) }))
beforeEach(() => {
  clock = Date.parse('2026-06-10T04:00:00Z')
})
afterEach(() => vi.restoreAllMocks())

const key = () => newId()
const MINUTE = 60_000

test('a coupon is checked off once: the same request is one, another is told when and where', async () => {
  const shop = await aShop()
  const { id: couponId } = await aCoupon(shop)
  const tap = { storeId: shop.near, couponId, requestKey: key() }
  await Promise.all([checkOffCoupon(shop.staff, tap), checkOffCoupon(shop.staff, tap)])
  clock += 5 * MINUTE
  await findMember(shop.elsewhere, { storeId: shop.far, typed: 'M001' })
  const again = checkOffCoupon(shop.elsewhere, { storeId: shop.far, couponId, requestKey: key() })
  await expect(again).rejects.toMatchObject({ code: 'counter.coupon_used_before', details: { store: '示例一店' } })
  const moves = await database.owner`select why, at_store from coupon_moves where coupon_id = ${couponId} order by ordinal`
  expect(moves.map((move) => move.why)).toEqual(['issued', 'checked_off'])
  expect(moves[1]?.at_store).toBe(shop.near)
  const { lines } = await readToday(shop.staff, { storeId: shop.near })
  expect(lines).toMatchObject([{ id: couponId, kind: 'coupon', name: '示例券', mine: true, undone: false }])
})

test('fifty tills at once check one coupon off exactly once', async () => {
  const shop = await aShop()
  const { id: couponId } = await aCoupon(shop)
  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, () => checkOffCoupon(shop.staff, { storeId: shop.near, couponId, requestKey: key() })),
  )
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const codes = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['counter.coupon_used_before']))
})

test('a coupon that takes money off asks for the bill and says what to take off', async () => {
  const shop = await aShop()
  const { id: couponId } = await aCoupon(shop, {
    value: { kind: 'percent', offBps: 2_000, cap: 1_500 },
    thresholds: [{ reads: 'current', least: 5_000 }],
    scope: { categories: ['示例品类'] },
  })
  const here = { storeId: shop.near, couponId }
  await expect(checkOffCoupon(shop.staff, { ...here, requestKey: key() })).rejects.toMatchObject({ code: 'counter.bill_missing' })
  await expect(askBill(shop.staff, { ...here, bill: 3_000 })).rejects.toMatchObject({ code: 'counter.below', details: { amount: '¥20' } })
  expect(await askBill(shop.staff, { ...here, bill: 6_000 })).toEqual({ couponId, off: 1_200, payable: 4_800 })
  expect(await checkOffCoupon(shop.staff, { ...here, bill: 20_000, requestKey: key() })).toEqual({ couponId, off: 1_500, payable: 18_500 })
  const [row] = await database.owner`select state, off, paid, used_store, used_on::text from coupons where id = ${couponId}`
  expect(row).toMatchObject({ state: 'used', used_store: shop.near })
  expect([Number(row?.off), Number(row?.paid)]).toEqual([1_500, 18_500])
})

test('a service that is good only for a bill of some size asks for the bill and takes nothing off', async () => {
  const shop = await aShop()
  const { id: couponId } = await aCoupon(shop, { thresholds: [{ reads: 'current', least: 5_000, most: 9_000 }] })
  const here = { storeId: shop.near, couponId }
  const { coupons } = await seeMember(shop.staff, { storeId: shop.near, memberId: shop.memberId })
  expect(coupons).toMatchObject([{ id: couponId, asksBill: true, why: null }])
  const tap = (bill?: number) => checkOffCoupon(shop.staff, { ...here, bill, requestKey: key() })
  await expect(tap()).rejects.toMatchObject({ code: 'counter.bill_missing' })
  await expect(tap(4_000)).rejects.toMatchObject({ code: 'counter.below', details: { amount: '¥10' } })
  await expect(askBill(shop.staff, { ...here, bill: 9_100 })).rejects.toMatchObject({ code: 'counter.above', details: { amount: '¥1' } })
  expect(await askBill(shop.staff, { ...here, bill: 9_000 })).toEqual({ couponId, off: null, payable: 9_000 })
  expect(await tap(5_000)).toEqual({ couponId, off: null, payable: 5_000 })
  const [row] = await database.owner`select state, off, paid::int from coupons where id = ${couponId}`
  expect(row).toEqual({ state: 'used', off: null, paid: 5_000 })
})

test('what cannot be used here says why: another store, not yet, over, no shipping', async () => {
  const shop = await aShop()
  const held = [
    await aCoupon(shop, { scope: { stores: [shop.far] } }),
    await aCoupon(shop, { validity: { kind: 'relative', afterDays: 3, days: 1 } }),
    await aCoupon(shop, { value: { kind: 'free_shipping' } }),
    await aCoupon(shop, { scope: { channels: ['app'] } }),
  ]
  const codes: string[] = []
  for (const { id: couponId } of held)
    await checkOffCoupon(shop.staff, { storeId: shop.near, couponId, requestKey: key() }).catch((error) => codes.push(error.code))
  expect(codes).toEqual(['counter.other_store', 'counter.coupon_not_yet', 'counter.no_shipping', 'counter.other_channel'])
  const seen = await seeMember(shop.staff, { storeId: shop.near, memberId: shop.memberId })
  expect(seen.coupons.map((coupon) => coupon.why?.code).sort()).toEqual([...codes].sort())
  clock += 40 * 24 * 60 * MINUTE
  const [first] = held
  const late = checkOffCoupon(shop.staff, { storeId: shop.near, couponId: first?.id ?? '', requestKey: key() })
  await expect(late).rejects.toMatchObject({ code: 'counter.coupon_over' })
})

test('a check-off can be taken back for ten minutes by who made it or by the office, and the request that was undone changes nothing any more', async () => {
  // What was written down when is told by the database.
  clock = Date.now()
  const shop = await aShop()
  const coupon = await aCoupon(shop)
  const tap = { storeId: shop.near, couponId: coupon.id, requestKey: key() }
  await checkOffCoupon(shop.staff, tap)
  const undo = { kind: 'coupon' as const, id: coupon.id, reason: '示例点错' }
  await expect(undoCheckOff(shop.elsewhere, undo)).rejects.toMatchObject({ code: 'counter.check_off_not_found' })
  const { scope: colleague } = await mintOperator(shop.tenantId, 'store_manager', [shop.near])
  await expect(undoCheckOff(colleague, undo)).rejects.toMatchObject({ kind: 'forbidden', code: 'counter.undo_by_others' })
  const usedAt = async () =>
    Date.parse(
      (await database.owner<{ at: string }[]>`select max(at)::text as at from coupon_moves where coupon_id = ${coupon.id}`)[0]?.at ?? '',
    )
  clock = (await usedAt()) + 10 * MINUTE + 1_000
  await expect(undoCheckOff(shop.staff, undo)).rejects.toMatchObject({ code: 'counter.undo_too_late', details: { minutes: 10 } })
  clock = (await usedAt()) + 10 * MINUTE - 1_000
  await undoCheckOff(shop.scope, undo)
  await undoCheckOff(shop.scope, undo)
  await checkOffCoupon(shop.staff, tap)
  const [row] = await database.owner`select state, used_store, used_on from coupons where id = ${coupon.id}`
  expect(row).toEqual({ state: 'held', used_store: null, used_on: null })
  expect((await readToday(shop.staff, { storeId: shop.near })).lines).toMatchObject([{ id: coupon.id, undone: true }])
  await checkOffCoupon(shop.staff, { ...tap, requestKey: key() })
  const moves = await database.owner`select why from coupon_moves where coupon_id = ${coupon.id} order by ordinal`
  expect(moves.map((move) => move.why)).toEqual(['issued', 'checked_off', 'undone', 'checked_off'])
})

test('fifty tills at once give exactly the uses that a benefit allows', async () => {
  const shop = await aShop({ uses: 3, per: 'week' })
  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, () =>
      checkOffBenefit(shop.staff, { storeId: shop.near, memberId: shop.memberId, benefitId: CAKE, requestKey: key() }),
    ),
  )
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(3)
  const codes = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(new Set(codes)).toEqual(new Set(['counter.uses_had']))
  const rows = await database.owner`select place from benefit_uses where tenant_id = ${shop.tenantId} order by place`
  expect(rows.map((row) => row.place)).toEqual([1, 2, 3])
})

test('an undone use frees its place; a double tap is one use; who has had all is told when and where', async () => {
  const shop = await aShop({ uses: 2, per: 'month' })
  const use = (requestKey = key()) =>
    checkOffBenefit(shop.staff, { storeId: shop.near, memberId: shop.memberId, benefitId: CAKE, requestKey })
  const first = key()
  const { useId } = await use(first)
  expect(await use(first)).toEqual({ useId, left: 1 })
  expect((await use()).left).toBe(0)
  await expect(use()).rejects.toMatchObject({ code: 'counter.uses_had', details: { when: '2026-06-10 12:00', store: '示例一店' } })
  await undoCheckOff(shop.staff, { kind: 'benefit', id: useId, reason: '示例点错' })
  expect(await use(first), 'what was undone does not come again').toMatchObject({ useId })
  expect((await use()).left).toBe(0)
  await expect(use()).rejects.toMatchObject({ code: 'counter.uses_had' })
})

test.each([
  ['Asia/Shanghai', 'day', '2026-06-10T15:59:59Z', '2026-06-10T16:00:00Z'],
  ['Asia/Shanghai', 'week', '2026-06-14T15:59:59Z', '2026-06-14T16:00:00Z'],
  ['America/New_York', 'day', '2026-03-09T03:59:59Z', '2026-03-09T04:00:00Z'],
  ['America/New_York', 'month', '2026-11-01T03:59:59Z', '2026-11-01T04:00:00Z'],
  ['America/New_York', 'day', '2026-11-02T04:59:59Z', '2026-11-02T05:00:00Z'],
  ['Pacific/Apia', 'quarter', '2026-06-30T10:59:59Z', '2026-06-30T11:00:00Z'],
  ['Asia/Shanghai', 'year', '2026-12-31T15:59:59Z', '2026-12-31T16:00:00Z'],
] as const)('in %s a %s ends with the merchant’s own calendar', async (zone, per, last, next) => {
  const shop = await aShop({ uses: 1, per }, zone)
  const use = () => checkOffBenefit(shop.staff, { storeId: shop.near, memberId: shop.memberId, benefitId: CAKE, requestKey: key() })
  clock = Date.parse(last)
  await use()
  await expect(use()).rejects.toMatchObject({ code: 'counter.uses_had' })
  clock = Date.parse(next)
  expect((await use()).left).toBe(0)
})

test('a benefit has its dates, its stores and those who have it', async () => {
  const bound = await aShop({ uses: 1, per: 'ever', from: '2026-06-11', until: '2026-06-11' })
  const use = (shop: Shop) =>
    checkOffBenefit(shop.staff, { storeId: shop.near, memberId: shop.memberId, benefitId: CAKE, requestKey: key() })
  await expect(use(bound)).rejects.toMatchObject({ code: 'counter.benefit_not_yet', details: { day: '2026-06-11' } })
  clock = Date.parse('2026-06-11T15:59:59Z')
  await use(bound)
  clock = Date.parse('2026-06-11T16:00:00Z')
  await expect(use(bound)).rejects.toMatchObject({ code: 'counter.benefit_over' })
  const placed = await aShop({ uses: 1, per: 'day', stores: [newId()] })
  await expect(use(placed)).rejects.toMatchObject({ code: 'counter.benefit_other_store' })
})

test('a store manager finds any member by full phone or code, and by last digits those of the own stores; a look opens one member for half an hour', async () => {
  const shop = await aShop()
  const { elsewhere, far: storeId, memberId } = shop
  await expect(seeMember(elsewhere, { storeId, memberId })).rejects.toMatchObject({ code: 'member.not_found' })
  await expect(findMember(elsewhere, { storeId, typed: '1234' })).rejects.toMatchObject({ code: 'counter.nobody' })
  expect(await findMember(shop.staff, { storeId: shop.near, typed: '1234' })).toMatchObject({ kind: 'member', memberId })
  expect(await findMember(elsewhere, { storeId, typed: ' 138 0000 1234 ' })).toMatchObject({ kind: 'member', memberId })
  const seen = await seeMember(elsewhere, { storeId, memberId })
  expect(seen).toMatchObject({ code: 'M001', name: '张**', phone: '138****1234', points: 0, tier: { name: '普通' } })
  expect(seen.benefits).toMatchObject([{ id: CAKE, left: 1, uses: 1, why: null }])
  const looks =
    await database.owner`select action, after from audit_log where tenant_id = ${shop.tenantId} and action = 'counter.looked_up'`
  expect(looks).toEqual([{ action: 'counter.looked_up', after: { by: 'phone', store: storeId } }])
  clock = Date.now() + 31 * MINUTE
  await expect(seeMember(elsewhere, { storeId, memberId })).rejects.toMatchObject({ code: 'member.not_found' })
  await expect(findMember(elsewhere, { storeId: shop.near, typed: 'M001' })).rejects.toMatchObject({ code: 'store.not_found' })
})

test('the number of a coupon finds its holder and the coupon; somebody who tries number after number is slowed down', async () => {
  const shop = await aShop()
  const { id: couponId, number } = await aCoupon(shop)
  const spaced = `${number.slice(0, 4)} ${number.slice(4, 8)} ${number.slice(8)}`
  expect(await findMember(shop.elsewhere, { storeId: shop.far, typed: spaced })).toEqual({
    kind: 'member',
    memberId: shop.memberId,
    couponId,
    redemptionId: null,
  })
  let code = ''
  for (let i = 0; i < 130 && code !== 'access.too_many'; i++)
    code = await findMember(shop.elsewhere, { storeId: shop.far, typed: `139${String(i).padStart(8, '0')}` }).then(
      () => '',
      (error) => error.code,
    )
  expect(code).toBe('access.too_many')
})

test('what another merchant has is found by nobody here', async () => {
  const [ours, theirs] = [await aShop(), await aShop()]
  const { id: couponId, number } = await aCoupon(theirs)
  await expect(findMember(ours.scope, { storeId: ours.near, typed: number })).rejects.toMatchObject({ code: 'counter.nobody' })
  await expect(checkOffCoupon(ours.scope, { storeId: ours.near, couponId, requestKey: key() })).rejects.toMatchObject({
    code: 'coupon.not_found',
  })
  expect(await inTenant(ours.scope, 'member:read', (tx) => tx.orm.select({ id: members.id }).from(members))).toHaveLength(1)
})
