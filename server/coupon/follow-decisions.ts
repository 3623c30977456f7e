import { type Day, dayOf, isoOf } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import { readEffectId } from '@/server/engine/campaign/campaign'
import type { CouponTerms } from '@/server/engine/coupon/template'
import type { CouponIssue, Decisions } from '@/server/engine/trace'
import { now } from '@/server/platform/clock'
import type { TenantTx } from '@/server/platform/database'
import { followGoods } from '../campaign/follow-goods'
import { holdCampaigns } from '../campaign/hold-campaigns'
import { type CouponWant, issueCoupons } from './issue-coupons'
import { lockTemplates } from './lock-templates'
import { type CouponMove, insertMoves, moveCoupons } from './move-coupons'

/** What the engine decided about the coupons of a member. */
export type CouponNews = Pick<Decisions, 'issues' | 'goods' | 'couponReturns' | 'withdrawals'>

/** What was to be given and could not: nothing else fails by it. */
export type NotGiven = { memberId: string; issue: CouponIssue; template: string; code: string }

/** A member and what was decided about their coupons. */
export type Told = { memberId: string; news: CouponNews }

/** For what lies further back nothing is given any more: history that is brought in is no occasion for gifts. */
const LATEST_DAYS = 31

/** What several stretches of one member's log came to. */
export const newsOf = (...stretches: readonly CouponNews[]): CouponNews => ({
  issues: stretches.flatMap((one) => one.issues),
  goods: stretches.flatMap((one) => one.goods),
  couponReturns: stretches.flatMap((one) => one.couponReturns),
  withdrawals: stretches.flatMap((one) => one.withdrawals),
})

/**
 * Gives, takes back and returns the coupons that the engine decided on, for members under lock. The same decision may
 * come again with every fold: it is followed once. Returns what could not be given.
 */
export async function followDecisions(tx: TenantTx, timeZone: string, members: readonly Told[]): Promise<NotGiven[]> {
  const today = localDay(timeZone, now().getTime())
  await lockAll(tx, members)
  const notGiven = await give(tx, today, members)
  await withdraw(tx, members)
  await followGoods(tx, today - LATEST_DAYS, members)
  await giveBack(tx, today, members)
  return notGiven
}

/**
 * Locks the templates of everything that is given and of everything that goes back into stock, at once: two who give
 * what the other takes back would wait for each other otherwise. Giving alone locks its own.
 */
async function lockAll(tx: TenantTx, members: readonly Told[]): Promise<void> {
  const returns = members.flatMap(({ memberId, news }) => news.couponReturns.map(({ coupon }) => ({ memberId, coupon })))
  const [takenBack, returned] = await Promise.all([
    dueBack(tx, members),
    returns.length === 0
      ? []
      : tx.sql<{ template_id: string }[]>`
          select distinct c.template_id
          from unnest(${returns.map((r) => r.coupon)}::uuid[], ${returns.map((r) => r.memberId)}::uuid[]) as r (id, member_id)
          join coupons c on c.tenant_id = ${tx.scope.tenantId} and c.id = r.id and c.member_id = r.member_id and c.state = 'used'`,
  ])
  if (takenBack.length + returned.length === 0) return
  const given = members.flatMap(({ news }) => news.issues.flatMap(({ gifts }) => gifts.map(({ template }) => template)))
  await lockTemplates(tx, [...given, ...[...takenBack, ...returned].map((row) => row.template_id)])
}

async function give(tx: TenantTx, today: Day, members: readonly Told[]): Promise<NotGiven[]> {
  const asked: { want: CouponWant; of: NotGiven }[] = []
  const recent = members.flatMap(({ memberId, news }) =>
    news.issues.filter((issue) => issue.day >= today - LATEST_DAYS).map((issue) => ({ memberId, issue })),
  )
  if (recent.length === 0) return []
  const [given, refusedOnce] = await Promise.all([givenBefore(tx, recent), refusedBefore(tx, recent)])
  for (const { memberId, issue } of recent) {
    if (given.has(`${memberId} ${issue.key}`)) continue
    for (const [place, { template, count }] of issue.gifts.entries()) {
      if (refusedOnce.has(nameOfGift(memberId, issue, template))) continue
      const issueKey = `${issue.key}:${place}`
      const campaignId = readEffectId(issue.source)?.campaign ?? null
      const want: CouponWant = { memberId, templateId: template, count, origin: issue.origin, issueKey, cause: issue.cause, campaignId }
      asked.push({ want, of: { memberId, issue, template, code: '' } })
    }
  }
  if (asked.length === 0) return []
  // What an order of before would still bring of a campaign whose coupons were taken back is not given.
  const held = await holdCampaigns(
    tx,
    asked.flatMap(({ want }) => want.campaignId ?? []),
  )
  const closed = new Set(held.flatMap(({ id, couponsAtEnd }) => (couponsAtEnd === 'withdraw' ? id : [])))
  const isOpen = ({ want }: { want: CouponWant }) => !closed.has(want.campaignId ?? '')
  const open = asked.filter(isOpen)
  const answers = await issueCoupons(
    tx,
    today,
    open.map(({ want }) => want),
  )
  return [
    ...asked.filter((one) => !isOpen(one)).map(({ of }): NotGiven => ({ ...of, code: 'campaign.ended' })),
    ...open.flatMap(({ of }, i): NotGiven[] => {
      const refused = answers[i]?.refused ?? null
      return refused === null ? [] : [{ ...of, code: refused }]
    }),
  ]
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

/** Under which name it is kept that a gift could not be given. */
export const nameOfGift = (memberId: string, issue: CouponIssue, template: string): string => `${memberId}:${issue.key}:${template}`

/** The gifts that could not be given when they were due: what comes into stock later is not theirs. */
async function refusedBefore(tx: TenantTx, issues: readonly { memberId: string; issue: CouponIssue }[]): Promise<ReadonlySet<string>> {
  const names = issues.flatMap(({ memberId, issue }) => issue.gifts.map(({ template }) => nameOfGift(memberId, issue, template)))
  const rows = await tx.sql<{ event_key: string }[]>`
    select event_key from refusals
    where tenant_id = ${tx.scope.tenantId} and source = 'rungs' and event_key = any (${names}::text[]) and type = 'coupon.issued'`
  return new Set(rows.map((row) => row.event_key))
}

type DueBack = { id: string; member_id: string; template_id: string; state: 'held' | 'locked'; cause: string }

/** What was given for something that came back: those in hand, and those that a checkout holds and that have not been asked for yet. */
async function dueBack(tx: TenantTx, members: readonly Told[]): Promise<DueBack[]> {
  const { tenantId } = tx.scope
  const keys = members.flatMap(({ memberId, news }) => news.withdrawals.map(({ key, cause }) => ({ memberId, key, cause })))
  if (keys.length === 0) return []
  return tx.sql<DueBack[]>`
    select distinct on (c.id) c.id, c.member_id, c.template_id, c.state, k.cause
    from unnest(${keys.map((k) => k.memberId)}::uuid[], ${keys.map((k) => k.key)}::text[], ${keys.map((k) => k.cause)}::text[]) as k (member_id, key, cause)
    join coupons c on c.tenant_id = ${tenantId} and c.member_id = k.member_id and starts_with(c.issue_key, k.key || ':')
    where c.state = 'held' or (c.state = 'locked' and not exists (
      select from coupon_moves v where v.tenant_id = ${tenantId} and v.coupon_id = c.id and v.why = 'due_back'))
    order by c.id, k.cause`
}

/** Takes back what was given for something that came back, as far as it was not used. What a checkout holds follows once that lets it go. */
async function withdraw(tx: TenantTx, members: readonly Told[]): Promise<void> {
  const rows = await dueBack(tx, members)
  const of = (state: DueBack['state']) => rows.filter((row) => row.state === state)
  const said = ({ id, member_id, cause }: DueBack) => ({ couponId: id, memberId: member_id, cause })
  await moveCoupons(
    tx,
    of('held').map((row): CouponMove => ({ ...said(row), from: 'held', to: 'withdrawn', why: 'withdrawn' })),
  )
  const locked = of('locked').map((row): CouponMove => ({ ...said(row), from: 'locked', to: 'locked', why: 'due_back' }))
  if (locked.length > 0) await insertMoves(tx, locked)
}

/** Gives coupons back that an order had used and that came back whole; those that return as points are gone. */
async function giveBack(tx: TenantTx, today: Day, members: readonly Told[]): Promise<void> {
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
