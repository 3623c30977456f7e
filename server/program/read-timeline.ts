import { type Timeline, timelineOf } from '@/server/engine/program/compile'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { standingVersions } from './standing-versions'

// Versions never change, so a compiled timeline holds until a later number is seen.
const compiled = new Map<string, { last: number; timeline: Timeline }>()
const MOST_HELD = 500

/**
 * The published versions of the tenant, compiled. `last` is the highest version number, read by the caller in this
 * very transaction, so that a process never judges by a version that it has not heard of. Refuses with
 * `program.none_published` when there is none.
 */
export async function readTimeline(tx: TenantTx, last: number | null): Promise<Timeline> {
  if (last === null) throw new Refusal('conflict', 'program.none_published')
  const { tenantId } = tx.scope
  const held = compiled.get(tenantId)
  if (held?.last === last) return held.timeline
  const rows = await tx.sql<{ id: string; number: number; at: number; document: ProgramDocument }[]>`
    select id, number, (extract(epoch from effective_from) * 1000)::float8 as at, document
    from program_versions where tenant_id = ${tenantId} order by number`
  const timeline = timelineOf(
    standingVersions(rows.map((row) => ({ id: row.id, number: row.number, effectiveFrom: row.at, document: row.document }))),
  )
  if (compiled.size >= MOST_HELD) compiled.clear()
  compiled.set(tenantId, { last: rows[rows.length - 1]?.number ?? last, timeline })
  return timeline
}

/** The highest version number of the tenant, and its zone and currency. */
export async function readTenantClock(tx: TenantTx): Promise<TenantClock> {
  const [row] = await tx.sql<TenantClock[]>`
    select time_zone as "timeZone", currency, enrols_unknown as "enrolsUnknown",
           (select max(v.number) from program_versions v where v.tenant_id = ${tx.scope.tenantId}) as last
    from tenants where id = ${tx.scope.tenantId}`
  if (!row) throw new Refusal('not_found', 'tenant.unknown')
  return row
}
export type TenantClock = { timeZone: string; currency: string; enrolsUnknown: boolean; last: number | null }
