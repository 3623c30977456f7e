import { isoOf } from '@/server/engine/calendar/day'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { type LockedMember, lockMembersByCode } from './member-rows'

/** Makes members known by nothing but their code, as of the first event about them, and locks them; another writer may have made some meanwhile. */
export async function enrol(
  tx: TenantTx,
  people: readonly { code: string; at: number; day: number }[],
): Promise<{ members: LockedMember[]; made: Set<string> }> {
  const ordered = [...people].sort((a, b) => (a.code < b.code ? -1 : 1))
  const made = await tx.sql<{ code: string }[]>`
    insert into members (tenant_id, id, code, joined_at, joined_on)
    select ${tx.scope.tenantId}::uuid, p.id, p.code, p.joined_at, p.joined_on
    from unnest(
      ${ordered.map(() => newId())}::uuid[], ${ordered.map((p) => p.code)}::text[],
      ${ordered.map((p) => new Date(p.at).toISOString())}::timestamptz[], ${ordered.map((p) => isoOf(p.day))}::date[]
    ) as p (id, code, joined_at, joined_on)
    on conflict (tenant_id, code) do nothing returning code`
  const members = await lockMembersByCode(
    tx,
    ordered.map((p) => p.code),
  )
  return { members, made: new Set(made.map((row) => row.code)) }
}
