import type { TenantScope } from '../scope'
import type { Membership, SignedIn } from './sessions'

/** The scope in which a signed-in person acts for a merchant; made here for procedures, pages and files alike. */
export const operatorScope = (
  { user }: SignedIn,
  { tenant, role, storeIds }: Membership,
  request: { requestId: string; ip: string | null },
): TenantScope => ({
  tenantId: tenant.id,
  actor: { kind: 'operator', userId: user.id, role, storeIds },
  requestId: request.requestId,
  ip: request.ip,
})
