import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { POST } from '@/app/api/v1/events/route'
import { GET as readMember } from '@/app/api/v1/members/[code]/route'
import { GET as describeApi } from '@/app/api/v1/openapi.json/route'
import { events } from '@/db/schema'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { realOrdersProgram } from '@/db/testing/real-orders'
import type { ProgramDocument } from '@/server/engine/program/document'
import { createKey } from '@/server/key/create-key'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import type { KeyScope } from '@/server/platform/scope'
import { totals } from '@/server/report/sum-totals'
import { limitCalls } from './limit-calls'
import { eventExamples } from './paths/events'
import { EventItem, EventsResponse, MemberResponse, Problem } from './shapes'

testDatabase()

async function merchant(scopes: KeyScope[] = ['events:write', 'members:read'], program: ProgramDocument = realOrdersProgram) {
  const { scope } = await mintTenant({ currency: 'GBP', timeZone: 'Europe/London', program })
  await registerMembers(
    scope,
    ['M1', 'M2'].map((code) => ({ code, joinedAt: '2026-01-01T00:00:00Z' })),
  )
  const { id: keyId, key } = await createKey(scope, { name: 'test', scopes })
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    POST(
      new Request('http://127.0.0.1/api/v1/events', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
  const member = (code: string, bearer = key) =>
    readMember(new Request(`http://127.0.0.1/api/v1/members/${code}`, { headers: { authorization: `Bearer ${bearer}` } }), {
      params: Promise.resolve({ code }),
    })
  return { scope, key, keyId, send, member }
}

const order = (n: number | string, more: Record<string, unknown> = {}) => ({
  type: 'order.paid',
  event_id: `e${n}`,
  member: 'M1',
  occurred_at: '2026-01-02T10:00:00Z',
  order_no: `O${n}`,
  amount: 1000,
  ...more,
})

describe('sending events', () => {
  test('answers each event for itself', async () => {
    const { scope, send } = await merchant()
    const answer = await send({
      events: [
        order(1),
        order(2, { colour: 'red' }),
        order(3, { amount: undefined }),
        order(4, { member: 'nobody' }),
        { ...order(5), type: 'order.lost' },
        order(6, { occurred_at: 'yesterday' }),
        order(7, { currency: 'USD' }),
        'what',
        { ...order(8), event_id: undefined },
        order(1),
        order(1, { amount: 2000 }),
        order('1b', { order_no: 'O1' }),
        order('1c', { order_no: 'O1', amount: 5 }),
      ],
    })
    expect(answer.status).toBe(200)
    const body = EventsResponse.parse(await answer.json())
    expect(body.results.map(({ index, status, http_status, field }) => [index, status, http_status, field])).toEqual([
      [0, 'applied', 200, undefined],
      [1, 'refused', 422, 'colour'],
      [2, 'refused', 422, 'amount'],
      [3, 'refused', 422, 'member'],
      [4, 'refused', 422, 'type'],
      [5, 'refused', 422, 'occurred_at'],
      [6, 'refused', 422, 'currency'],
      [7, 'refused', 422, undefined],
      [8, 'refused', 422, 'event_id'],
      [9, 'replayed', 200, undefined],
      [10, 'conflict', 409, 'event_id'],
      [11, 'duplicate', 200, undefined],
      [12, 'conflict', 409, 'body'],
    ])
    for (const result of body.results) if (result.code) expect(result.detail).not.toBe(result.code)
    expect(body.results[0]?.result).toEqual({
      points: { earned: 10, reversed: 0, balance: 10 },
      tier: { code: 'bronze', name: 'Bronze' },
      growth: 0,
    })
    expect(await totals(scope)).toMatchObject({ orders: 1, net: 1000 })
  })

  test.each(['rungs', 'console', 'import', ' rungs '])('nobody sends in the name of our own source %j', async (source) => {
    const { send } = await merchant()
    const { results } = EventsResponse.parse(
      await (await send({ events: [order(1, { source }), order(2, { source: 'rungs.till' })] })).json(),
    )
    expect(results.map(({ status, code, field }) => [status, code, field])).toEqual([
      ['refused', 'event.source_reserved', 'source'],
      ['applied', undefined, undefined],
    ])
    expect(results[0]?.detail).toContain('source')
  })

  test('orders of different channels are different orders, whatever stands in channel and number', async () => {
    const { scope, send } = await merchant()
    const named = (n: number, channel: string, order_no: string) => order(n, { channel, order_no })
    const sent = [named(1, 'a', 'b:c'), named(2, 'a:b', 'c'), named(3, ':1:a', 'b:c'), named(4, 'a:b', 'c'), named(5, 'a', 'b\nc')]
    const { results } = EventsResponse.parse(await (await send({ events: [...sent, named(6, 'a\nb', 'c')] })).json())
    expect(results.map(({ status, code, field }) => [status, code, field])).toEqual([
      ['applied', undefined, undefined],
      ['applied', undefined, undefined],
      ['applied', undefined, undefined],
      ['duplicate', undefined, undefined],
      ['refused', 'event.control_character', 'order_no'],
      ['refused', 'event.control_character', 'channel'],
    ])
    expect(await totals(scope)).toMatchObject({ orders: 3, net: 3000 })
  })

  test('every kind of event is taken in, and what the merchant’s own keys hold is checked by the version published last', async () => {
    const own = {
      ...realOrdersProgram,
      fields: [
        { id: 'f1', key: 'size', subject: 'member' as const, label: 'Size', type: 'choice' as const, choices: ['S', 'L'] },
        { id: 'f2', key: 'organic', subject: 'line' as const, label: 'Organic', type: 'yes_no' as const, choices: [] },
      ],
      events: [{ id: 'e1', key: 'class_attended', name: 'Class' }],
    }
    const { scope, send } = await merchant(['events:write'], own)
    let n = 0
    const event = (type: string, more: Record<string, unknown> = {}) => ({
      type,
      event_id: `k${++n}`,
      member: 'M1',
      occurred_at: `2026-01-03T10:00:${String(n).padStart(2, '0')}Z`,
      ...more,
    })
    const answer = await send({
      events: [
        order(1, {
          amount: 900,
          lines: [{ line: 'a', amount: 1000, fields: { organic: true } }],
          discounts: [{ amount: 100, lines: ['a'] }],
          shipping: 50,
        }),
        event('order.completed', { order_no: 'O1' }),
        event('member.profile_completed'),
        event('member.profile_changed', { birthday: '1990-08-15', fields: { size: 'L' } }),
        event('member.tagged', { add: ['vip'] }),
        event('member.shared'),
        event('member.reviewed', { order_no: 'O1' }),
        event('member.referred', { invited: 'M2', occurred_at: '2026-01-04T10:00:00Z' }),
        event('stored.recharged', { recharge_no: 'C1', amount: 100 }),
        event('membership.purchased', { purchase_no: 'P1', amount: 100 }),
        event('custom', { event: 'class_attended' }),
        event('order.refunded', { order_no: 'O1', refund_no: 'R1', lines: [{ line: 'a', quantity: 1 }], shipping: 50 }),
      ],
    })
    const sound = EventsResponse.parse(await answer.json())
    expect(sound.results.map(({ status, code, field }) => [status, code, field].filter(Boolean).join(' '))).toEqual(
      Array(12).fill('applied'),
    )
    const wrong = EventsResponse.parse(
      await (
        await send({
          events: [
            event('member.profile_changed', { fields: { size: 'M' } }),
            event('member.profile_changed', { fields: { shoe: '38' } }),
            event('member.profile_changed', { birthday: '1990-02-30' }),
            order(2, { amount: undefined, lines: [{ amount: 10, fields: { organic: 'yes' } }] }),
            order(3, { amount: undefined, lines: [{ amount: 10 }], discounts: [{ amount: 5, lines: ['9'] }] }),
            event('custom', { event: 'other' }),
            event('member.referred', { invited: 'M2', occurred_at: '2026-01-04T10:00:00Z' }),
            event('stored.recharged', { recharge_no: 'C1', amount: 101 }),
          ],
        })
      ).json(),
    )
    expect(wrong.results.map(({ status, code, field }) => [status, code, field])).toEqual([
      ['refused', 'event.own_field_wrong', 'fields.size'],
      ['refused', 'event.unknown_own_field', 'fields.shoe'],
      ['refused', 'event.no_such_date', 'birthday'],
      ['refused', 'event.own_field_wrong', 'lines.0.fields.organic'],
      ['refused', 'event.discount_unknown_line', 'discounts'],
      ['refused', 'event.unknown_own_event', 'event'],
      ['duplicate', undefined, undefined],
      ['conflict', 'event.order_differs', 'body'],
    ])
    for (const result of wrong.results) if (result.code) expect(result.detail).not.toBe(result.code)
    const kept = await inTenant(scope, 'member:read', (tx) => tx.orm.select({ body: events.body }).from(events))
    expect(JSON.stringify(kept)).not.toContain('1990')
  })

  test.each([
    ['not JSON', 'not json', {}, 400, 'request.not_json'],
    ['not declared as JSON', { events: [order(1)] }, { 'content-type': 'text/plain' }, 415, 'request.not_json_type'],
    ['no list', { event: order(1) }, {}, 422, 'request.events_missing'],
    ['an empty list', { events: [] }, {}, 422, 'request.events_missing'],
    ['a stray field', { events: [order(1)], test: true }, {}, 422, 'request.unknown_field'],
    ['too many', { events: Array.from({ length: 1001 }, (_, i) => order(i)) }, {}, 422, 'request.too_many_events'],
    ['too large', JSON.stringify({ events: [order(1, { sku: 'x'.repeat(5 * 1024 * 1024) })] }), {}, 413, 'request.too_large'],
    ['an unknown key', { events: [order(1)] }, { authorization: 'Bearer rk_live_nothing' }, 401, 'key.unknown'],
    ['no key', { events: [order(1)] }, { authorization: '' }, 401, 'key.missing'],
  ])('a call that is refused as a whole: %s', async (_, body, headers, status, code) => {
    const { scope, send } = await merchant()
    const answer = await send(body, headers as Record<string, string>)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const problem = Problem.parse(await answer.json())
    expect(problem).toMatchObject({ status, code, request_id: answer.headers.get('x-request-id') })
    expect(problem.detail).not.toBe(code)
    expect((await totals(scope)).orders).toBe(0)
  })

  test('whatever the items are, each has its own answer and the good ones count', { timeout: 120_000 }, async () => {
    const { scope, send } = await merchant()
    let good = 0
    const nasty = fc.oneof(
      fc.constantFrom('\u0000', '\ud800', '', ' ', '9'.repeat(200), '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '-1', 'null'),
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.object({ maxDepth: 2 }),
      fc.array(fc.anything(), { maxLength: 3 }),
    )
    const field = fc.constantFrom(
      'type',
      'event_id',
      'source',
      'member',
      'occurred_at',
      'order_no',
      'amount',
      'lines',
      'store',
      'currency',
      'channel',
      'other',
    )
    const item = fc.oneof(
      nasty,
      fc.tuple(field, nasty).map(([name, value]) => ({ ...order(1), [name]: value })),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 8 }), async (items) => {
        const n = good++
        const answer = await send({
          events: [
            ...items.map((it) => (typeof it === 'object' && it !== null && !Array.isArray(it) ? { ...it, order_no: `X${n}` } : it)),
            order(`good-${n}`),
          ],
        })
        // The allowance of a key is not what is tried here.
        if (answer.status === 429) return void good--
        expect(answer.status).toBe(200)
        const { results } = EventsResponse.parse(await answer.json())
        expect(results).toHaveLength(items.length + 1)
        expect(results.at(-1)?.status).toBe('applied')
      }),
      { numRuns: 60 },
    )
    expect((await totals(scope)).orders).toBeGreaterThan(0)
  })

  test('a key may only do what it was made for', async () => {
    const reader = await merchant(['members:read'])
    expect((await reader.send({ events: [order(1)] })).status).toBe(403)
    const writer = await merchant(['events:write'])
    expect((await writer.member('M1')).status).toBe(403)
  })
})

describe('the idempotency key', () => {
  test('same key and body: the same answer, byte for byte; another body is refused', async () => {
    const { send } = await merchant()
    const headers = { 'idempotency-key': 'k-1' }
    const first = await send({ events: [order(1)] }, headers)
    const text = await first.text()
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    for (let i = 0; i < 20; i++) {
      const again = await send({ events: [order(1)] }, headers)
      expect(again.headers.get('idempotency-replayed')).toBe('true')
      expect(await again.text()).toBe(text)
    }
    const other = await send({ events: [order(2)] }, headers)
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ code: 'request.key_reused' })
  })

  test('fifty twins at once have exactly one effect and one answer', async () => {
    const { scope, send } = await merchant()
    const answers = await Promise.all(Array.from({ length: 50 }, () => send({ events: [order(1)] }, { 'idempotency-key': 'twins' })))
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    expect(new Set(texts).size).toBe(1)
    expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === null)).toHaveLength(1)
    expect(await totals(scope)).toMatchObject({ orders: 1, pointsIssued: 10 })
  })

  test('fifty twins without a key have exactly one effect', async () => {
    const { scope, send } = await merchant()
    const answers = await Promise.all(Array.from({ length: 50 }, () => send({ events: [order(1)] })))
    const bodies = await Promise.all(answers.map(async (answer) => EventsResponse.parse(await answer.json())))
    expect(bodies.filter((body) => body.summary.applied === 1)).toHaveLength(1)
    expect(bodies.filter((body) => body.summary.replayed === 1)).toHaveLength(49)
    expect(await totals(scope)).toMatchObject({ orders: 1, pointsIssued: 10 })
  })

  test('a call that failed leaves its key free', async () => {
    const { send } = await merchant()
    expect((await send({ events: [] }, { 'idempotency-key': 'free' })).status).toBe(422)
    expect((await send({ events: [order(1)] }, { 'idempotency-key': 'free' })).status).toBe(200)
  })

  test('calls beyond the allowance are told to wait', async () => {
    const { keyId, send } = await merchant()
    for (let i = 0; i < 100; i++) limitCalls(keyId, Date.now() + 60_000)
    const answer = await send({ events: [order(1)] })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('1')
  })
})

describe('reading a member', () => {
  test('tier, points and progress', async () => {
    const { send, member } = await merchant()
    await send({ events: [order(1, { amount: 49_900, occurred_at: new Date(Date.now() - 60_000).toISOString() })] })
    const answer = await member('M1')
    expect(answer.status).toBe(200)
    expect(MemberResponse.parse(await answer.json())).toMatchObject({
      code: 'M1',
      tier: { code: 'bronze' },
      points: { available: 499, owed: 0 },
      net_spend: 49_900,
      order_count: 1,
      progress: [{ measured: 49_900, next: { name: 'Silver', threshold: 50_000, missing: 100 } }],
    })
  })

  test('another merchant’s member is as unknown as none', async () => {
    const [ours, theirs] = [await merchant(), await merchant()]
    await registerMembers(theirs.scope, [{ code: 'THEIRS', joinedAt: '2026-01-01T00:00:00Z' }])
    const without = ({ request_id: _, ...problem }: Record<string, unknown>) => problem
    const [hidden, absent] = [await ours.member('THEIRS'), await ours.member('NOBODY')]
    expect([hidden.status, absent.status]).toEqual([404, 404])
    expect(without(await hidden.json())).toEqual(without(await absent.json()))
  })
})

describe('the description', () => {
  const document = async () => (await describeApi(new Request('http://127.0.0.1/api/v1/openapi.json'))).json()

  test('its examples are valid by the shapes that check the calls', () => {
    for (const example of Object.values(eventExamples)) expect(EventItem.safeParse(example).error?.issues ?? []).toEqual([])
  })

  test('every reference leads somewhere and every operation is described', async () => {
    const api = await document()
    expect(api.openapi).toBe('3.1.0')
    const text = JSON.stringify(api)
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(Object.keys(api.components.schemas)).toContain(name)
    expect(text).not.toContain('$defs')
    expect(text.match(/"\$ref":"(?!#\/components\/schemas\/)/)).toBeNull()
    for (const path of Object.values<Record<string, { operationId?: string; responses: Record<string, unknown> }>>(api.paths)) {
      for (const operation of Object.values(path)) {
        expect(operation.operationId).toBeTruthy()
        expect(Object.keys(operation.responses)).toContain('200')
      }
    }
    const paid = api.components.schemas.OrderPaid
    expect(paid).toMatchObject({ type: 'object', additionalProperties: false })
    expect(paid.required).toEqual(expect.arrayContaining(['type', 'event_id', 'member', 'occurred_at', 'order_no']))
    expect(paid.required).not.toContain('channel')
  })
})
