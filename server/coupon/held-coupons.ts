import type { TransactionSql } from '@/db/client'
import type { Bought } from '@/db/schema/coupon'
import { type Day, dayOf, isoOf } from '@/server/engine/calendar/day'
import { type CompiledCoupon, compileCoupon, type HeldCoupon as Held } from '@/server/engine/coupon/compile'
import type { CouponOrigin, CouponState, CouponTerms } from '@/server/engine/coupon/template'
import type { TenantTx } from '@/server/platform/database'

/** A member's coupon, ready to be priced with. */
export type HeldCoupon = Held & { name: string; number: string; origin: CouponOrigin; bought: Bought | null }

/** A coupon as it is stored, beside what of its template is known without its terms. */
export type CouponRow = {
  id: string
  name: string
  number: string
  template_id: string
  revision: number
  state: CouponState
  from: string
  until: string
  origin: CouponOrigin
  bought: Bought | null
}

/** More are not looked through at once; those that are named, and then the first to end, come first. */
const MOST = 500

/** Which coupons: those of `named` whatever became of them; with `today` or `at`, what is over then is left out unless it is named. */
type Which = { named?: readonly string[]; today?: Day; at?: number }

/** What a member can price a cart with: coupons in hand and those that a checkout holds. */
export const heldCoupons = async (tx: TenantTx, memberId: string, which: Which = {}): Promise<HeldCoupon[]> =>
  readyCoupons(tx, await couponRows(tx, { id: memberId }, which))

/**
 * The rows of what a member can price a cart with. The member may be named by code, and the day by an instant in the
 * merchant's zone, so that nothing has to be read before. On its way once called.
 */
export function couponRows(
  { sql, scope: { tenantId } }: TenantTx,
  member: { id: string } | { code: string },
  { named = [], today, at }: Which,
): Promise<CouponRow[]> {
  const ids = named.filter((id) => UUID.test(id))
  const owner = 'id' in member ? sql`${member.id}` : sql`(select id from members where tenant_id = ${tenantId} and code = ${member.code})`
  const from = at === undefined ? today && sql`${isoOf(today)}` : dayIn(sql, tenantId, at)
  return sql<CouponRow[]>`
    select c.id, t.name, c.number, c.template_id, t.revision, c.state, c.valid_from::text as from, c.valid_until::text as until, c.origin, c.bought
    from coupons c join coupon_templates t on t.tenant_id = ${tenantId} and t.id = c.template_id
    where c.tenant_id = ${tenantId} and c.member_id = ${owner}
      and (c.id = any (${ids}::uuid[]) or c.number = any (${[...named]}::text[])
        or (c.state in ('held', 'locked') ${from === undefined ? sql`` : sql`and c.valid_until >= ${from}`}))
    order by (c.id = any (${ids}::uuid[]) or c.number = any (${[...named]}::text[])) desc, c.valid_until, c.id limit ${MOST}`.execute()
}

/** The date of an instant with the merchant. */
const dayIn = (sql: TransactionSql, tenantId: string, at: number) =>
  sql`(select (${new Date(at).toISOString()}::timestamptz at time zone time_zone)::date from tenants where id = ${tenantId})`

/** The coupons of rows, with what their templates say. */
export async function readyCoupons(tx: TenantTx, rows: readonly CouponRow[]): Promise<HeldCoupon[]> {
  const templates = await compiledTemplates(tx, rows)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    number: row.number,
    template: templates.get(row.template_id) as CompiledCoupon,
    state: row.state,
    from: dayOf(row.from),
    until: dayOf(row.until),
    origin: row.origin,
    bought: row.bought,
  }))
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

// What of a template is priced with changes only with its revision. Terms can be long, so they are read only when they are new.
const compiled = new Map<string, { revision: number; coupon: CompiledCoupon }>()
const MOST_HELD = 2_000

async function compiledTemplates(
  tx: TenantTx,
  rows: readonly { template_id: string; revision: number }[],
): Promise<Map<string, CompiledCoupon>> {
  const found = new Map<string, CompiledCoupon>()
  const missing: string[] = []
  for (const { template_id: id, revision } of rows) {
    const held = compiled.get(id)
    if (held?.revision === revision) found.set(id, held.coupon)
    else missing.push(id)
  }
  if (missing.length === 0) return found
  const fresh = await tx.sql<{ id: string; revision: number; terms: CouponTerms }[]>`
    select id, revision, terms from coupon_templates where tenant_id = ${tx.scope.tenantId} and id = any (${missing}::uuid[])`
  if (compiled.size + fresh.length > MOST_HELD) compiled.clear()
  for (const { id, revision, terms } of fresh) {
    const coupon = compileCoupon(id, terms)
    compiled.set(id, { revision, coupon })
    found.set(id, coupon)
  }
  return found
}
