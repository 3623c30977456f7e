import type { Fragment } from 'postgres'
import * as z from 'zod'
import type { CouponOrigin, CouponState, CouponTerms } from '@/server/engine/coupon/template'
import type { Language, Wording } from '@/server/engine/sentence/wording'
import { actorNames } from '@/server/member/actor-names'
import { findMembers } from '@/server/member/find-members'
import { maskedProfile } from '@/server/member/list-members'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { couponWording } from './coupon-wording'
import type { MoveWhy } from './move-coupons'
import { templateWithin } from './template-row'
import { todayOf } from './visible'

/** A coupon as of today: what it can be used for reads its dates, which its state does not. */
export const CouponStanding = z.enum(['usable', 'not_yet', 'over', 'locked', 'used', 'withdrawn'])
export type CouponStanding = z.infer<typeof CouponStanding>

const Page = { page: z.int().min(1).max(100_000).default(1), pageSize: z.int().min(1).max(100).default(20) }

export const CouponQuery = z.strictObject({
  templateId: z.uuid(),
  standing: CouponStanding.optional(),
  /** A member's code, name or phone, or the number of a coupon. */
  search: z.string().trim().max(64).default(''),
  ...Page,
})
export type CouponQuery = z.infer<typeof CouponQuery>

export const MemberCoupons = z.strictObject({ memberId: z.uuid(), standing: CouponStanding.optional(), ...Page })
export type MemberCoupons = z.infer<typeof MemberCoupons>

/** A member's coupon in a list. Name and phone are masked. */
export type CouponLine = {
  id: string
  number: string
  state: CouponState
  standing: CouponStanding
  origin: CouponOrigin
  validFrom: string
  validUntil: string
  issuedAt: string
  usedAt: string | null
  usedStore: string | null
  usedOrder: { channel: string; number: string } | null
  off: number | null
  paid: number | null
  template: { id: string; name: string; color: string; note: string; terms: CouponTerms }
  member: { id: string; code: string; name: string | null; phone: string | null }
}

/** `more`: a search matched too many members to look through. */
export type CouponPage = { rows: CouponLine[]; total: number; more: boolean }

/** The coupons of a template, newest first; for a store manager, those of members of the own stores. */
export const listCoupons = (scope: TenantScope, query: CouponQuery): Promise<CouponPage> =>
  inTenant(scope, 'coupon:read', async (tx) => {
    await templateWithin(tx, query.templateId)
    const { currency } = await tenantTerms(tx)
    const found = query.search === '' ? null : await findMembers(tx, query.search, currency)
    const matching = found
      ? tx.sql`and (c.number = ${query.search} or m.code = any (${found.codes}::text[]) or (m.code >= ${found.from} and m.code < ${found.below}) or m.id = any (${found.ids}::uuid[]))`
      : tx.sql``
    const page = await pageOf(tx, tx.sql`and c.template_id = ${query.templateId} ${matching}`, query, currency)
    return { ...page, more: found?.more ?? false }
  })

/** What a member has, or had: newest first. */
export const listMemberCoupons = (scope: TenantScope, query: MemberCoupons): Promise<CouponPage> =>
  inTenant(scope, 'coupon:read', async (tx) => {
    const [member] = await tx.sql`select id from members where tenant_id = ${scope.tenantId} and id = ${query.memberId}`
    if (!member) throw new Refusal('not_found', 'member.not_found')
    const { currency } = await tenantTerms(tx)
    return { ...(await pageOf(tx, tx.sql`and c.member_id = ${query.memberId}`, query, currency)), more: false }
  })

/** The same for a member named by code, and how coupons are told. */
export const listCouponsOf = (
  scope: TenantScope,
  code: string,
  query: Omit<MemberCoupons, 'memberId'>,
  language: Language | null,
): Promise<{ rows: CouponLine[]; total: number; wording: Wording }> =>
  inTenant(scope, 'coupon:read', async (tx) => {
    const [member] = await tx.sql<{ id: string }[]>`select id from members where tenant_id = ${scope.tenantId} and code = ${code}`
    if (!member) throw new Refusal('not_found', 'member.not_found')
    const { currency } = await tenantTerms(tx)
    const page = await pageOf(tx, tx.sql`and c.member_id = ${member.id}`, query, currency)
    return { ...page, wording: await couponWording(tx, language) }
  })

type Row = Omit<CouponLine, 'template' | 'member' | 'usedOrder'> & {
  usedOrder: string | null
  templateId: string
  templateName: string
  color: string
  note: string
  terms: CouponTerms
  memberId: string
  code: string
  name_sealed: string | null
  phone_sealed: string | null
}

async function pageOf(
  tx: TenantTx,
  where: Fragment,
  { standing, page, pageSize }: { standing?: CouponStanding | undefined; page: number; pageSize: number },
  currency: string,
): Promise<{ rows: CouponLine[]; total: number }> {
  const { sql, scope } = tx
  const today = await todayOf(tx)
  const standingOf = sql`
    case when c.state <> 'held' then c.state when c.valid_until < ${today}::date then 'over' when c.valid_from > ${today}::date then 'not_yet' else 'usable' end`
  // Members come by join, so that row-level security narrows what a store manager is shown.
  const from = sql`
    from coupons c join members m on m.tenant_id = ${scope.tenantId} and m.tenant_id = c.tenant_id and m.id = c.member_id
    where c.tenant_id = ${scope.tenantId} ${where} ${standing === undefined ? sql`` : sql`and (${standingOf}) = ${standing}`}`
  const [counted] = await sql<{ total: number }[]>`select count(*)::int as total ${from}`
  const rows = await sql<Row[]>`
    select c.*, t.name as "templateName", t.color, t.note, t.terms, s.name as "usedStore"
    from (
      select c.id, c.number, c.state, ${standingOf} as standing, c.origin, c.valid_from::text as "validFrom", c.valid_until::text as "validUntil",
             to_char(c.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "issuedAt",
             to_char(c.used_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "usedAt",
             c.used_order as "usedOrder", c.off, c.paid, c.template_id as "templateId", c.used_store,
             m.id as "memberId", m.code, m.name_sealed, m.phone_sealed
      ${from} order by c.issued_at desc, c.id desc limit ${pageSize} offset ${(page - 1) * pageSize}) c
    join coupon_templates t on t.tenant_id = ${scope.tenantId} and t.id = c."templateId"
    left join stores s on s.tenant_id = ${scope.tenantId} and s.id = c.used_store
    order by c."issuedAt" desc, c.id desc`
  return { rows: rows.map((row) => lineOf(scope.tenantId, row, currency)), total: counted?.total ?? 0 }
}

function lineOf(tenantId: string, row: Row, currency: string): CouponLine {
  const { templateId, templateName, color, note, terms, memberId, code, name_sealed, phone_sealed, usedOrder } = row
  const [channel = '', number = ''] = usedOrder?.split('\n') ?? []
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    standing: row.standing,
    origin: row.origin,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    issuedAt: row.issuedAt,
    usedAt: row.usedAt,
    usedStore: row.usedStore,
    usedOrder: usedOrder === null ? null : { channel, number },
    off: row.off,
    paid: row.paid,
    template: { id: templateId, name: templateName, color, note, terms },
    member: { id: memberId, code, ...maskedProfile(tenantId, { id: memberId, name_sealed, phone_sealed }, currency) },
  }
}

/** One step in a coupon's life. `by` is null when the system did it. */
export type CouponStep = {
  at: string
  from: CouponState | null
  to: CouponState
  why: MoveWhy
  store: string | null
  by: string | null
  reason: string | null
}

/** How a coupon came to where it is, oldest first. */
export const couponSteps = (scope: TenantScope, couponId: string): Promise<CouponStep[]> =>
  inTenant(scope, 'coupon:read', async (tx) => {
    const [coupon] = await tx.sql`
      select c.id from coupons c join members m on m.tenant_id = ${scope.tenantId} and m.tenant_id = c.tenant_id and m.id = c.member_id
      where c.tenant_id = ${scope.tenantId} and c.id = ${couponId}`
    if (!coupon) throw new Refusal('not_found', 'coupon.not_found')
    const rows = await tx.sql<(Omit<CouponStep, 'by'> & { kind: 'operator' | 'key' | 'system'; actor: string })[]>`
      select to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, v.from_state as from, v.to_state as to, v.why, s.name as store, v.reason,
             v.actor_kind as kind, v.actor_id as actor
      from coupon_moves v left join stores s on s.tenant_id = ${scope.tenantId} and s.id = v.at_store
      where v.tenant_id = ${scope.tenantId} and v.coupon_id = ${couponId} order by v.ordinal`
    const names = await actorNames(
      tx,
      rows.map(({ kind, actor }) => ({ kind, id: actor })),
    )
    return rows.map(({ kind, actor, ...step }) => ({ ...step, by: names.get(`${kind}:${actor}`) ?? null }))
  })
