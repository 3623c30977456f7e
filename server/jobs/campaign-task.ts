import type { Task } from 'graphile-worker'
import * as z from 'zod'
import { dueRuns, type LiveCampaign, overSince } from '@/server/campaign/due-runs'
import { failRun, runEffect } from '@/server/campaign/run-effect'
import { startRuns } from '@/server/campaign/start-runs'
import { now } from '@/server/platform/clock'
import { jobsPool } from '@/server/platform/database'
import { log, traceOf } from '@/server/platform/log'
import { Refusal } from '@/server/platform/refusal'
import { asTenantId, systemScope } from '@/server/platform/scope'

type Live = LiveCampaign & { tenantId: string; zone: string }

/**
 * Looks, each minute, for merchants whose live campaigns have something to begin that was not begun, or are over, each
 * in its own time zone, and asks for one run per merchant. What lies there without a job, because its campaign was
 * paused meanwhile, gets one again.
 */
export async function lookForCampaigns(): Promise<void> {
  const sql = jobsPool()
  const at = now().getTime()
  const live = await sql<Live[]>`
    select c.tenant_id as "tenantId", c.id, c.terms, c.notice_days as "noticeDays", c.spans, t.time_zone as zone
    from campaigns c join tenants t on t.id = c.tenant_id where c.state = 'live'`
  const due = live.flatMap((campaign) => dueRuns(campaign, campaign.zone, at).map((run) => ({ ...run, tenantId: campaign.tenantId })))
  const over = live.flatMap((campaign) => (overSince(campaign, campaign.zone, at) === null ? [] : [campaign.tenantId]))
  await sql`
    select app_add_job('campaigns', json_build_object('tenantId', d.tenant_id), 'campaigns:' || d.tenant_id, null)
    from (
      select tenant_id from unnest(
        ${due.map((one) => one.tenantId)}::uuid[], ${due.map((one) => one.campaignId)}::uuid[], ${due.map((one) => one.effect)}::int4[],
        ${due.map((one) => one.occasion)}::text[]
      ) as u (tenant_id, campaign_id, effect, occasion)
      where not exists (select from campaign_runs r where r.tenant_id = u.tenant_id and r.campaign_id = u.campaign_id
                          and r.effect = u.effect and r.occasion = u.occasion)
      union select tenant_id from unnest(${over}::uuid[]) as o (tenant_id)) d`
  await sql`
    select app_add_job('campaign_run', json_build_object('tenantId', r.tenant_id, 'runId', r.id), 'campaign_run:' || r.id, null)
    from campaign_runs r join campaigns c on c.tenant_id = r.tenant_id and c.id = r.campaign_id and c.state in ('live', 'ended')
    where r.status in ('queued', 'running')
      and not exists (select from graphile_worker.jobs j where j.key = 'campaign_run:' || r.id)`
}

const Merchant = z.object({ tenantId: z.uuid() })

/** Begins what the campaigns of one merchant have to give, and ends those that are over. Repeating it does nothing. */
export async function startCampaigns(payload: unknown): Promise<void> {
  await startRuns(systemScope(asTenantId(Merchant.parse(payload).tenantId), 'campaigns'))
}

const OneRun = Merchant.extend({ runId: z.uuid() })

/** After so many tries in a row that brought nothing, a person has to look. */
const TRIES = 6

/** Gives an effect to everybody it means, to the end. Killed or out of the database's reach, it is tried again and goes on where it was. */
export const campaignRunTask: Task = async (payload, helpers) => {
  const { tenantId, runId } = OneRun.parse(payload)
  const scope = systemScope(asTenantId(tenantId), `campaign_run:${runId}`)
  try {
    const status = await runEffect(scope, runId, () => helpers.abortSignal?.aborted === true)
    // The worker is going down: whoever takes the job next goes on behind the last member. A job of its own, for this is no failed try.
    if (status === 'running') await helpers.addJob('campaign_run', { tenantId, runId }, { jobKey: `campaign_run:${runId}` })
  } catch (error) {
    if (helpers.job.attempts < TRIES && !(error instanceof Refusal)) throw error
    log.error({ runId, error: traceOf(error) }, 'run of a campaign failed')
    await failRun(scope, runId, error instanceof Refusal ? error.code : 'campaign.run_unexpected')
  }
}
