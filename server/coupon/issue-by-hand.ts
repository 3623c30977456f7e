import * as z from 'zod'
import { localDay } from '@/server/engine/calendar/zone'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { lockMembersById } from '@/server/program/member-rows'
import { readTenantClock } from '@/server/program/read-timeline'
import { type GivenCoupon, givenCoupons } from './given-coupons'
import { issueCoupons } from './issue-coupons'
import { templateWithin } from './template-row'

const MOST = 20
const Reason = z.string().trim().min(1).max(200)

export const HandIssue = z.strictObject({
  memberId: z.uuid(),
  templateId: z.uuid(),
  count: z.int().min(1).max(MOST),
  reason: Reason,
  /** Of the sender's own making: a repeated click is one issue. */
  requestKey: z.string().min(1).max(200),
})
export type HandIssue = z.infer<typeof HandIssue>

/** Gives a member coupons by hand. Stock and limits hold as for everybody. */
export const issueByHand = (scope: TenantScope, issue: HandIssue): Promise<{ coupons: GivenCoupon[] }> =>
  untilDone(() => inTenant(scope, 'coupon:issue', (tx) => issueByHandWithin(tx, issue)))

/** The same for a member named by code, as the merchant's systems do it. */
export const issueToMember = (
  scope: TenantScope,
  { member, ...issue }: Omit<HandIssue, 'memberId'> & { member: string },
): Promise<{ coupons: GivenCoupon[] }> =>
  untilDone(() =>
    inTenant(scope, 'coupon:issue', async (tx) => {
      const [row] = await tx.sql<{ id: string }[]>`select id from members where tenant_id = ${scope.tenantId} and code = ${member}`
      if (!row) throw new Refusal('not_found', 'member.not_found')
      return issueByHandWithin(tx, { ...issue, memberId: row.id })
    }),
  )

async function issueByHandWithin(
  tx: TenantTx,
  { memberId, templateId, count, reason, requestKey }: HandIssue,
): Promise<{ coupons: GivenCoupon[] }> {
  const [clock, [member], template] = await Promise.all([
    readTenantClock(tx),
    lockMembersById(tx, [memberId]),
    templateWithin(tx, templateId),
  ])
  if (!member) throw new Refusal('not_found', 'member.not_found')
  if (member.status === 'closed') throw new Refusal('conflict', 'member.closed')
  const issueKey = `hand:${requestKey}`
  const before = await earlierUnder(tx, memberId, issueKey)
  if (before && (before.templateId !== templateId || before.count !== count)) throw new Refusal('conflict', 'coupon.request_repeated')
  const today = localDay(clock.timeZone, now().getTime())
  const [answer] = await issueCoupons(tx, today, [{ memberId, templateId, count, origin: 'hand', issueKey, cause: issueKey, reason }])
  if (!answer) throw new Error('an issue was left without an answer')
  if (answer.refused) throw new Refusal('conflict', answer.refused)
  if (!before)
    await audit(tx, {
      action: 'coupon.issued',
      subject: 'member',
      subjectId: memberId,
      after: { template: template.name, templateId, count, reason, coupons: answer.coupons },
    })
  return { coupons: await givenCoupons(tx, answer.coupons) }
}

async function earlierUnder(tx: TenantTx, memberId: string, issueKey: string): Promise<{ templateId: string; count: number } | undefined> {
  // Whole keys: another request's key may begin with this one.
  const keys = Array.from({ length: MOST }, (_, i) => `${issueKey}:${i + 1}`)
  const rows = await tx.sql<{ template_id: string }[]>`
    select template_id from coupons
    where tenant_id = ${tx.scope.tenantId} and member_id = ${memberId} and issue_key = any (${keys}::text[])`
  return rows[0] && { templateId: rows[0].template_id, count: rows.length }
}
