import { inTenant } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { type DraftBenefit, libraryOf } from './draft-benefits'

/** The library of the draft: what the software verifies, touched or not, then the merchant's own. */
export const readBenefits = (scope: TenantScope): Promise<DraftBenefit[]> => inTenant(scope, 'program:read', libraryOf)
