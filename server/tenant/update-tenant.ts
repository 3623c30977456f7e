import { eq } from 'drizzle-orm'
import { tenants } from '@/db/schema'
import type { TenantSettings } from '@/server/engine/tenant/settings'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { checkCurrency, checkTimeZone } from './check-place'
import { hasEvents } from './reads'

/**
 * Sets what a merchant says about itself. Time zone and currency are refused with `tenant.locked` once something was
 * recorded: dates and amounts already stand in them.
 */
export const updateTenant = (scope: TenantScope, settings: TenantSettings): Promise<void> =>
  inTenant(scope, 'tenant:write', async (tx) => {
    const [before] = await tx.orm.select().from(tenants).where(eq(tenants.id, scope.tenantId)).for('update')
    if (!before) throw new Refusal('not_found', 'tenant.not_found')
    checkTimeZone(settings.timeZone)
    checkCurrency(settings.currency)
    const moved = (['timeZone', 'currency'] as const).find((field) => settings[field] !== before[field])
    if (moved && (await hasEvents(tx))) throw new Refusal('conflict', 'tenant.locked', { field: moved })
    await tx.orm.update(tenants).set(settings).where(eq(tenants.id, scope.tenantId))
    const changed = (Object.keys(settings) as (keyof TenantSettings)[]).filter((field) => settings[field] !== before[field])
    const pick = (from: TenantSettings | typeof before) =>
      Object.fromEntries(changed.map((field) => [field, field === 'logo' ? Boolean(from.logo) : from[field]]))
    await audit(tx, { action: 'tenant.updated', subject: 'tenant', subjectId: scope.tenantId, before: pick(before), after: pick(settings) })
  })
