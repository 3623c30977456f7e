import type { TenantTx } from '@/server/platform/database'

/** A coupon as whoever received it is told of it: what does not change with its later life. */
export type GivenCoupon = {
  id: string
  number: string
  templateId: string
  template: string
  validFrom: string
  validUntil: string
  issuedAt: string
}

/** Coupons that were just given, or given before under the same key. */
export const givenCoupons = async (tx: TenantTx, couponIds: readonly string[]): Promise<GivenCoupon[]> => [
  ...(await tx.sql<GivenCoupon[]>`
    select c.id, c.number, t.id as "templateId", t.name as template, c.valid_from::text as "validFrom", c.valid_until::text as "validUntil",
           to_char(c.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "issuedAt"
    from coupons c join coupon_templates t on t.tenant_id = ${tx.scope.tenantId} and t.id = c.template_id
    where c.tenant_id = ${tx.scope.tenantId} and c.id = any (${[...couponIds]}::uuid[]) order by c.issue_key, c.id`),
]
