import { count, eq } from 'drizzle-orm'
import { memberships, tenants } from '@/db/schema'
import { isoOf } from '@/server/engine/calendar/day'
import { localDay, startOfDay } from '@/server/engine/calendar/zone'
import { now } from '@/server/platform/clock'
import { globalOrm, inTenant, type TenantTx } from '@/server/platform/database'
import { firstIdAt } from '@/server/platform/ids'
import { storesOf, type TenantScope } from '@/server/platform/scope'
import { programNames, type TierName } from '@/server/program/program-names'
import { pointFlows, type Totals, totalsWithin } from './sum-totals'

/** The steps of setting up, in order. Each is done when the data says so. */
export const setupSteps = ['program', 'members', 'order', 'colleague'] as const
export type SetupStep = (typeof setupSteps)[number]

/** What has come up since midnight, where the merchant is. Money in minor units. */
export type Today = {
  date: string
  orders: number
  sales: number
  refunds: number
  newMembers: number
  pointsIssued: number
  pointsSpent: number
}

/** What somebody should look at, with how much of it there is. */
export type Attention = { kind: 'imports_failed' | 'imports_waiting' | 'members_owing' | 'due_soon' | 'day_behind'; count: number }

export type Overview = {
  asOf: string
  totals: Totals
  /** Members by tier now, lowest first; `none` is those below the first threshold. */
  pyramid: { tiers: (TierName & { count: number })[]; none: number }
  today: Today
  attention: Attention[]
  /** Nothing for those who do not set up. */
  setup: { step: SetupStep; done: boolean }[] | null
  ownStoresOnly: boolean
}

const SOON_DAYS = 30
const DAY_MS = 86_400_000

/** What the first page says: totals, tiers, today, what needs attention, and what is left to set up. */
export const readOverview = (scope: TenantScope): Promise<Overview> =>
  inTenant(scope, 'report:read', async (tx) => {
    const at = now().getTime()
    const [tenant] = await tx.orm.select().from(tenants).where(eq(tenants.id, scope.tenantId))
    const zone = tenant?.timeZone ?? 'Asia/Shanghai'
    const day = localDay(zone, at)
    const stores = storesOf(scope.actor)
    const sums = await totalsWithin(tx)
    const names = await programNames(tx)
    return {
      asOf: new Date(at).toISOString(),
      totals: sums,
      pyramid: await pyramid(tx, names.tiers, names.tier),
      today: await today(tx, isoOf(day), startOfDay(zone, day), stores),
      attention: stores === null ? await attention(tx, isoOf(day), isoOf(day + SOON_DAYS), tenant?.advancedTo ?? null, isoOf(day - 1)) : [],
      setup: stores === null ? await setup(tx, sums) : null,
      ownStoresOnly: stores !== null,
    }
  })

async function pyramid(tx: TenantTx, tiers: TierName[], nameOf: (id: string | null) => TierName | null): Promise<Overview['pyramid']> {
  const rows = await tx.sql<{ tier_id: string | null; count: number }[]>`
    select tier_id, count(*)::int as count from members where tenant_id = ${tx.scope.tenantId} group by tier_id`
  const counts = new Map(rows.map((row) => [row.tier_id, row.count]))
  const dropped = rows.flatMap((row) => (tiers.some((tier) => tier.id === row.tier_id) ? [] : (nameOf(row.tier_id) ?? [])))
  return { tiers: [...tiers, ...dropped].map((tier) => ({ ...tier, count: counts.get(tier.id) ?? 0 })), none: counts.get(null) ?? 0 }
}

async function today(tx: TenantTx, date: string, begins: number, stores: readonly string[] | null): Promise<Today> {
  const { sql } = tx
  const { tenantId } = tx.scope
  const ownRows = stores === null ? sql`` : sql`and store_id = any (${[...stores]}::uuid[])`
  const [sales] = await sql<{ orders: number; sales: number }[]>`
    select count(*)::int as orders, coalesce(sum(paid), 0)::bigint as sales
    from orders where tenant_id = ${tenantId} and business_day = ${date}::date ${ownRows}`
  // An event may be recorded up to a day before the time it tells of.
  const [refunds] = await sql<{ count: number }[]>`
    select count(*)::int as count from events
    where tenant_id = ${tenantId} and id >= ${firstIdAt(begins - DAY_MS)}::uuid and type = 'order.refunded' and business_day = ${date}::date ${ownRows}`
  const [people] = await sql<{ count: number }[]>`
    select count(*)::int as count from members where tenant_id = ${tenantId} and joined_on = ${date}::date`
  // History that was brought in today is not today's business.
  const flows = await pointFlows(tx, sql`and id >= ${firstIdAt(begins - DAY_MS)}::uuid and business_day = ${date}::date ${ownRows}`)
  return {
    date,
    orders: sales?.orders ?? 0,
    sales: sales?.sales ?? 0,
    refunds: refunds?.count ?? 0,
    newMembers: people?.count ?? 0,
    pointsIssued: flows.pointsIssued,
    pointsSpent: flows.pointsSpent,
  }
}

async function attention(tx: TenantTx, today: string, soon: string, advancedTo: string | null, yesterday: string): Promise<Attention[]> {
  const { tenantId } = tx.scope
  const [imports] = await tx.sql<{ failed: number; waiting: number }[]>`
    select count(*) filter (where status = 'failed')::int as failed, count(*) filter (where status in ('uploaded', 'paused'))::int as waiting
    from imports where tenant_id = ${tenantId}`
  const [people] = await tx.sql<{ owing: number; due: number; behind: number }[]>`
    select count(*) filter (where debt < 0)::int as owing,
           count(*) filter (where next_due_on > ${today}::date and next_due_on <= ${soon}::date)::int as due,
           count(*) filter (where next_due_on < ${today}::date)::int as behind
    from members where tenant_id = ${tenantId} and status = 'active'`
  // The night's work of a house where nothing was due is not behind, however long ago it ran.
  const late = (people?.behind ?? 0) > 0 && (advancedTo === null || advancedTo < yesterday) ? (people?.behind ?? 0) : 0
  const found: Attention[] = [
    { kind: 'imports_failed', count: imports?.failed ?? 0 },
    { kind: 'imports_waiting', count: imports?.waiting ?? 0 },
    { kind: 'day_behind', count: late },
    { kind: 'members_owing', count: people?.owing ?? 0 },
    { kind: 'due_soon', count: people?.due ?? 0 },
  ]
  return found.filter((item) => item.count > 0)
}

async function setup(tx: TenantTx, sums: Totals): Promise<Overview['setup']> {
  const { tenantId } = tx.scope
  const [facts] = await tx.sql<{ published: boolean; invited: boolean }[]>`
    select exists (select from program_versions where tenant_id = ${tenantId}) as published,
           exists (select from invitations where tenant_id = ${tenantId} and withdrawn_at is null) as invited`
  const [people] = await globalOrm().select({ count: count() }).from(memberships).where(eq(memberships.tenantId, tenantId))
  const done: Record<SetupStep, boolean> = {
    program: facts?.published ?? false,
    members: sums.members > 0,
    order: sums.orders > 0,
    colleague: (facts?.invited ?? false) || (people?.count ?? 0) > 1,
  }
  return setupSteps.map((step) => ({ step, done: done[step] }))
}
