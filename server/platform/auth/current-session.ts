import 'server-only'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { newId } from '../ids'
import { type Permission, permissionsOf, type Role, type TenantScope } from '../scope'
import { clientAddress } from './client-address'
import { cookieName, unsealSession } from './cookie'
import { operatorScope } from './operator-scope'
import { type Membership, readMembership, readSession, type SignedIn } from './sessions'

/** Who is signed in, for a page; null when nobody is. Read from the database once per page. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const sid = await unsealSession((await cookies()).get(cookieName())?.value)
  return sid ? readSession(sid) : null
})

export type TenantVisit = {
  user: SignedIn['user']
  tenant: Membership['tenant']
  role: Role
  permissions: ReadonlySet<Permission>
  scope: TenantScope
}

/**
 * The merchant a page is about and the scope to read it with. Sends a visitor who is not signed in to the sign-in page
 * and back; a merchant that is not theirs is a page that does not exist.
 */
export const requireTenant = cache(async (slug: string): Promise<TenantVisit> => {
  const signedIn = await currentSession()
  const path = (await headers()).get('x-rungs-path') ?? `/${slug}`
  if (!signedIn) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  const membership = await readMembership(signedIn.user.id, slug)
  if (!membership) notFound()
  const { tenant, role } = membership
  const scope = operatorScope(signedIn, membership, { requestId: newId(), ip: clientAddress(await headers()) })
  return { user: signedIn.user, tenant, role, permissions: permissionsOf[role], scope }
})
