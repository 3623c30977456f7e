import { expect, test } from 'vitest'
import { GET as readRedemptionsOf } from '@/app/api/v1/members/[code]/redemptions/route'
import { POST as cancel } from '@/app/api/v1/redemptions/[number]/cancel/route'
import { GET as readOne } from '@/app/api/v1/redemptions/[number]/route'
import { POST as redeem } from '@/app/api/v1/redemptions/route'
import { GET as readRewards } from '@/app/api/v1/rewards/route'
import { testDatabase } from '@/db/testing/database'
import { mintMember, mintReward, mintTemplate } from '@/db/testing/mall'
import { mallProgram } from '@/db/testing/mall-program'
import { mintTenant } from '@/db/testing/mint'
import { createKey } from '@/server/key/create-key'
import { newId } from '@/server/platform/ids'
import { openApiDocument } from './openapi'
import { redemptionExample } from './paths/reward'
import { RedemptionRequest, RedemptionResponse, RedemptionsResponse, RewardsResponse } from './reward-shapes'
import { Problem } from './shapes'

testDatabase()

async function merchant(points: number) {
  const { scope } = await mintTenant({ program: mallProgram })
  await mintMember(scope, points, { code: 'M1' })
  const { key } = await createKey(scope, { name: 'test', scopes: ['members:read', 'redemptions:write'] })
  const call = (where: string, body?: unknown, headers: Record<string, string> = {}) =>
    new Request(`http://127.0.0.1/api/v1/${where}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  const params = (number: string) => ({ params: Promise.resolve({ number }) })
  return {
    scope,
    rewards: async (query = '?member=M1') => RewardsResponse.parse(await (await readRewards(call(`rewards${query}`))).json()),
    raw: (body: unknown, headers: Record<string, string> = { 'idempotency-key': newId() }) => redeem(call('redemptions', body, headers)),
    one: async (number: string) => RedemptionResponse.parse(await (await readOne(call(`redemptions/${number}`), params(number))).json()),
    cancel: (number: string) => cancel(call(`redemptions/${number}/cancel`, { reason: '示例' }), params(number)),
    ofMember: async () =>
      RedemptionsResponse.parse(
        await (await readRedemptionsOf(call('members/M1/redemptions'), { params: Promise.resolve({ code: 'M1' }) })).json(),
      ),
  }
}

test('a member centre lists what is on offer, redeems, looks and cancels', async () => {
  const { scope, rewards, raw, one, cancel, ofMember } = await merchant(150)
  const coupon = await mintReward(scope, {
    name: '示例十元券',
    stock: 3,
    spec: { gives: { kind: 'coupon', template: await mintTemplate(scope) }, limits: { perMember: 1 } },
  })
  const dear = await mintReward(scope, { name: '示例水壶', picture: 'data:image/png;base64,iVBORw0KGgo=', spec: { points: 400 } })
  expect(await rewards()).toMatchObject({
    available: 150,
    rewards: [
      { id: coupon, gives: 'coupon', points: 100, left: 3, may: true, why_not: null, per_member: 1 },
      {
        id: dear,
        by: 'collect',
        picture: null,
        may: false,
        why_not: { code: 'reward.points_short', detail: expect.stringContaining('400') },
      },
    ],
  })
  expect((await rewards('?pictures=true')).rewards[1]).toMatchObject({ picture: expect.stringMatching(/^data:/), may: true })

  const answer = await raw({ member: 'M1', reward: coupon })
  expect(answer.status).toBe(200)
  const made = RedemptionResponse.parse(await answer.json())
  expect(made).toMatchObject({ state: 'done', points: 100, coupons: [{ state: 'held' }] })
  expect(await one(made.number)).toEqual(made)
  expect((await rewards()).rewards[0]).toMatchObject({ left: 2, may: false, why_not: { code: 'reward.member_limit' } })

  const first = RedemptionResponse.parse(await (await cancel(made.number)).json())
  expect(first).toMatchObject({ state: 'cancelled', cancel_reason: '示例', coupons: [{ state: 'withdrawn' }] })
  // A repeated call is answered as it stands.
  expect(await (await cancel(made.number)).json()).toEqual(first)
  expect((await ofMember()).redemptions).toEqual([first])
  expect((await rewards()).available).toBe(150)
})

test('the same key is one redemption, another body under it is refused, and none is refused', async () => {
  const { scope, raw, rewards } = await merchant(500)
  const reward = await mintReward(scope)
  const key = { 'idempotency-key': 'order-1' }
  const first = await raw({ member: 'M1', reward }, key)
  const again = await raw({ reward, member: 'M1', quantity: 1 }, key)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await again.json()).toEqual(await first.json())
  const other = await raw({ member: 'M1', reward, quantity: 2 }, key)
  expect([other.status, Problem.parse(await other.json()).code]).toEqual([422, 'request.key_reused'])
  const none = await raw({ member: 'M1', reward }, {})
  expect([none.status, Problem.parse(await none.json()).code]).toEqual([422, 'request.key_missing'])
  expect((await rewards()).available).toBe(400)
})

test('what is wrong is said, and by its field', async () => {
  const { scope, raw, cancel } = await merchant(500)
  const sent = await mintReward(scope, { spec: { gives: { kind: 'goods', by: 'send' } } })
  const refused = async (body: unknown) => {
    const answer = await raw(body)
    const { code, field } = Problem.parse(await answer.json())
    return [answer.status, code, field]
  }
  expect(await refused({ member: 'M1', reward: sent })).toEqual([422, 'redemption.address_needed', 'address'])
  expect(await refused({ member: 'M1', reward: sent, address: { phone: 'x', address: '示例路' } })).toEqual([
    422,
    expect.any(String),
    'address.phone',
  ])
  expect(await refused({ member: 'M1', reward: sent, colour: 'red' })).toEqual([422, 'request.unknown_field', 'colour'])
  expect(await refused({ member: 'M9', reward: sent })).toEqual([404, 'member.not_found', undefined])
  expect(await refused({ member: 'M1', reward: newId() })).toEqual([404, 'reward.not_found', undefined])
  expect(await refused({ member: 'M1', reward: sent, store: 'S9', address: { address: '示例路 1 号' } })).toEqual([
    404,
    'store.not_found',
    undefined,
  ])
  expect((await cancel('R0000000000')).status).toBe(404)
  expect((await cancel('nothing')).status).toBe(404)
})

test('the document shows a call that passes', () => {
  expect(RedemptionRequest.safeParse(redemptionExample).success).toBe(true)
  const { paths, components } = openApiDocument('http://127.0.0.1') as { paths: object; components: { schemas: object } }
  expect(Object.keys(paths)).toContain('/api/v1/redemptions/{number}/cancel')
  expect(Object.keys(components.schemas)).toContain('Redemption')
})
