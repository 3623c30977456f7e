import { and, desc, eq, inArray } from 'drizzle-orm'
import { auditLog, memberships } from '@/db/schema'
import type { TenantTx } from '@/server/platform/database'
import { permissionsOf, roles } from '@/server/platform/scope'
import type { CampaignRow } from './campaign-row'

/** Who had a hand in a campaign that is to be approved: who sent it in, and who wrote to it last. */
export type Involved = { submittedBy: string | null; editedBy: string | null }

/** Nobody approves what they sent in, nor what they wrote last. */
export const mayApprove = (who: string, { submittedBy, editedBy }: Involved): boolean => who !== submittedBy && who !== editedBy

/** Everybody in the team whose role approves campaigns. */
export async function peopleWhoApprove(tx: TenantTx): Promise<string[]> {
  const approving = roles.filter((role) => permissionsOf[role].has('campaign:approve'))
  const rows = await tx.orm
    .select({ id: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tx.scope.tenantId), inArray(memberships.role, approving)))
  return rows.map(({ id }) => id)
}

/** Who wrote to a campaign last, as the audit log tells. */
export async function lastEditor(tx: TenantTx, campaign: Pick<CampaignRow, 'id' | 'createdBy'>): Promise<string> {
  const [last] = await tx.orm
    .select({ kind: auditLog.actorKind, id: auditLog.actorId })
    .from(auditLog)
    .where(and(eq(auditLog.tenantId, tx.scope.tenantId), eq(auditLog.subjectId, campaign.id), eq(auditLog.action, 'campaign.updated')))
    .orderBy(desc(auditLog.id))
    .limit(1)
  if (!last) return campaign.createdBy
  return last.kind === 'operator' ? last.id : `${last.kind}:${last.id}`
}
