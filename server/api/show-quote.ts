import { lockQuote } from '@/server/checkout/lock-quote'
import { type NamedCoupon, quoteCart } from '@/server/checkout/quote-cart'
import type { Terms } from '@/server/checkout/read-buyer'
import { readLock } from '@/server/checkout/read-lock'
import { releaseLock } from '@/server/checkout/release-lock'
import { isoOf } from '@/server/engine/calendar/day'
import type { Timeline } from '@/server/engine/program/compile'
import type { CouponOutcome, Quote, ReductionOutcome } from '@/server/engine/quote/answer'
import type { HeldQuote } from '@/server/engine/quote/held'
import { couponOutcomeText, pointsOutcomeText, reductionOutcomeText } from '@/server/engine/sentence/quote'
import type { Language, Surround } from '@/server/engine/sentence/wording'
import { newId } from '@/server/platform/ids'
import { countText, moneyText } from '@/server/platform/money-text'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import type { QuoteRequest, QuoteResponse } from './quote-shapes'
import { campaignsTold } from './told-campaigns'

/** What a cart comes to; held for its order where that is asked. Without a key of its own, each request to hold is a new one. */
export async function showQuote(
  scope: TenantScope,
  { member, store, choices, lock, payable, ...cart }: QuoteRequest,
  key: string | null,
  query: URLSearchParams,
): Promise<QuoteResponse> {
  const language = languageIn(query)
  const asked = { member, store, cart, choices }
  if (lock) return showLock(scope, await lockQuote(scope, { ...asked, payable, requestKey: key ?? newId() }), query)
  const { quote, buyer, timeline, coupons, gifts } = await quoteCart(scope, asked)
  const w = surroundOf(buyer, language, gifts)
  return {
    lock: null,
    state: null,
    expires_at: null,
    order: null,
    ...told(quote, buyer.member.code, namesOf(timeline, quote, coupons), w),
    ...campaignsTold(quote, timeline, w),
  }
}

/** A locked quote as it stands. */
export async function showLock(scope: TenantScope, lockId: string, query: URLSearchParams): Promise<QuoteResponse> {
  const language = languageIn(query)
  const { lock, member, terms, timeline, coupons, gifts } = await readLock(scope, idOf(lockId))
  const w = surroundOf(terms, language, gifts)
  const [channel, order_no] = lock.orderKey?.split('\n') ?? []
  return {
    lock: lock.id,
    state: lock.state,
    expires_at: lock.expiresAt,
    order: channel === undefined || order_no === undefined ? null : { channel, order_no },
    ...told(lock.quote, member, namesOf(timeline, lock.quote, coupons), w),
    ...campaignsTold(lock.quote, timeline, w),
  }
}

/** Lets a locked quote go and shows it. */
export async function showReleased(scope: TenantScope, lockId: string, query: URLSearchParams): Promise<QuoteResponse> {
  languageIn(query)
  await releaseLock(scope, idOf(lockId))
  return showLock(scope, lockId, query)
}

/** An id in an address. One that cannot be any is as unknown as one that is made up. */
function idOf(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text)) throw new Refusal('not_found', 'quote.not_found')
  return text.toLowerCase()
}

function languageIn(query: URLSearchParams): Language | null {
  const asked = query.get('lang')
  if (asked === null || asked === 'zh' || asked === 'en') return asked
  throw new Refusal('invalid', 'request.language_unknown', { field: 'lang' })
}

/** The usual name of points, which has one word in each language; a name of the merchant's own is the same in both. */
const usual: Record<Language, string> = { zh: '积分', en: 'points' }

function surroundOf({ currency, language: own, pointsName }: Terms, asked: Language | null, gifts: ReadonlyMap<string, string>): Surround {
  const language = asked ?? own
  return {
    language,
    money: (minor) => moneyText(minor, currency, language),
    count: (n) => countText(n, language),
    pointsName: Object.values(usual).includes(pointsName) ? usual[language] : pointsName,
    store: () => undefined,
    coupon: (id) => gifts.get(id),
  }
}

/** What a quote names by id: its coupons and full reductions. */
type Names = { coupon: (id: string) => NamedCoupon | undefined; reduction: (id: string) => { name: string; byItems: boolean } }

function namesOf(timeline: Timeline, quote: Quote, coupons: readonly NamedCoupon[]): Names {
  const held = new Map(coupons.map((coupon) => [coupon.id, coupon]))
  const reductions = timeline.has(quote.version) ? timeline.version(quote.version).checkout.reductions : []
  const names = new Map(reductions.map(({ id, name, by }) => [id, { name, byItems: by === 'quantity' }]))
  return { coupon: (id) => held.get(id), reduction: (id) => names.get(id) ?? { name: '', byItems: false } }
}

type Told = Omit<QuoteResponse, 'lock' | 'state' | 'expires_at' | 'order' | 'campaigns' | 'brings'>

function told({ points, coupons, reductions, ...quote }: HeldQuote, member: string, names: Names, w: Surround): Told {
  return {
    member,
    payable: quote.payable,
    goods: quote.goods,
    lines: quote.lines.map(({ fields: _fields, ...line }) => line),
    cascade: quote.cascade,
    discounts: quote.discounts,
    shipping: quote.shipping,
    coupons: coupons.map((outcome) => couponTold(outcome, names, w)),
    reductions: reductions.map((outcome) => reductionTold(outcome, names, w)),
    points: {
      used: points.used,
      worth: points.worth,
      available: points.available,
      most: points.most,
      split: points.split,
      because: points.why,
      sentence: pointsOutcomeText(points, w),
    },
    gives: quote.gives,
  }
}

function couponTold(outcome: CouponOutcome, names: Names, w: Surround): QuoteResponse['coupons'][number] {
  const named = names.coupon(outcome.coupon)
  const other = outcome.applied || outcome.other === undefined ? undefined : names.coupon(outcome.other)
  const about = { coupon: outcome.coupon, number: named?.number ?? null, name: named?.name ?? null, applied: outcome.applied }
  const sentence = couponOutcomeText(outcome, { name: named?.name, other: other?.name }, w)
  if (outcome.applied) return { ...about, off: outcome.off, split: outcome.split, because: null, detail: null, other: null, sentence }
  const { because, detail } = outcome
  return {
    ...about,
    off: 0,
    split: [],
    because,
    detail: detail === undefined ? null : because === 'not_yet' || because === 'over' ? isoOf(detail) : detail,
    other: outcome.other ?? null,
    sentence,
  }
}

function reductionTold(outcome: ReductionOutcome, names: Names, w: Surround): QuoteResponse['reductions'][number] {
  const { name, byItems } = names.reduction(outcome.reduction)
  const sentence = reductionOutcomeText(outcome, name, byItems, w)
  if (!outcome.applied)
    return {
      name,
      applied: false,
      off: 0,
      split: [],
      points: 0,
      free_shipping: false,
      because: outcome.because,
      detail: outcome.detail ?? null,
      sentence,
    }
  const { off, split, points, freeShipping } = outcome
  return { name, applied: true, off, split, points, free_shipping: freeShipping, because: null, detail: null, sentence }
}
