import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { invitations, memberships, tenants, users } from '@/db/schema'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { systemScope, type TenantScope } from '@/server/platform/scope'
import { hashOfToken, tenantOfLetters } from '@/server/platform/token'

/** An invitation that can still be answered. */
export const isOpen = and(isNull(invitations.usedAt), isNull(invitations.withdrawnAt), gt(invitations.expiresAt, sql`now()`))

/** Who works for the merchant, and who has been asked to. */
export const listTeam = (scope: TenantScope) =>
  inTenant(scope, 'team:read', async (tx) => {
    const people = await tx.orm
      .select({
        userId: users.id,
        name: users.name,
        email: users.email,
        role: memberships.role,
        storeIds: memberships.storeIds,
        joinedAt: memberships.createdAt,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.tenantId, scope.tenantId))
      .orderBy(asc(memberships.createdAt), asc(users.id))
    const open = await tx.orm
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        storeIds: invitations.storeIds,
        createdAt: invitations.createdAt,
        expiresAt: invitations.expiresAt,
      })
      .from(invitations)
      .where(and(eq(invitations.tenantId, scope.tenantId), isOpen))
      .orderBy(desc(invitations.id))
    const you = scope.actor.kind === 'operator' ? scope.actor.userId : null
    return { people: people.map((person) => ({ ...person, isYou: person.userId === you })), invitations: open }
  })

export const deadInvitation = () => new Refusal('not_found', 'team.invitation_dead')

/** The open invitation behind a token; one that is unknown, used, withdrawn or too old is `team.invitation_dead`. */
export async function openInvitation(token: string) {
  const tenantId = tenantOfLetters(token)
  if (!tenantId) throw deadInvitation()
  const found = await inTenant(systemScope(tenantId, 'join'), 'team:read', async (tx) => {
    const [row] = await tx.orm
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        storeIds: invitations.storeIds,
        expiresAt: invitations.expiresAt,
        merchant: tenants.name,
        slug: tenants.slug,
      })
      .from(invitations)
      .innerJoin(tenants, eq(tenants.id, invitations.tenantId))
      .where(and(eq(invitations.tenantId, tenantId), eq(invitations.tokenHash, hashOfToken(token)), isOpen))
    return row
  })
  if (!found) throw deadInvitation()
  return { ...found, tenantId }
}

/** The owners and one person, locked in the order of their ids, so that two owners cannot demote each other at once. */
export async function lockTeam(tx: TenantTx, userId: string) {
  const rows = await tx.orm
    .select()
    .from(memberships)
    .where(and(eq(memberships.tenantId, tx.scope.tenantId), sql`(${memberships.role} = 'owner' or ${memberships.userId} = ${userId})`))
    .orderBy(asc(memberships.userId))
    .for('update')
  const person = rows.find((row) => row.userId === userId)
  if (!person) throw new Refusal('not_found', 'team.not_found')
  const isLastOwner = person.role === 'owner' && rows.filter((row) => row.role === 'owner').length === 1
  return { person, isLastOwner }
}

/** Withdraws what somebody who is no owner any more had offered to others. */
export const withdrawOffersOf = (tx: TenantTx, userId: string) =>
  tx.orm
    .update(invitations)
    .set({ withdrawnAt: sql`now()` })
    .where(and(eq(invitations.tenantId, tx.scope.tenantId), eq(invitations.invitedBy, userId), isOpen))
