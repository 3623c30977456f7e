import { expect, test } from 'vitest'
import { asking, mintTemplate } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { lockQuote } from '@/server/checkout/lock-quote'
import { releaseLock } from '@/server/checkout/release-lock'
import type { Day } from '@/server/engine/calendar/day'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { CouponGift } from '@/server/engine/rule/terms'
import { earning, fieldProgram } from '@/server/engine/scenarios/field'
import type { FactBody } from '@/server/engine/vocabulary'
import { registerMembers } from '@/server/member/register-members'
import { now } from '@/server/platform/clock'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { advanceTenant } from './advance-tenant'
import { applyEvents } from './apply-events'
import { runDoctor } from './doctor'

const database = testDatabase()
const today = (): Day => localDay('UTC', now().getTime())

/** A shop whose program is written once its coupon template has an id. */
async function shop(program: (gift: CouponGift[]) => Partial<ProgramDocument>, stock: number | null = null, count = 1) {
  const { scope, tenantId } = await mintTenant({ program: fieldProgram(), timeZone: 'UTC' })
  const template = await mintTemplate(scope, {}, stock)
  const document = { ...fieldProgram(), ...program([{ template, count }]) }
  await database.owner`
    update program_versions set document = ${JSON.stringify(document)}::jsonb where tenant_id = ${tenantId}`
  return { scope, template }
}

const send = (scope: TenantScope, member: string, body: FactBody, daysAgo = 0, event_id: string = newId()) => {
  const occurred_at = daysAgo === 0 ? now().toISOString() : `${isoOf(today() - daysAgo)}T12:00:00Z`
  return applyEvents(scope, [{ source: 'till', event_id, member, enrols: true, occurred_at, body }])
}
const paid = (order_no: string, units: number): FactBody => ({ type: 'order.paid', channel: 'c', order_no, amount: units * 100 })
const back = (order_no: string, refund_no: string): FactBody => ({ type: 'order.refunded', channel: 'c', order_no, refund_no })

const coupons = async (scope: TenantScope) =>
  (
    await database.owner<{ member: string; state: string; origin: string }[]>`
      select m.code as member, c.state, c.origin from coupons c join members m on m.id = c.member_id
      where c.tenant_id = ${scope.tenantId} order by c.issued_at, c.id`
  ).map(({ member, state, origin }) => [member, state, origin])
const refusals = async (scope: TenantScope) =>
  (await database.owner<{ code: string }[]>`select code from refusals where tenant_id = ${scope.tenantId}`).map(({ code }) => code)
const sound = async (scope: TenantScope) => expect((await runDoctor(scope)).differences).toEqual([])

const thanks = (gifts: CouponGift[], spec = {}) => ({
  earningRules: [earning('thanks', { reward: { kind: 'coupon', coupons: gifts }, ...spec })],
})

test('an order that meets a rule brings its coupons once, whichever way it is told again', async () => {
  const { scope } = await shop(thanks, null, 2)
  await send(scope, 'a', paid('o1', 10), 0, 'e1')
  await send(scope, 'a', paid('o1', 10), 0, 'e1')
  await send(scope, 'a', paid('o0', 10), 3)
  await send(scope, 'a', { type: 'member.checked_in' }, 4)
  expect(await coupons(scope)).toEqual(Array.from({ length: 4 }, () => ['a', 'held', 'rule']))
  await sound(scope)
})

test('they go with the order, unless they were used', async () => {
  const { scope } = await shop(thanks)
  await send(scope, 'a', paid('o1', 10))
  await send(scope, 'b', paid('o2', 10))
  await database.owner`
    update coupons set state = 'used', used_at = now(), used_on = current_date
    where tenant_id = ${scope.tenantId} and member_id = (select id from members where tenant_id = ${scope.tenantId} and code = 'b')`
  await send(scope, 'a', back('o1', 'r1'))
  await send(scope, 'b', back('o2', 'r2'))
  expect(await coupons(scope)).toEqual([
    ['a', 'withdrawn', 'rule'],
    ['b', 'used', 'rule'],
  ])
})

test('what is not in stock is not given, is told, and holds nothing else up', async () => {
  const { scope } = await shop(thanks, 1)
  for (const member of ['a', 'b', 'c']) expect((await send(scope, member, paid(`o-${member}`, 10)))[0]?.status).toBe('applied')
  expect(await coupons(scope)).toEqual([['a', 'held', 'rule']])
  expect(await refusals(scope)).toEqual(['coupon.sold_out', 'coupon.sold_out'])
  // Told once, however often the member is folded again.
  await send(scope, 'b', paid('late', 5), 2)
  expect(await refusals(scope)).toHaveLength(3)
  await sound(scope)
})

test('history that is brought in is no occasion for gifts', async () => {
  const { scope } = await shop(thanks)
  await send(scope, 'a', paid('old', 10), 40)
  expect(await coupons(scope)).toEqual([])
  await send(scope, 'a', paid('new', 10), 31)
  expect(await coupons(scope)).toHaveLength(1)
})

test('a tier that is entered brings its coupons, and a fold brings none again', async () => {
  const { scope } = await shop((entryCoupons) => {
    const { ladders } = fieldProgram({
      tiers: [
        ['Base', 0],
        ['Gold', 10_000, { entryCoupons }],
      ],
    })
    return { ladders }
  })
  await send(scope, 'a', paid('o1', 60), 2)
  await send(scope, 'a', paid('o2', 60), 1)
  await send(scope, 'a', paid('o0', 60), 3)
  expect(await coupons(scope)).toEqual([['a', 'held', 'entry']])
  await sound(scope)
})

test('they come to members to whom nothing else ever happens too, once they have joined', async () => {
  const day = Number(isoOf(today() + 1).slice(8))
  const spec = (gifts: CouponGift[]) => ({
    icon: 'ticket' as const,
    intro: '',
    grants: [{ to: { tier: 'Member' }, terms: { day, coupons: gifts } }],
  })
  const { scope } = await shop((gifts) => ({
    benefits: [{ id: 'monthly_coupons', kind: 'monthly_coupons', name: null, spec: spec(gifts) }],
  }))
  await registerMembers(scope, [{ code: 'idle', joinedAt: now().toISOString() }])
  await advanceTenant(scope, {})
  await advanceTenant(scope, { to: isoOf(today() + 1), beyondToday: true })
  expect(await coupons(scope)).toEqual([['idle', 'held', 'benefit']])
  await sound(scope)
})

test('coupons of the month come with the night, once, to those who have the benefit', async () => {
  const day = Number(isoOf(today() + 1).slice(8))
  const { scope } = await shop((gifts) => ({
    benefits: [
      {
        id: 'monthly_coupons',
        kind: 'monthly_coupons',
        name: null,
        spec: {
          icon: 'ticket',
          intro: '',
          grants: [{ to: { when: { fact: 'member.order_count', operator: 'gte', value: 1 } }, terms: { day, coupons: gifts } }],
        },
      },
    ],
  }))
  await registerMembers(scope, [{ code: 'idle', joinedAt: now().toISOString() }])
  await send(scope, 'buys', paid('o1', 10))
  await advanceTenant(scope, { to: isoOf(today() + 1), beyondToday: true })
  await advanceTenant(scope, { to: isoOf(today() + 1), beyondToday: true })
  expect(await coupons(scope)).toEqual([['buys', 'held', 'benefit']])
  await sound(scope)
})

test('what could not be given is not given later, when there is stock again', async () => {
  const { scope, template } = await shop(thanks, 1)
  for (const member of ['a', 'b']) await send(scope, member, paid(`o-${member}`, 10))
  await database.owner`update coupon_templates set stock = 10, left_over = 9 where id = ${template}`
  // Behind what has happened, so that everything is gone through again.
  await send(scope, 'b', { type: 'member.checked_in' }, 2)
  expect(await coupons(scope)).toEqual([['a', 'held', 'rule']])
  await send(scope, 'b', paid('o-next', 10))
  expect(await coupons(scope)).toHaveLength(2)
  await sound(scope)
})

test('what a checkout holds while its order comes back is taken back once it is let go', async () => {
  const { scope, template } = await shop(thanks, 5)
  const hold = () => lockQuote(scope, { ...asking('a', [{ amount: 3000 }]), requestKey: newId() })
  await send(scope, 'a', paid('o1', 10))
  const lock = await hold()
  expect(await coupons(scope)).toEqual([['a', 'locked', 'rule']])
  await send(scope, 'a', back('o1', 'r1'))
  // Told again by a fold, which changes nothing.
  await send(scope, 'a', { type: 'member.checked_in' }, 2)
  expect(await coupons(scope)).toEqual([['a', 'locked', 'rule']])
  await releaseLock(scope, lock)
  expect(await coupons(scope)).toEqual([['a', 'withdrawn', 'rule']])
  const moves = await database.owner<{ why: string }[]>`select why from coupon_moves where tenant_id = ${scope.tenantId} order by ordinal`
  expect(moves.map(({ why }) => why)).toEqual(['issued', 'locked', 'due_back', 'withdrawn'])
  const [left] = await database.owner<{ left: number }[]>`select left_over as left from coupon_templates where id = ${template}`
  expect(left).toEqual({ left: 5 })
  await sound(scope)
})
