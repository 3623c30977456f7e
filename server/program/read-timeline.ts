import { type Timeline, timelineOf } from '@/server/engine/program/compile'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { readCampaigns } from '../campaign/read-campaigns'
import { standingVersions } from './standing-versions'

// Versions never change, so a compiled timeline holds until a later number is seen, or a campaign has begun, paused or ended.
const compiled = new Map<string, { last: number; changes: number; timeline: Timeline }>()
const MOST_HELD = 500

/** How far a merchant's versions and campaigns have come. */
export type Horizon = {
  /** The highest version number. */
  last: number | null
  /** How often a campaign has begun, paused, gone on or ended. */
  campaignChanges: number
}

/**
 * The published versions and the campaigns of the tenant, compiled. The caller has read how far they have come in this
 * very transaction, so that a process never judges by a version or a campaign that it has not heard of. Refuses with
 * `program.none_published` when there is no version.
 */
export async function readTimeline(tx: TenantTx, { last, campaignChanges }: Horizon): Promise<Timeline> {
  if (last === null) throw new Refusal('conflict', 'program.none_published')
  const { tenantId } = tx.scope
  const held = compiled.get(tenantId)
  if (held?.last === last && held.changes === campaignChanges) return held.timeline
  const rows = await tx.sql<{ id: string; number: number; at: number; document: ProgramDocument }[]>`
    select id, number, (extract(epoch from effective_from) * 1000)::float8 as at, document
    from program_versions where tenant_id = ${tenantId} order by number`
  const timeline = timelineOf(
    standingVersions(rows.map((row) => ({ id: row.id, number: row.number, effectiveFrom: row.at, document: row.document }))),
    await readCampaigns(tx, campaignChanges),
  )
  if (compiled.size >= MOST_HELD) compiled.clear()
  compiled.set(tenantId, { last: rows[rows.length - 1]?.number ?? last, changes: campaignChanges, timeline })
  return timeline
}

/** The highest version number of the tenant, and its zone and currency. */
export async function readTenantClock(tx: TenantTx): Promise<TenantClock> {
  const [row] = await tx.sql<TenantClock[]>`
    select time_zone as "timeZone", currency, enrols_unknown as "enrolsUnknown", campaign_changes as "campaignChanges",
           (select max(v.number) from program_versions v where v.tenant_id = ${tx.scope.tenantId}) as last
    from tenants where id = ${tx.scope.tenantId}`
  if (!row) throw new Refusal('not_found', 'tenant.unknown')
  return row
}
export type TenantClock = Horizon & { timeZone: string; currency: string; enrolsUnknown: boolean }
