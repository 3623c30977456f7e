import { and, eq, sql } from 'drizzle-orm'
import { invitations, memberships, users } from '@/db/schema'
import type { InvitationDraft } from '@/server/engine/team/team'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { hashOfToken, randomLetters, tenantInLetters } from '@/server/platform/token'
import { requireStores } from '@/server/store/reads'
import { isOpen } from './reads'

/** An invitation may be answered for this long. */
export const invitationHours = 72

/**
 * Makes a one-time link for one e-mail address, role and set of stores; an earlier link for the same address dies. The
 * answer is the only place where the token stands. Refuses with `team.already_member` or `store.not_found`.
 */
export const invitePerson = (scope: TenantScope, draft: InvitationDraft): Promise<{ id: string; token: string; expiresAt: string }> =>
  inTenant(scope, 'team:write', async (tx) => {
    const { tenantId } = scope
    await requireStores(tx, draft.storeIds)
    const already = await tx.orm
      .select({ id: users.id })
      .from(users)
      .innerJoin(memberships, eq(memberships.userId, users.id))
      .where(and(eq(memberships.tenantId, tenantId), eq(sql`lower(${users.email})`, draft.email)))
    if (already.length > 0) throw new Refusal('conflict', 'team.already_member', { field: 'email' })
    await tx.orm
      .update(invitations)
      .set({ withdrawnAt: sql`now()` })
      .where(and(eq(invitations.tenantId, tenantId), eq(invitations.email, draft.email), isOpen))
    const token = tenantInLetters(tenantId) + randomLetters(32)
    const id = newId()
    const [made] = await tx.orm
      .insert(invitations)
      .values({
        tenantId,
        id,
        ...draft,
        tokenHash: hashOfToken(token),
        invitedBy: scope.actor.kind === 'operator' ? scope.actor.userId : id,
        expiresAt: sql`now() + make_interval(hours => ${invitationHours})`,
      })
      .returning({ expiresAt: invitations.expiresAt })
    await audit(tx, { action: 'invitation.created', subject: 'invitation', subjectId: id, after: draft })
    return { id, token, expiresAt: made?.expiresAt ?? '' }
  })
