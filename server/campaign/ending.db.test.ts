import { expect, test } from 'vitest'
import { asking, mintTemplate } from '@/db/testing/checkout'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { lockQuote } from '@/server/checkout/lock-quote'
import { releaseLock } from '@/server/checkout/release-lock'
import { issueByHand } from '@/server/coupon/issue-by-hand'
import { moveCoupons } from '@/server/coupon/move-coupons'
import type { Effect } from '@/server/engine/campaign/campaign'
import { earning, fieldProgram } from '@/server/engine/scenarios/field'
import type { FactBody } from '@/server/engine/vocabulary'
import { tasks } from '@/server/jobs/tasks'
import { registerMembers } from '@/server/member/register-members'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { campaignDraft } from '@/server/trpc/fixtures/campaign'
import { createCampaign } from './create-campaign'
import { endCampaign } from './end-campaign'
import { launchCampaign } from './launch-campaign'
import { listCampaigns } from './list-campaigns'
import { readCampaign } from './read-campaign'
import { takeBackCoupons } from './take-back-coupons'

const database = testDatabase()

const program = fieldProgram({ earningRules: [earning('base', { reward: { kind: 'rate', points: 1, per: 100 } })] })
const house = () => mintTenant({ program, timeZone: 'UTC' })
const order = { kind: 'order' } as const

/** A campaign at work, every day. */
async function running(scope: TenantScope, effects: Effect[]): Promise<string> {
  const schedule = { from: '2020-01-01', on: { kind: 'every_day' as const } }
  const { id } = await createCampaign(scope, { ...campaignDraft, terms: { schedule, audience: {}, effects } })
  await launchCampaign(scope, { campaignId: id, revision: 1 })
  return id
}
const gift = (template: string, count = 1): Effect => ({
  at: order,
  gives: { kind: 'coupons', coupons: [{ template, count }] },
  limits: {},
})

const send = (scope: TenantScope, member: string, body: FactBody, at = now()) =>
  applyEvents(scope, [{ source: 'till', event_id: newId(), member, enrols: true, occurred_at: at.toISOString(), body }])
const paid = (order_no: string, units: number): FactBody => ({ type: 'order.paid', channel: 'c', order_no, amount: units * 100 })
const back = (order_no: string): FactBody => ({ type: 'order.refunded', channel: 'c', order_no, refund_no: `r-${order_no}` })

const states = async (scope: TenantScope) =>
  (
    await database.owner<{ state: string; origin: string }[]>`
      select c.state, c.origin from coupons c join members m on m.id = c.member_id
      where c.tenant_id = ${scope.tenantId} order by m.code, c.issue_key`
  ).map(({ state, origin }) => `${origin} ${state}`)
const jobs = async (campaignId: string) => {
  const [row] = await database.owner<{ n: number }[]>`
    select count(*)::int as n from graphile_worker.jobs where key = ${`campaign_coupons:${campaignId}`}`
  return row?.n
}

test('coupons that members hold are taken back at the end, those of a checkout once it lets go, and no others', async () => {
  const { scope } = await house()
  const template = await mintTemplate(scope, {}, 100)
  const campaignId = await running(scope, [gift(template)])
  for (const member of ['a', 'b', 'c', 'd']) await send(scope, member, paid(`o-${member}`, 10))
  const [used] = await database.owner<{ id: string; memberId: string }[]>`
    select c.id, m.id as "memberId" from coupons c join members m on m.id = c.member_id where m.tenant_id = ${scope.tenantId} and m.code = 'b'`
  await inTenant(scope, 'coupon:issue', (tx) =>
    moveCoupons(tx, [
      {
        couponId: used?.id ?? '',
        memberId: used?.memberId ?? '',
        from: 'held',
        to: 'used',
        why: 'used',
        used: { on: now().toISOString().slice(0, 10), store: null, order: null, off: 500, paid: 2_500 },
      },
    ]),
  )
  const [byHand] = await registerMembers(scope, [{ code: 'e', joinedAt: now().toISOString() }])
  await issueByHand(scope, {
    memberId: byHand?.status === 'new' ? byHand.memberId : '',
    templateId: template,
    count: 1,
    reason: '示例',
    requestKey: newId(),
  })
  const lock = await lockQuote(scope, { ...asking('c', [{ amount: 3000 }]), requestKey: newId() })
  expect(await states(scope)).toEqual(['campaign held', 'campaign used', 'campaign locked', 'campaign held', 'hand held'])
  expect((await readCampaign(scope, { campaignId })).couponsOut).toBe(3)

  expect(await endCampaign(scope, { campaignId, revision: 2, remark: '示例', coupons: 'withdraw' })).toEqual({ revision: 3, coupons: 3 })
  expect(await jobs(campaignId)).toBe(1)
  await tasks.campaign_coupons?.({ tenantId: scope.tenantId, campaignId }, {} as never)
  expect(await states(scope)).toEqual(['campaign withdrawn', 'campaign used', 'campaign locked', 'campaign withdrawn', 'hand held'])
  // Once more takes nothing more.
  expect(await takeBackCoupons(scope, campaignId)).toBe(true)
  await releaseLock(scope, lock)
  expect(await states(scope)).toEqual(['campaign withdrawn', 'campaign used', 'campaign withdrawn', 'campaign withdrawn', 'hand held'])
  const moves = await database.owner<{ why: string; reason: string | null }[]>`
    select v.why, v.reason from coupon_moves v join coupons c on c.id = v.coupon_id join members m on m.id = c.member_id
    where v.tenant_id = ${scope.tenantId} and m.code = 'a' order by v.ordinal`
  expect(moves).toEqual([
    { why: 'issued', reason: null },
    { why: 'withdrawn', reason: '示例' },
  ])
  const [left] = await database.owner<{ left: number }[]>`select left_over as left from coupon_templates where id = ${template}`
  expect(left).toEqual({ left: 98 })
  expect((await readCampaign(scope, { campaignId })).couponsOut).toBe(0)
  const [told] = await database.owner<{ after: unknown }[]>`
    select after from audit_log where tenant_id = ${scope.tenantId} and action = 'campaign.coupons_withdrawn'`
  expect(told?.after).toEqual({ name: campaignDraft.name, withdrawn: 2, locked: 1 })
  expect((await runDoctor(scope)).differences).toEqual([])
})

test('coupons stay good where that is chosen, and nothing more is given after the end', async () => {
  const { scope } = await house()
  const campaignId = await running(scope, [gift(await mintTemplate(scope))])
  await send(scope, 'a', paid('o1', 10))
  expect(await endCampaign(scope, { campaignId, revision: 2, remark: '示例', coupons: 'keep' })).toEqual({ revision: 3, coupons: 0 })
  expect(await jobs(campaignId)).toBe(0)
  await send(scope, 'a', paid('o2', 10))
  expect(await states(scope)).toEqual(['campaign held'])
  expect((await readCampaign(scope, { campaignId })).couponsOut).toBe(1)
})

test.each(['keep', 'withdraw'] as const)(
  'an order of before the end, told after it, brings its coupon unless they are taken back: %s',
  async (coupons) => {
    const { scope } = await house()
    const campaignId = await running(scope, [gift(await mintTemplate(scope))])
    const before = now()
    await send(scope, 'a', paid('o0', 10))
    await endCampaign(scope, { campaignId, revision: 2, remark: '示例', coupons })
    if (coupons === 'withdraw') expect(await takeBackCoupons(scope, campaignId)).toBe(true)
    const [late] = await send(scope, 'b', paid('o1', 10), before)
    expect(late).toMatchObject({ status: 'applied' })
    expect(await states(scope)).toEqual(coupons === 'keep' ? ['campaign held', 'campaign held'] : ['campaign withdrawn'])
    const refusals = await database.owner<{ code: string }[]>`select code from refusals where tenant_id = ${scope.tenantId}`
    expect(refusals.map(({ code }) => code)).toEqual(coupons === 'keep' ? [] : ['campaign.ended'])
    expect((await runDoctor(scope)).differences).toEqual([])
  },
)

test('what each effect has given is read from where it is written down, and goes down with what comes back', async () => {
  const { scope } = await house()
  const template = await mintTemplate(scope)
  const effects: Effect[] = [
    { at: order, gives: { kind: 'points_bonus', bps: 10_000 }, limits: {} },
    { at: order, gives: { kind: 'points', points: 5 }, limits: { total: 1_000, perDay: 100 } },
    gift(template, 2),
    { at: order, gives: { kind: 'goods', name: '示例礼品', count: 3 }, limits: { perMember: 1 } },
    { at: order, gives: { kind: 'discount', offBps: 500 }, limits: {} },
  ]
  const campaignId = await running(scope, effects)
  const use = async (as = scope) => (await readCampaign(as, { campaignId })).use.map(({ given, today, members }) => [given, today, members])
  expect(await use()).toEqual([
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ])
  await send(scope, 'a', paid('o1', 20))
  await send(scope, 'a', paid('o2', 10))
  await send(scope, 'b', paid('o3', 10))
  expect(await use()).toEqual([
    [40, 40, 2],
    [15, 15, 2],
    [3, 3, 2],
    [2, 2, 2],
    [0, 0, 0],
  ])
  await send(scope, 'b', back('o3'))
  expect(await use()).toEqual([
    [30, 30, 1],
    // What an order was let have of a budget stays its own, as with rules.
    [15, 15, 1],
    [2, 2, 1],
    [1, 1, 1],
    [0, 0, 0],
  ])
  const [line] = (await listCampaigns(scope, { search: '', page: 1, pageSize: 20 })).rows
  expect(line).toMatchObject({ id: campaignId, members: 1 })
  await database.owner`
    insert into campaign_grants (tenant_id, id, root_id, campaign_id, effect, occasion, member_id, day, amount)
    select tenant_id, ${newId()}, ${campaignId}, ${campaignId}, 3, '2026-01-01', id, '2026-01-01', 1 from members where tenant_id = ${scope.tenantId} and code = 'b'`
  expect((await readCampaign(scope, { campaignId })).members).toBe(2)
})

test('what was given once for an occasion is counted by its grants, and what was given for entering a tier by the entry', async () => {
  const { scope, tenantId } = await mintTenant({
    program: fieldProgram({
      tiers: [
        ['普卡', 0],
        ['银卡', 1_000],
        ['金卡', 5_000],
      ],
    }),
    timeZone: 'UTC',
  })
  const template = await mintTemplate(scope)
  const gives = { kind: 'coupons' as const, coupons: [{ template, count: 1 }] }
  const campaignId = await running(scope, [
    { at: { kind: 'tier_entered', tiers: ['金卡'] }, gives, limits: {} },
    { at: { kind: 'tier_entered', tiers: ['银卡'] }, gives, limits: {} },
    { at: { kind: 'occasion' }, gives: { kind: 'points', points: 20 }, limits: {} },
  ])
  await send(scope, 'a', paid('o1', 20))
  await send(scope, 'a', paid('o2', 100))
  const [member] = await database.owner<{ id: string }[]>`select id from members where tenant_id = ${tenantId}`
  for (const [occasion, day] of [
    ['2026-01-01', '2026-01-01'],
    ['2026-01-08', now().toISOString().slice(0, 10)],
  ] as const)
    await database.owner`
      insert into campaign_grants (tenant_id, id, root_id, campaign_id, effect, occasion, member_id, day, amount)
      values (${tenantId}, ${newId()}, ${campaignId}, ${campaignId}, 2, ${occasion}, ${member?.id ?? ''}, ${day}, 20)`
  const { use, members } = await readCampaign(scope, { campaignId })
  expect(use).toEqual([
    { place: 0, given: 1, today: 1, members: 1 },
    { place: 1, given: 1, today: 1, members: 1 },
    { place: 2, given: 40, today: 20, members: 1 },
  ])
  expect(members).toBe(1)
})

test('a store manager sees figures of the members of the own stores', async () => {
  const { scope, tenantId } = await house()
  const [near, far] = [await mintStore(scope), await mintStore(scope)]
  const { scope: manager } = await mintOperator(tenantId, 'store_manager', [near.id])
  const campaignId = await running(scope, [gift(await mintTemplate(scope))])
  await registerMembers(scope, [
    { code: 'near', store: near.code, joinedAt: '2026-01-01T00:00:00Z' },
    { code: 'far', store: far.code, joinedAt: '2026-01-01T00:00:00Z' },
  ])
  for (const member of ['near', 'far']) await send(scope, member, paid(`o-${member}`, 10))
  const figures = async (as: TenantScope) => {
    const { members, couponsOut, use } = await readCampaign(as, { campaignId })
    return [members, couponsOut, use[0]?.given]
  }
  expect([await figures(scope), await figures(manager)]).toEqual([
    [2, 2, 2],
    [1, 1, 1],
  ])
})

test('many are taken back some members at a time, and a run that is put down goes on with what is left', async () => {
  const { scope, tenantId } = await house()
  const template = await mintTemplate(scope)
  const campaignId = await running(scope, [gift(template)])
  await registerMembers(
    scope,
    Array.from({ length: 501 }, (_, i) => ({ code: `m${i}`, joinedAt: '2026-01-01T00:00:00Z' })),
  )
  await database.owner`
    insert into coupons (tenant_id, id, template_id, member_id, number, state, origin, issue_key, campaign_id, valid_from, valid_until, issued_on)
    select ${tenantId}, gen_random_uuid(), ${template}, id, code, 'held', 'campaign', 'rule:example:1', ${campaignId}, '2026-01-01', '2999-12-31', '2026-01-01'
    from members where tenant_id = ${tenantId}`
  await database.owner`
    insert into coupon_moves (tenant_id, id, coupon_id, member_id, ordinal, to_state, why, actor_kind, actor_id)
    select tenant_id, gen_random_uuid(), id, member_id, 0, 'held', 'issued', 'system', 'test' from coupons where tenant_id = ${tenantId}`
  const left = async () => (await readCampaign(scope, { campaignId })).couponsOut
  expect(await endCampaign(scope, { campaignId, revision: 2, remark: '示例', coupons: 'withdraw' })).toMatchObject({ coupons: 501 })
  expect(await takeBackCoupons(scope, campaignId, () => true)).toBe(false)
  expect(await left()).toBe(1)
  expect(await takeBackCoupons(scope, campaignId)).toBe(true)
  expect(await left()).toBe(0)
})
