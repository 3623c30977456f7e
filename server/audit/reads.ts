import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { apiKeys, auditLog, tenants, users } from '@/db/schema'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

const Day = z.iso.date()

/** Which lines of the audit log to show; dates are the merchant's own. */
export const AuditQuery = z.object({
  actorId: z.string().min(1).max(80).optional(),
  subject: z.string().min(1).max(40).optional(),
  from: Day.optional(),
  to: Day.optional(),
  cursor: z.uuid().optional(),
  limit: z.number().int().min(1).max(100).default(50),
})
export type AuditQuery = z.infer<typeof AuditQuery>

/** Who changed what, newest first, in pages. */
export const listAudit = (scope: TenantScope, query: AuditQuery) =>
  inTenant(scope, 'audit:read', async (tx) => {
    const zone = sql`(select ${tenants.timeZone} from ${tenants} where ${tenants.id} = ${scope.tenantId})`
    const wanted: (SQL | undefined)[] = [
      eq(auditLog.tenantId, scope.tenantId),
      query.actorId ? eq(auditLog.actorId, query.actorId) : undefined,
      query.subject ? eq(auditLog.subject, query.subject) : undefined,
      query.from ? sql`${auditLog.at} >= ${query.from}::date::timestamp at time zone ${zone}` : undefined,
      query.to ? sql`${auditLog.at} < (${query.to}::date + 1)::timestamp at time zone ${zone}` : undefined,
      query.cursor ? lt(auditLog.id, query.cursor) : undefined,
    ]
    const rows = await tx.orm
      .select({
        id: auditLog.id,
        at: auditLog.at,
        actorKind: auditLog.actorKind,
        actorId: auditLog.actorId,
        actorName: sql<string | null>`coalesce(${users.name}, ${apiKeys.name})`,
        action: auditLog.action,
        subject: auditLog.subject,
        subjectId: auditLog.subjectId,
        before: auditLog.before,
        after: auditLog.after,
        ip: auditLog.ip,
        requestId: auditLog.requestId,
      })
      .from(auditLog)
      .leftJoin(users, and(eq(auditLog.actorKind, 'operator'), eq(sql`${users.id}::text`, auditLog.actorId)))
      .leftJoin(
        apiKeys,
        and(eq(auditLog.actorKind, 'key'), eq(apiKeys.tenantId, auditLog.tenantId), eq(sql`${apiKeys.id}::text`, auditLog.actorId)),
      )
      .where(and(...wanted))
      .orderBy(desc(auditLog.id))
      .limit(query.limit + 1)
    const page = rows.slice(0, query.limit)
    return { rows: page, next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })
