import { clientAddress } from '@/server/platform/auth/client-address'
import { sealSession, sessionCookieOf, setCookieLine, unsealSession } from '@/server/platform/auth/cookie'
import { type Membership, readMembership, readSession, type SignedIn } from '@/server/platform/auth/sessions'
import { newId } from '@/server/platform/ids'

/** What a procedure knows of the request that calls it. Who calls is read from the database once per request. */
export type Context = {
  requestId: string
  ip: string | null
  agent: string | null
  signedIn: () => Promise<SignedIn | null>
  membership: () => Promise<Membership | null>
  /** Signs this browser in with a session id, or out with null. */
  keepSession: (sid: string | null) => Promise<void>
}

/** The context of a request: its headers name the session (cookie) and the merchant (`x-rungs-tenant`). */
export function contextOf(headers: Headers, answer: Headers, slug = headers.get('x-rungs-tenant')): Context {
  let signedIn: Promise<SignedIn | null> | undefined
  let membership: Promise<Membership | null> | undefined
  const who = () => (signedIn ??= unsealSession(sessionCookieOf(headers)).then((sid) => (sid ? readSession(sid) : null)))
  return {
    requestId: newId(),
    ip: clientAddress(headers),
    agent: headers.get('user-agent'),
    signedIn: who,
    membership: () => (membership ??= who().then((found) => (found && slug ? readMembership(found.user.id, slug) : null))),
    keepSession: async (sid) => answer.append('set-cookie', setCookieLine(sid === null ? null : await sealSession(sid))),
  }
}
