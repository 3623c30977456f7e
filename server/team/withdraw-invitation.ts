import { and, eq, sql } from 'drizzle-orm'
import { invitations } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { isOpen } from './reads'

/** Makes a link that was not answered yet worthless. Refuses with `team.invitation_not_found`. */
export const withdrawInvitation = (scope: TenantScope, { invitationId }: { invitationId: string }): Promise<void> =>
  inTenant(scope, 'team:write', async (tx) => {
    const withdrawn = await tx.orm
      .update(invitations)
      .set({ withdrawnAt: sql`now()` })
      .where(and(eq(invitations.tenantId, scope.tenantId), eq(invitations.id, invitationId), isOpen))
      .returning({ id: invitations.id })
    if (withdrawn.length === 0) throw new Refusal('not_found', 'team.invitation_not_found')
    await audit(tx, { action: 'invitation.withdrawn', subject: 'invitation', subjectId: invitationId })
  })
