import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { launchCampaign, turnCampaign } from '@/db/testing/campaign'
import { testDatabase } from '@/db/testing/database'
import { mallProgram } from '@/db/testing/mall-program'
import { mintTenant } from '@/db/testing/mint'
import type { CampaignDraft, CampaignTerms, Effect } from '@/server/engine/campaign/campaign'
import { lookForCampaigns } from '@/server/jobs/campaign-task'
import { registerMembers } from '@/server/member/register-members'
import { systemScope, type TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { aTemplate } from '@/server/trpc/fixtures/coupon'
import { runEffect } from './run-effect'
import { startRuns } from './start-runs'

const database = testDatabase()
const hour = 3_600_000

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-06T02:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const at = (instant: string) => void vi.setSystemTime(new Date(instant))

/** A campaign on every Wednesday unless told otherwise. */
const draft = (effects: Effect[], also: Partial<CampaignTerms> = {}, noticeDays: number | null = null): CampaignDraft => ({
  kind: 'member_day',
  name: '示例会员日',
  intro: '',
  noticeDays,
  terms: { schedule: { from: '2026-01-01', on: { kind: 'rules', rules: ['FREQ=WEEKLY;BYDAY=WE'] } }, audience: {}, effects, ...also },
})
const everyDay = { from: '2026-01-01', on: { kind: 'every_day' } } as const
const points = (limits: Effect['limits'] = {}, moment: Effect['at'] = { kind: 'occasion' }, amount = 10): Effect => ({
  at: moment,
  gives: { kind: 'points', points: amount },
  limits,
})
const chances = (limits: Effect['limits'] = {}, moment: Effect['at'] = { kind: 'occasion' }): Effect => ({
  at: moment,
  gives: { kind: 'chances', count: 1 },
  limits,
})
const coupon = (template: string, limits: Effect['limits'] = {}, moment: Effect['at'] = { kind: 'occasion' }): Effect => ({
  at: moment,
  gives: { kind: 'coupons', coupons: [{ template, count: 1 }] },
  limits,
})

async function shop(members: number, timeZone = 'Asia/Shanghai'): Promise<TenantScope> {
  const { scope, tenantId } = await mintTenant({ program: { ...mallProgram, timeZone }, timeZone })
  for (let i = 0; i < members; i += 1_000)
    await registerMembers(
      scope,
      Array.from({ length: Math.min(1_000, members - i) }, (_, n) => ({ code: `M${i + n}`, joinedAt: '2026-01-01T00:00:00Z' })),
    )
  return systemScope(tenantId, 'campaigns')
}

type Run = {
  id: string
  effect: number
  occasion: string
  status: string
  total: number
  done: number
  counts: { given: number; skipped: Record<string, number> }
}
const runsOf = ({ tenantId }: TenantScope) => database.owner<Run[]>`
  select id, effect, occasion, status, total, done, counts from campaign_runs where tenant_id = ${tenantId} order by occasion, effect`
const grantsOf = ({ tenantId }: TenantScope) => database.owner<
  { member: string; occasion: string; effect: number; amount: number; day: string }[]
>`
  select m.code as member, g.occasion, g.effect, g.amount, g.day::text from campaign_grants g join members m on m.tenant_id = g.tenant_id and m.id = g.member_id
  where g.tenant_id = ${tenantId} order by g.effect, g.occasion, m.code`
const jobsOf = (task: string, { tenantId }: TenantScope) => database.owner<{ n: number }[]>`
  select count(*)::int as n from graphile_worker.jobs j join graphile_worker._private_jobs p using (id)
  where j.task_identifier = ${task} and p.payload->>'tenantId' = ${tenantId}`
const sound = async (scope: TenantScope) => expect((await runDoctor(scope)).differences).toEqual([])

/** What the worker does once it has looked. */
async function work(scope: TenantScope): Promise<void> {
  await startRuns(scope)
  for (const { id, status } of await runsOf(scope)) if (status === 'queued' || status === 'running') await runEffect(scope, id)
}

const pay = (scope: TenantScope, member: string, when: string, no = when) =>
  applyEvents(scope, [
    {
      source: 'till',
      event_id: `${member}-${no}`,
      member,
      occurred_at: when,
      body: { type: 'order.paid', order_no: `${member}-${no}`, amount: 100 },
    },
  ])
const born = (scope: TenantScope, member: string, birthday: string, when = new Date().toISOString()) =>
  applyEvents(scope, [
    { source: 'crm', event_id: `${member}-${when}`, member, occurred_at: when, body: { type: 'member.profile_changed', birthday } },
  ])

test('an occasion gives coupons, goods, points and growth to everybody once, under two runners, and a third time gives nothing', async () => {
  const scope = await shop(450)
  const template = await aTemplate({ scope })
  const goods: Effect = { at: { kind: 'occasion' }, gives: { kind: 'goods', name: '示例伞', count: 2 }, limits: {} }
  const growth: Effect = { at: { kind: 'occasion' }, gives: { kind: 'growth', growth: 5 }, limits: {} }
  await pay(scope, 'M7', '2026-05-01T00:00:00Z')
  await launchCampaign(scope, draft([coupon(template), goods, points(), growth, chances()]))
  await Promise.all([startRuns(scope), startRuns(scope)])
  const runs = await runsOf(scope)
  expect(runs.map(({ effect, occasion }) => [effect, occasion])).toEqual([0, 1, 2, 3, 4].map((place) => [place, '2026-05-06']))
  for (const { id } of runs) expect(await Promise.all([runEffect(scope, id), runEffect(scope, id)])).toEqual(['done', 'done'])
  for (const run of await runsOf(scope))
    expect(run).toMatchObject({ status: 'done', total: 450, done: 450, counts: { given: 450, skipped: {} } })
  expect(await grantsOf(scope)).toHaveLength(5 * 450)
  // As after a restore: what is marked as not yet reached gives nobody a second time.
  await database.owner`update campaign_runs set reached = null, status = 'queued', done = 0 where tenant_id = ${scope.tenantId}`
  for (const { id } of runs) await runEffect(scope, id)
  expect(await grantsOf(scope)).toHaveLength(5 * 450)
  const [sums] = await database.owner`
    select (select count(*)::int from coupons where tenant_id = ${scope.tenantId} and origin = 'campaign') as coupons,
           (select count(*)::int from campaign_goods where tenant_id = ${scope.tenantId}) as goods,
           (select sum(points)::int from members where tenant_id = ${scope.tenantId}) as points,
           (select sum(amount)::int from ledger_entries where tenant_id = ${scope.tenantId} and unit = 'growth:main') as growth`
  expect(sums).toEqual({ coupons: 450, goods: 900, points: 4_501, growth: 2_250 })
  await sound(scope)
})

test('a run stops behind the members at hand when its campaign is paused, goes on once resumed, and is cancelled when it is ended', async () => {
  const scope = await shop(2_300)
  const campaign = await launchCampaign(scope, draft([chances(), points()]))
  await startRuns(scope)
  const [first, second] = await runsOf(scope)
  expect(await runEffect(scope, first?.id as string, () => true)).toBe('running')
  await turnCampaign(scope, campaign, 'paused', Date.now())
  expect(await runEffect(scope, first?.id as string)).toBe('waiting')
  expect(await grantsOf(scope)).toHaveLength(2_000)
  await database.owner`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`
  await lookForCampaigns()
  expect(await jobsOf('campaign_run', scope)).toEqual([{ n: 0 }])
  at('2026-05-06T03:00:00Z')
  await turnCampaign(scope, campaign, 'live', Date.now())
  await lookForCampaigns()
  expect(await jobsOf('campaign_run', scope)).toEqual([{ n: 2 }])
  expect(await runEffect(scope, first?.id as string)).toBe('done')
  expect(await grantsOf(scope)).toHaveLength(2_300)
  await turnCampaign(scope, campaign, 'ended', Date.now())
  expect(await runEffect(scope, second?.id as string)).toBe('cancelled')
  expect(await grantsOf(scope)).toHaveLength(2_300)
  await sound(scope)
})

test('a paused campaign begins nothing', async () => {
  const scope = await shop(3)
  const campaign = await launchCampaign(scope, draft([chances()]))
  await turnCampaign(scope, campaign, 'paused', Date.now() - hour)
  await work(scope)
  expect(await runsOf(scope)).toEqual([])
})

test.each([
  ['Asia/Shanghai', '2026-05-05T15:59:59Z', '2026-05-05T16:00:00Z'],
  ['America/New_York', '2026-05-06T03:59:59Z', '2026-05-06T04:00:00Z'],
  ['Pacific/Apia', '2026-05-05T10:59:59Z', '2026-05-05T11:00:00Z'],
])('in %s the occasion begins with the first minute of its local day', async (zone, before, first) => {
  const scope = await shop(1, zone)
  await launchCampaign(scope, draft([chances()]))
  at(before)
  await lookForCampaigns()
  expect(await jobsOf('campaigns', scope)).toEqual([{ n: 0 }])
  await work(scope)
  expect(await grantsOf(scope)).toEqual([])
  at(first)
  await lookForCampaigns()
  await lookForCampaigns()
  expect(await jobsOf('campaigns', scope)).toEqual([{ n: 1 }])
  await work(scope)
  expect(await grantsOf(scope)).toEqual([{ member: 'M0', occasion: '2026-05-06', effect: 0, amount: 1, day: '2026-05-06' }])
})

test('with hours, it begins with the first of them', async () => {
  const scope = await shop(1)
  await launchCampaign(scope, draft([chances()], { schedule: { ...draft([]).terms.schedule, hours: [{ from: '10:30', until: '12:00' }] } }))
  at('2026-05-06T02:29:00Z')
  await work(scope)
  expect(await runsOf(scope)).toEqual([])
  at('2026-05-06T02:30:00Z')
  await work(scope)
  expect(await grantsOf(scope)).toHaveLength(1)
})

test('a worker that was down still does today’s, no day of the past, and a festival that is still on', async () => {
  const scope = await shop(2)
  // Dragon Boat of 2026 is on 19 June; with two days before and after it, the occasion begins on the 17th.
  const festival = { from: '2026-01-01', on: { kind: 'festival', festival: 'dragon_boat', before: 2, after: 2 } } as const
  await launchCampaign(scope, draft([chances()]))
  await launchCampaign(scope, draft([chances()], { schedule: festival }))
  at('2026-05-27T15:59:00Z')
  await work(scope)
  expect((await runsOf(scope)).map(({ occasion }) => occasion)).toEqual(['2026-05-27'])
  at('2026-06-20T12:00:00Z')
  await work(scope)
  expect((await runsOf(scope)).map(({ occasion }) => occasion)).toEqual(['2026-05-27', '2026-06-17'])
  at('2026-06-22T12:00:00Z')
  await work(scope)
  expect(await runsOf(scope)).toHaveLength(2)
})

test('an audience is asked as of now: by tier, and by what has passed since it was last looked at', async () => {
  const scope = await shop(4)
  const spend = (member: string, amount: number, when: string) =>
    applyEvents(scope, [
      {
        source: 'till',
        event_id: `${member}${when}`,
        member,
        occurred_at: when,
        body: { type: 'order.paid', order_no: `${member}${when}`, amount },
      },
    ])
  await spend('M0', 200_00, '2026-05-01T00:00:00Z')
  await spend('M1', 50_00, '2026-03-01T00:00:00Z')
  const quiet = { fact: 'member.days_since_last_order', operator: 'gte', value: 60 } as const
  await launchCampaign(scope, draft([chances()], { audience: { tiers: ['gold'] } }))
  await launchCampaign(scope, draft([points()], { audience: { tiers: ['base'] } }))
  await launchCampaign(scope, draft([chances()], { audience: { when: quiet } }))
  await work(scope)
  const given = (await runsOf(scope)).map(({ counts }) => counts.given).sort()
  expect((await grantsOf(scope)).map(({ member }) => member).sort()).toEqual(['M0', 'M1', 'M1', 'M2', 'M3'])
  expect(given).toEqual([1, 1, 3])
  await sound(scope)
})

test('a birthday is kept once a year, however often its date is edited, and by whichever copy', async () => {
  const scope = await shop(3)
  const birthday = { kind: 'birthday', window: 'day' } as const
  const one = await launchCampaign(scope, draft([chances({}, birthday)], { schedule: everyDay }))
  await born(scope, 'M0', '1990-05-06', '2026-05-01T00:00:00Z')
  await work(scope)
  await born(scope, 'M0', '1990-05-07', '2026-05-06T01:00:00Z')
  await born(scope, 'M1', '1990-05-07', '2026-05-06T01:00:00Z')
  at('2026-05-07T02:00:00Z')
  await work(scope)
  // The copy gives more things, in another order.
  await launchCampaign(scope, draft([points({}, birthday), chances({}, birthday)], { schedule: everyDay }), { root: one })
  await born(scope, 'M1', '1990-05-08', '2026-05-07T03:00:00Z')
  await born(scope, 'M2', '1990-05-08', '2026-05-07T03:00:00Z')
  at('2026-05-08T02:00:00Z')
  await turnCampaign(scope, one, 'ended', Date.now())
  await work(scope)
  expect((await grantsOf(scope)).map(({ member, occasion, effect, day }) => [member, occasion, effect, day])).toEqual([
    ['M0', 'birthday:2026', 0, '2026-05-06'],
    ['M1', 'birthday:2026', 0, '2026-05-07'],
    ['M2', 'birthday:2026', 0, '2026-05-08'],
    ['M2', 'birthday:2026', 1, '2026-05-08'],
  ])
  at('2027-05-08T02:00:00Z')
  await work(scope)
  expect((await grantsOf(scope)).filter(({ occasion }) => occasion === 'birthday:2027')).toHaveLength(4)
  await sound(scope)
})

test.each([
  ['feb28', '2027-02-28', '2028-02-29'],
  ['mar1', '2027-03-01', '2028-02-29'],
] as const)('who was born on 29 February is given on the date of the program (%s)', async (leapBirthday, common, leap) => {
  const { scope, tenantId } = await mintTenant({ program: { ...mallProgram, points: { ...mallProgram.points, leapBirthday } } })
  const system = systemScope(tenantId, 'campaigns')
  await registerMembers(scope, [{ code: 'M0', joinedAt: '2026-01-01T00:00:00Z' }])
  await born(scope, 'M0', '2000-02-29')
  await launchCampaign(scope, draft([chances({}, { kind: 'birthday', window: 'day' })], { schedule: everyDay }))
  for (const day of ['2027-02-27', '2027-02-28', '2027-03-01', '2027-03-02', '2028-02-28', '2028-02-29', '2028-03-01']) {
    at(`${day}T02:00:00Z`)
    await work(system)
  }
  expect((await grantsOf(scope)).map(({ day }) => day)).toEqual([common, leap])
})

test('the week of a birthday is kept within its calendar year', async () => {
  const scope = await shop(2)
  await born(scope, 'M0', '1990-12-31', '2026-05-01T00:00:00Z')
  await born(scope, 'M1', '1990-01-01', '2026-05-01T00:00:00Z')
  await launchCampaign(scope, draft([chances({}, { kind: 'birthday', window: 'week' })], { schedule: everyDay }))
  // 31 December 2026 is a Thursday and 1 January 2027 a Friday of the same week.
  for (const day of ['2026-12-27', '2026-12-28', '2026-12-31', '2027-01-01', '2027-01-03', '2027-01-04']) {
    at(`${day}T02:00:00Z`)
    await work(scope)
  }
  expect((await grantsOf(scope)).map(({ member, day, occasion }) => [member, day, occasion])).toEqual([
    ['M0', '2026-12-28', 'birthday:2026'],
    ['M1', '2027-01-01', 'birthday:2027'],
  ])
})

test('who sleeps is woken once a stretch of sleep', async () => {
  const scope = await shop(3)
  await launchCampaign(scope, draft([chances({}, { kind: 'asleep', days: 30 })], { schedule: everyDay }))
  await pay(scope, 'M0', '2026-04-07T02:00:00Z')
  await pay(scope, 'M1', '2026-04-01T02:00:00Z')
  for (const day of ['2026-05-06', '2026-05-07', '2026-05-08']) {
    at(`${day}T02:00:00Z`)
    await work(scope)
  }
  await pay(scope, 'M0', '2026-05-08T02:00:00Z')
  at('2026-06-07T02:00:00Z')
  await work(scope)
  expect((await grantsOf(scope)).map(({ member, occasion, day }) => [member, occasion, day])).toEqual([
    ['M1', 'asleep:2026-04-01', '2026-05-06'],
    ['M0', 'asleep:2026-04-07', '2026-05-07'],
    ['M0', 'asleep:2026-05-08', '2026-06-07'],
  ])
})

test('everybody in the audience is told so many days before an occasion, exactly once', async () => {
  const scope = await shop(5)
  const campaign = await launchCampaign(scope, draft([chances()], {}, 2))
  at('2026-05-03T15:59:00Z')
  await work(scope)
  expect(await runsOf(scope)).toEqual([])
  at('2026-05-03T16:00:00Z')
  await startRuns(scope)
  const [run] = await runsOf(scope)
  await Promise.all([runEffect(scope, run?.id as string), runEffect(scope, run?.id as string)])
  await database.owner`update campaign_runs set reached = null, status = 'queued' where tenant_id = ${scope.tenantId}`
  await work(scope)
  const told =
    await database.owner`select payload, count(*)::int as n from outbox where tenant_id = ${scope.tenantId} and topic = 'campaign.notice' group by 1`
  expect(told).toEqual([{ payload: { campaign, on: '2026-05-06' }, n: 5 }])
  expect(await grantsOf(scope)).toEqual([])
})

test('a campaign that is over for good ends with the day behind its last one, once what is on its way has arrived', async () => {
  const scope = await shop(1)
  const campaign = await launchCampaign(scope, draft([chances()], { schedule: { ...draft([]).terms.schedule, until: '2026-05-06' } }))
  await startRuns(scope)
  at('2026-05-06T16:00:00Z')
  await startRuns(scope)
  const state = () => database.owner`
    select c.state, c.spans, c.change, t.campaign_changes as changes from campaigns c join tenants t on t.id = c.tenant_id where c.id = ${campaign}`
  expect(await state()).toMatchObject([{ state: 'live' }])
  await work(scope)
  await Promise.all([startRuns(scope), startRuns(scope)])
  const until = Date.parse('2026-05-06T16:00:00Z')
  expect(await state()).toEqual([{ state: 'ended', spans: [{ from: 0, until, began: 1, stopped: 2 }], change: 2, changes: 2 }])
  expect(await grantsOf(scope)).toHaveLength(1)
  const audited =
    await database.owner`select action, actor_kind from audit_log where tenant_id = ${scope.tenantId} and action = 'campaign.over'`
  expect(audited).toEqual([{ action: 'campaign.over', actor_kind: 'system' }])
})

test('what a member may have, and a coupon that is sold out, is counted by its reason', async () => {
  const scope = await shop(10)
  const template = await aTemplate({ scope }, { stock: 4 })
  await launchCampaign(scope, draft([coupon(template), points({ perMember: 15 })]))
  await work(scope)
  at('2026-05-13T02:00:00Z')
  await work(scope)
  at('2026-05-20T02:00:00Z')
  await work(scope)
  expect((await runsOf(scope)).map(({ counts }) => counts)).toEqual([
    { given: 4, skipped: { 'coupon.sold_out': 6 } },
    { given: 10, skipped: {} },
    { given: 0, skipped: { 'coupon.sold_out': 10 } },
    { given: 10, skipped: {} },
    { given: 0, skipped: { 'coupon.sold_out': 10 } },
    { given: 0, skipped: { 'campaign.member_limit': 10 } },
  ])
  const [sum] = await database.owner`select sum(points)::int as points from members where tenant_id = ${scope.tenantId}`
  expect(sum).toEqual({ points: 150 })
  await sound(scope)
})

test('a budget is never overspent by eight runners; the rest is counted, and the run is done', async () => {
  const scope = await shop(1_500)
  await launchCampaign(scope, draft([points({ total: 1_005, perDay: 700 }), chances({ total: 1_200 })]))
  await startRuns(scope)
  const runs = await runsOf(scope)
  await Promise.all(Array.from({ length: 8 }, (_, i) => runEffect(scope, runs[i % 2]?.id as string)))
  at('2026-05-13T02:00:00Z')
  await startRuns(scope)
  const later = await runsOf(scope)
  await Promise.all(Array.from({ length: 8 }, (_, i) => runEffect(scope, later[2 + (i % 2)]?.id as string)))
  expect((await runsOf(scope)).map(({ done, counts, status }) => ({ done, status, ...counts }))).toEqual([
    { done: 1_500, status: 'done', given: 70, skipped: { 'campaign.day_limit': 1_430 } },
    { done: 1_500, status: 'done', given: 1_200, skipped: { 'campaign.budget_used': 300 } },
    { done: 1_500, status: 'done', given: 31, skipped: { 'campaign.budget_used': 1_469 } },
    { done: 1_500, status: 'done', given: 0, skipped: { 'campaign.budget_used': 1_500 } },
  ])
  const taken = await database.owner<
    { taken: number }[]
  >`select taken from rule_budgets where tenant_id = ${scope.tenantId} order by rule_id`
  expect(taken.map((row) => row.taken)).toEqual([1_005, 700, 305, 1_200])
  await sound(scope)
})
