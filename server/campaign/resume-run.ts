import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { campaignRuns, campaigns } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { oneCampaign } from './campaign-row'

export const WhichRun = z.strictObject({ runId: z.uuid() })
export type WhichRun = z.infer<typeof WhichRun>

/**
 * Goes on with a run that broke off, behind the last member it came to; nobody is given twice. Refused where it did not
 * break off, and where its campaign is no longer at work.
 */
export const resumeRun = (scope: TenantScope, { runId }: WhichRun): Promise<void> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const { tenantId } = scope
    const one = and(eq(campaignRuns.tenantId, tenantId), eq(campaignRuns.id, runId))
    const [run] = await tx.orm.select({ campaignId: campaignRuns.campaignId }).from(campaignRuns).where(one)
    if (!run) throw new Refusal('not_found', 'campaign.run_not_found')
    // Whoever pauses or ends the campaign waits until the run is on its way again, or has done so before.
    const [campaign] = await tx.orm.select({ state: campaigns.state }).from(campaigns).where(oneCampaign(tx, run.campaignId)).for('share')
    const [resumed] = await tx.orm
      .update(campaignRuns)
      .set({ status: 'queued', failure: null, finishedAt: null })
      .where(and(one, eq(campaignRuns.status, 'failed')))
      .returning()
    if (!resumed) throw new Refusal('conflict', 'campaign.run_not_failed')
    if (campaign?.state !== 'live') throw new Refusal('conflict', 'campaign.run_not_live')
    await audit(tx, {
      action: 'campaign_run.resumed',
      subject: 'campaign',
      subjectId: run.campaignId,
      after: { run: runId, effect: resumed.effect, on: resumed.occasion, members: resumed.done, ...resumed.counts },
    })
    await tx.sql`select app_add_job('campaign_run', ${JSON.stringify({ tenantId, runId })}::json, ${`campaign_run:${runId}`}::text, null)`
  })
