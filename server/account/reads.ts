import { asc, eq } from 'drizzle-orm'
import { memberships, tenants } from '@/db/schema'
import { globalOrm } from '@/server/platform/database'

/** The merchants a person works for, the longest-standing first. */
export const tenantsOf = (userId: string) =>
  globalOrm()
    .select({ slug: tenants.slug, name: tenants.name, role: memberships.role })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(memberships.createdAt), asc(tenants.id))
