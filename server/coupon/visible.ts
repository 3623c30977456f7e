import type { Fragment } from 'postgres'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { storesOf } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'

/** Narrows coupons `c` to those of members whom the actor may see: row-level security reads the stores of members only. */
export const ofVisibleMembers = ({ sql, scope }: TenantTx): Fragment =>
  storesOf(scope.actor) === null
    ? sql``
    : sql`and exists (select from members m where m.tenant_id = ${scope.tenantId} and m.tenant_id = c.tenant_id and m.id = c.member_id)`

/** The merchant's own date as of now. */
export async function todayOf(tx: TenantTx): Promise<string> {
  const { timeZone } = await tenantTerms(tx)
  return isoOf(localDay(timeZone, now().getTime()))
}
