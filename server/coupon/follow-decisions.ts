import { type Day, dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { CouponTerms } from '@/server/engine/coupon/template'
import type { CouponIssue, Decisions } from '@/server/engine/trace'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { type CouponWant, issueCoupons } from './issue-coupons'
import { type CouponMove, moveCoupons } from './move-coupons'

/** What the engine decided about the coupons of a member. */
export type CouponNews = Pick<Decisions, 'issues' | 'couponReturns' | 'withdrawals'>

/** What was to be given and could not: nothing else fails by it. */
export type NotGiven = { memberId: string; issue: CouponIssue; template: string; code: string }

/** For what lies further back nothing is given any more: history that is brought in is no occasion for gifts. */
const LATEST_DAYS = 31

/** What several stretches of one member's log came to. */
export const newsOf = (...stretches: readonly CouponNews[]): CouponNews => ({
  issues: stretches.flatMap((one) => one.issues),
  couponReturns: stretches.flatMap((one) => one.couponReturns),
  withdrawals: stretches.flatMap((one) => one.withdrawals),
})

/**
 * Gives, takes back and returns the coupons that the engine decided on, for members under lock. The same decision may
 * come again with every fold: it is followed once. Returns what could not be given.
 */
export async function followDecisions(
  tx: TenantTx,
  timeZone: string,
  members: readonly { memberId: string; news: CouponNews }[],
): Promise<NotGiven[]> {
  const today = localDay(timeZone, now().getTime())
  const notGiven = await give(tx, today, members)
  await withdraw(tx, members)
  await giveBack(tx, today, members)
  return notGiven
}

async function give(tx: TenantTx, today: Day, members: readonly { memberId: string; news: CouponNews }[]): Promise<NotGiven[]> {
  const asked: { want: CouponWant; of: NotGiven }[] = []
  const recent = members.flatMap(({ memberId, news }) =>
    news.issues.filter((issue) => issue.day >= today - LATEST_DAYS).map((issue) => ({ memberId, issue })),
  )
  if (recent.length === 0) return []
  const given = await givenBefore(tx, recent)
  for (const { memberId, issue } of recent) {
    if (given.has(`${memberId} ${issue.key}`)) continue
    for (const [place, { template, count }] of issue.gifts.entries()) {
      const issueKey = `${issue.key}:${place}`
      const want: CouponWant = { memberId, templateId: template, count, origin: issue.origin, issueKey, cause: issue.cause }
      asked.push({ want, of: { memberId, issue, template, code: '' } })
    }
  }
  if (asked.length === 0) return []
  const answers = await issueCoupons(
    tx,
    today,
    asked.map(({ want }) => want),
  )
  return answers.flatMap(({ refused }, i) => {
    const one = asked[i]
    return refused === null || !one ? [] : [{ ...one.of, code: refused }]
  })
}

/** The decisions that have given something: what a fold finds under the same key, with another tier's gifts even, is the same gift. */
async function givenBefore(tx: TenantTx, issues: readonly { memberId: string; issue: CouponIssue }[]): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ member_id: string; key: string }[]>`
    select k.member_id, k.key
    from unnest(${issues.map((i) => i.memberId)}::uuid[], ${issues.map((i) => i.issue.key)}::text[]) as k (member_id, key)
    where exists (
      select from coupons c
      where c.tenant_id = ${tx.scope.tenantId} and c.member_id = k.member_id and starts_with(c.issue_key, k.key || ':'))`
  return new Set(rows.map((row) => `${row.member_id} ${row.key}`))
}

/** Takes back what was given for something that came back, as far as it was not used. */
async function withdraw(tx: TenantTx, members: readonly { memberId: string; news: CouponNews }[]): Promise<void> {
  const keys = members.flatMap(({ memberId, news }) => news.withdrawals.map(({ key, cause }) => ({ memberId, key, cause })))
  if (keys.length === 0) return
  const rows = await tx.sql<{ id: string; member_id: string; cause: string }[]>`
    select c.id, c.member_id, k.cause
    from unnest(${keys.map((k) => k.memberId)}::uuid[], ${keys.map((k) => k.key)}::text[], ${keys.map((k) => k.cause)}::text[]) as k (member_id, key, cause)
    join coupons c on c.tenant_id = ${tx.scope.tenantId} and c.member_id = k.member_id and starts_with(c.issue_key, k.key || ':') and c.state = 'held'
    order by c.id`
  await moveCoupons(
    tx,
    rows.map(
      (row): CouponMove => ({
        couponId: row.id,
        memberId: row.member_id,
        from: 'held',
        to: 'withdrawn',
        why: 'withdrawn',
        cause: row.cause,
      }),
    ),
  )
}

/** Gives coupons back that an order had used and that came back whole; those that return as points are gone. */
async function giveBack(tx: TenantTx, today: Day, members: readonly { memberId: string; news: CouponNews }[]): Promise<void> {
  const returns = members.flatMap(({ memberId, news }) => news.couponReturns.map((one) => ({ ...one, memberId })))
  if (returns.length === 0) return
  const rows = await tx.sql<{ id: string; member_id: string; cause: string; as: 'coupon' | 'points'; until: string; terms: CouponTerms }[]>`
    select c.id, c.member_id, r.cause, r.returns as "as", c.valid_until::text as until, t.terms
    from unnest(
      ${returns.map((r) => r.coupon)}::uuid[], ${returns.map((r) => r.memberId)}::uuid[], ${returns.map((r) => r.order)}::text[],
      ${returns.map((r) => r.cause)}::text[], ${returns.map((r) => r.as)}::text[]
    ) as r (id, member_id, order_key, cause, returns)
    join coupons c on c.tenant_id = ${tx.scope.tenantId} and c.id = r.id and c.member_id = r.member_id and c.state = 'used' and c.used_order = r.order_key
    join coupon_templates t on t.tenant_id = ${tx.scope.tenantId} and t.id = c.template_id
    order by c.id`
  await moveCoupons(
    tx,
    rows.map((row): CouponMove => {
      const over = dayOf(row.until) < today
      const { extendDays } = row.terms
      return {
        couponId: row.id,
        memberId: row.member_id,
        from: 'used',
        to: row.as === 'coupon' ? 'held' : 'withdrawn',
        why: 'returned',
        cause: row.cause,
        ...(row.as === 'coupon' && over && extendDays !== undefined ? { until: isoOf(today + extendDays - 1) } : {}),
      }
    }),
  )
}
