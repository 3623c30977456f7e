import { auditLog } from '@/db/schema'
import type { TenantTx } from './database'
import { newId } from './ids'

/** What was done to what. Must hold no name, phone or other personal value of a member. */
export type AuditEntry = {
  /** `<word>.<verb in the past>`, such as `tier.created`. */
  action: string
  subject: string
  subjectId: string
  before?: unknown
  after?: unknown
}

/** Writes who did what, in the same transaction as the change itself. */
export async function audit(tx: TenantTx, entry: AuditEntry): Promise<void> {
  const { actor, tenantId, ip, requestId } = tx.scope
  await tx.orm.insert(auditLog).values({
    tenantId,
    id: newId(),
    actorKind: actor.kind,
    actorId: actor.kind === 'operator' ? actor.userId : actor.kind === 'key' ? actor.keyId : actor.name,
    action: entry.action,
    subject: entry.subject,
    subjectId: entry.subjectId,
    before: entry.before ?? null,
    after: entry.after ?? null,
    ip,
    requestId,
  })
}
