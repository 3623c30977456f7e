import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { POST as claimByKey } from '@/app/api/v1/campaigns/[id]/claims/route'
import { GET as readCampaigns } from '@/app/api/v1/members/[code]/campaigns/route'
import { launchCampaign, turnCampaign } from '@/db/testing/campaign'
import { testDatabase } from '@/db/testing/database'
import { mallProgram } from '@/db/testing/mall-program'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { CampaignClaimRequest, CampaignClaimResponse, MemberCampaignsResponse } from '@/server/api/campaign-shapes'
import { openApiDocument } from '@/server/api/openapi'
import { campaignExamples } from '@/server/api/paths/campaign'
import { Problem } from '@/server/api/shapes'
import type { CampaignDraft, CampaignTerms, Effect } from '@/server/engine/campaign/campaign'
import { createKey } from '@/server/key/create-key'
import { registerMembers } from '@/server/member/register-members'
import type { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { aTemplate } from '@/server/trpc/fixtures/coupon'
import { claimCampaign } from './claim-campaign'

const database = testDatabase()

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-06T02:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const draft = (effects: Effect[], also: Partial<CampaignTerms> = {}): CampaignDraft => ({
  kind: 'festival',
  name: '示例节日',
  intro: '人人有份',
  noticeDays: null,
  terms: { schedule: { from: '2026-01-01', on: { kind: 'every_day' } }, audience: {}, effects, ...also },
})
const chance = (limits: Effect['limits'] = {}): Effect => ({ at: { kind: 'claimed' }, gives: { kind: 'chances', count: 2 }, limits })

async function shop(members = 2): Promise<TenantScope> {
  const { scope } = await mintTenant({ program: mallProgram })
  await registerMembers(
    scope,
    Array.from({ length: members }, (_, i) => ({ code: `M${i}`, joinedAt: '2026-01-01T00:00:00Z' })),
  )
  return scope
}
const by = (code: string) => ({ code })
const answer = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: Refusal) => error.code,
  )
const grants = async ({ tenantId }: TenantScope) =>
  (await database.owner<{ occasion: string }[]>`select occasion from campaign_grants where tenant_id = ${tenantId} order by occasion`).map(
    (row) => row.occasion,
  )
const sound = async (scope: TenantScope) => expect((await runDoctor(scope)).differences).toEqual([])

test('a claim gives all that can be claimed once a key, however often and at once it is sent', async () => {
  const scope = await shop()
  const template = await aTemplate({ scope })
  const coupon: Effect = {
    at: { kind: 'claimed' },
    gives: { kind: 'coupons', coupons: [{ template, count: 2 }] },
    limits: { perMember: 1 },
  }
  const campaignId = await launchCampaign(scope, draft([coupon, chance({ perMember: 2 })]))
  const claim = (requestKey: string) => claimCampaign(scope, { member: by('M0'), campaignId, requestKey })
  const first = await Promise.all(Array.from({ length: 8 }, () => claim('k1')))
  expect(first.map(({ coupons, goods }) => [coupons.length, goods])).toEqual(
    Array.from({ length: 8 }, () => [2, [{ kind: 'chances', name: '', count: 2 }]]),
  )
  expect(new Set(first.flatMap(({ coupons }) => coupons.map(({ id }) => id))).size).toBe(2)
  expect(first.filter(({ repeated }) => !repeated)).toHaveLength(1)
  // What is left of it for this member.
  expect(await claim('k2')).toMatchObject({ coupons: [], goods: [{ count: 2 }], repeated: false })
  expect(await answer(claim('k3'))).toBe('campaign.member_limit')
  expect(await grants(scope)).toEqual(['claim:1', 'claim:1', 'claim:2'])
  const other = await launchCampaign(scope, draft([chance()]))
  expect(await answer(claimCampaign(scope, { member: by('M0'), campaignId: other, requestKey: 'k1' }))).toBe('campaign.claim_repeated')
  await sound(scope)
})

test('a copy has limits of its own: who claimed last time may claim again', async () => {
  const scope = await shop()
  const first = await launchCampaign(scope, draft([chance({ perMember: 1 })]))
  const claim = (campaignId: string, requestKey: string) => answer(claimCampaign(scope, { member: by('M0'), campaignId, requestKey }))
  expect(await claim(first, 'k1')).toBe('done')
  expect(await claim(first, 'k2')).toBe('campaign.member_limit')
  const copy = await launchCampaign(scope, draft([chance({ perMember: 1 })]), { root: first })
  expect(await claim(copy, 'k3')).toBe('done')
  expect(await claim(copy, 'k4')).toBe('campaign.member_limit')
  expect(await grants(scope)).toEqual(['claim:1', 'claim:2'])
  await sound(scope)
})

test('a claim that waits for its member sees the pause that came meanwhile', async () => {
  const scope = await shop()
  const campaignId = await launchCampaign(scope, draft([chance()]))
  const { claim } = await database.owner.begin(async (tx) => {
    await tx`select from members where tenant_id = ${scope.tenantId} and code = 'M0' for update`
    const claim = answer(claimCampaign(scope, { member: by('M0'), campaignId, requestKey: 'k' }))
    await vi.waitFor(
      async () => expect((await database.owner`select from pg_stat_activity where wait_event_type = 'Lock'`).length).toBeGreaterThan(0),
      { timeout: 10_000 },
    )
    await turnCampaign(scope, campaignId, 'paused', Date.now())
    return { claim }
  })
  expect(await claim).toBe('campaign.claim_paused')
  expect(await grants(scope)).toEqual([])
})

test('a claim of several things holds their budgets ahead of any coupon, as an order that brings some of them does', async () => {
  const scope = await shop()
  const template = await aTemplate({ scope }, { stock: 10 })
  const coupon: Effect = { at: { kind: 'claimed' }, gives: { kind: 'coupons', coupons: [{ template, count: 1 }] }, limits: {} }
  const campaignId = await launchCampaign(scope, draft([coupon, chance({ total: 10 })]))
  await claimCampaign(scope, { member: by('M0'), campaignId, requestKey: 'k' })
  const free = () => database.owner`select from rule_budgets where tenant_id = ${scope.tenantId} for update skip locked`
  expect(await free()).toHaveLength(1)
  const { claim } = await database.owner.begin(async (tx) => {
    await tx`select from coupon_templates where tenant_id = ${scope.tenantId} for update`
    const claim = answer(claimCampaign(scope, { member: by('M1'), campaignId, requestKey: 'k' }))
    await vi.waitFor(
      async () => expect((await database.owner`select from pg_stat_activity where wait_event_type = 'Lock'`).length).toBeGreaterThan(0),
      { timeout: 10_000 },
    )
    expect(await free()).toEqual([])
    return { claim }
  })
  expect(await claim).toBe('done')
  await sound(scope)
})

test('a claim that waits for a budget gives nothing of a campaign that was ended meanwhile', async () => {
  const scope = await shop()
  const campaignId = await launchCampaign(scope, draft([chance({ total: 10 })]))
  await claimCampaign(scope, { member: by('M0'), campaignId, requestKey: 'k' })
  const { claim } = await database.owner.begin(async (tx) => {
    await tx`select from rule_budgets where tenant_id = ${scope.tenantId} for update`
    const claim = answer(claimCampaign(scope, { member: by('M1'), campaignId, requestKey: 'k' }))
    await vi.waitFor(
      async () => expect((await database.owner`select from pg_stat_activity where wait_event_type = 'Lock'`).length).toBeGreaterThan(0),
      { timeout: 10_000 },
    )
    await turnCampaign(scope, campaignId, 'ended', Date.now())
    return { claim }
  })
  expect(await claim).toBe('campaign.ended')
  expect(await grants(scope)).toHaveLength(1)
  await sound(scope)
})

test('sixty members at once take no more than the budget', async () => {
  const scope = await shop(60)
  const campaignId = await launchCampaign(scope, draft([chance({ perMember: 1, total: 25, perDay: 20 })]))
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, i) => answer(claimCampaign(scope, { member: by(`M${i}`), campaignId, requestKey: `k${i}` }))),
  )
  expect(outcomes.filter((one) => one === 'done')).toHaveLength(20)
  expect(new Set(outcomes)).toEqual(new Set(['done', 'campaign.day_limit']))
  vi.setSystemTime(new Date('2026-05-07T02:00:00Z'))
  const later = await Promise.all(
    Array.from({ length: 60 }, (_, i) => answer(claimCampaign(scope, { member: by(`M${i}`), campaignId, requestKey: `l${i}` }))),
  )
  expect(later.filter((one) => one === 'done')).toHaveLength(5)
  expect(await grants(scope)).toHaveLength(25)
  await sound(scope)
})

test('a claim is refused for what stands in its way', async () => {
  const scope = await shop()
  const near = await mintStore(scope)
  const far = await mintStore(scope)
  const claim = async (terms: Partial<CampaignTerms>, where: { store?: { code: string } | { id: string }; channel?: string } = {}) => {
    const campaignId = await launchCampaign(scope, draft([chance()], terms))
    return answer(claimCampaign(scope, { member: by('M0'), campaignId, requestKey: campaignId, ...where }))
  }
  const wednesdays = { from: '2026-01-01', on: { kind: 'rules' as const, rules: ['FREQ=WEEKLY;BYDAY=WE'] } }
  expect(await claim({ schedule: wednesdays })).toBe('done')
  expect(await claim({ schedule: { ...wednesdays, hours: [{ from: '11:00', until: '12:00' }] } })).toBe('campaign.claim_other_hour')
  expect(await claim({ schedule: { ...wednesdays, on: { kind: 'rules', rules: ['FREQ=WEEKLY;BYDAY=TH'] } } })).toBe(
    'campaign.claim_other_day',
  )
  expect(await claim({ schedule: { ...wednesdays, until: '2026-05-01' } })).toBe('campaign.ended')
  expect(await claim({ audience: { tiers: ['gold'] } })).toBe('campaign.claim_wrong_tier')
  expect(await claim({ audience: { when: { fact: 'member.order_count', operator: 'gte', value: 1 } } })).toBe('campaign.claim_not_meant')
  expect(await claim({ audience: { stores: [near.id] } }, { store: { code: near.code } })).toBe('done')
  expect(await claim({ audience: { stores: [near.id] } }, { store: { id: near.id } })).toBe('done')
  expect(await claim({ audience: { stores: [near.id] } }, { store: { id: far.id } })).toBe('campaign.claim_other_store')
  expect(await claim({}, { store: { code: 'nowhere' } })).toBe('store.not_found')
  expect(await claim({ audience: { channels: ['app'] } }, { channel: 'web' })).toBe('campaign.claim_other_channel')
  expect(await claim({ effects: [{ ...chance(), at: { kind: 'occasion' } }] })).toBe('campaign.not_claimable')
  const paused = await launchCampaign(scope, draft([chance()]))
  await turnCampaign(scope, paused, 'paused', Date.now())
  expect(await answer(claimCampaign(scope, { member: by('M0'), campaignId: paused, requestKey: 'p' }))).toBe('campaign.claim_paused')
  const later = await launchCampaign(scope, draft([chance()]), { at: Date.now() + 1 })
  expect(await answer(claimCampaign(scope, { member: by('M0'), campaignId: later, requestKey: 'n' }))).toBe('campaign.claim_not_begun')
  expect(await answer(claimCampaign(scope, { member: by('nobody'), campaignId: paused, requestKey: 'x' }))).toBe('member.not_found')
})

test('a store manager claims for a member of the store, judged by all that is known of the member', async () => {
  const { scope, tenantId } = await mintTenant({ program: mallProgram })
  const store = await mintStore(scope)
  const manager = await mintOperator(tenantId, 'store_manager', [store.id])
  await registerMembers(scope, [{ code: 'M0', store: store.code, joinedAt: '2026-01-01T00:00:00Z' }])
  await applyEvents(scope, [
    {
      source: 'till',
      event_id: '1',
      member: 'M0',
      occurred_at: '2026-05-01T00:00:00Z',
      body: { type: 'order.paid', order_no: '1', amount: 200_00 },
    },
  ])
  const campaignId = await launchCampaign(scope, draft([chance({ perMember: 1 })], { audience: { tiers: ['gold'] } }))
  const claimed = await claimCampaign(manager.scope, { member: by('M0'), campaignId, requestKey: 'k' })
  expect(claimed.goods).toEqual([{ kind: 'chances', name: '', count: 2 }])
  await sound(scope)
})

test('the open interface tells what a member may claim, what is on and the check-in calendar, and takes claims', async () => {
  const scope = await shop()
  const { key } = await createKey(scope, { name: '示例', scopes: ['members:read', 'coupons:write'] })
  const headers = (more: Record<string, string> = {}) => ({ authorization: `Bearer ${key}`, ...more })
  const list = async (code = 'M0') => {
    const request = new Request(`http://127.0.0.1/api/v1/members/${code}/campaigns?lang=zh`, { headers: headers() })
    return MemberCampaignsResponse.parse(await (await readCampaigns(request, { params: Promise.resolve({ code }) })).json())
  }
  const claim = (id: string, body: unknown, idempotency: string) => {
    const sent = headers({ 'content-type': 'application/json', 'idempotency-key': idempotency })
    const request = new Request(`http://127.0.0.1/api/v1/campaigns/${id}/claims`, {
      method: 'POST',
      headers: sent,
      body: JSON.stringify(body),
    })
    return claimByKey(request, { params: Promise.resolve({ id }) })
  }
  expect(await list()).toEqual({ claimable: [], running: [], check_ins: [] })
  const open = await launchCampaign(scope, draft([chance({ perMember: 1 })]))
  const gold = await launchCampaign(scope, draft([chance()], { audience: { tiers: ['gold'] } }))
  const couponOf = (template: string): Effect => ({
    at: { kind: 'claimed' },
    gives: { kind: 'coupons', coupons: [{ template, count: 2 }] },
    limits: {},
  })
  const [gone, stocked] = [await aTemplate({ scope }, { stock: 1 }), await aTemplate({ scope }, { stock: 2 })]
  const soldOut = await launchCampaign(scope, draft([couponOf(gone)]))
  const inStock = await launchCampaign(scope, draft([couponOf(gone), couponOf(stocked)]))
  const double = await launchCampaign(scope, draft([{ at: { kind: 'order' }, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} }]))
  const day = (n: number): Effect => ({
    at: { kind: 'checked_in', day: n, cycle: 3 },
    gives: { kind: 'points', points: n * 5 },
    limits: {},
  })
  const checkIn = await launchCampaign(scope, draft([day(3), day(2)]))
  const checkedIn = (at: string) =>
    applyEvents(scope, [{ source: 'app', event_id: at, member: 'M0', occurred_at: at, body: { type: 'member.checked_in' } }])
  for (const date of ['03', '04', '05']) await checkedIn(`2026-05-${date}T02:00:00Z`)

  const before = await list()
  expect(before.claimable.map(({ campaign, may, why_not }) => [campaign, may, why_not?.code ?? null])).toEqual(
    expect.arrayContaining([
      [open, true, null],
      [gold, false, 'campaign.claim_wrong_tier'],
      [soldOut, false, 'coupon.sold_out'],
      [inStock, true, null],
    ]),
  )
  expect(before.claimable.find(({ campaign }) => campaign === gold)?.why_not?.detail).toBe('会员当前的等级不能领取。')
  expect(before.running.map(({ campaign }) => campaign)).toEqual([double])
  expect(before.check_ins).toEqual([
    {
      campaign: checkIn,
      name: '示例节日',
      intro: '人人有份',
      days: 3,
      checked_in: false,
      rewards: [
        { day: 2, of: 3, gives: '得 10 积分', reached: false, on: '2026-05-07' },
        { day: 3, of: 3, gives: '得 15 积分', reached: false, on: '2026-05-08' },
      ],
    },
  ])
  await checkedIn('2026-05-06T01:00:00Z')
  expect((await list()).check_ins[0]).toMatchObject({ days: 4, checked_in: true, rewards: [{ on: '2026-05-07' }, { on: '2026-05-08' }] })
  vi.setSystemTime(new Date('2026-05-07T02:00:00Z'))
  await checkedIn('2026-05-07T01:00:00Z')
  expect((await list()).check_ins[0]).toMatchObject({
    rewards: [
      { day: 2, reached: true, on: null },
      { day: 3, on: '2026-05-08' },
    ],
  })

  const done = await claim(open, { member: 'M0' }, 'k')
  const text = await done.text()
  expect(CampaignClaimResponse.parse(JSON.parse(text))).toEqual({
    campaign: open,
    coupons: [],
    goods: [{ kind: 'chances', name: '', count: 2 }],
  })
  const again = await claim(open, { member: 'M0' }, 'k')
  expect([await again.text(), again.headers.get('idempotency-replayed')]).toEqual([text, 'true'])
  expect((await list()).claimable.find(({ campaign }) => campaign === open)?.why_not?.code).toBe('campaign.member_limit')
  const problems = await Promise.all(
    [claim(open, { member: 'M0' }, 'l'), claim('no-id', { member: 'M0' }, 'm'), claim(open, { member: 'M1' }, 'k')].map(async (call) => {
      const { status, code } = Problem.parse(await (await call).json())
      return [status, code]
    }),
  )
  expect(problems).toEqual([
    [409, 'campaign.member_limit'],
    [404, 'campaign.not_found'],
    [422, 'request.key_reused'],
  ])
})

test('the document of the open interface shows what is valid by the shapes that check the calls', () => {
  expect(CampaignClaimRequest.parse(campaignExamples.claim)).toEqual(campaignExamples.claim)
  const paths = Object.keys(openApiDocument('http://127.0.0.1').paths as Record<string, unknown>)
  expect(paths).toEqual(expect.arrayContaining(['/api/v1/campaigns/{id}/claims', '/api/v1/members/{code}/campaigns']))
})
