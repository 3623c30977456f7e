import 'server-only'
import { notFound } from 'next/navigation'
import type { Permission } from '../scope'
import { requireTenant, type TenantVisit } from './current-session'

/** As `requireTenant`; a page that the role may not use does not exist for it. What the page reads is decided again there. */
export async function requirePermission(slug: string, permission: Permission): Promise<TenantVisit> {
  const visit = await requireTenant(slug)
  if (!visit.permissions.has(permission)) notFound()
  return visit
}
