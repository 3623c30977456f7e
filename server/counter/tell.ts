import { isoOf } from '@/server/engine/calendar/day'
import type { Refused } from '@/server/engine/quote/wish'
import type { TenantTx } from '@/server/platform/database'
import { moneyText } from '@/server/platform/money-text'
import { Refusal } from '@/server/platform/refusal'
import { tenantTerms } from '../program/assemble-draft'
import { type Handing, notToHand } from '../reward/collect-redemption'
import { wallClock } from '../reward/redemption-rows'

/** Why something cannot be had here and now: a code with a sentence, and what fills it. */
export type WhyNot = { code: string; details: Record<string, string | number> }

/** When and where something was used before, as a sentence tells it; nothing known of a store is `none`. */
export async function whenAndWhere(tx: TenantTx, at: string | null, storeId: string | null): Promise<{ when: string; store: string }> {
  const [store] = storeId
    ? await tx.sql<{ name: string }[]>`select name from stores where tenant_id = ${tx.scope.tenantId} and id = ${storeId}`
    : []
  return { when: await wallClock(tx, at), store: store?.name ?? 'none' }
}

/** When and where a coupon was used. */
export async function whyUsed(tx: TenantTx, couponId: string): Promise<WhyNot> {
  const [used] = await tx.sql<{ used_at: string | null; used_store: string | null }[]>`
    select used_at, used_store from coupons where tenant_id = ${tx.scope.tenantId} and id = ${couponId}`
  return { code: 'counter.coupon_used_before', details: await whenAndWhere(tx, used?.used_at ?? null, used?.used_store ?? null) }
}

/** Why what was redeemed cannot be handed over: when and where it was, or what else became of it. */
export async function whyNotHanded(tx: TenantTx, handing: Handing): Promise<WhyNot | null> {
  const not = notToHand(handing)
  if (not === null) return null
  return { code: not.code, details: not.at === undefined ? {} : await whenAndWhere(tx, not.at, not.store ?? null) }
}

/** What a refused coupon is told with. */
export async function whyOf(tx: TenantTx, { because, detail = 0 }: Refused): Promise<WhyNot> {
  const { code, kind } = reasons[because]
  if (kind === 'day') return { code, details: { day: isoOf(detail) } }
  if (kind === 'money') {
    const { currency, language } = await tenantTerms(tx)
    return { code, details: { amount: moneyText(detail, currency, language.startsWith('zh') ? 'zh' : 'en') } }
  }
  return { code, details: {} }
}

/** Refuses a coupon with why it cannot be used. */
export async function refuseCoupon(tx: TenantTx, refused: Refused): Promise<never> {
  const { code, details } = await whyOf(tx, refused)
  throw new Refusal('conflict', code, { details })
}

const reasons: Record<Refused['because'], { code: string; kind?: 'day' | 'money' }> = {
  unknown: { code: 'coupon.not_found' },
  used: { code: 'counter.coupon_used' },
  locked: { code: 'counter.coupon_locked' },
  withdrawn: { code: 'counter.coupon_withdrawn' },
  not_yet: { code: 'counter.coupon_not_yet', kind: 'day' },
  over: { code: 'counter.coupon_over', kind: 'day' },
  other_store: { code: 'counter.other_store' },
  other_channel: { code: 'counter.other_channel' },
  other_tier: { code: 'counter.other_tier' },
  other_member: { code: 'counter.other_member' },
  no_goods: { code: 'counter.no_goods' },
  below: { code: 'counter.below', kind: 'money' },
  above: { code: 'counter.above', kind: 'money' },
  no_effect: { code: 'counter.no_effect' },
  not_together: { code: 'counter.no_effect' },
  too_many_of_kind: { code: 'counter.no_effect' },
  too_many: { code: 'counter.no_effect' },
  costlier: { code: 'counter.no_effect' },
  no_shipping: { code: 'counter.no_shipping' },
}
