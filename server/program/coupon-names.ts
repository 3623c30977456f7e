import { asc, eq } from 'drizzle-orm'
import { couponTemplates } from '@/db/schema'
import type { TemplateState } from '@/server/engine/coupon/template'
import type { TenantTx } from '@/server/platform/database'

/** A coupon template as a program speaks of it. */
export type NamedTemplate = { id: string; name: string; state: TemplateState }

/** Every coupon template of the merchant, by name: also those that are no longer given, for rules of then name them. */
export const namedTemplates = (tx: TenantTx): Promise<NamedTemplate[]> =>
  tx.orm
    .select({ id: couponTemplates.id, name: couponTemplates.name, state: couponTemplates.state })
    .from(couponTemplates)
    .where(eq(couponTemplates.tenantId, tx.scope.tenantId))
    .orderBy(asc(couponTemplates.name), asc(couponTemplates.id))
