import { type CouponRow, couponRows, readyCoupons } from '@/server/coupon/held-coupons'
import type { Day } from '@/server/engine/calendar/day'
import { localDay } from '@/server/engine/calendar/zone'
import type { Timeline } from '@/server/engine/program/compile'
import { ownLineProblem } from '@/server/engine/program/own-values'
import type { Cart, Choices } from '@/server/engine/quote/cart'
import type { HeldQuote } from '@/server/engine/quote/held'
import { quote } from '@/server/engine/quote/quote'
import { now } from '@/server/platform/clock'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { readTimeline } from '@/server/program/read-timeline'
import { giftNames } from './gift-names'
import { type Buyer, memberAt, readBuyer } from './read-buyer'

/** What is asked: who buys what, where, and what they wish to use. */
export type QuoteAsked = { member: string; store?: string | undefined; cart: Cart; choices: Choices }

/** A coupon that a quote looked at, as people know it. */
export type NamedCoupon = { id: string; number: string; name: string }

/** What a cart comes to, and what it takes to tell it. */
export type Quoted = {
  quote: HeldQuote
  buyer: Buyer
  timeline: Timeline
  coupons: readonly NamedCoupon[]
  /** Names of coupons that campaigns give. */
  gifts: ReadonlyMap<string, string>
  at: number
  day: Day
}

/** What a cart comes to for a member now, at the server's time. Reads only. Refuses a member or store that is not there, or is closed. */
export const quoteCart = (scope: TenantScope, asked: QuoteAsked): Promise<Quoted> =>
  inTenant(scope, 'checkout:write', async (tx) => {
    const at = now().getTime()
    // Nothing has to be known of the buyer to ask for the coupons: both come in one trip.
    const [buyer, rows] = await Promise.all([
      readBuyer(tx, asked, false),
      couponRows(tx, { code: asked.member }, { named: namedBy(asked.choices), at }),
    ])
    return quoteFrom(tx, { buyer, rows, at }, asked)
  })

/** The same inside a transaction, for a buyer that has been read. */
export async function quoteWithin(tx: TenantTx, buyer: Buyer, asked: QuoteAsked): Promise<Quoted> {
  const at = now().getTime()
  const today = localDay(buyer.timeZone, at)
  const rows = await couponRows(tx, { id: buyer.member.id }, { named: namedBy(asked.choices), today })
  return quoteFrom(tx, { buyer, rows, at }, asked)
}

const namedBy = ({ coupons }: Choices): readonly string[] => (coupons === 'best' ? [] : coupons)

type Read = { buyer: Buyer; rows: readonly CouponRow[]; at: number }

async function quoteFrom(tx: TenantTx, { buyer, rows, at }: Read, { cart, choices }: QuoteAsked): Promise<Quoted> {
  const [timeline, coupons] = await Promise.all([readTimeline(tx, buyer), readyCoupons(tx, rows)])
  // What an order may not say of its lines, a cart may not either: the order takes them over.
  const wrong = ownLineProblem(cart.lines, timeline.newest().own, 'lines')
  if (wrong) throw new Refusal('invalid', wrong.code, { field: wrong.field })
  const state = await memberAt(tx, timeline, buyer.member, at)
  const program = timeline.at(at)
  const day = Math.max(localDay(program.timeZone, at), state.day)
  const answer = quote(
    program,
    { state, coupons, campaigns: timeline.campaigns, at, day, store: buyer.storeId },
    cart,
    byId(choices, coupons),
  )
  return { quote: withFields(answer, cart), buyer, timeline, coupons, gifts: await giftNames(tx, timeline.campaigns, answer), at, day }
}

/** The choices with coupons by their ids, where they are named by the number that staff type. */
function byId(choices: Choices, coupons: readonly NamedCoupon[]): Choices {
  if (choices.coupons === 'best') return choices
  const ids = new Map(coupons.map(({ id, number }) => [number, id]))
  return { ...choices, coupons: choices.coupons.map((named) => ids.get(named) ?? named.toLowerCase()) }
}

/** The quote with the merchant's own fields of its lines. */
function withFields(answer: ReturnType<typeof quote>, cart: Cart): HeldQuote {
  const fields = new Map(cart.lines.flatMap((line, i) => (line.fields === undefined ? [] : [[line.line ?? String(i + 1), line.fields]])))
  if (fields.size === 0) return answer
  return {
    ...answer,
    lines: answer.lines.map((line) => {
      const own = fields.get(line.line)
      return own === undefined ? line : { ...line, fields: own }
    }),
  }
}
