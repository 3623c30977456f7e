import { afterEach, describe, expect, test, vi } from 'vitest'
import { asking, mintBuyer, mintCoupons, mintShop, mintTemplate } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { lapse, lookForLapsed } from '@/server/jobs/lapse-task'
import { readMember } from '@/server/member/read-member'
import { newId } from '@/server/platform/ids'
import type { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { lockQuote } from './lock-quote'
import { quoteCart } from './quote-cart'
import { lapseLock, releaseLock } from './release-lock'

const database = testDatabase()
afterEach(() => vi.useRealTimers())

const lines = [
  { line: 'tea', sku: 'TEA', category: 'tea', quantity: 2, amount: 6000 },
  { line: 'cup', sku: 'CUP', amount: 4000 },
]

/** A member with 3,000 points and a coupon of five pounds, who buys for a hundred. */
async function shop() {
  const { scope, tenantId } = await mintShop()
  const buyer = await mintBuyer(scope, 3000)
  const template = await mintTemplate(scope)
  const [coupon = ''] = await mintCoupons(scope, buyer.memberId, template)
  const ask = asking(buyer.code, lines, { points: 2000 }, { shipping: 500 })
  const hold = (requestKey = newId()) => lockQuote(scope, { ...ask, requestKey })
  return { scope, tenantId, ...buyer, template, coupon, ask, hold }
}

const paid = (member: string, lock: string, more: Record<string, unknown> = {}, orderNo = newId()) => ({
  source: 'shop',
  event_id: `e-${orderNo}`,
  member,
  occurred_at: new Date().toISOString(),
  body: { type: 'order.paid', order_no: orderNo, lock, ...more },
})

const stateOf = async (coupon: string) =>
  (
    await database.owner<{ state: string; lock: string | null; off: number | null; paid: number | null; order: string | null }[]>`
    select state, lock_id as lock, off, paid, used_order as order from coupons where id = ${coupon}`
  )[0]
const lockState = async (lock: string) =>
  (
    await database.owner<{ state: string; order: string | null }[]>`select state, order_key as order from checkout_locks where id = ${lock}`
  )[0]
const pointsOf = async (scope: TenantScope, memberId: string) => (await readMember(scope, memberId)).points.available
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Refusal) => [error.kind, error.code, error.field ?? null],
  )
const confirm = async (scope: TenantScope, event: ReturnType<typeof paid>) => {
  const [answer] = await applyEvents(scope, [event])
  if (!answer) throw new Error('no answer')
  return answer
}

describe('a quote', () => {
  test('takes nothing and says what is to be paid', async () => {
    const { scope, ask, coupon, memberId } = await shop()
    const { quote } = await quoteCart(scope, ask)
    expect(quote.payable).toBe(10_000 - 500 - 2_000 + 500)
    expect(quote.coupons).toMatchObject([{ coupon, applied: true, off: 500 }])
    expect(await stateOf(coupon)).toMatchObject({ state: 'held' })
    expect(await pointsOf(scope, memberId)).toBe(3000)
  })

  test('names a coupon by the number that staff type', async () => {
    const { scope, code, coupon } = await shop()
    const [row] = await database.owner<{ number: string }[]>`select number from coupons where id = ${coupon}`
    const { quote } = await quoteCart(scope, asking(code, lines, { coupons: [row?.number ?? '', 'nothing'] }))
    expect(quote.coupons).toMatchObject([
      { coupon, applied: true },
      { coupon: 'nothing', applied: false, because: 'unknown' },
    ])
  })

  test('is refused for nobody, for a closed member and for a store that is not there', async () => {
    const { scope, ask, memberId } = await shop()
    expect(await refusalOf(quoteCart(scope, { ...ask, member: 'nobody' }))).toEqual(['not_found', 'member.not_found', null])
    expect(await refusalOf(quoteCart(scope, { ...ask, store: 'S9' }))).toEqual(['invalid', 'quote.unknown_store', 'store'])
    await database.owner`update members set status = 'closed' where id = ${memberId}`
    expect(await refusalOf(quoteCart(scope, ask))).toEqual(['conflict', 'member.closed', 'member'])
  })
})

describe('a lock', () => {
  test('takes the points at once and sets the coupon aside', async () => {
    const { scope, memberId, coupon, hold, ask } = await shop()
    const lock = await hold()
    expect(await stateOf(coupon)).toMatchObject({ state: 'locked', lock })
    expect(await pointsOf(scope, memberId)).toBe(1000)
    const { quote } = await quoteCart(scope, ask)
    expect(quote.coupons).toMatchObject([{ coupon, applied: false, because: 'locked' }])
    expect(quote.points).toMatchObject({ used: 1000, why: 'balance' })
  })

  test('is the same one for the same key and refused for another cart under it', async () => {
    const { scope, hold, ask, code } = await shop()
    const lock = await hold('k1')
    expect(await hold('k1')).toBe(lock)
    const other = asking(code, [{ amount: 1 }])
    expect(await refusalOf(lockQuote(scope, { ...other, requestKey: 'k1' }))).toEqual(['invalid', 'request.key_reused', 'Idempotency-Key'])
    const stranger = await mintBuyer(scope)
    expect(await refusalOf(lockQuote(scope, { ...ask, member: stranger.code, requestKey: 'k1' }))).toEqual([
      'invalid',
      'request.key_reused',
      'Idempotency-Key',
    ])
  })

  test('is one, however many ask for it at once', async () => {
    const { scope, memberId, hold } = await shop()
    const locks = await Promise.all(Array.from({ length: 8 }, () => hold('same')))
    expect(new Set(locks).size).toBe(1)
    expect(await pointsOf(scope, memberId)).toBe(1000)
  })

  test('is refused where the price has changed since it was shown', async () => {
    const { scope, ask, coupon } = await shop()
    expect(await refusalOf(lockQuote(scope, { ...ask, requestKey: newId(), payable: 7999 }))).toEqual([
      'conflict',
      'quote.payable_differs',
      'payable',
    ])
    expect(await stateOf(coupon)).toMatchObject({ state: 'held' })
    await lockQuote(scope, { ...ask, requestKey: newId(), payable: 8000 })
  })

  test('gives everything back when it is released, once', async () => {
    const { scope, memberId, coupon, hold } = await shop()
    const lock = await hold()
    await releaseLock(scope, lock)
    await releaseLock(scope, lock)
    expect(await stateOf(coupon)).toMatchObject({ state: 'held', lock: null })
    expect(await pointsOf(scope, memberId)).toBe(3000)
    expect(await lockState(lock)).toMatchObject({ state: 'released' })
    expect((await runDoctor(scope)).differences).toEqual([])
  })

  test('of another merchant is as unknown as one that is made up', async () => {
    const [ours, theirs] = [await shop(), await shop()]
    const lock = await theirs.hold()
    expect(await refusalOf(releaseLock(ours.scope, lock))).toEqual(await refusalOf(releaseLock(ours.scope, newId())))
    expect(await lockState(lock)).toMatchObject({ state: 'locked' })
  })

  test('lapses a quarter of an hour after it was taken, and not before', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-01T10:00:00Z') })
    const { scope, tenantId, memberId, coupon, hold } = await shop()
    const lock = await hold()
    vi.setSystemTime(new Date('2026-05-01T10:14:59Z'))
    await lapse({ tenantId })
    await lapseLock(scope, lock)
    expect(await lockState(lock)).toMatchObject({ state: 'locked' })
    vi.setSystemTime(new Date('2026-05-01T10:15:00Z'))
    await lookForLapsed()
    const jobs = await database.owner`select key from graphile_worker.jobs where task_identifier = 'lapse' and key = ${`lapse:${tenantId}`}`
    expect(jobs).toHaveLength(1)
    await lapse({ tenantId })
    await lapse({ tenantId })
    expect(await lockState(lock)).toMatchObject({ state: 'lapsed' })
    expect(await stateOf(coupon)).toMatchObject({ state: 'held' })
    expect(await pointsOf(scope, memberId)).toBe(3000)
  })

  test('that cannot be let go holds up no other', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-01T10:00:00Z') })
    const { scope, tenantId, hold } = await shop()
    const broken = await hold()
    const second = await lockQuote(scope, { ...asking((await mintBuyer(scope)).code, lines), requestKey: newId() })
    await database.owner`update checkout_locks set spend_id = ${newId()} where id = ${broken}`
    vi.setSystemTime(new Date('2026-05-01T11:00:00Z'))
    await expect(lapse({ tenantId })).rejects.toThrow()
    expect([await lockState(broken), await lockState(second)]).toMatchObject([{ state: 'locked' }, { state: 'lapsed' }])
  })
})

describe('an order that confirms a lock', () => {
  test('needs no amount, and is booked with what the quote says', async () => {
    const { scope, code, coupon, hold, memberId } = await shop()
    const lock = await hold()
    expect(await confirm(scope, paid(code, lock, {}, 'O1'))).toMatchObject({ status: 'applied', result: { earned: 75, balance: 1075 } })
    expect(await lockState(lock)).toEqual({ state: 'confirmed', order: 'default\nO1' })
    expect(await stateOf(coupon)).toEqual({ state: 'used', lock, off: 500, paid: 7500, order: 'default\nO1' })
    const [event] = await database.owner<{ body: Record<string, unknown> }[]>`
      select body from events where tenant_id = ${scope.tenantId} and type = 'order.paid'`
    expect(event?.body).toMatchObject({
      lock,
      amount: 7500,
      shipping: 500,
      lines: [
        { line: 'tea', sku: 'TEA', category: 'tea', quantity: 2, amount: 4500 },
        { line: 'cup', sku: 'CUP', quantity: 1, amount: 3000 },
      ],
      redeemed: { lock, points: { amount: 2000 }, coupons: [{ id: coupon }] },
    })
    expect(await pointsOf(scope, memberId)).toBe(1075)
    expect((await runDoctor(scope)).differences).toEqual([])
  })

  test('counts once, however often and at once it is told', async () => {
    const { scope, code, coupon, hold } = await shop()
    const lock = await hold()
    const event = paid(code, lock)
    const answers = await Promise.all(Array.from({ length: 6 }, () => confirm(scope, event)))
    expect(answers.map((answer) => answer.status).sort()).toEqual(['applied', ...Array(5).fill('replayed')])
    expect(await confirm(scope, { ...event, event_id: 'again' })).toMatchObject({ status: 'duplicate' })
    expect(await stateOf(coupon)).toMatchObject({ state: 'used' })
    const moves = await database.owner`select why from coupon_moves where coupon_id = ${coupon} order by ordinal`
    expect(moves.map((row) => row.why)).toEqual(['issued', 'locked', 'used'])
  })

  test('keeps another order away, in one batch and in another', async () => {
    const { scope, code, hold } = await shop()
    const lock = await hold()
    const answers = await applyEvents(scope, [paid(code, lock), paid(code, lock)])
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      ['applied', undefined],
      ['conflict', 'order.lock_confirmed'],
    ])
    expect(await confirm(scope, paid(code, lock))).toMatchObject({ status: 'conflict', code: 'order.lock_confirmed', field: 'body.lock' })
    expect(await refusalOf(releaseLock(scope, lock))).toEqual(['conflict', 'quote.confirmed', null])
    await lapseLock(scope, lock)
    expect(await lockState(lock)).toMatchObject({ state: 'confirmed' })
  })

  test.each<[string, Record<string, unknown>, string | null]>([
    ['with the amount of the quote', { amount: 7500, shipping: 500 }, null],
    [
      'with its lines',
      {
        lines: [
          { line: 'tea', quantity: 2, amount: 4500 },
          { line: 'cup', amount: 3000 },
        ],
      },
      null,
    ],
    [
      'with lines before discounts',
      {
        lines: [
          { line: 'tea', quantity: 2, amount: 6000 },
          { line: 'cup', amount: 4000 },
        ],
        discounts: [{ amount: 2500 }],
      },
      null,
    ],
    ['with another amount', { amount: 7501 }, 'body.amount'],
    ['with other shipping', { shipping: 0 }, 'body.shipping'],
    [
      'with lines that are paid otherwise',
      {
        lines: [
          { line: 'tea', quantity: 2, amount: 4600 },
          { line: 'cup', amount: 2900 },
        ],
      },
      'body.lines',
    ],
    ['with fewer lines', { lines: [{ line: 'tea', quantity: 2, amount: 4500 }] }, 'body.lines'],
    [
      'with another quantity',
      {
        lines: [
          { line: 'tea', quantity: 1, amount: 4500 },
          { line: 'cup', amount: 3000 },
        ],
      },
      'body.lines',
    ],
    [
      'with discounts that come to something else',
      {
        lines: [
          { line: 'tea', quantity: 2, amount: 6000 },
          { line: 'cup', amount: 4000 },
        ],
        discounts: [{ amount: 2400 }],
      },
      'body.discounts',
    ],
    ['through another channel', { channel: 'till' }, 'body.channel'],
  ])('%s', async (_, more, field) => {
    const { scope, code, coupon, hold } = await shop()
    const lock = await hold()
    const answer = await confirm(scope, paid(code, lock, more))
    if (field === null) expect(answer).toMatchObject({ status: 'applied', result: { earned: 75 } })
    else {
      expect(answer).toMatchObject({ status: 'refused', code: 'order.quote_differs', field })
      expect(await stateOf(coupon)).toMatchObject({ state: 'locked' })
      expect(await confirm(scope, paid(code, lock))).toMatchObject({ status: 'applied' })
    }
  })

  test('is refused for another member’s lock, and for one that is made up', async () => {
    const { scope, hold } = await shop()
    const stranger = await mintBuyer(scope)
    for (const lock of [await hold(), newId()])
      expect(await confirm(scope, paid(stranger.code, lock))).toMatchObject({
        status: 'refused',
        code: 'order.lock_unknown',
        field: 'body.lock',
      })
  })

  test.each(['released', 'lapsed'] as const)('takes again what a %s lock had held, while it is there', async (how) => {
    const { scope, code, coupon, hold, memberId, tenantId } = await shop()
    const lock = await hold()
    if (how === 'released') await releaseLock(scope, lock)
    else {
      await database.owner`update checkout_locks set expires_at = '2026-01-01T00:00:00Z' where id = ${lock}`
      await lapse({ tenantId })
    }
    expect(await lockState(lock)).toMatchObject({ state: how })
    expect(await confirm(scope, paid(code, lock))).toMatchObject({ status: 'applied', result: { earned: 75 } })
    expect(await stateOf(coupon)).toMatchObject({ state: 'used', lock })
    expect(await pointsOf(scope, memberId)).toBe(1075)
    expect((await runDoctor(scope)).differences).toEqual([])
  })

  test('of which the coupon or the points are gone is refused and says what is missing', async () => {
    const { scope, code, ask, coupon, hold, memberId } = await shop()
    const lock = await hold()
    await releaseLock(scope, lock)
    const other = await lockQuote(scope, { ...ask, choices: { coupons: 'best', points: 1500 }, requestKey: newId() })
    const event = paid(code, lock)
    expect(await confirm(scope, event)).toMatchObject({
      status: 'refused',
      code: 'order.lock_gone',
      field: 'body.lock',
      details: { coupons: 1, points: 500 },
    })
    const kept = await database.owner`select details from refusals where event_key = ${event.event_id}`
    expect(kept).toEqual([{ details: { coupons: 1, points: 500 } }])
    await releaseLock(scope, other)
    expect(await confirm(scope, event)).toMatchObject({ status: 'applied' })
    expect(await stateOf(coupon)).toMatchObject({ state: 'used', lock })
    expect(await pointsOf(scope, memberId)).toBe(1075)
  })

  test('and a release at once come to one of both, never to half of each', async () => {
    for (let round = 0; round < 6; round++) {
      const { scope, code, coupon, hold, memberId } = await shop()
      const lock = await hold()
      const [answer, released] = await Promise.all([confirm(scope, paid(code, lock)), refusalOf(releaseLock(scope, lock))])
      expect(answer).toMatchObject({ status: 'applied' })
      if (released !== null) expect(released).toEqual(['conflict', 'quote.confirmed', null])
      expect(await stateOf(coupon)).toMatchObject({ state: 'used', lock })
      expect(await pointsOf(scope, memberId)).toBe(1075)
      expect((await runDoctor(scope)).differences).toEqual([])
    }
  })

  test('gives points back in proportion, and the coupon with the whole', async () => {
    const { scope, code, coupon, hold, memberId } = await shop()
    const lock = await hold()
    await confirm(scope, paid(code, lock, {}, 'O1'))
    const refund = (refund_no: string, amount: number) => ({
      source: 'shop',
      event_id: refund_no,
      member: code,
      occurred_at: new Date().toISOString(),
      body: { type: 'order.refunded', order_no: 'O1', refund_no, amount },
    })
    await applyEvents(scope, [refund('R1', 2500)])
    expect(await pointsOf(scope, memberId)).toBe(1000 + 50 + 666)
    await applyEvents(scope, [refund('R2', 5000)])
    expect(await pointsOf(scope, memberId)).toBe(3000)
    expect(await stateOf(coupon)).toMatchObject({ state: 'held' })
    expect((await runDoctor(scope)).differences).toEqual([])
  })
})
