import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { type DueRun, dueRuns, type LiveCampaign, overSince } from './due-runs'
import { endOverCampaign } from './end-over-campaign'

/**
 * Begins what the live campaigns of a merchant have to give by time, once for each effect and occasion, and ends those
 * whose schedule is over for good. Repeating it does nothing.
 */
export async function startRuns(scope: TenantScope): Promise<void> {
  const at = now().getTime()
  const over = await inTenant(scope, 'campaign:write', async (tx) => {
    const live = await tx.sql<(LiveCampaign & { zone: string })[]>`
      select c.id, c.terms, c.notice_days as "noticeDays", c.spans, t.time_zone as zone
      from campaigns c join tenants t on t.id = c.tenant_id where c.tenant_id = ${scope.tenantId} and c.state = 'live'`
    await insertRuns(
      tx,
      live.flatMap((campaign) => dueRuns(campaign, campaign.zone, at)),
    )
    return live.filter((campaign) => overSince(campaign, campaign.zone, at) !== null)
  })
  for (const { id } of over) await endOverCampaign(scope, id)
}

/** Writes down runs that were not begun before, each with a job that gives to its end. */
async function insertRuns(tx: TenantTx, due: readonly DueRun[]): Promise<void> {
  if (due.length === 0) return
  const { tenantId } = tx.scope
  const begun = await tx.sql<{ id: string }[]>`
    insert into campaign_runs (tenant_id, id, campaign_id, effect, occasion, day, status, counts)
    select ${tenantId}::uuid, r.id, r.campaign_id, r.effect, r.occasion, r.day, 'queued', ${JSON.stringify({ given: 0, skipped: {} })}::text::jsonb
    from unnest(
      ${due.map(() => newId())}::uuid[], ${due.map((one) => one.campaignId)}::uuid[], ${due.map((one) => one.effect)}::int4[],
      ${due.map((one) => one.occasion)}::text[], ${due.map((one) => one.day)}::date[]
    ) as r (id, campaign_id, effect, occasion, day)
    on conflict (tenant_id, campaign_id, effect, occasion) do nothing
    returning id`
  for (const { id } of begun)
    await tx.sql`select app_add_job('campaign_run', ${JSON.stringify({ tenantId, runId: id })}::json, ${`campaign_run:${id}`}::text, null)`
}
