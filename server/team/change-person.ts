import { and, eq } from 'drizzle-orm'
import { memberships } from '@/db/schema'
import type { TeamMemberChange } from '@/server/engine/team/team'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { requireStores } from '@/server/store/reads'
import { lockTeam, withdrawOffersOf } from './reads'

/** Gives a colleague another role or other stores, from the next request on. Refuses with `team.last_owner`, `team.not_found` or `store.not_found`. */
export const changePerson = (scope: TenantScope, { userId, role, storeIds }: TeamMemberChange): Promise<void> =>
  inTenant(scope, 'team:write', async (tx) => {
    const { person, isLastOwner } = await lockTeam(tx, userId)
    if (isLastOwner && role !== 'owner') throw new Refusal('conflict', 'team.last_owner', { field: 'role' })
    await requireStores(tx, storeIds)
    await tx.orm
      .update(memberships)
      .set({ role, storeIds })
      .where(and(eq(memberships.tenantId, scope.tenantId), eq(memberships.userId, userId)))
    if (role !== 'owner') await withdrawOffersOf(tx, userId)
    await audit(tx, {
      action: 'team.changed',
      subject: 'person',
      subjectId: userId,
      before: { role: person.role, storeIds: person.storeIds },
      after: { role, storeIds },
    })
  })
