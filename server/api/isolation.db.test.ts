import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { GET as exportEffect } from '@/app/api/campaign/[tenant]/[campaignId]/effect/route'
import { GET as exportCodes } from '@/app/api/coupon/[tenant]/codes/[batchId]/route'
import { GET as readProblems } from '@/app/api/import/[tenant]/[importId]/problems/route'
import { POST as upload } from '@/app/api/import/[tenant]/route'
import { GET as exportRedemptions } from '@/app/api/redemption/[tenant]/route'
import { GET as readPicture } from '@/app/api/reward/[tenant]/[rewardId]/picture/route'
import { POST as claimCampaign } from '@/app/api/v1/campaigns/[id]/claims/route'
import { GET as readClaimable } from '@/app/api/v1/coupons/claimable/route'
import { POST as claim } from '@/app/api/v1/coupons/claims/route'
import { POST as takeCode } from '@/app/api/v1/coupons/codes/route'
import { POST as issue } from '@/app/api/v1/coupons/issues/route'
import { POST as sendEvents } from '@/app/api/v1/events/route'
import { GET as readCampaignsOf } from '@/app/api/v1/members/[code]/campaigns/route'
import { GET as readCouponsOf } from '@/app/api/v1/members/[code]/coupons/route'
import { GET as readRedemptionsOf } from '@/app/api/v1/members/[code]/redemptions/route'
import { GET as readMember } from '@/app/api/v1/members/[code]/route'
import { GET as describeApi } from '@/app/api/v1/openapi.json/route'
import { POST as releaseQuote } from '@/app/api/v1/quotes/[lock]/release/route'
import { GET as readQuote } from '@/app/api/v1/quotes/[lock]/route'
import { POST as quoteCart } from '@/app/api/v1/quotes/route'
import { POST as cancelRedemption } from '@/app/api/v1/redemptions/[number]/cancel/route'
import { GET as readRedemption } from '@/app/api/v1/redemptions/[number]/route'
import { POST as redeem } from '@/app/api/v1/redemptions/route'
import { GET as readRewards } from '@/app/api/v1/rewards/route'
import { GET as readRules } from '@/app/api/v1/rules/route'
import { launchCampaign } from '@/db/testing/campaign'
import { asking } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { mintRewardWorld } from '@/db/testing/mall'
import { realOrdersProgram } from '@/db/testing/real-orders'
import { lockQuote } from '@/server/checkout/lock-quote'
import { createCodes } from '@/server/coupon/codes'
import { uploadFile } from '@/server/import/upload-file'
import { createKey } from '@/server/key/create-key'
import { revokeKey } from '@/server/key/revoke-key'
import { registerMembers } from '@/server/member/register-members'
import { newId } from '@/server/platform/ids'
import { type KeyScope, keyScopes, roles } from '@/server/platform/scope'
import { cookieOf } from '@/server/trpc/fixtures/browser'
import { campaignDraft } from '@/server/trpc/fixtures/campaign'
import { aTemplate } from '@/server/trpc/fixtures/coupon'
import { mintWorld, type World } from '@/server/trpc/fixtures/fixture'

// The language of a file of refused rows; outside of a request there is none to read.
vi.mock('next/headers', () => ({ cookies: async () => new Map() }))

const database = testDatabase()
const callers = [...roles, 'stranger', ...keyScopes, 'revoked', 'foreign', 'none'] as const
type Caller = (typeof callers)[number]

/** What can be claimed, of a coupon and of a campaign, and a batch of codes. */
type CouponWorld = { templateId: string; codeBatchId: string; codes: string; campaignId: string }

let ours: World & { importId: string; member: string; rewardId: string; redemption: string; lock: string } & CouponWorld
let theirs: typeof ours
const keys: Partial<Record<Caller, string>> = {}

async function mintRich(): Promise<typeof ours> {
  const world = await mintWorld({ program: realOrdersProgram, currency: 'GBP', timeZone: 'Europe/London' })
  const member = `M-${newId().slice(-6)}`
  await registerMembers(world.scope, [{ code: member, joinedAt: '2026-01-01T00:00:00Z' }])
  const { id } = await uploadFile(world.scope, { subject: 'members', fileName: 'x.csv', bytes: Buffer.from('code\nM9\n') })
  const lock = await lockQuote(world.scope, { ...asking(member, [{ amount: 100 }]), requestKey: newId() })
  return { ...world, importId: id, member, lock, ...(await mintRewardWorld(world.scope, member)), ...(await mintCouponWorld(world)) }
}

const everyDay = { schedule: { from: '2026-01-01', on: { kind: 'every_day' as const } }, audience: {} }

/** Which of the codes was used last. */
let nextCode = 0

async function mintCouponWorld(world: World): Promise<CouponWorld> {
  const templateId = await aTemplate(world, { offer: { way: 'claim' } })
  const { id } = await createCodes(world.scope, { templateId: await aTemplate(world, { offer: { way: 'code' } }), name: '示例', count: 50 })
  const rows = await database.owner<{ code: string }[]>`select code from coupon_codes where batch_id = ${id}`
  const gives = { kind: 'coupons' as const, coupons: [{ template: templateId, count: 1 }] }
  const effects = [{ at: { kind: 'claimed' as const }, gives, limits: {} }]
  const campaignId = await launchCampaign(world.scope, { ...campaignDraft, terms: { ...everyDay, effects } })
  return { templateId, codeBatchId: id, codes: rows.map((row) => row.code).join(' '), campaignId }
}

beforeAll(async () => {
  ours = await mintRich()
  theirs = await mintRich()
  const keyFor = async (world: World, scopes: KeyScope[]) => createKey(world.scope, { name: '示例', scopes })
  for (const scope of keyScopes) keys[scope] = (await keyFor(ours, [scope])).key
  keys.foreign = (await keyFor(theirs, [...keyScopes])).key
  const dead = await keyFor(ours, [...keyScopes])
  await revokeKey(ours.scope, { keyId: dead.id })
  keys.revoked = dead.key
})

/** What stands for an id that nothing has, where it must look like one. */
const madeUp = (id: keyof Target): string => {
  if (['importId', 'rewardId', 'templateId', 'codeBatchId', 'campaignId', 'lock'].includes(id)) return newId()
  return id === 'redemption' ? 'R0000000001' : `x-${newId().slice(-6)}`
}

const params = <T>(value: T) => ({ params: Promise.resolve(value) })
const at = (where: string, headers: Headers, body?: string) =>
  new Request(`http://127.0.0.1/api/${where}`, { method: body === undefined ? 'GET' : 'POST', headers, body })

/** For a call that carries a key of its own. */
function keyed(headers: Headers): Headers {
  headers.set('content-type', 'application/json')
  headers.set('idempotency-key', newId())
  return headers
}

type Target = { slug: string; importId: string; member: string; rewardId: string; redemption: string; lock: string } & CouponWorld
type Route = {
  /** The status that each caller gets for what is ours. */
  verdicts: Record<Caller, number>
  call: (headers: Headers, target: Target) => Promise<Response> | Response
  /** Who calls rightfully. */
  rightful: Caller
  /** What of the target names something, and so can be swapped. */
  ids: (keyof Target)[]
}

const all = (status: number) => Object.fromEntries(callers.map((caller) => [caller, status])) as Record<Caller, number>
const byKey = (allowed: KeyScope, foreign: number): Record<Caller, number> => ({
  ...all(401),
  foreign,
  ...Object.fromEntries(keyScopes.map((scope) => [scope, scope === allowed ? 200 : 403])),
})
const byTeam: Record<Caller, number> = { ...all(401), owner: 200, operator: 200, store_manager: 403, stranger: 404 }

/** Every address below app/api but next-auth's own and the procedures, which have their own matrix. */
const routes: Record<string, Route> = {
  'POST v1/events': {
    // Another merchant's key writes to that merchant, whose members are its own.
    verdicts: byKey('events:write', 200),
    rightful: 'events:write',
    ids: ['member'],
    call: (headers, { member }) => {
      headers.set('content-type', 'application/json')
      const event = { type: 'order.paid', event_id: newId(), member, occurred_at: '2026-01-02T10:00:00Z', order_no: newId(), amount: 100 }
      return sendEvents(at('v1/events', headers, JSON.stringify({ events: [event] })))
    },
  },
  'GET v1/members/[code]': {
    verdicts: byKey('members:read', 404),
    rightful: 'members:read',
    ids: ['member'],
    call: (headers, { member }) => readMember(at(`v1/members/${member}`, headers), params({ code: member })),
  },
  'GET v1/rewards': {
    verdicts: byKey('members:read', 404),
    rightful: 'members:read',
    ids: ['member'],
    call: (headers, { member }) => readRewards(at(`v1/rewards?member=${member}`, headers)),
  },
  'POST v1/redemptions': {
    verdicts: byKey('redemptions:write', 404),
    rightful: 'redemptions:write',
    ids: ['member', 'rewardId'],
    call: (headers, { member, rewardId }) => {
      return redeem(at('v1/redemptions', keyed(headers), JSON.stringify({ member, reward: rewardId })))
    },
  },
  'GET v1/redemptions/[number]': {
    verdicts: byKey('members:read', 404),
    rightful: 'members:read',
    ids: ['redemption'],
    call: (headers, { redemption }) => readRedemption(at(`v1/redemptions/${redemption}`, headers), params({ number: redemption })),
  },
  'POST v1/redemptions/[number]/cancel': {
    verdicts: byKey('redemptions:write', 404),
    rightful: 'redemptions:write',
    ids: ['redemption'],
    call: (headers, { redemption }) =>
      cancelRedemption(at(`v1/redemptions/${redemption}/cancel`, keyed(headers), '{}'), params({ number: redemption })),
  },
  'GET v1/members/[code]/redemptions': {
    verdicts: byKey('members:read', 404),
    rightful: 'members:read',
    ids: ['member'],
    call: (headers, { member }) => readRedemptionsOf(at(`v1/members/${member}/redemptions`, headers), params({ code: member })),
  },
  'GET reward/[tenant]/[rewardId]/picture': {
    verdicts: { ...byTeam, store_manager: 200 },
    rightful: 'owner',
    ids: ['slug', 'rewardId'],
    call: (headers, { slug, rewardId }) =>
      readPicture(at(`reward/${slug}/${rewardId}/picture`, headers), params({ tenant: slug, rewardId })),
  },
  'GET redemption/[tenant]': {
    verdicts: { ...byTeam, store_manager: 200 },
    rightful: 'owner',
    ids: ['slug'],
    call: (headers, { slug }) => exportRedemptions(at(`redemption/${slug}?state=done`, headers), params({ tenant: slug })),
  },
  'POST v1/coupons/claims': {
    verdicts: byKey('coupons:write', 404),
    rightful: 'coupons:write',
    ids: ['member', 'templateId'],
    call: (headers, { member, templateId }) => {
      return claim(at('v1/coupons/claims', keyed(headers), JSON.stringify({ member, template: templateId })))
    },
  },
  'POST v1/coupons/codes': {
    verdicts: byKey('coupons:write', 404),
    rightful: 'coupons:write',
    ids: ['member', 'codes'],
    call: (headers, { member, codes }) => {
      // A code is good once, so each call has one of its own.
      return takeCode(at('v1/coupons/codes', keyed(headers), JSON.stringify({ member, code: codes.split(' ')[nextCode++] ?? codes })))
    },
  },
  'POST v1/coupons/issues': {
    verdicts: byKey('coupons:write', 404),
    rightful: 'coupons:write',
    ids: ['member', 'templateId'],
    call: (headers, { member, templateId }) => {
      return issue(at('v1/coupons/issues', keyed(headers), JSON.stringify({ member, template: templateId, count: 2, reason: '示例' })))
    },
  },
  'POST v1/campaigns/[id]/claims': {
    verdicts: byKey('coupons:write', 404),
    rightful: 'coupons:write',
    ids: ['member', 'campaignId'],
    call: (headers, { member, campaignId }) => {
      return claimCampaign(at(`v1/campaigns/${campaignId}/claims`, keyed(headers), JSON.stringify({ member })), params({ id: campaignId }))
    },
  },
  'GET v1/members/[code]/campaigns': {
    verdicts: byKey('members:read', 404),
    rightful: 'members:read',
    ids: ['member'],
    call: (headers, { member }) => readCampaignsOf(at(`v1/members/${member}/campaigns`, headers), params({ code: member })),
  },
  'GET v1/coupons/claimable': {
    verdicts: byKey('members:read', 404),
    rightful: 'members:read',
    ids: ['member'],
    call: (headers, { member }) => readClaimable(at(`v1/coupons/claimable?member=${member}`, headers)),
  },
  'GET v1/members/[code]/coupons': {
    verdicts: byKey('members:read', 404),
    rightful: 'members:read',
    ids: ['member'],
    call: (headers, { member }) => readCouponsOf(at(`v1/members/${member}/coupons`, headers), params({ code: member })),
  },
  'POST v1/quotes': {
    verdicts: byKey('checkout:write', 404),
    rightful: 'checkout:write',
    ids: ['member'],
    call: (headers, { member }) =>
      quoteCart(at('v1/quotes', keyed(headers), JSON.stringify({ member, lines: [{ amount: 100 }], lock: true }))),
  },
  'GET v1/quotes/[lock]': {
    verdicts: byKey('checkout:write', 404),
    rightful: 'checkout:write',
    ids: ['lock'],
    call: (headers, { lock }) => readQuote(at(`v1/quotes/${lock}`, headers), params({ lock })),
  },
  'POST v1/quotes/[lock]/release': {
    verdicts: byKey('checkout:write', 404),
    rightful: 'checkout:write',
    ids: ['lock'],
    call: (headers, { lock }) => releaseQuote(at(`v1/quotes/${lock}/release`, headers, ''), params({ lock })),
  },
  'GET v1/rules': {
    // Another merchant's key reads that merchant's rules.
    verdicts: byKey('members:read', 200),
    rightful: 'members:read',
    ids: [],
    call: (headers) => readRules(at('v1/rules', headers)),
  },
  'GET v1/openapi.json': {
    verdicts: all(200),
    rightful: 'none',
    ids: [],
    call: (headers) => describeApi(at('v1/openapi.json', headers)),
  },
  'GET coupon/[tenant]/codes/[batchId]': {
    verdicts: byTeam,
    rightful: 'owner',
    ids: ['slug', 'codeBatchId'],
    call: (headers, { slug, codeBatchId }) =>
      exportCodes(at(`coupon/${slug}/codes/${codeBatchId}`, headers), params({ tenant: slug, batchId: codeBatchId })),
  },
  'GET campaign/[tenant]/[campaignId]/effect': {
    verdicts: { ...byTeam, store_manager: 200 },
    rightful: 'owner',
    ids: ['slug', 'campaignId'],
    call: (headers, { slug, campaignId }) =>
      exportEffect(at(`campaign/${slug}/${campaignId}/effect`, headers), params({ tenant: slug, campaignId })),
  },
  'POST import/[tenant]': {
    verdicts: byTeam,
    rightful: 'owner',
    ids: ['slug'],
    call: (headers, { slug }) => upload(at(`import/${slug}?subject=members&name=x.csv`, headers, 'code\nM1\n'), params({ tenant: slug })),
  },
  'GET import/[tenant]/[importId]/problems': {
    verdicts: byTeam,
    rightful: 'owner',
    ids: ['slug', 'importId'],
    call: (headers, { slug, importId }) =>
      readProblems(at(`import/${slug}/${importId}/problems`, headers), params({ tenant: slug, importId })),
  },
}

async function headersOf(caller: Caller): Promise<Headers> {
  const headers = new Headers({ 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '127.0.0.1' })
  const key = keys[caller]
  const person = caller === 'stranger' ? theirs.people.owner : roles.some((role) => role === caller) ? ours.people[caller as 'owner'] : null
  if (key) headers.set('authorization', `Bearer ${key}`)
  if (person) headers.set('cookie', await cookieOf(person.userId))
  return headers
}

/** Everything that is kept of one merchant. */
async function contents(world: World, but = ''): Promise<string> {
  const tables = await database.owner<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'tenant_id' and table_name not in ('api_keys', ${but}) order by 1`
  const digests = tables.map(
    ({ name }) =>
      `(select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from ${name} t where tenant_id = '${world.tenantId}')`,
  )
  const [row] = await database.owner.unsafe<{ digest: string }[]>(`select concat_ws(' ', ${digests.join(', ')}) as digest`)
  return row?.digest ?? ''
}

const bodyOf = async (answer: Response, swapped: string) =>
  (await answer.text()).replaceAll(swapped, '<id>').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<uuid>')

test('every address has its row in the matrix', () => {
  const root = path.resolve(import.meta.dirname, '../../app/api')
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts' && !/^(auth|trpc)\//.test(file))
    .flatMap((file) =>
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
        .filter((method) =>
          new RegExp(`export (const|async function|function) ${method}\\b|\\b${method}\\b,? ?}`).test(
            readFileSync(path.join(root, file), 'utf8'),
          ),
        )
        .map((method) => `${method} ${path.dirname(file)}`),
    )
  expect(Object.keys(routes).sort()).toEqual(found.sort())
})

describe.each(Object.keys(routes))('%s', (name) => {
  const route = routes[name] as Route

  test.each(callers)('called by %s', async (caller) => {
    const before = await contents(ours)
    const answer = await route.call(await headersOf(caller), ours)
    expect(answer.status).toBe(route.verdicts[caller])
    await answer.text()
    if (answer.status !== 200 || caller === 'foreign') expect(await contents(ours)).toBe(before)
  })

  test('what is another merchant’s is as unknown as what is made up', async () => {
    for (const id of route.ids) {
      // What a key is refused is kept with its own merchant, and with nobody else.
      const kept = async () => [await contents(ours, 'refusals'), await contents(theirs)]
      const before = await kept()
      const made = madeUp(id)
      const foreign = await route.call(await headersOf(route.rightful), { ...ours, [id]: theirs[id] })
      const unknown = await route.call(await headersOf(route.rightful), { ...ours, [id]: made })
      expect(foreign.status).toBe(unknown.status)
      const text = await bodyOf(foreign, theirs[id])
      expect(text).toBe(await bodyOf(unknown, made))
      // A batch answers 200 and refuses the item.
      if (name === 'POST v1/events') expect(text).toContain('"status":"refused"')
      else expect(foreign.status).toBe(404)
      expect(await kept()).toEqual(before)
    }
    expect((await route.call(await headersOf(route.rightful), ours)).status).toBe(200)
  })
})

test('a file cannot be sent by a page of another site', async () => {
  const before = await contents(ours)
  const headers = await headersOf('owner')
  headers.set('sec-fetch-site', 'cross-site')
  expect((await routes['POST import/[tenant]']?.call(headers, ours))?.status).toBe(403)
  expect(await contents(ours)).toBe(before)
})
