import { and, eq, sql } from 'drizzle-orm'
import { invitations, memberships, users } from '@/db/schema'
import { provePassword } from '@/server/account/sign-in'
import type { Visit } from '@/server/account/sign-up'
import type { InvitationAnswer } from '@/server/engine/team/team'
import { audit } from '@/server/platform/audit'
import { hashPassword } from '@/server/platform/auth/password'
import { checkPassword } from '@/server/platform/auth/password-rules'
import { openSession, type SignedIn } from '@/server/platform/auth/sessions'
import { globalOrm, inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { countTry, invitationLimit } from '@/server/platform/rate-limit'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { deadInvitation, isOpen, openInvitation } from './reads'

/** What a link holder may know before answering. */
export async function readInvitation(token: string) {
  const { merchant, email, role, expiresAt } = await openInvitation(token)
  return { merchant, email, role, expiresAt }
}

/** Who joins: a person already known, or one to be entered. */
type Joiner = { userId: string; entered: { name: string; passwordHash: string } | null }

/**
 * Makes the invited person a colleague, once, with the role and stores of the invitation and no others. Somebody signed in
 * must be the invited one (`team.other_account`); an address with an account needs its password; a new one chooses one.
 */
export async function acceptInvitation(visit: Visit, signedIn: SignedIn | null, answer: InvitationAnswer) {
  await countTry(invitationLimit, visit.ip ?? '')
  const offer = await openInvitation(answer.token)
  const joiner = await whoJoins(visit, signedIn, offer.email, offer.merchant, answer)
  const { userId, entered } = joiner
  const scope: TenantScope = {
    tenantId: offer.tenantId,
    actor: { kind: 'operator', userId, role: offer.role, storeIds: offer.storeIds },
    requestId: visit.requestId,
    ip: visit.ip,
  }
  return inTenant(scope, 'tenant:read', async (tx) => {
    const used = await tx.orm
      .update(invitations)
      .set({ usedAt: sql`now()` })
      .where(and(eq(invitations.tenantId, offer.tenantId), eq(invitations.id, offer.id), isOpen))
      .returning({ id: invitations.id })
    if (used.length === 0) throw deadInvitation()
    if (entered) {
      const row = { id: userId, email: offer.email, locale: 'zh-CN', ...entered }
      const made = await tx.orm.insert(users).values(row).onConflictDoNothing().returning({ id: users.id })
      if (made.length === 0) throw new Refusal('conflict', 'account.email_taken')
    }
    const joined = await tx.orm
      .insert(memberships)
      .values({ tenantId: offer.tenantId, userId, role: offer.role, storeIds: offer.storeIds })
      .onConflictDoNothing()
      .returning({ userId: memberships.userId })
    if (joined.length === 0) throw new Refusal('conflict', 'team.already_member')
    await audit(tx, {
      action: 'invitation.accepted',
      subject: 'invitation',
      subjectId: offer.id,
      after: { userId, role: offer.role, storeIds: offer.storeIds },
    })
    return { slug: offer.slug, sid: signedIn ? null : await openSession(tx.orm, userId, visit.agent) }
  })
}

async function whoJoins(
  visit: Visit,
  signedIn: SignedIn | null,
  email: string,
  merchant: string,
  answer: InvitationAnswer,
): Promise<Joiner> {
  if (signedIn) {
    if (signedIn.user.email.toLowerCase() !== email) throw new Refusal('conflict', 'team.other_account')
    return { userId: signedIn.user.id, entered: null }
  }
  const { name, password } = answer
  if (!password) throw new Refusal('invalid', 'team.password_needed', { field: 'password' })
  const known = await globalOrm()
    .select({ id: users.id })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email))
  if (known.length > 0) return { userId: (await provePassword(visit, { email, password })).id, entered: null }
  if (!name) throw new Refusal('invalid', 'team.name_needed', { field: 'name' })
  checkPassword(password, [email, name, merchant], 'password')
  return { userId: newId(), entered: { name, passwordHash: await hashPassword(password) } }
}
