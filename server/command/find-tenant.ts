import { eq, or, sql } from 'drizzle-orm'
import { tenants } from '@/db/schema'
import { globalOrm } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { asTenantId, systemScope, type TenantScope } from '@/server/platform/scope'

export type FoundTenant = { scope: TenantScope; slug: string; name: string; currency: string; timeZone: string }

/** In whose name the command line acts. */
export const COMMAND_LINE = 'command-line'

/** The merchant that a word names: by its place in addresses, its id, or its name when only one bears it. */
export async function findTenant(word: string): Promise<FoundTenant> {
  const rows = await globalOrm()
    .select({ id: tenants.id, slug: tenants.slug, name: tenants.name, currency: tenants.currency, timeZone: tenants.timeZone })
    .from(tenants)
    .where(or(eq(tenants.slug, word), eq(sql`${tenants.id}::text`, word.toLowerCase()), eq(tenants.name, word)))
    .limit(20)
  const exact = rows.find((row) => row.slug === word || row.id === word.toLowerCase())
  const found = exact ?? rows[0]
  if (!found) throw new Refusal('not_found', 'tenant.not_found')
  if (!exact && rows.length > 1)
    throw new Refusal('conflict', 'tenant.name_ambiguous', { details: { slugs: rows.map((row) => row.slug).join(', ') } })
  return {
    scope: systemScope(asTenantId(found.id), COMMAND_LINE),
    slug: found.slug,
    name: found.name,
    currency: found.currency,
    timeZone: found.timeZone,
  }
}

/** Every merchant of this installation. */
export const everyTenant = () =>
  globalOrm().select({ id: tenants.id, slug: tenants.slug, name: tenants.name }).from(tenants).orderBy(tenants.createdAt)
