import type { Campaign } from '@/server/engine/campaign/campaign'
import { type Campaigns, campaignsOf } from '@/server/engine/campaign/compile'
import type { TenantTx } from '@/server/platform/database'

type Row = Campaign & { change: number }

/** The campaigns of the tenant that were ever put to work, compiled. `changes` is the merchant's count, as the caller has read it. */
export async function readCampaigns(tx: TenantTx, changes: number): Promise<Campaigns> {
  if (changes === 0) return campaignsOf([], 0)
  const rows = await tx.sql<Row[]>`
    select id, root_id as root, kind, name, terms, spans, state = 'paused' as paused, change from campaigns where tenant_id = ${tx.scope.tenantId} and change is not null`
  // What was changed since the count was read is known as well.
  return campaignsOf(rows, Math.max(changes, ...rows.map((row) => row.change)))
}
