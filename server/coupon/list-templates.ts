import type { Fragment } from 'postgres'
import * as z from 'zod'
import { type CouponOffer, type CouponTerms, TemplateState } from '@/server/engine/coupon/template'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { ofVisibleMembers } from './visible'

export const TemplateQuery = z.strictObject({
  state: TemplateState.optional(),
  search: z.string().trim().max(64).default(''),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(1).max(100).default(20),
})
export type TemplateQuery = z.infer<typeof TemplateQuery>

/** A template in a list. `given` counts coupons that were not taken back; `left` is null where there is no end of them. */
export type TemplateLine = {
  id: string
  name: string
  note: string
  color: string
  state: TemplateState
  terms: CouponTerms
  offer: CouponOffer
  stock: number | null
  left: number | null
  revision: number
  createdAt: string
  updatedAt: string
  given: number
  used: number
}

export type TemplatePage = { rows: TemplateLine[]; total: number; counts: Record<TemplateState, number> }

/** Coupon templates, newest first, a page at a time, and how many there are in each state. */
export const listTemplates = (scope: TenantScope, { state, search, page, pageSize }: TemplateQuery): Promise<TemplatePage> =>
  inTenant(scope, 'coupon:read', async (tx) => {
    const named = search === '' ? tx.sql`` : tx.sql`and strpos(lower(t.name), lower(${search})) > 0`
    const counted = await tx.sql<{ state: TemplateState; n: number }[]>`
      select t.state, count(*)::int as n from coupon_templates t where t.tenant_id = ${scope.tenantId} ${named} group by t.state`
    const counts: Record<TemplateState, number> = { draft: 0, active: 0, paused: 0, ended: 0 }
    for (const row of counted) counts[row.state] = row.n
    const rows = await linesOf(
      tx,
      tx.sql`${named} ${state === undefined ? tx.sql`` : tx.sql`and t.state = ${state}`}`,
      tx.sql`limit ${pageSize} offset ${(page - 1) * pageSize}`,
    )
    const total = state === undefined ? counted.reduce((sum, row) => sum + row.n, 0) : counts[state]
    return { rows, total, counts }
  })

/** Templates as lines, newest first. */
export const linesOf = async (tx: TenantTx, where: Fragment, limit: Fragment): Promise<TemplateLine[]> => [
  ...(await tx.sql<TemplateLine[]>`
    select t.id, t.name, t.note, t.color, t.state, t.terms, t.offer, t.stock, t.left_over as left, t.revision,
           to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
           to_char(t.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt", n.given, n.used
    from (select t.* from coupon_templates t where t.tenant_id = ${tx.scope.tenantId} ${where} order by t.created_at desc, t.id desc ${limit}) t
    cross join lateral (
      select (count(*) filter (where c.state <> 'withdrawn'))::int as given, (count(*) filter (where c.state = 'used'))::int as used
      from coupons c where c.tenant_id = ${tx.scope.tenantId} and c.template_id = t.id ${ofVisibleMembers(tx)}) n
    order by t.created_at desc, t.id desc`),
]

/** Templates to choose from, by name: what can be given, or could be once put to work. */
export const templateOptions = (scope: TenantScope): Promise<Pick<TemplateLine, 'id' | 'name' | 'state' | 'color'>[]> =>
  inTenant(scope, 'coupon:read', async (tx) => [
    ...(await tx.sql<Pick<TemplateLine, 'id' | 'name' | 'state' | 'color'>[]>`
      select id, name, state, color from coupon_templates where tenant_id = ${scope.tenantId} and state <> 'ended' order by name, id limit 1000`),
  ])
