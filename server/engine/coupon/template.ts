import * as z from 'zod'
import { Scope, Threshold } from '../checkout/scope'
import { Condition } from '../condition/condition'
import { IsoDate } from '../rule/terms'

const money = z.int().min(1).max(9_000_000_000_000)
const name = z.string().trim().min(1).max(64)

/**
 * What a coupon is worth. `fixed`: so much off (with a threshold it is 满减). `percent`: so much of what remains, in
 * basis points off (1,500 is 8.5 折), rounded half up, at most the cap. `exchange`: so many items of the goods named, or
 * a service handed over at the counter. `free_shipping`: shipping, at most the cap.
 */
export const CouponValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), off: money }),
  z.strictObject({ kind: z.literal('percent'), offBps: z.int().min(1).max(10_000), cap: money.optional() }),
  z
    .strictObject({
      kind: z.literal('exchange'),
      skus: z.array(name).min(1).max(1_000).optional(),
      categories: z.array(name).min(1).max(100).optional(),
      quantity: z.int().min(1).max(1_000),
      /** What is handed over, where it is no article of the cart: 体验课一节. */
      service: z.string().trim().min(1).max(60).optional(),
    })
    .refine((v) => v.skus !== undefined || v.categories !== undefined || v.service !== undefined, {
      path: ['skus'],
      message: 'coupon.exchange_for_nothing',
    }),
  z.strictObject({ kind: z.literal('free_shipping'), cap: money.optional() }),
])
export type CouponValue = z.infer<typeof CouponValue>

/** When a coupon can be used, both ends included: between two dates, or so many days beginning so many days after it was received. */
export const CouponValidity = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('fixed'), from: IsoDate, until: IsoDate })
    .refine((v) => v.from <= v.until, { path: ['until'], message: 'rule.ends_before_start' }),
  z.strictObject({ kind: z.literal('relative'), afterDays: z.int().min(0).max(365), days: z.int().min(1).max(3_650) }),
])
export type CouponValidity = z.infer<typeof CouponValidity>

/** How members come by it: they claim it, the merchant (or a rule) issues it, or a code brings it. A claimable one can be issued too. */
export const CouponWay = z.enum(['claim', 'issue', 'code'])
export type CouponWay = z.infer<typeof CouponWay>

/** How many coupons: of one member ever and on one date, of all members on one date, and of one order. */
export const CouponLimits = z.strictObject({
  perMember: z.int().min(1).max(100_000).optional(),
  perMemberDay: z.int().min(1).max(100_000).optional(),
  perDay: z.int().min(1).max(100_000_000).optional(),
  perOrder: z.int().min(1).max(5),
})
export type CouponLimits = z.infer<typeof CouponLimits>

/** What no later change touches once a template has been put to work: every coupon of it means the same. */
export const CouponTerms = z.strictObject({
  value: CouponValue,
  thresholds: z.array(Threshold).max(3),
  scope: Scope,
  /** Whom it takes for, as a condition about the member (人群): at use, not at issue. */
  when: Condition.optional(),
  validity: CouponValidity,
  /** Coupons of different groups go together, of one group only one; without a group it stands alone. */
  group: z.string().trim().min(1).max(20).optional(),
  limits: CouponLimits,
  /** Days for which a coupon that comes back after its end can be used; it stays over when left out. */
  extendDays: z.int().min(1).max(365).optional(),
})
export type CouponTerms = z.infer<typeof CouponTerms>

/** Who may come by it, and when: for claims and codes. Tiers make it 会员限领. */
export const CouponOffer = z
  .strictObject({
    way: CouponWay,
    from: IsoDate.optional(),
    until: IsoDate.optional(),
    tiers: z.array(name).min(1).max(100).optional(),
    when: Condition.optional(),
  })
  .refine((o) => o.from === undefined || o.until === undefined || o.from <= o.until, {
    path: ['until'],
    message: 'rule.ends_before_start',
  })
export type CouponOffer = z.infer<typeof CouponOffer>

/** draft: being written. active: given out. paused: for the moment not given out. ended: never again; what members hold stays good in all three. */
export const TemplateState = z.enum(['draft', 'active', 'paused', 'ended'])
export type TemplateState = z.infer<typeof TemplateState>

/** What an operator fills in. `stock` is how many there are in all; null for no end. */
export const CouponTemplateDraft = z.strictObject({
  name: z.string().trim().min(1).max(40),
  /** What the member reads below the value. */
  note: z.string().trim().max(200),
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  stock: z.int().min(0).max(100_000_000).nullable(),
  terms: CouponTerms,
  offer: CouponOffer,
})
export type CouponTemplateDraft = z.infer<typeof CouponTemplateDraft>

/** What became of a coupon. That it is over is read from its last day and is no state of its own. */
export const CouponState = z.enum(['held', 'locked', 'used', 'withdrawn'])
export type CouponState = z.infer<typeof CouponState>

/** How a member came by it. */
export const CouponOrigin = z.enum(['hand', 'batch', 'rule', 'entry', 'benefit', 'claim', 'code', 'reward', 'campaign'])
export type CouponOrigin = z.infer<typeof CouponOrigin>
