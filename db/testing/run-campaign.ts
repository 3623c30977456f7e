import type { CampaignKind, CampaignTerms } from '@/server/engine/campaign/campaign'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'

/** A campaign that has been at work since long ago: every day, for everybody, where nothing else is said. Answers its id. */
export async function runCampaign(
  scope: TenantScope,
  effects: CampaignTerms['effects'],
  more: Partial<CampaignTerms> & { name?: string; kind?: CampaignKind; intro?: string } = {},
): Promise<string> {
  const { name = '示例活动', kind = 'double_points', intro = '', ...terms } = more
  const id = newId()
  const held: CampaignTerms = { schedule: { from: '2020-01-01', on: { kind: 'every_day' } }, audience: {}, effects, ...terms }
  await inTenant(scope, 'program:publish', async (tx) => {
    const { tenantId } = tx.scope
    const [row] = await tx.sql<{ change: number }[]>`
      update tenants set campaign_changes = campaign_changes + 1 where id = ${tenantId} returning campaign_changes as change`
    const change = row?.change ?? 0
    await tx.sql`
      insert into campaigns (tenant_id, id, root_id, kind, name, intro, terms, state, spans, change, created_by, launched_at)
      values (${tenantId}, ${id}, ${id}, ${kind}, ${name}, ${intro}, ${JSON.stringify(held)}::jsonb, 'live',
              ${JSON.stringify([{ from: 0, until: null, began: change, stopped: null }])}::jsonb, ${change}, '示例', now())`
  })
  return id
}

/** Ends all campaigns of the tenant now. */
export const endCampaigns = (scope: TenantScope): Promise<void> =>
  inTenant(scope, 'program:publish', async (tx) => {
    const { tenantId } = tx.scope
    await tx.sql`
      with counted as (update tenants set campaign_changes = campaign_changes + 1 where id = ${tenantId} returning campaign_changes as change)
      update campaigns c set state = 'ended', change = counted.change,
        spans = jsonb_set(jsonb_set(c.spans, '{0,until}', to_jsonb(floor(extract(epoch from now()) * 1000))), '{0,stopped}', to_jsonb(counted.change))
      from counted where c.tenant_id = ${tenantId}`
  })
