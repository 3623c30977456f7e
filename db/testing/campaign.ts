import type { CampaignDraft, CampaignState, Span } from '@/server/engine/campaign/campaign'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'

type Wishes = {
  /** From when on it is at work; long ago when left out. */
  at?: number
  /** The campaign that it is a copy of. */
  root?: string
}

/** Puts a campaign to work, as it stands after its launch. Answers its id. */
export const launchCampaign = (scope: TenantScope, draft: CampaignDraft, { at = 0, root }: Wishes = {}): Promise<string> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const id = newId()
    const began = await countChange(tx)
    const spans: Span[] = [{ from: at, until: null, began, stopped: null }]
    await tx.sql`
      insert into campaigns (tenant_id, id, root_id, kind, name, intro, notice_days, terms, state, spans, change, created_by, launched_at)
      select ${scope.tenantId}::uuid, ${id}::uuid, ${root ?? id}::uuid, ${draft.kind}, ${draft.name}, ${draft.intro}, ${draft.noticeDays}::int4,
             ${JSON.stringify(draft.terms)}::text::jsonb, 'live', ${JSON.stringify(spans)}::text::jsonb, ${began}::int4, 'test', ${new Date(at).toISOString()}::timestamptz`
    return id
  })

/** Pauses, resumes or ends a campaign at an instant. */
export const turnCampaign = (
  scope: TenantScope,
  id: string,
  to: Extract<CampaignState, 'live' | 'paused' | 'ended'>,
  at: number,
): Promise<void> =>
  inTenant(scope, 'campaign:write', async (tx) => {
    const change = await countChange(tx)
    const [row] = await tx.sql<{ spans: Span[] }[]>`
      select spans from campaigns where tenant_id = ${scope.tenantId} and id = ${id} for update`
    const closed = (row?.spans ?? []).map((span): Span => (span.until === null ? { ...span, until: at, stopped: change } : span))
    const spans: Span[] = to === 'live' ? [...closed, { from: at, until: null, began: change, stopped: null }] : closed
    await tx.sql`
      update campaigns set state = ${to}, spans = ${JSON.stringify(spans)}::text::jsonb, change = ${change}
      where tenant_id = ${scope.tenantId} and id = ${id}`
  })

async function countChange(tx: TenantTx): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`
    update tenants set campaign_changes = campaign_changes + 1 where id = ${tx.scope.tenantId} returning campaign_changes as n`
  return row?.n ?? 0
}
