import { operatorScope } from '@/server/platform/auth/operator-scope'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { contextOf } from './context'

/** Who calls a route of the console that is no procedure (a file up or down), decided as for a procedure. */
export async function scopeOfRequest(headers: Headers, slug: string): Promise<TenantScope> {
  const context = contextOf(headers, new Headers(), slug)
  const signedIn = await context.signedIn()
  if (!signedIn) throw new Refusal('not_signed_in', 'access.not_signed_in')
  const membership = await context.membership()
  if (!membership) throw new Refusal('not_found', 'tenant.not_found')
  return operatorScope(signedIn, membership, context)
}
