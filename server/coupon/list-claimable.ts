import { isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { CouponOffer, CouponTerms } from '@/server/engine/coupon/template'
import type { Language, Wording } from '@/server/engine/sentence/wording'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import type { LockedMember } from '@/server/program/member-rows'
import { readTenantClock } from '@/server/program/read-timeline'
import { claimantOf } from './claim-coupon'
import { couponWording } from './coupon-wording'
import { asksWho, closedFor, notFor, type OfferedTemplate, type WhyNot } from './judge-offer'

/** What a member may claim, and why not where not. `left`: of the stock; null for no end. */
export type Claimable = {
  templateId: string
  name: string
  note: string
  color: string
  terms: CouponTerms
  offer: CouponOffer
  left: number | null
  why: WhyNot | null
}

type Row = OfferedTemplate & { id: string; name: string; note: string; color: string; ever: number; today: number; issued: number }

/** More are not offered at once. */
const MOST = 200

/** The coupons that can be claimed today or later, newest first, each with what stands in this member's way. */
async function claimableWithin(tx: TenantTx, member: LockedMember): Promise<Claimable[]> {
  const { tenantId } = tx.scope
  const clock = await readTenantClock(tx)
  const at = now().getTime()
  const day = localDay(clock.timeZone, at)
  const today = isoOf(day)
  const rows = await tx.sql<Row[]>`
    select t.id, t.name, t.note, t.color, t.state, t.terms, t.offer, t.left_over as left, h.ever, h.today, coalesce(d.issued, 0) as issued
    from coupon_templates t
    left join coupon_days d on d.tenant_id = ${tenantId} and d.template_id = t.id and d.day = ${today}
    cross join lateral (
      select count(*)::int as ever, (count(*) filter (where c.issued_on = ${today}))::int as today from coupons c
      where c.tenant_id = ${tenantId} and c.member_id = ${member.id} and c.template_id = t.id and c.state <> 'withdrawn') h
    where t.tenant_id = ${tenantId} and t.state = 'active' and t.offer->>'way' = 'claim' and coalesce(t.offer->>'until', '9999-12-31') >= ${today}
    order by t.created_at desc, t.id desc limit ${MOST}`
  const claimant = rows.some((row) => asksWho(row.offer)) ? await claimantOf(tx, clock, member, day, at) : null
  return rows.map((row) => ({
    templateId: row.id,
    name: row.name,
    note: row.note,
    color: row.color,
    terms: row.terms,
    offer: row.offer,
    left: row.left,
    why: closedFor(row, day) ?? (claimant ? notFor(row.offer, claimant) : null) ?? limited(row),
  }))
}

/** Which limit a member or the day has come to. */
function limited({ terms: { limits }, ever, today, issued }: Row): WhyNot | null {
  if (limits.perMember !== undefined && ever >= limits.perMember) return { code: 'coupon.member_limit', details: {} }
  if (limits.perMemberDay !== undefined && today >= limits.perMemberDay) return { code: 'coupon.member_day_limit', details: {} }
  if (limits.perDay !== undefined && issued >= limits.perDay) return { code: 'coupon.day_limit', details: {} }
  return null
}

/** What the member named by code may claim, and how it is told. */
export const listClaimable = (
  scope: TenantScope,
  code: string,
  language: Language | null = null,
): Promise<{ claimable: Claimable[]; wording: Wording }> =>
  inTenant(scope, 'coupon:read', async (tx) => {
    const [member] = await tx.sql<LockedMember[]>`
      select id, code, status, store_ids, joined_on::text, state from members where tenant_id = ${scope.tenantId} and code = ${code}`
    if (!member) throw new Refusal('not_found', 'member.not_found')
    if (member.status === 'closed') throw new Refusal('conflict', 'member.closed')
    return { claimable: await claimableWithin(tx, member), wording: await couponWording(tx, language) }
  })
