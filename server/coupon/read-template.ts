import { dayOf, isoOf } from '@/server/engine/calendar/day'
import type { CouponOrigin } from '@/server/engine/coupon/template'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { linesOf, type TemplateLine } from './list-templates'
import { ofVisibleMembers, todayOf } from './visible'

/** What became of a template's coupons. Money in minor units. */
export type TemplateFigures = {
  /** All that were not taken back: used, held by a checkout, good or good later, or over. */
  given: number
  used: number
  locked: number
  open: number
  over: number
  withdrawn: number
  /** 0 to 1; null while nothing was given. */
  usedShare: number | null
  /** What they took off, and what was paid for the goods of those orders. */
  off: number
  paid: number
  byOrigin: { origin: CouponOrigin; given: number; used: number }[]
  /** The last thirty dates, oldest first. */
  byDay: { day: string; given: number; used: number }[]
}

export type TemplateDetail = TemplateLine & { figures: TemplateFigures }

const DAYS = 30

/** A coupon template with its figures; for a store manager, of the members of the own stores. */
export const readTemplate = (scope: TenantScope, templateId: string): Promise<TemplateDetail> =>
  inTenant(
    scope,
    'coupon:read',
    async (tx) => {
      const [line] = await linesOf(tx, tx.sql`and t.id = ${templateId}`, tx.sql`limit 1`)
      if (!line) throw new Refusal('not_found', 'coupon.template_not_found')
      return { ...line, figures: await figuresOf(tx, templateId) }
    },
    'one_moment',
  )

type Sums = {
  origin: CouponOrigin
  given: number
  used: number
  locked: number
  over: number
  withdrawn: number
  off: number
  paid: number
}

async function figuresOf(tx: TenantTx, templateId: string): Promise<TemplateFigures> {
  const { tenantId } = tx.scope
  const today = await todayOf(tx)
  const first = isoOf(dayOf(today) - DAYS + 1)
  const seen = ofVisibleMembers(tx)
  const sums = await tx.sql<Sums[]>`
    select c.origin, (count(*) filter (where c.state <> 'withdrawn'))::int as given, (count(*) filter (where c.state = 'used'))::int as used,
           (count(*) filter (where c.state = 'locked'))::int as locked, (count(*) filter (where c.state = 'withdrawn'))::int as withdrawn,
           (count(*) filter (where c.state = 'held' and c.valid_until < ${today}))::int as over,
           coalesce(sum(c.off), 0)::int8 as off, coalesce(sum(c.paid), 0)::int8 as paid
    from coupons c where c.tenant_id = ${tenantId} and c.template_id = ${templateId} ${seen}
    group by c.origin order by c.origin`
  const byDay = await tx.sql<{ day: string; given: number; used: number }[]>`
    select d.day::date::text as day, coalesce(g.n, 0)::int as given, coalesce(u.n, 0)::int as used
    from generate_series(${first}::date, ${today}::date, interval '1 day') as d (day)
    left join (select c.issued_on as day, count(*) as n from coupons c
               where c.tenant_id = ${tenantId} and c.template_id = ${templateId} and c.state <> 'withdrawn' and c.issued_on >= ${first} ${seen} group by 1) g on g.day = d.day
    left join (select c.used_on as day, count(*) as n from coupons c
               where c.tenant_id = ${tenantId} and c.template_id = ${templateId} and c.state = 'used' and c.used_on >= ${first} ${seen} group by 1) u on u.day = d.day
    order by d.day`
  const sum = (key: Exclude<keyof Sums, 'origin'>): number => sums.reduce((total, row) => total + row[key], 0)
  const [given, used, locked, over] = [sum('given'), sum('used'), sum('locked'), sum('over')]
  return {
    given,
    used,
    locked,
    over,
    open: given - used - locked - over,
    withdrawn: sum('withdrawn'),
    usedShare: given > 0 ? used / given : null,
    off: sum('off'),
    paid: sum('paid'),
    byOrigin: sums.map(({ origin, given, used }) => ({ origin, given, used })),
    byDay: [...byDay],
  }
}
