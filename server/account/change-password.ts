import { and, eq } from 'drizzle-orm'
import { users } from '@/db/schema'
import type { PasswordChange } from '@/server/engine/account/account'
import { hashPassword, isPassword } from '@/server/platform/auth/password'
import { checkPassword } from '@/server/platform/auth/password-rules'
import { closeSessionsOf } from '@/server/platform/auth/sessions'
import { globalOrm } from '@/server/platform/database'
import { inPerson, type PersonScope } from '@/server/platform/person'
import { countTry, forgetTries, signInLimit } from '@/server/platform/rate-limit'
import { Refusal } from '@/server/platform/refusal'

/**
 * Sets a new password, given the present one, and ends every other session of the person. Refuses with
 * `account.wrong_password`, `account.password_common` or `account.password_own_words`.
 */
export async function changePassword(scope: PersonScope, keep: string, change: PasswordChange): Promise<{ ended: number }> {
  const wrong = () => new Refusal('invalid', 'account.wrong_password', { field: 'current' })
  await countTry(signInLimit, scope.userId, scope.ip ?? '')
  const [user] = await globalOrm().select().from(users).where(eq(users.id, scope.userId))
  const right = await isPassword(user?.passwordHash ?? null, change.current)
  if (!user || !right) throw wrong()
  await forgetTries(signInLimit, scope.userId, scope.ip ?? '')
  checkPassword(change.next, [user.email, user.name], 'next')
  const passwordHash = await hashPassword(change.next)
  return inPerson(scope, async ({ orm }) => {
    const changed = await orm
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, scope.userId), eq(users.passwordHash, user.passwordHash)))
      .returning({ id: users.id })
    if (changed.length === 0) throw wrong()
    const ended = await closeSessionsOf(orm, scope.userId, keep)
    const entry = { action: 'account.password_changed', subject: 'account', subjectId: scope.userId, after: { ended } }
    return { result: { ended }, entry }
  })
}
