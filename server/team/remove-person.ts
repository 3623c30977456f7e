import { and, eq } from 'drizzle-orm'
import { memberships } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { closeSessionsOf } from '@/server/platform/auth/sessions'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockTeam, withdrawOffersOf } from './reads'

/**
 * Ends a colleague's access to the merchant at once, signs that person out wherever signed in, and withdraws what the
 * person had offered. Refuses with `team.last_owner` or `team.not_found`.
 */
export const removePerson = (scope: TenantScope, { userId }: { userId: string }): Promise<void> =>
  inTenant(scope, 'team:write', async (tx) => {
    const { person, isLastOwner } = await lockTeam(tx, userId)
    if (isLastOwner) throw new Refusal('conflict', 'team.last_owner')
    await tx.orm.delete(memberships).where(and(eq(memberships.tenantId, scope.tenantId), eq(memberships.userId, userId)))
    await closeSessionsOf(tx.orm, userId)
    await withdrawOffersOf(tx, userId)
    await audit(tx, {
      action: 'team.removed',
      subject: 'person',
      subjectId: userId,
      before: { role: person.role, storeIds: person.storeIds },
    })
  })
