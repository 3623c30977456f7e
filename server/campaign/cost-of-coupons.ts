import { and, eq, inArray } from 'drizzle-orm'
import { couponTemplates } from '@/db/schema'
import type { ForecastNote } from '@/server/engine/campaign/forecast-note'
import type { CouponValue } from '@/server/engine/coupon/template'
import { percentOf } from '@/server/engine/money/percent'
import type { CouponGift } from '@/server/engine/rule/terms'
import type { TenantTx } from '@/server/platform/database'

/** What an average order comes to, and what is paid for shipping where any is. Minor units. */
export type Average = { order: number; shipping: number }

/** What a template's coupons cost: what one takes off, and how many of them are used; and how many there can be. */
type Expected = { off: number; used: number; left: number; perMember: number }

/** What coupons of some templates are expected to cost, from how those of the past were used. */
export type CouponCosts = {
  /** How many coupons of a gift members get in so many times, and what they take off in the end. */
  of: (gift: CouponGift, times: number, members: number) => { coupons: number; cost: number }
  notes: readonly ForecastNote[]
}

type Use = { template_id: string; used: number; over: number }

export async function costOfCoupons(tx: TenantTx, gifts: readonly CouponGift[], today: string, average: Average): Promise<CouponCosts> {
  const ids = [...new Set(gifts.map(({ template }) => template))]
  if (ids.length === 0) return { of: () => ({ coupons: 0, cost: 0 }), notes: [] }
  const { tenantId } = tx.scope
  const templates = await tx.orm
    .select({ id: couponTemplates.id, terms: couponTemplates.terms, left: couponTemplates.left })
    .from(couponTemplates)
    .where(and(eq(couponTemplates.tenantId, tenantId), inArray(couponTemplates.id, ids)))
  // What is still held may yet be used: only coupons that have come to their end tell of it.
  const uses = await tx.sql<Use[]>`
    select c.template_id, count(*) filter (where c.state = 'used')::int as used,
           count(*) filter (where c.state = 'held' and c.valid_until < ${today})::int as over
    from coupons c where c.tenant_id = ${tenantId} group by 1`
  const rateOf = (of: readonly Use[]): number | null => {
    const used = of.reduce((sum, one) => sum + one.used, 0)
    const ended = of.reduce((sum, one) => sum + one.over, used)
    return ended === 0 ? null : used / ended
  }
  const ofAll = rateOf(uses)
  const notes = new Set<ForecastNote>()
  const expected = new Map(
    templates.map(({ id, terms, left }): [string, Expected] => {
      const own = rateOf(uses.filter((use) => use.template_id === id))
      notes.add(own !== null ? 'use_as_before' : ofAll !== null ? 'use_as_others' : 'all_used')
      const off = offOf(terms.value, average)
      if (off === null) notes.add('cost_unknown')
      const most = Number.POSITIVE_INFINITY
      return [id, { off: off ?? 0, used: own ?? ofAll ?? 1, left: left ?? most, perMember: terms.limits.perMember ?? most }]
    }),
  )
  return {
    of: ({ template, count }, times, members) => {
      const one = expected.get(template)
      if (one === undefined) return { coupons: 0, cost: 0 }
      // Without members there is no limit to look at; else none of them gets more than one may have.
      const coupons = Math.min(times * count, one.left, members > 0 ? one.perMember * members : one.perMember * times)
      return { coupons, cost: coupons * one.off * one.used }
    },
    notes: [...notes],
  }
}

/** What one coupon takes off an average order; null where nobody can know. */
function offOf(value: CouponValue, average: Average): number | null {
  switch (value.kind) {
    case 'fixed':
      return value.off
    case 'percent':
      return Math.min(percentOf(Math.round(average.order), value.offBps), value.cap ?? Number.POSITIVE_INFINITY)
    case 'exchange':
      return null
    case 'free_shipping':
      return average.shipping > 0 ? Math.min(average.shipping, value.cap ?? Number.POSITIVE_INFINITY) : (value.cap ?? null)
  }
}
