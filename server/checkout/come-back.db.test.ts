import { expect, test } from 'vitest'
import { asking, mintBuyer, mintCoupons, mintShop, mintTemplate, pointsPolicy } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { mintReward } from '@/db/testing/mall'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { adjustPoints } from '@/server/points/adjust-points'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { redeemReward } from '@/server/reward/redeem-reward'
import { lockQuote } from './lock-quote'
import { quoteCart } from './quote-cart'
import { releaseLock } from './release-lock'

const database = testDatabase()

const lines = [
  { line: 'tea', sku: 'TEA', quantity: 2, amount: 6000 },
  { line: 'cup', sku: 'CUP', amount: 4000 },
]
const shop = async (policy = pointsPolicy) => {
  const { scope } = await mintShop(policy)
  const buyer = await mintBuyer(scope, 3000)
  const template = await mintTemplate(scope)
  return { scope, ...buyer, template }
}
const order = (member: string, lock: string, order_no: string) => ({
  source: 'shop',
  event_id: `paid-${order_no}`,
  member,
  occurred_at: new Date().toISOString(),
  body: { type: 'order.paid', order_no, lock },
})
const refund = (member: string, order_no: string) => ({
  source: 'shop',
  event_id: `back-${order_no}`,
  member,
  occurred_at: new Date(Date.now() + 1000).toISOString(),
  body: { type: 'order.refunded', order_no, refund_no: `r-${order_no}` },
})
const statesOf = async (scope: TenantScope) =>
  (await database.owner<{ state: string }[]>`select state from coupons where tenant_id = ${scope.tenantId} order by issued_at, id`).map(
    ({ state }) => state,
  )
const pointsOf = async (scope: TenantScope) => {
  const [row] = await database.owner<{ points: number }[]>`select points from members where tenant_id = ${scope.tenantId}`
  return row?.points
}
const sound = async (scope: TenantScope) => expect((await runDoctor(scope)).differences).toEqual([])

test('an order and its whole refund told together give points and coupon back', async () => {
  const { scope, code, memberId, template } = await shop()
  const [coupon = ''] = await mintCoupons(scope, memberId, template)
  const lock = await lockQuote(scope, { ...asking(code, lines, { coupons: [coupon], points: 2000 }), requestKey: newId() })
  const answers = await applyEvents(scope, [order(code, lock, 'o1'), refund(code, 'o1')])
  expect(answers.map(({ status }) => status)).toEqual(['applied', 'applied'])
  expect([await statesOf(scope), await pointsOf(scope)]).toEqual([['held'], 3000])
  await sound(scope)
})

test('a refund that came before its order gives them back with it', async () => {
  const { scope, code, memberId, template } = await shop()
  await mintCoupons(scope, memberId, template)
  const lock = await lockQuote(scope, { ...asking(code, lines, { points: 2000 }), requestKey: newId() })
  await applyEvents(scope, [refund(code, 'o1')])
  await applyEvents(scope, [{ ...order(code, lock, 'o1'), occurred_at: new Date(Date.now() + 2000).toISOString() }])
  expect([await statesOf(scope), await pointsOf(scope)]).toEqual([['held'], 3000])
  await sound(scope)
})

test('of two orders that confirm locks with the same coupon the second is told so, and the first stands', async () => {
  const { scope, code, memberId, template } = await shop()
  const [coupon = ''] = await mintCoupons(scope, memberId, template)
  const ask = asking(code, lines, { coupons: [coupon] })
  const first = await lockQuote(scope, { ...ask, requestKey: newId() })
  await releaseLock(scope, first)
  const second = await lockQuote(scope, { ...ask, requestKey: newId() })
  await releaseLock(scope, second)
  const answers = await applyEvents(scope, [order(code, first, 'o1'), order(code, second, 'o2')])
  expect(answers.map(({ status, code: why }) => [status, why])).toEqual([
    ['applied', undefined],
    ['refused', 'order.lock_gone'],
  ])
  await sound(scope)
})

test('what an order may not say of its lines is not said by way of a cart', async () => {
  const { scope, code } = await shop()
  const ask = asking(code, [{ amount: 100, fields: { recipient_phone: '13800001234' } }])
  await expect(quoteCart(scope, ask)).rejects.toMatchObject({ code: 'event.unknown_own_field', field: 'lines.0.fields.recipient_phone' })
})

test('coupons that were bought at once come back as their own points, to their own lots', async () => {
  const { scope, code, memberId, template } = await shop({ ...pointsPolicy, boughtCoupons: 'points' })
  await adjustPoints(scope, { memberId, amount: -2800, reason: '示例', requestKey: newId() })
  await adjustPoints(scope, { memberId, amount: 200, reason: '示例', requestKey: newId() })
  const rewardId = await mintReward(scope, { spec: { gives: { kind: 'coupon', template }, points: 200 } })
  await redeemReward(scope, { memberId, rewardId, quantity: 2, requestKey: newId(), through: 'console' })
  const lots = () => database.owner`
    select lot, sum(case when to_account = 'active' then amount else 0 end) - sum(case when from_account = 'active' then amount else 0 end) as left
    from ledger_entries where tenant_id = ${scope.tenantId} and unit = 'points' and (from_account = 'active' or to_account = 'active') group by lot order by lot`
  for (const name of ['o1', 'o2']) {
    const lock = await lockQuote(scope, { ...asking(code, lines), requestKey: newId() })
    await applyEvents(scope, [order(code, lock, name)])
  }
  for (const name of ['o1', 'o2']) await applyEvents(scope, [refund(code, name)])
  expect(await pointsOf(scope)).toBe(400)
  expect((await lots()).map((lot) => Number(lot.left)).filter((left) => left !== 0)).toEqual([200, 200])
  expect(await statesOf(scope)).toEqual(['withdrawn', 'withdrawn'])
  await sound(scope)
})
