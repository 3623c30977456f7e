import { closeSession, closeSessionsOf } from '@/server/platform/auth/sessions'
import { inPerson, type PersonScope } from '@/server/platform/person'

/** Ends the session of this browser; a copy of its cookie is dead with it. */
export const signOut = (scope: PersonScope, sessionHash: string): Promise<void> =>
  inPerson(scope, async ({ orm }) => {
    await closeSession(orm, sessionHash)
    return { result: undefined, entry: { action: 'account.signed_out', subject: 'account', subjectId: scope.userId } }
  })

/** Ends every session of the person, this one too, and says how many. */
export const signOutEverywhere = (scope: PersonScope): Promise<{ ended: number }> =>
  inPerson(scope, async ({ orm }) => {
    const ended = await closeSessionsOf(orm, scope.userId)
    const entry = { action: 'account.signed_out_everywhere', subject: 'account', subjectId: scope.userId, after: { ended } }
    return { result: { ended }, entry }
  })
