import { eq } from 'drizzle-orm'
import { checkoutPolicies } from '@/db/schema'
import { type CheckoutPolicy, plainCheckout } from '@/server/engine/checkout/policy'
import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'

/** How a price comes about in the draft; the plain way, at revision 0, until somebody sets it. */
export const readCheckoutPolicy = (scope: TenantScope): Promise<{ policy: CheckoutPolicy; revision: number }> =>
  inTenant(scope, 'program:read', async (tx) => {
    const [row] = await tx.orm.select().from(checkoutPolicies).where(eq(checkoutPolicies.tenantId, scope.tenantId))
    return row ? { policy: row.spec, revision: row.revision } : { policy: plainCheckout, revision: 0 }
  })
