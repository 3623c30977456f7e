import { and, desc, eq, inArray } from 'drizzle-orm'
import { auditLog, users } from '@/db/schema'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'

/** Refuses because somebody else wrote first, and says who and how many minutes ago, as far as the audit tells. */
export async function refuseStaleEdit(tx: TenantTx, subjectId: string): Promise<never> {
  // A template or a file replaces every part at once and is noted under the tenant.
  const [last] = await tx.orm
    .select({ at: auditLog.at, actorId: auditLog.actorId, actorKind: auditLog.actorKind })
    .from(auditLog)
    .where(and(eq(auditLog.tenantId, tx.scope.tenantId), inArray(auditLog.subjectId, [subjectId, tx.scope.tenantId])))
    .orderBy(desc(auditLog.at))
    .limit(1)
  if (!last) throw new Refusal('conflict', 'program.edited_elsewhere', { details: { who: 'none', minutes: 0 } })
  const [person] =
    last.actorKind === 'operator' ? await tx.orm.select({ name: users.name }).from(users).where(eq(users.id, last.actorId)) : []
  const minutes = Math.max(0, Math.round((now().getTime() - Date.parse(last.at)) / 60_000))
  throw new Refusal('conflict', 'program.edited_elsewhere', { details: { who: person?.name || 'none', minutes } })
}
