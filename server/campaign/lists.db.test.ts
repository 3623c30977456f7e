import { afterEach, expect, test, vi } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintOperator, mintTenant } from '@/db/testing/mint'
import type { CampaignDraft, CampaignPhase, Effect } from '@/server/engine/campaign/campaign'
import { phaseOf } from '@/server/engine/campaign/standing'
import { earning, fieldProgram } from '@/server/engine/scenarios/field'
import type { TenantScope } from '@/server/platform/scope'
import { callOver, cookieOf } from '@/server/trpc/fixtures/browser'
import { campaignDraft } from '@/server/trpc/fixtures/campaign'
import { approveCampaign } from './approve-campaign'
import { createCampaign } from './create-campaign'
import { endCampaign } from './end-campaign'
import { launchCampaign } from './launch-campaign'
import { listCampaigns } from './list-campaigns'
import { pauseCampaign } from './pause-campaign'
import { readCalendar } from './read-calendar'
import { resumeCampaign } from './resume-campaign'
import { setApproval } from './set-approval'

testDatabase()

const program = fieldProgram({
  timeZone: 'Asia/Shanghai',
  tiers: [
    ['普卡', 0],
    ['金卡', 100_000, { bonusBps: 5_000 }],
  ],
  earningRules: [earning('base', { reward: { kind: 'rate', points: 1, per: 100 } })],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
})

afterEach(() => {
  vi.useRealTimers()
})
/** Noon where the merchant is. */
const onDate = (day: string) => vi.setSystemTime(new Date(`${day}T04:00:00Z`))

type Schedule = CampaignDraft['terms']['schedule']
const everyDay = (from: string, until?: string): Schedule => ({ from, ...(until ? { until } : {}), on: { kind: 'every_day' } })
const bonus = (bps: number): Effect => ({ at: { kind: 'order' }, gives: { kind: 'points_bonus', bps }, limits: {} })
const draft = (name: string, schedule: Schedule, effects: Effect[] = [bonus(5_000)], audience = {}): CampaignDraft => ({
  ...campaignDraft,
  name,
  terms: { schedule, audience, effects },
})
const write = async (scope: TenantScope, of: CampaignDraft) => (await createCampaign(scope, of)).id
async function launch(scope: TenantScope, of: CampaignDraft): Promise<string> {
  const campaignId = await write(scope, of)
  await launchCampaign(scope, { campaignId, revision: 1 })
  return campaignId
}

async function house() {
  vi.useFakeTimers({ toFake: ['Date'] })
  onDate('2026-12-10')
  return mintTenant({ program })
}

/** One campaign of each phase, and one more that runs. */
async function oneOfEach() {
  const { scope, tenantId, slug, userId } = await house()
  await mintOperator(tenantId, 'operator')
  const ended = await launch(scope, draft('提前结束', everyDay('2026-12-01')))
  await endCampaign(scope, { campaignId: ended, revision: 2, remark: '示例', coupons: 'keep' })
  const paused = await launch(scope, draft('暂停', everyDay('2026-12-01', '2026-12-11')))
  await pauseCampaign(scope, { campaignId: paused, revision: 2 })
  await launch(scope, draft('今天开始', everyDay('2026-12-10')))
  await launch(scope, draft('今天最后一天', everyDay('2026-12-01', '2026-12-10')))
  await launch(scope, draft('明天开始', everyDay('2026-12-11', '2026-12-20')))
  await write(scope, draft('草稿', everyDay('2026-12-01')))
  await setApproval(scope, { approves: true })
  await launch(scope, draft('待审批', everyDay('2026-12-01')))
  await setApproval(scope, { approves: false })
  return { scope, slug, userId }
}

test('a list tells phases by the date of the merchant, with how many there are in each', async () => {
  const { scope } = await oneOfEach()
  const all = await listCampaigns(scope, { search: '', page: 1, pageSize: 20 })
  expect(all.rows.map(({ name, phase }) => [name, phase])).toEqual([
    ['待审批', 'awaiting'],
    ['草稿', 'draft'],
    ['明天开始', 'scheduled'],
    ['今天最后一天', 'running'],
    ['今天开始', 'running'],
    ['暂停', 'paused'],
    ['提前结束', 'ended'],
  ])
  expect(all).toMatchObject({ total: 7, counts: { draft: 1, awaiting: 1, scheduled: 1, running: 2, paused: 1, ended: 1 } })
  expect(all.rows.map(({ next }) => next)).toEqual([
    '2026-12-10',
    '2026-12-10',
    '2026-12-11',
    '2026-12-10',
    '2026-12-10',
    '2026-12-10',
    null,
  ])
  onDate('2026-12-12')
  const later = await listCampaigns(scope, { search: '', page: 1, pageSize: 20 })
  expect(later.counts).toEqual({ draft: 1, awaiting: 1, scheduled: 0, running: 2, paused: 1, ended: 2 })
  // The database and the engine tell the same phase.
  for (const { state, terms, phase } of later.rows) expect(phaseOf(state, terms.schedule, '2026-12-12')).toBe(phase)
})

test('a list is narrowed by phase and by name, a page at a time, and counts what the name leaves', async () => {
  const { scope, slug, userId } = await oneOfEach()
  const names = async (also: Partial<Parameters<typeof listCampaigns>[1]>) => {
    const { rows, total } = await listCampaigns(scope, { search: '', page: 1, pageSize: 20, ...also })
    return [rows.map(({ name }) => name), total]
  }
  expect(await names({ phase: 'running' })).toEqual([['今天最后一天', '今天开始'], 2])
  expect(await names({ phase: 'running', page: 2, pageSize: 1 })).toEqual([['今天开始'], 2])
  expect(await names({ page: 2, pageSize: 3 })).toEqual([['今天最后一天', '今天开始', '暂停'], 7])
  expect(await names({ search: '今天' })).toEqual([['今天最后一天', '今天开始'], 2])
  expect(await names({ search: '%' })).toEqual([[], 0])
  expect((await listCampaigns(scope, { search: '开始', page: 1, pageSize: 20 })).counts).toMatchObject({
    scheduled: 1,
    running: 1,
    ended: 0,
  })
  const phases: CampaignPhase[] = ['draft', 'awaiting', 'scheduled', 'running', 'paused', 'ended']
  for (const phase of phases) {
    const { rows, total, counts } = await listCampaigns(scope, { phase, search: '', page: 1, pageSize: 20 })
    expect([total, rows.every((row) => row.phase === phase)]).toEqual([counts[phase], true])
  }
  const cookie = await cookieOf(userId)
  expect((await callOver('campaign.list', { pageSize: 101 }, { cookie, slug })).status).toBe(400)
})

test('the calendar shows where campaigns were at work on days gone by, and where they fall from today on', async () => {
  const { scope } = await house()
  onDate('2026-12-02')
  const stopped = await launch(scope, draft('中间暂停', everyDay('2026-12-01', '2026-12-12')))
  onDate('2026-12-04')
  await pauseCampaign(scope, { campaignId: stopped, revision: 2 })
  onDate('2026-12-07')
  await resumeCampaign(scope, { campaignId: stopped, revision: 3 })
  const ended = await launch(scope, draft('早结束', everyDay('2026-12-01')))
  onDate('2026-12-08')
  await endCampaign(scope, { campaignId: ended, revision: 2, remark: '示例', coupons: 'keep' })
  onDate('2026-12-10')
  const wednesdays: Schedule = {
    from: '2026-12-01',
    on: { kind: 'rules', rules: ['FREQ=WEEKLY;BYDAY=WE'] },
    hours: [{ from: '09:00', until: '12:00' }],
  }
  await launch(scope, draft('会员日', wednesdays))
  await write(scope, draft('草稿', everyDay('2026-12-01')))
  const { entries } = await readCalendar(scope, { from: '2026-12-01', until: '2026-12-31' })
  const date = (day: number) => `2026-12-${String(day).padStart(2, '0')}`
  expect(entries.map(({ name, phase, days, hours }) => [name, phase, days, hours])).toEqual([
    ['中间暂停', 'running', [2, 3, 4, 7, 8, 9, 10, 11, 12].map(date), []],
    ['早结束', 'ended', [7, 8].map(date), []],
    ['会员日', 'running', [16, 23, 30].map(date), [{ from: '09:00', until: '12:00' }]],
  ])
  expect((await readCalendar(scope, { from: '2027-01-01', until: '2027-01-05' })).entries.map(({ name }) => name)).toEqual([])
})

test('on a day on which bonuses meet, the calendar tells for each tier what they come to and whether the cap bites', async () => {
  const { scope, slug, userId } = await house()
  const wednesdays: Schedule = { from: '2026-12-01', on: { kind: 'rules', rules: ['FREQ=WEEKLY;BYDAY=WE'] } }
  const a = await launch(scope, draft('会员日', wednesdays, [bonus(10_000)]))
  const b = await launch(
    scope,
    draft('双旦', everyDay('2026-12-15', '2026-12-17'), [bonus(8_000)], {
      when: { fact: 'member.order_count', operator: 'gte', value: 3 },
    }),
  )
  await launch(scope, draft('金卡日', everyDay('2026-12-24', '2026-12-24'), [bonus(16_000)], { tiers: ['金卡'] }))
  const { overlaps } = await readCalendar(scope, { from: '2026-12-11', until: '2026-12-31' })
  const noGrowth = { growth: [], growthBps: 10_000 }
  expect(overlaps).toEqual([
    { day: '2026-12-16', tier: '普卡', bonuses: [a, b], factorBps: 28_000, capBps: 30_000, capped: false, ...noGrowth, discounts: [] },
    { day: '2026-12-16', tier: '金卡', bonuses: [a, b], factorBps: 33_000, capBps: 30_000, capped: true, ...noGrowth, discounts: [] },
    {
      day: '2026-12-24',
      tier: '金卡',
      bonuses: [expect.any(String)],
      factorBps: 31_000,
      capBps: 30_000,
      capped: true,
      ...noGrowth,
      discounts: [],
    },
  ])
  const cookie = await cookieOf(userId)
  const ask = (from: string, until: string) => callOver('campaign.calendar', { from, until }, { cookie, slug })
  expect((await ask('2026-12-01', '2027-01-31')).status).toBe(200)
  expect(await ask('2026-12-01', '2027-02-01')).toMatchObject({ status: 400, fields: { until: 'campaign.calendar_too_long' } })
  expect(await ask('2026-12-02', '2026-12-01')).toMatchObject({ status: 400, fields: { until: 'rule.ends_before_start' } })
})

test('what waits for its approval is in the calendar, and adds nothing until it has it', async () => {
  const { scope, tenantId } = await house()
  const colleague = await mintOperator(tenantId, 'operator')
  await launch(scope, draft('会员日', everyDay('2026-12-16', '2026-12-16'), [bonus(10_000)]))
  await setApproval(scope, { approves: true })
  const campaignId = await launch(scope, draft('双旦', everyDay('2026-12-16', '2026-12-16'), [bonus(10_000)]))
  const calendar = () => readCalendar(scope, { from: '2026-12-16', until: '2026-12-16' })
  const before = await calendar()
  expect(before.entries.map(({ name, phase }) => [name, phase])).toEqual([
    ['会员日', 'scheduled'],
    ['双旦', 'awaiting'],
  ])
  expect(before.overlaps).toEqual([])
  await approveCampaign(colleague.scope, { campaignId, revision: 2 })
  expect((await calendar()).overlaps.map(({ tier, factorBps }) => [tier, factorBps])).toEqual([
    ['普卡', 30_000],
    ['金卡', 35_000],
  ])
})
