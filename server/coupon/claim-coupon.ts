import { memberAt } from '@/server/checkout/read-buyer'
import { type Day, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { CouponOffer } from '@/server/engine/coupon/template'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { type LockedMember, lockMembersByCode } from '@/server/program/member-rows'
import { readTenantClock, readTimeline, type TenantClock } from '@/server/program/read-timeline'
import { type GivenCoupon, givenCoupons } from './given-coupons'
import { issueCoupons } from './issue-coupons'
import { asksWho, type Claimant, closedFor, notFor, type OfferedTemplate, type WhyNot } from './judge-offer'

/** A member, named by code, claims a coupon. The request key makes a repeated claim one. */
export type Claim = { member: string; templateId: string; requestKey: string }

/** Gives a member a coupon that can be claimed. Refuses with the first thing that stands in the way. */
export const claimCoupon = (scope: TenantScope, { member: code, templateId, requestKey }: Claim): Promise<GivenCoupon> =>
  untilDone(() =>
    inTenant(scope, 'coupon:claim', async (tx) => {
      const issueKey = `claim:${requestKey}`
      // Looked at without waiting for anybody, so that a rush for what is gone costs next to nothing.
      const [clock, template, earlier] = await Promise.all([readTenantClock(tx), offered(tx, templateId), earlierOf(tx, code, issueKey)])
      if (earlier) return earlier
      const at = now().getTime()
      const today = localDay(clock.timeZone, at)
      if (!template) throw new Refusal('not_found', 'coupon.template_not_found', { field: 'template' })
      if (template.offer.way !== 'claim') throw new Refusal('conflict', 'coupon.not_claimable', { field: 'template' })
      refuseFor(closedFor(template, today))
      const member = await lockClaimant(tx, code)
      await refuseOthers(tx, clock, template.offer, member, today, at)
      return giveOne(tx, today, { member, templateId, origin: 'claim', issueKey })
    }),
  )

/** The member under lock. Refuses one who is not there, or has left. */
export async function lockClaimant(tx: TenantTx, code: string): Promise<LockedMember> {
  const [member] = await lockMembersByCode(tx, [code])
  if (!member) throw new Refusal('not_found', 'member.not_found', { field: 'member' })
  if (member.status === 'closed') throw new Refusal('conflict', 'member.closed', { field: 'member' })
  return member
}

/** Refuses a member whom the offer is not for. */
export async function refuseOthers(
  tx: TenantTx,
  clock: TenantClock,
  offer: CouponOffer,
  member: LockedMember,
  today: Day,
  at: number,
): Promise<void> {
  if (asksWho(offer)) refuseFor(notFor(offer, await claimantOf(tx, clock, member, today, at)))
}

/** The member as of now, under the version in force. */
export async function claimantOf(tx: TenantTx, clock: TenantClock, member: LockedMember, day: Day, at: number): Promise<Claimant> {
  const timeline = await readTimeline(tx, clock)
  return { program: timeline.at(at), state: await memberAt(tx, timeline, member, at), day, at }
}

export function refuseFor(why: WhyNot | null): void {
  if (why) throw new Refusal('conflict', why.code, { details: why.details })
}

type One = { member: LockedMember; templateId: string; origin: 'claim' | 'code'; issueKey: string }

/** One coupon for a member under lock, or the refusal. */
export async function giveOne(tx: TenantTx, today: Day, { member, templateId, origin, issueKey }: One): Promise<GivenCoupon> {
  const [answer] = await issueCoupons(tx, today, [{ memberId: member.id, templateId, count: 1, origin, issueKey, cause: issueKey }])
  if (!answer || answer.refused !== null) throw new Refusal('conflict', answer?.refused ?? 'coupon.template_unknown')
  const [coupon] = await givenCoupons(tx, answer.coupons)
  if (!coupon) throw new Error(`a coupon was given and is not there on ${isoOf(today)}`)
  return coupon
}

/** A template as it is offered now, or nothing. */
async function offered(tx: TenantTx, templateId: string): Promise<OfferedTemplate | undefined> {
  const [row] = await tx.sql<OfferedTemplate[]>`
    select state, terms, offer, left_over as left from coupon_templates where tenant_id = ${tx.scope.tenantId} and id = ${templateId}`
  return row
}

/** What the same request brought before. */
export async function earlierOf(tx: TenantTx, memberCode: string, issueKey: string): Promise<GivenCoupon | undefined> {
  const [row] = await tx.sql<{ id: string }[]>`
    select c.id from members m join coupons c on c.tenant_id = ${tx.scope.tenantId} and c.tenant_id = m.tenant_id and c.member_id = m.id
    where m.tenant_id = ${tx.scope.tenantId} and m.code = ${memberCode} and c.issue_key = ${`${issueKey}:1`}`
  return row && (await givenCoupons(tx, [row.id]))[0]
}

/** Whether there are none left and this request was never begun: a look that waits for nobody. */
export const isGone = (scope: TenantScope, templateId: string, requestKey: string): Promise<boolean> =>
  inTenant(scope, 'coupon:claim', async (tx) => {
    const [row] = await tx.sql<{ gone: boolean }[]>`
      select not exists (select from idempotency_keys where tenant_id = ${scope.tenantId} and key = ${requestKey}) as gone
      from coupon_templates where tenant_id = ${scope.tenantId} and id = ${templateId} and state = 'active' and left_over = 0`
    return row?.gone ?? false
  })
