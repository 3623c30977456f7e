import { expect, test } from 'vitest'
import { POST as sendEvents } from '@/app/api/v1/events/route'
import { POST as release } from '@/app/api/v1/quotes/[lock]/release/route'
import { GET as read } from '@/app/api/v1/quotes/[lock]/route'
import { POST as quote } from '@/app/api/v1/quotes/route'
import { mintBuyer, mintCoupons, mintShop, mintTemplate, pointsPolicy } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { createKey } from '@/server/key/create-key'
import { newId } from '@/server/platform/ids'
import { quoteExamples } from './paths/quotes'
import { QuoteRequest, QuoteResponse } from './quote-shapes'
import { EventsResponse, Problem } from './shapes'

testDatabase()

/** A shop with a full reduction, and a member with 3,000 points and three coupons. */
async function shop() {
  const reduction = {
    id: 'r',
    name: '示例满减',
    enabled: true,
    by: 'amount' as const,
    reads: 'current' as const,
    scope: {},
    rungs: [{ least: 5_000, off: 500, points: 20 }],
  }
  const { scope } = await mintShop({ ...pointsPolicy, reductions: [reduction] })
  const { code, memberId } = await mintBuyer(scope, 3000)
  const [best = ''] = await mintCoupons(scope, memberId, await mintTemplate(scope))
  const [dear = ''] = await mintCoupons(scope, memberId, await mintTemplate(scope, { thresholds: [{ reads: 'current', least: 20_000 }] }))
  const { key } = await createKey(scope, { name: '示例', scopes: ['checkout:write', 'events:write'] })
  const bearer = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const at = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    new Request(`http://127.0.0.1/api/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...bearer, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  const ask = async (body: unknown, { headers, query = '' }: { headers?: Record<string, string>; query?: string } = {}) => {
    const answer = await quote(at(`quotes${query}`, body, headers))
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json() }
  }
  const lockAt = (lock: string) => ({ params: Promise.resolve({ lock }) })
  return { code, best, dear, at, ask, lockAt }
}

const lines = [
  { line: 'a', sku: 'TEA', amount: 6000 },
  { line: 'b', amount: 4000 },
]

test('a quote says line by line, stage by stage and coupon by coupon what is paid and why', async () => {
  const { code, best, dear, ask } = await shop()
  const { status, body } = await ask({ member: code, lines, shipping: 300, choices: { points: 'most' } })
  expect(status).toBe(200)
  const told = QuoteResponse.parse(body)
  expect(told).toMatchObject({ lock: null, state: null, member: code, goods: 10_000, payable: 10_000 - 500 - 500 - 3_000 + 300, gives: 20 })
  expect(told.cascade.map(({ stage, off, left }) => [stage, off, left])).toEqual([
    ['activity', 0, 10_000],
    ['price', 0, 10_000],
    ['reduction', 500, 9_500],
    ['coupon', 500, 9_000],
    ['points', 3_000, 6_000],
    ['shipping', 0, 6_300],
  ])
  expect(told.lines.map(({ line, payable }) => [line, payable])).toEqual([
    ['a', 3_600],
    ['b', 2_400],
  ])
  const byId = new Map(told.coupons.map((coupon) => [coupon.coupon, coupon]))
  expect(byId.get(best)).toMatchObject({ applied: true, off: 500, name: '示例券', because: null, sentence: '示例券减 £5' })
  expect(byId.get(dear)).toMatchObject({ applied: false, because: 'below', detail: 10_500, sentence: '示例券：还差 £105' })
  expect(told.reductions).toMatchObject([
    { name: '示例满减', applied: true, off: 500, points: 20, sentence: '示例满减：减 £5，送 20 积分' },
  ])
  expect(told.points).toMatchObject({ used: 3000, worth: 3000, available: 3000, because: null })
})

test('sentences come in the language asked for', async () => {
  const { code, best, ask } = await shop()
  const body = { member: code, lines, choices: { coupons: [best] } }
  expect((await ask(body, { query: '?lang=en' })).body.coupons[0].sentence).toBe('示例券: £5 off')
  const refused = await ask(body, { query: '?lang=fr' })
  expect([refused.status, refused.body.code]).toEqual([422, 'request.language_unknown'])
})

test.each<[string, Record<string, unknown>, number, string, string | undefined]>([
  ['no member', { lines }, 422, 'request.field_missing', 'member'],
  ['an unknown member', { member: 'nobody', lines }, 404, 'member.not_found', undefined],
  ['no lines', { member: 'x' }, 422, 'request.field_missing', 'lines'],
  ['an empty cart', { member: 'x', lines: [] }, 422, 'request.field_wrong', 'lines'],
  ['a fraction of a penny', { member: 'x', lines: [{ amount: 1.5 }] }, 422, 'request.field_wrong', 'lines.0.amount'],
  [
    'two lines of one name',
    {
      member: 'x',
      lines: [
        { line: 'a', amount: 1 },
        { line: 'a', amount: 1 },
      ],
    },
    422,
    'quote.line_twice',
    'lines',
  ],
  ['a time of its own', { member: 'x', lines, at: '2026-01-01T00:00:00Z' }, 422, 'request.unknown_field', 'at'],
  ['an unknown store', { member: 'code', lines, store: 'S9' }, 422, 'quote.unknown_store', 'store'],
])('%s is refused with a problem that names the field', async (_, body, status, code, field) => {
  const { ask, code: member } = await shop()
  const answer = await ask(body.member === 'code' ? { ...body, member } : body)
  const problem = Problem.parse(answer.body)
  expect([answer.status, problem.code, problem.field]).toEqual([status, code, field])
  expect(answer.type).toBe('application/problem+json')
  expect(problem.detail).not.toBe(code)
})

test('a lock is answered again under its key, read, released and confirmed by an order', async () => {
  const { code, ask, at, lockAt } = await shop()
  const body = { member: code, lines, choices: { points: 1000 }, lock: true, payable: 8_000 }
  const first = await ask(body, { headers: { 'idempotency-key': 'k1' } })
  expect(first.body).toMatchObject({ state: 'locked', payable: 8_000, order: null })
  const { lock } = first.body
  expect(Date.parse(first.body.expires_at) - Date.now()).toBeGreaterThan(14 * 60_000)
  expect((await ask(body, { headers: { 'idempotency-key': 'k1' } })).body.lock).toBe(lock)
  const other = await ask({ ...body, choices: { points: 0 }, payable: 9_000 }, { headers: { 'idempotency-key': 'k1' } })
  expect([other.status, other.body.code]).toEqual([422, 'request.key_reused'])

  const released = await (await release(at(`quotes/${lock}/release`, {}), lockAt(lock))).json()
  expect(QuoteResponse.parse(released)).toMatchObject({ lock, state: 'released' })
  const again = (await ask(body)).body.lock
  expect(again).not.toBe(lock)

  const sent = await sendEvents(
    at('events', {
      events: [{ type: 'order.paid', event_id: 'e1', member: code, occurred_at: new Date().toISOString(), order_no: 'O1', lock: again }],
    }),
  )
  expect(EventsResponse.parse(await sent.json()).results).toMatchObject([{ status: 'applied' }])
  const shown = await (await read(at(`quotes/${again}`), lockAt(again))).json()
  expect(shown).toMatchObject({ state: 'confirmed', order: { channel: 'default', order_no: 'O1' }, payable: 8_000 })
  const late = await release(at(`quotes/${again}/release`, {}), lockAt(again))
  expect([late.status, (await late.json()).code]).toEqual([409, 'quote.confirmed'])
})

test('an order whose lock is gone is told what is missing', async () => {
  const { code, ask, at, lockAt } = await shop()
  const { lock } = (await ask({ member: code, lines, choices: { points: 3000 }, lock: true })).body
  await release(at(`quotes/${lock}/release`, {}), lockAt(lock))
  await ask({ member: code, lines, choices: { points: 1000 }, lock: true })
  const order = { type: 'order.paid', event_id: 'e1', member: code, occurred_at: new Date().toISOString(), order_no: 'O1', lock }
  const [result] = EventsResponse.parse(await (await sendEvents(at('events', { events: [order] }))).json()).results
  expect(result).toMatchObject({ status: 'refused', code: 'order.lock_gone', field: 'lock', details: { coupons: 1, points: 1000 } })
  expect(result?.detail).toContain('1 coupon and 1,000 points')
})

test.each([newId(), 'nothing', 'a\0b'])('there is no lock %j', async (lock) => {
  const { at, lockAt } = await shop()
  for (const answer of [await read(at(`quotes/x`), lockAt(lock)), await release(at('quotes/x/release', {}), lockAt(lock))])
    expect([answer.status, (await answer.json()).code]).toEqual([404, 'quote.not_found'])
})

test('the carts that the document shows are valid by its shapes', () => {
  for (const example of Object.values(quoteExamples)) expect(QuoteRequest.safeParse(example).success).toBe(true)
})
