import type { Span } from '@/server/engine/campaign/campaign'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { type LiveCampaign, overSince } from './due-runs'

type Row = LiveCampaign & { zone: string; changes: number; busy: boolean }

/**
 * Ends a live campaign whose schedule is over for good, as of the start of the day behind its last one. What of it is
 * still on its way is waited for. Says whether it was ended.
 */
export const endOverCampaign = (scope: TenantScope, { campaignId, at }: { campaignId: string; at: number }): Promise<boolean> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const { tenantId } = scope
    // Whoever changes how a campaign goes has the merchant's count locked.
    const [tenant] = await tx.sql<{ changes: number; zone: string }[]>`
      select campaign_changes as changes, time_zone as zone from tenants where id = ${tenantId} for no key update`
    const [campaign] = await tx.sql<Row[]>`
      select c.id, c.terms, c.notice_days as "noticeDays", c.spans,
             exists (select from campaign_runs r
                     where r.tenant_id = ${tenantId} and r.campaign_id = c.id and r.status in ('queued', 'running')) as busy
      from campaigns c where c.tenant_id = ${tenantId} and c.id = ${campaignId} and c.state = 'live' for update`
    if (!tenant || !campaign || campaign.busy) return false
    const since = overSince(campaign, tenant.zone, at)
    if (since === null) return false
    const change = tenant.changes + 1
    const spans = campaign.spans.map(
      (span): Span => (span.until === null ? { ...span, until: Math.max(span.from, since), stopped: change } : span),
    )
    await tx.sql`update tenants set campaign_changes = ${change} where id = ${tenantId}`
    await tx.sql`
      update campaigns set state = 'ended', spans = ${JSON.stringify(spans)}::text::jsonb, change = ${change}, revision = revision + 1,
             ended_at = ${new Date(since).toISOString()}::timestamptz, updated_at = statement_timestamp()
      where tenant_id = ${tenantId} and id = ${campaignId}`
    await audit(tx, {
      action: 'campaign.ended',
      subject: 'campaign',
      subjectId: campaignId,
      after: { over: new Date(since).toISOString() },
    })
    return true
  })
