import { randomInt } from 'node:crypto'
import type { Bought } from '@/db/schema/coupon'
import { type Day, dayOf, isoOf } from '@/server/engine/calendar/day'
import type { CouponOrigin, CouponTerms, TemplateState } from '@/server/engine/coupon/template'
import { couponDays } from '@/server/engine/coupon/validity'
import type { TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { type LockedTemplate, lockTemplates } from './lock-templates'
import { insertMoves } from './move-coupons'

/** So many coupons of a template for one member, all or none of them. */
type Wanted = { memberId: string; templateId: string; count: number }

/** The same with where it comes from. The same key gives a member once. */
export type CouponWant = Wanted & {
  origin: CouponOrigin
  issueKey: string
  /** What brought it about, as it stands in the coupon's first move. */
  cause: string
  reason?: string
  /** The campaign that gives it. */
  campaignId?: string | null
  bought?: Bought
}

/** Why none were given; each has a sentence. */
export type IssueRefusal =
  | 'coupon.template_unknown'
  | 'coupon.not_put_to_work'
  | 'coupon.paused'
  | 'coupon.ended'
  | 'coupon.validity_over'
  | 'coupon.sold_out'
  | 'coupon.member_limit'
  | 'coupon.member_day_limit'
  | 'coupon.day_limit'

export type IssueAnswer = { issueKey: string; coupons: string[]; refused: IssueRefusal | null }

/** `issued`: how many today, where that is counted. */
type ReadTemplate = LockedTemplate & { issued: number }
type Given = { template_id: string; member_id: string; ever: number; today: number }
type NewCoupon = { id: string; want: CouponWant; place: number; key: string; from: string; until: string }

/** Each coupon of an issue has a key of its own, so that a second run meets the first one's. */
const keysOf = ({ issueKey, count }: CouponWant): string[] => Array.from({ length: count }, (_, i) => `${issueKey}:${i + 1}`)
const pairOf = (templateId: string, memberId: string): string => `${templateId} ${memberId}`

/**
 * Gives coupons and says for each want which they are, or why there are none. The caller holds the locks of all members
 * named; templates are locked here, behind them. What was given under a key before is answered again; whoever knows
 * that none of the keys was ever used says so, and is spared the look.
 */
export async function issueCoupons(
  tx: TenantTx,
  today: Day,
  wants: readonly CouponWant[],
  keys: 'may_be_known' | 'never_used' = 'may_be_known',
): Promise<IssueAnswer[]> {
  if (wants.length === 0) return []
  const { tenantId } = tx.scope
  const [earlier, counter] = await Promise.all([
    keys === 'never_used'
      ? []
      : tx.sql<{ id: string; member_id: string; issue_key: string }[]>`
      select c.id, c.member_id, c.issue_key
      from unnest(${wants.flatMap((w) => keysOf(w).map(() => w.memberId))}::uuid[], ${wants.flatMap(keysOf)}::text[]) as k (member_id, issue_key)
      join coupons c on c.tenant_id = ${tenantId} and c.member_id = k.member_id and c.issue_key = k.issue_key`,
    Counter.read(tx, today, wants),
  ])
  const known = new Map<string, string>()
  for (const row of earlier) known.set(`${row.member_id} ${row.issue_key}`, row.id)
  const open = wants.filter((want) => !known.has(`${want.memberId} ${want.issueKey}:1`) && counter.refuse(want) === null)
  if (open.length > 0) await counter.lock(tx, [...new Set(open.map((want) => want.templateId))])

  const fresh: NewCoupon[] = []
  const answers = wants.map((want): IssueAnswer => {
    const before = keysOf(want).flatMap((key) => known.get(`${want.memberId} ${key}`) ?? [])
    if (before.length > 0) return { issueKey: want.issueKey, coupons: before, refused: null }
    const refused = counter.take(want)
    if (refused !== null) return { issueKey: want.issueKey, coupons: [], refused }
    const { from, until } = couponDays(counter.termsOf(want).validity, today)
    const made = keysOf(want).map((key, place): NewCoupon => ({ id: newId(), want, place, key, from: isoOf(from), until: isoOf(until) }))
    for (const coupon of made) known.set(`${want.memberId} ${coupon.key}`, coupon.id)
    fresh.push(...made)
    return { issueKey: want.issueKey, coupons: made.map((coupon) => coupon.id), refused: null }
  })
  if (fresh.length > 0) await Promise.all([counter.settle(tx), insertCoupons(tx, today, fresh)])
  return answers
}

/** Why wants cannot be met as things stand, each by itself; nothing for one that can. Gives and locks nothing. */
export async function foreseeIssue(tx: TenantTx, today: Day, wants: readonly Wanted[]): Promise<(IssueRefusal | null)[]> {
  const counter = await Counter.read(tx, today, wants)
  return wants.map((want) => counter.refuse(want))
}

/** What of each template may still be given: read at first, exact once locked. */
class Counter {
  private readonly templates: Map<string, LockedTemplate>
  private readonly ever = new Map<string, number>()
  private readonly onDay = new Map<string, number>()
  /** What is left of those with a stock, and what was given today of those with a limit a day. */
  private readonly left = new Map<string, number>()
  private readonly issued = new Map<string, number>()
  private readonly taken = new Map<string, number>()

  private constructor(
    private readonly today: Day,
    templates: readonly ReadTemplate[],
    given: readonly Given[],
  ) {
    this.templates = new Map(templates.map((template) => [template.id, template]))
    for (const { id, left, issued } of templates) {
      if (left !== null) this.left.set(id, left)
      this.issued.set(id, issued)
    }
    for (const row of given) {
      const pair = pairOf(row.template_id, row.member_id)
      this.ever.set(pair, row.ever)
      this.onDay.set(pair, row.today)
    }
  }

  static async read(tx: TenantTx, today: Day, wants: readonly Wanted[]): Promise<Counter> {
    const { tenantId } = tx.scope
    const members = [...new Set(wants.map((want) => want.memberId))]
    const templateIds = [...new Set(wants.map((want) => want.templateId))]
    const [templates, given] = await Promise.all([
      tx.sql<ReadTemplate[]>`
        select t.id, t.state, t.terms, t.left_over as left, coalesce(d.issued, 0) as issued
        from coupon_templates t
        left join coupon_days d on d.tenant_id = ${tenantId} and d.template_id = t.id and d.day = ${isoOf(today)}
        where t.tenant_id = ${tenantId} and t.id = any (${templateIds}::uuid[])`,
      tx.sql<Given[]>`
        select template_id, member_id, count(*)::int as ever, (count(*) filter (where issued_on = ${isoOf(today)}))::int as today
        from coupons
        where tenant_id = ${tenantId} and member_id = any (${members}::uuid[]) and state <> 'withdrawn'
          and template_id = any (array(
            select id from coupon_templates
            where tenant_id = ${tenantId} and id = any (${templateIds}::uuid[]) and (terms->'limits' ? 'perMember' or terms->'limits' ? 'perMemberDay')))
        group by template_id, member_id`,
    ])
    return new Counter(today, templates, given)
  }

  termsOf = (want: CouponWant): CouponTerms => (this.templates.get(want.templateId) as LockedTemplate).terms

  /** Why a want cannot be met, as far as is known; nothing when it can. */
  refuse({ templateId, memberId, count }: Wanted): IssueRefusal | null {
    const template = this.templates.get(templateId)
    if (!template) return 'coupon.template_unknown'
    if (template.state !== 'active') return refusalOfState(template.state)
    const { limits, validity } = template.terms
    if (validity.kind === 'fixed' && dayOf(validity.until) < this.today) return 'coupon.validity_over'
    const pair = pairOf(templateId, memberId)
    if (limits.perMember !== undefined && (this.ever.get(pair) ?? 0) + count > limits.perMember) return 'coupon.member_limit'
    if (limits.perMemberDay !== undefined && (this.onDay.get(pair) ?? 0) + count > limits.perMemberDay) return 'coupon.member_day_limit'
    if (limits.perDay !== undefined && (this.issued.get(templateId) ?? 0) + count > limits.perDay) return 'coupon.day_limit'
    if ((this.left.get(templateId) ?? Number.POSITIVE_INFINITY) < count) return 'coupon.sold_out'
    return null
  }

  take(want: Wanted): IssueRefusal | null {
    const refused = this.refuse(want)
    if (refused !== null) return refused
    const { templateId, memberId, count } = want
    const pair = pairOf(templateId, memberId)
    this.ever.set(pair, (this.ever.get(pair) ?? 0) + count)
    this.onDay.set(pair, (this.onDay.get(pair) ?? 0) + count)
    this.taken.set(templateId, (this.taken.get(templateId) ?? 0) + count)
    this.issued.set(templateId, (this.issued.get(templateId) ?? 0) + count)
    const left = this.left.get(templateId)
    if (left !== undefined) this.left.set(templateId, left - count)
    return null
  }

  /** Locks what is shared by all members: the stock, and the count of the day. One without either is not waited for. */
  async lock(tx: TenantTx, ids: string[]): Promise<void> {
    const { tenantId } = tx.scope
    // Somebody may have paused or ended one, or changed its limits, while this waited for it.
    for (const template of await lockTemplates(tx, ids)) {
      this.templates.set(template.id, template)
      if (template.left === null) this.left.delete(template.id)
      else this.left.set(template.id, template.left)
    }
    const daily = ids.filter((id) => this.templates.get(id)?.terms.limits.perDay !== undefined).sort()
    if (daily.length === 0) return
    await tx.sql`
      insert into coupon_days (tenant_id, template_id, day, issued)
      select ${tenantId}::uuid, t.id, ${isoOf(this.today)}::date, 0 from unnest(${daily}::uuid[]) with ordinality as t (id, place) order by t.place
      on conflict do nothing`
    const days = await tx.sql<{ id: string; issued: number }[]>`
      select template_id as id, issued from coupon_days
      where tenant_id = ${tenantId} and template_id = any (${daily}::uuid[]) and day = ${isoOf(this.today)} order by template_id for update`
    for (const { id, issued } of days) this.issued.set(id, issued)
  }

  /** Writes what was taken. The conditions hold under the locks; where they did not, nothing may stand. */
  async settle(tx: TenantTx): Promise<void> {
    const { tenantId } = tx.scope
    const stocked = [...this.taken].filter(([id]) => this.left.has(id))
    const daily = [...this.taken].filter(([id]) => this.templates.get(id)?.terms.limits.perDay !== undefined)
    const [stocks, days] = await Promise.all([
      stocked.length > 0 &&
        tx.sql`
          update coupon_templates t set left_over = t.left_over - n.count
          from unnest(${stocked.map(([id]) => id)}::uuid[], ${stocked.map(([, n]) => n)}::int4[]) as n (id, count)
          where t.tenant_id = ${tenantId} and t.id = n.id and t.left_over >= n.count`,
      daily.length > 0 &&
        tx.sql`
          update coupon_days d set issued = d.issued + n.count
          from unnest(${daily.map(([id]) => id)}::uuid[], ${daily.map(([, n]) => n)}::int4[]) as n (id, count)
          where d.tenant_id = ${tenantId} and d.template_id = n.id and d.day = ${isoOf(this.today)}`,
    ])
    if ((stocks && stocks.count !== stocked.length) || (days && days.count !== daily.length))
      throw new Error('a stock changed under its lock')
  }
}

/** Why a template that is not active gives nothing. */
export function refusalOfState(state: Exclude<TemplateState, 'active'>): IssueRefusal {
  switch (state) {
    case 'draft':
      return 'coupon.not_put_to_work'
    case 'paused':
      return 'coupon.paused'
    case 'ended':
      return 'coupon.ended'
  }
}

const number = (): string => String(randomInt(1e12)).padStart(12, '0')

async function insertCoupons(tx: TenantTx, today: Day, coupons: readonly NewCoupon[]): Promise<void> {
  // Two of a merchant's numbers may fall together; who came second gets another one.
  for (let open = coupons; open.length > 0; ) {
    const done = await tx.sql<{ id: string }[]>`
      insert into coupons (tenant_id, id, template_id, member_id, number, state, origin, issue_key, valid_from, valid_until, issued_on, bought, campaign_id)
      select ${tx.scope.tenantId}::uuid, c.id, c.template_id, c.member_id, c.number, 'held', c.origin, c.issue_key, c.valid_from, c.valid_until, ${isoOf(today)}::date, c.bought::jsonb, c.campaign_id
      from unnest(
        ${open.map((c) => c.id)}::uuid[], ${open.map((c) => c.want.templateId)}::uuid[], ${open.map((c) => c.want.memberId)}::uuid[], ${open.map(number)}::text[],
        ${open.map((c) => c.want.origin)}::text[], ${open.map((c) => c.key)}::text[], ${open.map((c) => c.from)}::date[], ${open.map((c) => c.until)}::date[],
        ${open.map((c) => (c.want.bought ? JSON.stringify({ ...c.want.bought, place: c.place }) : null))}::text[],
        ${open.map((c) => c.want.campaignId ?? null)}::uuid[]
      ) as c (id, template_id, member_id, number, origin, issue_key, valid_from, valid_until, bought, campaign_id)
      on conflict (tenant_id, number) do nothing returning id`
    const made = new Set(done.map((row) => row.id))
    open = open.filter((coupon) => !made.has(coupon.id))
  }
  await insertMoves(
    tx,
    coupons.map(({ id, want }) => ({
      couponId: id,
      memberId: want.memberId,
      from: null,
      to: 'held',
      why: 'issued',
      cause: want.cause,
      reason: want.reason,
      ordinal: 1,
    })),
  )
}
