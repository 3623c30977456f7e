import * as z from 'zod'
import { claimCoupon, isGone } from '@/server/coupon/claim-coupon'
import type { GivenCoupon } from '@/server/coupon/given-coupons'
import { issueToMember } from '@/server/coupon/issue-by-hand'
import { listClaimable } from '@/server/coupon/list-claimable'
import { CouponStanding, listCouponsOf } from '@/server/coupon/list-coupons'
import { takeCode } from '@/server/coupon/take-code'
import { couponSentence } from '@/server/engine/sentence/coupon'
import type { Language } from '@/server/engine/sentence/wording'
import { Refusal } from '@/server/platform/refusal'
import type { Permission, TenantScope } from '@/server/platform/scope'
import { answerOnce, type StoredAnswer } from './answer-once'
import {
  type ClaimableResponse,
  ClaimRequest,
  CodeRequest,
  type CouponsResponse,
  type GivenResponse,
  IssueRequest,
  type IssueResponse,
} from './coupon-shapes'
import type { Sentence } from './problem'
import { readBody } from './read-body'

export type Answer = StoredAnswer & { headers: Record<string, string> }

/** A member claims a coupon. */
export async function answerClaim(scope: TenantScope, key: string | null, body: unknown): Promise<Answer> {
  const { member, template } = readBody(ClaimRequest, body)
  const requestKey = needed(key)
  // Most of a rush ends here: what is gone is refused by one look, unless this very request has an answer.
  if (await isGone(scope, template, requestKey)) throw new Refusal('conflict', 'coupon.sold_out')
  return once(scope, 'coupon:claim', requestKey, ['claim', member, template], async () =>
    given(await claimCoupon(scope, { member, templateId: template, requestKey })),
  )
}

/** A member brings a code. */
export async function answerCode(scope: TenantScope, key: string | null, body: unknown): Promise<Answer> {
  const { member, code } = readBody(CodeRequest, body)
  const requestKey = needed(key)
  return once(scope, 'coupon:claim', requestKey, ['code', member, code], async () =>
    given(await takeCode(scope, { member, code, requestKey })),
  )
}

/** A merchant's system gives a member coupons. */
export async function answerIssue(scope: TenantScope, key: string | null, body: unknown): Promise<Answer> {
  const { member, template, count, reason } = readBody(IssueRequest, body)
  const requestKey = needed(key)
  return once(scope, 'coupon:issue', requestKey, ['issue', member, template, count, reason], async (): Promise<IssueResponse> => {
    // Apart from the keys of the console's own clicks.
    const { coupons } = await issueToMember(scope, { member, templateId: template, count, reason, requestKey: `api:${requestKey}` })
    return { coupons: coupons.map(given) }
  })
}

export function needed(key: string | null): string {
  if (key === null) throw new Refusal('invalid', 'request.key_missing', { field: 'Idempotency-Key' })
  return key
}

/** The answer to what was asked, and under the same key the same again. */
export async function once(
  scope: TenantScope,
  permission: Permission,
  key: string,
  asked: unknown[],
  work: () => Promise<unknown>,
): Promise<Answer> {
  const answer = async () => ({ status: 200, body: JSON.stringify(await work()) })
  const { replayed, ...stored } = await answerOnce(scope, key, JSON.stringify(asked), answer, permission)
  return { ...stored, headers: replayed ? { 'idempotency-replayed': 'true' } : {} }
}

export const given = (coupon: GivenCoupon): GivenResponse => ({
  id: coupon.id,
  number: coupon.number,
  template: { id: coupon.templateId, name: coupon.template },
  valid_from: coupon.validFrom,
  valid_until: coupon.validUntil,
  issued_at: coupon.issuedAt,
})

const PAGE = 100
const Asked = z.object({ state: CouponStanding.optional(), page: z.coerce.number().pipe(z.int().min(1).max(10_000)).default(1) })

/** What a member has, or had, newest first, a hundred at a time. */
export async function showCouponsOf(scope: TenantScope, code: string, query: URLSearchParams): Promise<CouponsResponse> {
  const asked = Asked.safeParse({ state: query.get('state') ?? undefined, page: query.get('page') ?? undefined })
  if (!asked.success) {
    const field = String(asked.error.issues[0]?.path[0] ?? '')
    throw new Refusal('invalid', 'request.query_wrong', { field, details: { field } })
  }
  const { state, page } = asked.data
  const language = languageIn(query)
  const { rows, total, wording } = await listCouponsOf(scope, codeOf(code), { standing: state, page, pageSize: PAGE }, language)
  return {
    total,
    coupons: rows.map((row) => ({
      id: row.id,
      number: row.number,
      template: { id: row.template.id, name: row.template.name, note: row.template.note, color: row.template.color },
      kind: row.template.terms.value.kind,
      sentence: couponSentence(row.template.terms, wording),
      state: row.standing,
      valid_from: row.validFrom,
      valid_until: row.validUntil,
      issued_at: row.issuedAt,
      used_at: row.usedAt,
      order: row.usedOrder && { channel: row.usedOrder.channel, order_no: row.usedOrder.number },
      off: row.off,
    })),
  }
}

/** What a member may claim now, and why not where not. */
export async function showClaimable(scope: TenantScope, query: URLSearchParams, sentence: Sentence): Promise<ClaimableResponse> {
  const member = query.get('member')
  if (member === null || member === '')
    throw new Refusal('invalid', 'request.query_wrong', { field: 'member', details: { field: 'member' } })
  const { claimable, wording } = await listClaimable(scope, codeOf(member), languageIn(query))
  return {
    coupons: claimable.map(({ templateId, name, note, color, terms, offer, left, why }) => ({
      template: templateId,
      name,
      note,
      color,
      kind: terms.value.kind,
      sentence: couponSentence(terms, wording),
      from: offer.from ?? null,
      until: offer.until ?? null,
      left,
      may: why === null,
      why_not: why && { code: why.code, detail: sentence(why.code, why.details) },
    })),
  }
}

/** No code holds a zero character, and the database would not even look for one. */
export function codeOf(text: string): string {
  if (text.includes('\0')) throw new Refusal('not_found', 'member.not_found')
  return text
}

export function languageIn(query: URLSearchParams): Language | null {
  const asked = query.get('lang')
  if (asked === null || asked === 'zh' || asked === 'en') return asked
  throw new Refusal('invalid', 'request.language_unknown', { field: 'lang' })
}
