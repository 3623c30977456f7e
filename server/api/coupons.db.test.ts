import { expect, test } from 'vitest'
import { GET as readClaimable } from '@/app/api/v1/coupons/claimable/route'
import { POST as claim } from '@/app/api/v1/coupons/claims/route'
import { POST as takeCode } from '@/app/api/v1/coupons/codes/route'
import { POST as issue } from '@/app/api/v1/coupons/issues/route'
import { GET as readCouponsOf } from '@/app/api/v1/members/[code]/coupons/route'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { realOrdersProgram } from '@/db/testing/real-orders'
import { createCodes } from '@/server/coupon/codes'
import { createKey } from '@/server/key/create-key'
import { registerMembers } from '@/server/member/register-members'
import { aTemplate, couponDraft } from '@/server/trpc/fixtures/coupon'
import { ClaimableResponse, ClaimRequest, CodeRequest, CouponsResponse, GivenResponse, IssueRequest, IssueResponse } from './coupon-shapes'
import { openApiDocument } from './openapi'
import { couponExamples } from './paths/coupon'
import { Problem } from './shapes'

const database = testDatabase()

async function merchant() {
  const { scope, tenantId } = await mintTenant({ program: realOrdersProgram, currency: 'GBP', timeZone: 'Europe/London' })
  await registerMembers(scope, [
    { code: 'M1', joinedAt: '2026-01-01T00:00:00Z' },
    { code: 'M2', joinedAt: '2026-01-01T00:00:00Z' },
  ])
  const { key } = await createKey(scope, { name: 'test', scopes: ['members:read', 'coupons:write'] })
  const call = (where: string, body?: unknown, headers: Record<string, string> = {}) =>
    new Request(`http://127.0.0.1/api/v1/${where}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  const under = (key: string) => ({ 'idempotency-key': key })
  return {
    scope,
    tenantId,
    claim: (body: unknown, key: string) => claim(call('coupons/claims', body, under(key))),
    unkeyed: (body: unknown) => claim(call('coupons/claims', body)),
    code: (body: unknown, key: string) => takeCode(call('coupons/codes', body, under(key))),
    issue: (body: unknown, key: string) => issue(call('coupons/issues', body, under(key))),
    claimable: async (query = '?member=M1') =>
      ClaimableResponse.parse(await (await readClaimable(call(`coupons/claimable${query}`))).json()).coupons,
    ofMember: (query = '') => readCouponsOf(call(`members/M1/coupons${query}`), { params: Promise.resolve({ code: 'M1' }) }),
  }
}

const problemOf = async (answer: Response) => {
  const { status, code, field } = Problem.parse(await answer.json())
  return { status, code, field }
}

test('a member claims what the list offers, and holds it afterwards', async () => {
  const { scope, claim, claimable, ofMember } = await merchant()
  const limits = { perOrder: 1, perMember: 1 }
  const template = await aTemplate({ scope }, { stock: 2, terms: { ...couponDraft.terms, limits }, offer: { way: 'claim' } })
  const gold = await aTemplate({ scope }, { name: '金卡券', offer: { way: 'claim', tiers: ['gold'], until: '2999-12-31' } })
  expect(await claimable()).toMatchObject([
    {
      template: gold,
      name: '金卡券',
      until: '2999-12-31',
      may: false,
      why_not: { code: 'coupon.wrong_tier', detail: 'It is not for the member’s tier.' },
    },
    { template, kind: 'fixed', left: 2, may: true, why_not: null, sentence: '满 £100 减 £10，不与其他优惠券同用，领取后 30 天内可用' },
  ])
  const answer = await claim({ member: 'M1', template }, 'k1')
  const text = await answer.text()
  const coupon = GivenResponse.parse(JSON.parse(text))
  expect(coupon).toMatchObject({ template: { id: template, name: '示例券' } })
  const again = await claim({ member: 'M1', template }, 'k1')
  expect([again.status, again.headers.get('idempotency-replayed'), await again.text()]).toEqual([200, 'true', text])
  expect((await claimable('?member=M1&lang=zh'))[1]).toMatchObject({
    left: 1,
    may: false,
    why_not: { code: 'coupon.member_limit', detail: '每人可得的张数已满。' },
  })
  const held = CouponsResponse.parse(await (await ofMember('?lang=en')).json())
  expect(held).toMatchObject({
    total: 1,
    coupons: [
      {
        id: coupon.id,
        number: coupon.number,
        state: 'usable',
        valid_until: coupon.valid_until,
        used_at: null,
        order: null,
        sentence: '£10 off from £100, not with other coupons, within 30 days of receiving it',
      },
    ],
  })
  expect(CouponsResponse.parse(await (await ofMember('?state=used')).json())).toEqual({ total: 0, coupons: [] })
})

test('a key is needed, and stands for one request; once all are gone only the first answer is given again', async () => {
  const { scope, claim, unkeyed } = await merchant()
  const template = await aTemplate({ scope }, { stock: 1, offer: { way: 'claim' } })
  expect(await problemOf(await unkeyed({ member: 'M1', template }))).toEqual({
    status: 422,
    code: 'request.key_missing',
    field: 'Idempotency-Key',
  })
  const text = await (await claim({ member: 'M1', template }, 'k')).text()
  expect(await problemOf(await claim({ member: 'M2', template }, 'k'))).toMatchObject({ status: 422, code: 'request.key_reused' })
  expect(await problemOf(await claim({ member: 'M2', template }, 'l'))).toMatchObject({ status: 409, code: 'coupon.sold_out' })
  expect(await (await claim({ member: 'M1', template }, 'k')).text()).toBe(text)
  const [{ count } = { count: 0 }] = await database.owner<{ count: number }[]>`
    select count(*)::int as count from coupons where tenant_id = ${scope.tenantId}`
  expect(count).toBe(1)
})

test('a claim whose answer was lost on the way is not made a second time', async () => {
  const { scope, claim } = await merchant()
  const template = await aTemplate({ scope }, { offer: { way: 'claim' } })
  const first = await (await claim({ member: 'M1', template }, 'k')).text()
  await database.owner`delete from idempotency_keys where tenant_id = ${scope.tenantId}`
  expect(await (await claim({ member: 'M1', template }, 'k')).text()).toBe(first)
})

test('a code brings its coupon, and systems give coupons with a reason', async () => {
  const { scope, tenantId, code, issue, ofMember } = await merchant()
  await createCodes(scope, { templateId: await aTemplate({ scope }, { offer: { way: 'code' } }), name: '示例', count: 1 })
  const [row] = await database.owner<{ code: string }[]>`select code from coupon_codes where tenant_id = ${tenantId}`
  GivenResponse.parse(await (await code({ member: 'M1', code: row?.code }, 'k')).json())
  expect(await problemOf(await code({ member: 'M2', code: row?.code }, 'l'))).toEqual({
    status: 409,
    code: 'coupon.code_taken',
    field: 'code',
  })
  expect(await problemOf(await code({ member: 'M2', code: 'NONE' }, 'm'))).toEqual({
    status: 404,
    code: 'coupon.code_unknown',
    field: 'code',
  })

  const template = await aTemplate({ scope })
  const asked = { member: 'M1', template, count: 2, reason: '示例补偿' }
  expect(IssueResponse.parse(await (await issue(asked, 'n')).json()).coupons).toHaveLength(2)
  await database.owner`delete from idempotency_keys where tenant_id = ${tenantId}`
  expect(IssueResponse.parse(await (await issue(asked, 'n')).json()).coupons).toHaveLength(2)
  expect(CouponsResponse.parse(await (await ofMember()).json()).total).toBe(3)
  expect(await problemOf(await issue({ ...asked, count: 0 }, 'o'))).toMatchObject({ status: 422, field: 'count' })
})

test('a parameter that is not as it must be is named, and the examples are what they illustrate', async () => {
  const { ofMember } = await merchant()
  expect(await problemOf(await ofMember('?state=gone'))).toEqual({ status: 422, code: 'request.query_wrong', field: 'state' })
  expect(await problemOf(await ofMember('?page=0'))).toEqual({ status: 422, code: 'request.query_wrong', field: 'page' })
  expect(await problemOf(await ofMember('?lang=fr'))).toEqual({ status: 422, code: 'request.language_unknown', field: 'lang' })
  const shapes = { claim: ClaimRequest, code: CodeRequest, issue: IssueRequest }
  for (const [name, example] of Object.entries(couponExamples))
    expect(shapes[name as keyof typeof shapes].safeParse(example).success).toBe(true)
  const paths = Object.keys(openApiDocument('https://example.com').paths as object)
  expect(paths).toEqual(expect.arrayContaining(['/api/v1/coupons/claims', '/api/v1/coupons/codes', '/api/v1/members/{code}/coupons']))
})
