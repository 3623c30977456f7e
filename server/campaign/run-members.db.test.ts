import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { launchCampaign } from '@/db/testing/campaign'
import { testDatabase } from '@/db/testing/database'
import { mallProgram } from '@/db/testing/mall-program'
import { mintStore, mintTenant } from '@/db/testing/mint'
import type { CampaignDraft, CampaignTerms, Effect } from '@/server/engine/campaign/campaign'
import { registerMembers } from '@/server/member/register-members'
import { systemScope, type TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { runEffect } from './run-effect'
import { startRuns } from './start-runs'

const database = testDatabase()

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-05-06T02:00:00Z') }))
afterEach(() => void vi.useRealTimers())

/** A campaign on every Wednesday. */
const draft = (effects: Effect[], audience: CampaignTerms['audience'] = {}, noticeDays: number | null = null): CampaignDraft => ({
  kind: 'member_day',
  name: '示例会员日',
  intro: '',
  noticeDays,
  terms: { schedule: { from: '2026-01-01', on: { kind: 'rules', rules: ['FREQ=WEEKLY;BYDAY=WE'] } }, audience, effects },
})
const points = (): Effect => ({ at: { kind: 'occasion' }, gives: { kind: 'points', points: 10 }, limits: {} })
const chanceAt = (at: Effect['at']): Effect => ({ at, gives: { kind: 'chances', count: 1 }, limits: {} })

async function shop(members: number): Promise<TenantScope> {
  const { scope, tenantId } = await mintTenant({ program: mallProgram, timeZone: 'Asia/Shanghai' })
  await registerMembers(
    scope,
    Array.from({ length: members }, (_, n) => ({ code: `M${n}`, joinedAt: '2026-01-01T00:00:00Z' })),
  )
  return systemScope(tenantId, 'campaigns')
}
const runIds = async ({ tenantId }: TenantScope) =>
  (await database.owner<{ id: string }[]>`select id from campaign_runs where tenant_id = ${tenantId} order by effect`).map(({ id }) => id)
const sound = async (scope: TenantScope) => expect((await runDoctor(scope)).differences).toEqual([])

test('a campaign held in some stores is for who was seen in one of them, in its notices too', async () => {
  const scope = await shop(4)
  const [near, far] = [await mintStore(scope), await mintStore(scope)]
  for (const [member, store] of [
    ['M0', near.code],
    ['M1', far.code],
    ['M2', undefined],
  ] as const)
    await applyEvents(scope, [
      {
        source: 'till',
        event_id: `${member}-1`,
        member,
        occurred_at: '2026-01-10T02:00:00Z',
        ...(store ? { store } : {}),
        body: { type: 'order.paid', order_no: member, amount: 100 },
      },
      {
        source: 'crm',
        event_id: `${member}-2`,
        member,
        occurred_at: '2026-01-11T02:00:00Z',
        body: { type: 'member.profile_changed', birthday: '05-06' },
      },
    ])
  const moments: Effect['at'][] = [{ kind: 'occasion' }, { kind: 'birthday', window: 'day' }, { kind: 'asleep', days: 90 }]
  await launchCampaign(scope, draft(moments.map(chanceAt), { stores: [near.id] }, 7))
  await startRuns(scope)
  for (const id of await runIds(scope)) await runEffect(scope, id)
  const given = await database.owner<{ effect: number; code: string }[]>`
    select g.effect, m.code from campaign_grants g join members m on m.tenant_id = g.tenant_id and m.id = g.member_id
    where g.tenant_id = ${scope.tenantId} order by g.effect, m.code`
  expect(given.map(({ effect, code }) => [effect, code])).toEqual([
    [0, 'M0'],
    [1, 'M0'],
    [2, 'M0'],
  ])
  const told = await database.owner`select from outbox where tenant_id = ${scope.tenantId} and topic = 'campaign.notice'`
  expect(told).toHaveLength(1)
  await sound(scope)
})

test('a run that waits for a member judges by what has changed meanwhile', async () => {
  const scope = await shop(1)
  await launchCampaign(scope, draft([points()]))
  await startRuns(scope)
  const [run] = await runIds(scope)
  const { running } = await database.owner.begin(async (tx) => {
    await tx`select from members where tenant_id = ${scope.tenantId} and code = 'M0' for update`
    const running = runEffect(scope, run ?? '')
    await vi.waitFor(
      async () => expect((await database.owner`select from pg_stat_activity where wait_event_type = 'Lock'`).length).toBeGreaterThan(0),
      { timeout: 10_000 },
    )
    await launchCampaign(scope, draft([points()]))
    return { running }
  })
  expect(await running).toBe('done')
  const [member] = await database.owner`select (state->'campaigns')::int as known from members where tenant_id = ${scope.tenantId}`
  expect(member).toEqual({ known: 2 })
  await sound(scope)
})
