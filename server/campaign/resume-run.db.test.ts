import { expect, test } from 'vitest'
import { turnCampaign } from '@/db/testing/campaign'
import { testDatabase } from '@/db/testing/database'
import { mallProgram } from '@/db/testing/mall-program'
import { mintTenant } from '@/db/testing/mint'
import { registerMembers } from '@/server/member/register-members'
import { newId } from '@/server/platform/ids'
import type { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { runDoctor } from '@/server/program/doctor'
import { campaignDraft } from '@/server/trpc/fixtures/campaign'
import { createCampaign } from './create-campaign'
import { launchCampaign } from './launch-campaign'
import { readCampaign } from './read-campaign'
import { resumeRun } from './resume-run'
import { failRun, runEffect } from './run-effect'
import { startRuns } from './start-runs'

const database = testDatabase()
const MEMBERS = 2_300

const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: Refusal) => error.code,
  )

/** A campaign that gives everybody a ticket today, begun and not yet run. */
async function begun() {
  const { scope } = await mintTenant({ program: mallProgram })
  for (let i = 0; i < MEMBERS; i += 1_000)
    await registerMembers(
      scope,
      Array.from({ length: Math.min(1_000, MEMBERS - i) }, (_, n) => ({ code: `M${i + n}`, joinedAt: '2026-01-01T00:00:00Z' })),
    )
  const { id: campaignId } = await createCampaign(scope, {
    ...campaignDraft,
    terms: {
      schedule: { from: '2026-01-01', on: { kind: 'every_day' } },
      audience: {},
      effects: [{ at: { kind: 'occasion' }, gives: { kind: 'chances', count: 1 }, limits: {} }],
    },
  })
  await launchCampaign(scope, { campaignId, revision: 1 })
  await startRuns(scope)
  const { runs } = await readCampaign(scope, { campaignId })
  return { scope, campaignId, runId: runs[0]?.id as string }
}

const runOf = async (scope: TenantScope, campaignId: string) => (await readCampaign(scope, { campaignId })).runs[0]
const givenOf = async ({ tenantId }: TenantScope) => {
  const [row] = await database.owner`
    select count(*)::int as times, count(distinct member_id)::int as members from campaign_grants where tenant_id = ${tenantId}`
  return row
}
const jobsOf = async (runId: string) => {
  const [row] = await database.owner`select count(*)::int as n from graphile_worker.jobs where key = ${`campaign_run:${runId}`}`
  return row?.n
}
const fails = (scope: TenantScope, runId: string) => failRun(scope, runId, 'campaign.run_unexpected')

test('a run that broke off goes on behind the last member, and gives each once', { timeout: 60_000 }, async () => {
  const { scope, campaignId, runId } = await begun()
  expect(await runEffect(scope, runId, () => true)).toBe('running')
  expect(await code(resumeRun(scope, { runId }))).toBe('campaign.run_not_failed')
  await fails(scope, runId)
  expect(await runEffect(scope, runId)).toBe('failed')
  await database.owner`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`

  await resumeRun(scope, { runId })

  expect(await runOf(scope, campaignId)).toMatchObject({ status: 'queued', failure: null, finishedAt: null, done: 2_000 })
  expect(await jobsOf(runId)).toBe(1)
  expect(await code(resumeRun(scope, { runId }))).toBe('campaign.run_not_failed')
  expect(await Promise.all([runEffect(scope, runId), runEffect(scope, runId)])).toEqual(['done', 'done'])
  expect(await runOf(scope, campaignId)).toMatchObject({ status: 'done', done: MEMBERS, counts: { given: MEMBERS, skipped: {} } })
  expect(await givenOf(scope)).toEqual({ times: MEMBERS, members: MEMBERS })
  const [told] = await database.owner`
    select subject_id as campaign, after from audit_log where tenant_id = ${scope.tenantId} and action = 'campaign_run.resumed'`
  expect(told).toMatchObject({ campaign: campaignId, after: { run: runId, members: 2_000, given: 2_000 } })
  expect((await runDoctor(scope)).differences).toEqual([])
})

test('it does not go on while its campaign rests, nor once that has ended', { timeout: 60_000 }, async () => {
  const { scope, campaignId, runId } = await begun()
  await fails(scope, runId)
  await turnCampaign(scope, campaignId, 'paused', Date.now())
  expect(await code(resumeRun(scope, { runId }))).toBe('campaign.run_not_live')
  expect(await runOf(scope, campaignId)).toMatchObject({ status: 'failed', failure: 'campaign.run_unexpected' })
  await turnCampaign(scope, campaignId, 'live', Date.now())
  await resumeRun(scope, { runId })
  await fails(scope, runId)
  await turnCampaign(scope, campaignId, 'ended', Date.now())
  expect(await code(resumeRun(scope, { runId }))).toBe('campaign.run_not_live')
  expect(await givenOf(scope)).toEqual({ times: 0, members: 0 })
})

test('a run that is not there is not found', async () => {
  const { scope } = await mintTenant({ program: mallProgram })
  expect(await code(resumeRun(scope, { runId: newId() }))).toBe('campaign.run_not_found')
})
