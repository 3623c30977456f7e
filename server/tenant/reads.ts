import { eq } from 'drizzle-orm'
import { tenants } from '@/db/schema'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'

/** What the merchant has set about itself, and whether time zone and currency are fixed by what was recorded in them. */
export const readTenant = (scope: TenantScope) =>
  inTenant(scope, 'tenant:read', async (tx) => {
    const [found] = await tx.orm.select().from(tenants).where(eq(tenants.id, scope.tenantId))
    if (!found) throw new Refusal('not_found', 'tenant.not_found')
    const { slug, name, industry, timeZone, currency, language, pointsName, brandColor, logo, enrolsUnknown } = found
    const locked = await hasEvents(tx)
    return { slug, name, industry, timeZone, currency, language, pointsName, brandColor, logo, enrolsUnknown, locked }
  })

/** Whether anything was ever recorded for a member of the tenant. */
export async function hasEvents(tx: TenantTx): Promise<boolean> {
  const [row] = await tx.sql<{ found: boolean }[]>`
    select exists (select from events where tenant_id = ${tx.scope.tenantId}) as found`
  return row?.found ?? false
}
