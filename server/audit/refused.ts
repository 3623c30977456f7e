import * as z from 'zod'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** Pages of what was refused. `direction` is what the client's paging sends along; it is read one way only. */
export const RefusedQuery = z.object({
  cursor: z.uuid().nullish(),
  direction: z.literal('forward').optional(),
  limit: z.number().int().min(1).max(100).default(50),
})
export type RefusedQuery = z.infer<typeof RefusedQuery>

/** Something that was not accepted: when it came, from where, about whom, and why. */
export type RefusedLine = {
  id: string
  at: string
  source: string
  /** The sender's own name for it. */
  reference: string
  type: string
  code: string
  details: Record<string, string | number>
  memberId: string | null
  memberCode: string | null
  store: string | null
}

/** Events and commands that were not accepted, newest first, in pages. */
export const listRefused = (scope: TenantScope, { cursor, limit }: RefusedQuery): Promise<{ rows: RefusedLine[]; next: string | null }> =>
  inTenant(scope, 'audit:read', async (tx) => {
    const { tenantId } = scope
    const rows = await tx.sql<RefusedLine[]>`
      select r.id, to_char(r.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, r.source, r.event_key as reference, r.type,
             r.code, r.details, r.member_id as "memberId", m.code as "memberCode", s.name as store
      from refusals r
      left join members m on m.tenant_id = ${tenantId} and m.tenant_id = r.tenant_id and m.id = r.member_id
      left join stores s on s.tenant_id = ${tenantId} and s.tenant_id = r.tenant_id and s.id = r.store_id
      where r.tenant_id = ${tenantId} ${cursor ? tx.sql`and r.id < ${cursor}` : tx.sql``}
      order by r.id desc limit ${limit + 1}`
    const page = rows.slice(0, limit)
    return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
  })
