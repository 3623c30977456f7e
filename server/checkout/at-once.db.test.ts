import { expect, test } from 'vitest'
import { asking, mintBuyer, mintCoupons, mintTemplate, pointsPolicy } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { realOrdersProgram } from '@/db/testing/real-orders'
import { lapse } from '@/server/jobs/lapse-task'
import { readMember } from '@/server/member/read-member'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import { spendPoints } from '@/server/points/spend-points'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { lockQuote } from './lock-quote'
import { releaseLock } from './release-lock'

const database = testDatabase()
const CLIENTS = 64
// The whole of it takes minutes: `npm run night -- one-member`.
const EACH = Number(process.env.RUNGS_NIGHT === '1' ? 200 : 4)

/** Numbers that look like chance and are the same in each run. */
const chance = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

test(`${CLIENTS} clients and ${EACH} doings of each with one member: nothing below zero, everything adds up`, {
  timeout: 1_800_000,
}, async () => {
  const { scope, tenantId } = await mintTenant({
    currency: 'GBP',
    timeZone: 'Europe/London',
    program: { ...realOrdersProgram, points: { ...realOrdersProgram.points, clawback: 'within_balance' }, checkout: pointsPolicy },
  })
  const { code, memberId } = await mintBuyer(scope, 20_000)
  const stock = CLIENTS * EACH
  const template = await mintTemplate(scope, { limits: { perOrder: 1, perMember: 40 } }, stock)
  await mintCoupons(scope, memberId, template, 3)
  const locks: string[] = []
  const orders: string[] = []
  const told = new Map<string, number>()
  const tell = (what: string) => told.set(what, (told.get(what) ?? 0) + 1)

  // Some seconds ahead of the commands, whose time is when they are decided: most events then come at the end of the log, and some do not.
  const AHEAD_MS = 5_000
  async function event(body: Record<string, unknown>, key: string) {
    const [answer] = await applyEvents(scope, [
      { source: 'shop', event_id: key, member: code, occurred_at: new Date(Date.now() + AHEAD_MS).toISOString(), body },
    ])
    tell(`${body.type} ${answer?.status} ${answer?.code ?? ''}`)
    return answer
  }
  const some = (list: string[], dice: () => number) => list[Math.floor(dice() * list.length)]

  async function doSomething(dice: () => number): Promise<unknown> {
    const lock = some(locks, dice)
    const order = some(orders, dice)
    const which = dice()
    if (which < 0.3 || !lock) {
      const choices = {
        coupons: dice() < 0.7 ? ('best' as const) : [],
        points: dice() < 0.5 ? ('most' as const) : Math.floor(dice() * 900),
      }
      const ask = asking(code, [{ amount: 100 + Math.floor(dice() * 3000) }, { amount: 50, quantity: 2 }], choices)
      return locks.push(await lockQuote(scope, { ...ask, requestKey: newId() }))
    }
    if (which < 0.5) {
      // Now and then two orders want one lock, and one order is told twice.
      const order_no = dice() < 0.8 ? lock : newId()
      const answer = await event({ type: 'order.paid', order_no, lock }, dice() < 0.5 ? `pay-${order_no}` : newId())
      if (answer?.status === 'applied') orders.push(order_no)
      return
    }
    if (which < 0.65) return releaseLock(scope, lock)
    if (which < 0.72) {
      await database.owner`update checkout_locks set expires_at = '2026-01-01T00:00:00Z' where id = ${lock} and state = 'locked'`
      return lapse({ tenantId })
    }
    if (which < 0.82) return spendPoints(scope, { memberId, amount: 1 + Math.floor(dice() * 300), reason: '示例', requestKey: newId() })
    if (which < 0.88) return mintCoupons(scope, memberId, template)
    if (which < 0.92 || !order) return event({ type: 'order.paid', order_no: newId(), amount: Math.floor(dice() * 20_000) }, newId())
    const amount = dice() < 0.5 ? { amount: 1 + Math.floor(dice() * 500) } : {}
    return event({ type: 'order.refunded', order_no: order, refund_no: newId(), ...amount }, newId())
  }

  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      const dice = chance(client + 1)
      for (let i = 0; i < EACH; i++) {
        await doSomething(dice).then(
          () => tell('done'),
          (error: unknown) => {
            if (!(error instanceof Refusal)) throw error
            tell(`refused ${error.code}`)
          },
        )
      }
    }),
  )
  // What met what was chance; that they did anything is not, or the test says nothing.
  expect(told.get('done')).toBeGreaterThan(CLIENTS)
  // One whole round after all of that: paid by its lock, which cannot be released any more, and refunded.
  const last = await lockQuote(scope, { ...asking(code, [{ amount: 500 }]), requestKey: newId() })
  expect(await event({ type: 'order.paid', order_no: last, lock: last }, newId())).toMatchObject({ status: 'applied' })
  await expect(releaseLock(scope, last)).rejects.toMatchObject({ code: 'quote.confirmed' })
  expect(await event({ type: 'order.refunded', order_no: last, refund_no: newId() }, newId())).toMatchObject({ status: 'applied' })

  const { points } = await readMember(scope, memberId)
  expect(Math.min(points.available, points.active, ...(await lots(memberId)))).toBeGreaterThanOrEqual(0)
  expect((await runDoctor(scope)).differences).toEqual([])
  await couponsAgree()

  const open = await database.owner<{ id: string }[]>`select id from checkout_locks where tenant_id = ${tenantId} and state = 'locked'`
  for (const { id } of open) await releaseLock(scope, id)
  await couponsAgree()
  expect(await database.owner`select id from coupons where tenant_id = ${tenantId} and state = 'locked'`).toEqual([])
  expect((await runDoctor(scope)).differences).toEqual([])

  async function couponsAgree() {
    const wrong = await database.owner`
      with taken as (
        select l.id as lock, l.state, (q->>'coupon')::uuid as coupon, l.order_key
        from checkout_locks l cross join lateral jsonb_array_elements(l.quote->'coupons') q
        where l.tenant_id = ${tenantId} and (q->>'applied')::boolean and l.state in ('locked', 'confirmed'))
      select c.id, c.state, t.lock, t.state as lock_state from coupons c
      left join taken t on t.coupon = c.id and t.lock = c.lock_id
      where c.tenant_id = ${tenantId} and (
        (c.state = 'locked' and t.state is distinct from 'locked')
        or (c.state = 'used' and (t.state is distinct from 'confirmed' or t.order_key <> c.used_order))
        or (c.state = 'held' and c.lock_id is not null)
        or c.state <> (select m.to_state from coupon_moves m where m.tenant_id = c.tenant_id and m.coupon_id = c.id order by m.ordinal desc limit 1)
        or exists (select from coupon_moves a join coupon_moves b on b.tenant_id = a.tenant_id and b.coupon_id = a.coupon_id and b.ordinal = a.ordinal + 1
                   where a.tenant_id = c.tenant_id and a.coupon_id = c.id and a.to_state is distinct from b.from_state))`
    expect(wrong).toEqual([])
    const [count] = await database.owner`
      select t.left_over::int + (select count(*) from coupons c where c.tenant_id = t.tenant_id and c.state <> 'withdrawn')::int as all
      from coupon_templates t where t.tenant_id = ${tenantId}`
    expect(count?.all).toBe(stock)
    // What every lock that was let go had taken came back once; what is held or confirmed did not.
    const spends = await database.owner`
      select l.state from checkout_locks l
      where l.tenant_id = ${tenantId} and l.spend_id is not null
        and (l.state in ('released', 'lapsed')) <> exists (
          select from events e where e.tenant_id = l.tenant_id and e.business_key = 'returned:' || l.spend_id)`
    expect(spends).toEqual([])
  }
})

const lots = async (memberId: string): Promise<number[]> =>
  (
    await database.owner<{ left: number }[]>`
      select (x->>'left')::int as left from members m cross join lateral jsonb_array_elements(m.state->'standing'->'lots') x where m.id = ${memberId}`
  ).map((row) => row.left)
