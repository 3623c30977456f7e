import { eq, sql } from 'drizzle-orm'
import { users } from '@/db/schema'
import type { SignInDraft } from '@/server/engine/account/account'
import { hashPassword, isPassword, isWeakHash } from '@/server/platform/auth/password'
import { openSession } from '@/server/platform/auth/sessions'
import { globalOrm } from '@/server/platform/database'
import { inPerson } from '@/server/platform/person'
import { countTry, forgetTries, signInLimit } from '@/server/platform/rate-limit'
import { Refusal } from '@/server/platform/refusal'
import type { Visit } from './sign-up'

/**
 * Signs somebody in and returns the new session's id. A wrong password and an unknown address are the same
 * `account.wrong_credentials`, after the same work; too many of either is `access.too_many`.
 */
export async function signIn(visit: Visit, draft: SignInDraft): Promise<{ sid: string; userId: string }> {
  const { id: userId, passwordHash } = await provePassword(visit, draft)
  const stronger = isWeakHash(passwordHash) ? await hashPassword(draft.password) : null
  const sid = await inPerson({ userId, requestId: visit.requestId, ip: visit.ip }, async ({ orm }) => {
    // The password may have been changed since it was compared; then this was the old one.
    const [still] = await orm.select({ hash: users.passwordHash }).from(users).where(eq(users.id, userId)).for('update')
    if (still?.hash !== passwordHash) throw wrongCredentials()
    if (stronger) await orm.update(users).set({ passwordHash: stronger }).where(eq(users.id, userId))
    const opened = await openSession(orm, userId, visit.agent)
    return { result: opened, entry: { action: 'account.signed_in', subject: 'account', subjectId: userId } }
  })
  return { sid, userId }
}

const wrongCredentials = () => new Refusal('invalid', 'account.wrong_credentials')

/** The person behind an address and a password, or `account.wrong_credentials`; counted as a try to sign in. */
export async function provePassword(visit: Visit, draft: SignInDraft): Promise<{ id: string; passwordHash: string }> {
  await countTry(signInLimit, draft.email, visit.ip ?? '')
  const [user] = await globalOrm()
    .select({ id: users.id, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(sql`lower(${users.email})`, draft.email))
  const right = await isPassword(user?.passwordHash ?? null, draft.password)
  if (!user || !right) throw wrongCredentials()
  await forgetTries(signInLimit, draft.email, visit.ip ?? '')
  return user
}
