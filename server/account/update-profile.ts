import { eq } from 'drizzle-orm'
import { users } from '@/db/schema'
import type { ProfileDraft } from '@/server/engine/account/account'
import { inPerson, type PersonScope } from '@/server/platform/person'

/** Sets by which name and in which language the console addresses a person. */
export const updateProfile = (scope: PersonScope, draft: ProfileDraft): Promise<void> =>
  inPerson(scope, async ({ orm }) => {
    const [before] = await orm
      .select({ name: users.name, locale: users.locale })
      .from(users)
      .where(eq(users.id, scope.userId))
      .for('update')
    await orm.update(users).set(draft).where(eq(users.id, scope.userId))
    return {
      result: undefined,
      entry: { action: 'account.profile_changed', subject: 'account', subjectId: scope.userId, before, after: draft },
    }
  })
