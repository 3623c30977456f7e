import { eq } from 'drizzle-orm'
import type { Fragment } from 'postgres'
import { tenants } from '@/db/schema'
import type { MemberQuery, MemberSort } from '@/server/engine/member/listing'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { programNames, type TierName } from '@/server/program/program-names'
import { findMembers } from './find-members'
import { maskName, maskPhone } from './mask'
import { homeCountry, shownPhone } from './phone'
import { memberRow, unseal } from './seal'

/** A member in a list. Name and phone are masked; money in minor units. */
export type MemberLine = {
  id: string
  code: string
  name: string | null
  phone: string | null
  tier: TierName | null
  points: number
  debt: number
  netSpend: number
  orderCount: number
  lastOrderOn: string | null
  joinedOn: string
  store: string | null
}

/** One page of members. `more` says that a search matched too many to look through; `anyMember` tells an empty house from an empty filter. */
export type MemberPage = { rows: MemberLine[]; total: number; more: boolean; anyMember: boolean; tiers: TierName[]; ownStoresOnly: boolean }

type Row = {
  id: string
  code: string
  name_sealed: string | null
  phone_sealed: string | null
  tier_id: string | null
  points: number
  debt: number
  net_spend: number
  order_count: number
  last_order_on: string | null
  joined_on: string
  store: string | null
}

/** Members by search and filter, a page at a time; for a store manager only those of the own stores. */
export const listMembers = (scope: TenantScope, query: MemberQuery): Promise<MemberPage> =>
  inTenant(scope, 'member:read', async (tx) => {
    const { tenantId } = scope
    const [tenant] = await tx.orm.select({ currency: tenants.currency }).from(tenants).where(eq(tenants.id, tenantId))
    const currency = tenant?.currency ?? 'CNY'
    const names = await programNames(tx)
    const matching = await conditions(tx, query, currency)
    const [counted] = await tx.sql<{ total: number }[]>`
      select count(*)::int as total from members m where m.tenant_id = ${tenantId} ${matching.where}`
    const rows = await tx.sql<Row[]>`
      select m.id, m.code, m.name_sealed, m.phone_sealed, m.tier_id, m.points, m.debt, m.net_spend, m.order_count,
             m.last_order_on::text, m.joined_on::text, s.name as store
      from members m left join stores s on s.tenant_id = ${tenantId} and s.id = m.home_store_id and s.tenant_id = m.tenant_id
      where m.tenant_id = ${tenantId} ${matching.where}
      order by ${order(tx, query.sort, query.direction)}
      limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`
    const total = counted?.total ?? 0
    const [any] = total > 0 ? [{ one: 1 }] : await tx.sql`select 1 as one from members m where m.tenant_id = ${tenantId} limit 1`
    return {
      rows: rows.map((row) => ({
        id: row.id,
        code: row.code,
        ...maskedProfile(tenantId, row, currency),
        tier: names.tier(row.tier_id),
        points: row.points,
        debt: row.debt,
        netSpend: row.net_spend,
        orderCount: row.order_count,
        lastOrderOn: row.last_order_on,
        joinedOn: row.joined_on,
        store: row.store,
      })),
      total,
      more: matching.more,
      anyMember: any !== undefined,
      tiers: names.tiers,
      ownStoresOnly: scope.actor.kind === 'operator' && scope.actor.role === 'store_manager',
    }
  })

/** Name and phone as everybody sees them. */
export function maskedProfile(
  tenantId: string,
  row: { id: string; name_sealed: string | null; phone_sealed: string | null },
  currency: string,
): { name: string | null; phone: string | null } {
  const bound = memberRow(tenantId, row.id)
  return {
    name: row.name_sealed && maskName(unseal('member.name', bound, row.name_sealed)),
    phone: row.phone_sealed && maskPhone(shownPhone(unseal('member.phone', bound, row.phone_sealed), homeCountry(currency))),
  }
}

async function conditions(tx: TenantTx, query: MemberQuery, currency: string): Promise<{ where: Fragment; more: boolean }> {
  const { sql } = tx
  const found = query.search === '' ? null : await findMembers(tx, query.search, currency)
  const search = found
    ? sql`and (m.code = any (${found.codes}::text[]) or (m.code >= ${found.from} and m.code < ${found.below}) or m.id = any (${found.ids}::uuid[]))`
    : sql``
  const tier = query.tier === undefined ? sql`` : query.tier === 'none' ? sql`and m.tier_id is null` : sql`and m.tier_id = ${query.tier}`
  const store = query.storeId === undefined ? sql`` : sql`and m.store_ids @> array[${query.storeId}::uuid]`
  return { where: sql`${search} ${tier} ${store}`, more: found?.more ?? false }
}

/** Ties go to the newer member, so that pages neither repeat nor skip anybody. */
function order({ sql }: TenantTx, by: MemberSort, direction: 'asc' | 'desc'): Fragment {
  const falling = direction === 'desc'
  switch (by) {
    case 'joined':
      return falling ? sql`m.joined_at desc, m.id desc` : sql`m.joined_at, m.id`
    case 'points':
      return falling ? sql`m.points + m.debt desc, m.id desc` : sql`m.points + m.debt, m.id`
    case 'net_spend':
      return falling ? sql`m.net_spend desc, m.id desc` : sql`m.net_spend, m.id`
    case 'last_order':
      return falling ? sql`m.last_order_on desc nulls last, m.id desc` : sql`m.last_order_on nulls last, m.id`
    case 'code':
      return falling ? sql`m.code desc` : sql`m.code`
  }
}
