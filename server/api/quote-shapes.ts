import * as z from 'zod'
import { Cart, Choices } from '@/server/engine/quote/cart'

/** A cart as a shop or till sends it. Unknown fields are refused. */
export const QuoteRequest = z
  .strictObject({
    ...Cart.shape,
    member: z.string().trim().min(1).max(64).describe('The member’s code'),
    store: z.string().trim().min(1).max(64).optional().describe('Code of the store'),
    choices: Choices.prefault({}).describe('Which coupons and how many points the member wishes to use'),
    lock: z.boolean().default(false).describe('Holds the quote for 15 minutes: its coupons and points are set aside for the order to come'),
    payable: z
      .int()
      .min(0)
      .optional()
      .describe('What the member has been shown, in minor units; a quote that comes to something else is not locked'),
  })
  .meta({ id: 'QuoteRequest' })
export type QuoteRequest = z.infer<typeof QuoteRequest>

const money = z.int().describe('In minor units')

const Line = z.object({
  line: z.string(),
  sku: z.string().nullable(),
  category: z.string().nullable(),
  quantity: z.int(),
  initial: money.describe('As listed'),
  activity: money.describe('Taken off by the activity price'),
  limited: money.describe('Taken off by the limited-time price'),
  member: money.describe('Taken off by the member price'),
  reduction: money.describe('Taken off by full reductions'),
  coupon: money.describe('Taken off by coupons'),
  points: money.describe('Taken off by points as cash'),
  payable: money.describe('What is left to pay'),
})

const Coupon = z.object({
  coupon: z.string(),
  number: z.string().nullable().describe('What staff type or scan'),
  name: z.string().nullable(),
  applied: z.boolean(),
  off: money,
  split: z.array(z.int()).describe('What it took off each line'),
  because: z.string().nullable().describe('Why it was not taken off'),
  detail: z.union([z.int(), z.iso.date()]).nullable().describe('How much is missing or too much, or on which date it begins or ended'),
  other: z.string().nullable().describe('The coupon it does not go with'),
  sentence: z.string(),
})

const Reduction = z.object({
  name: z.string(),
  applied: z.boolean(),
  off: money,
  split: z.array(z.int()),
  points: z.int().describe('Points that it gives with the order'),
  free_shipping: z.boolean(),
  because: z.string().nullable(),
  detail: z.int().nullable(),
  sentence: z.string(),
})

const CampaignTold = z.object({
  campaign: z.string(),
  name: z.string(),
  applied: z.boolean(),
  off: money,
  split: z.array(z.int()).describe('What it took off each line; nothing for shipping'),
  because: z.string().nullable().describe('Why it does nothing for this cart'),
  detail: z.int().nullable(),
  sentence: z.string(),
})

const Bring = z.object({
  campaign: z.string(),
  name: z.string(),
  kind: z.string().describe('points, growth, points_bonus, growth_bonus, coupons, goods or chances'),
  goods: z.string().nullable().describe('What to hand out with the order, by name'),
  sku: z.string().nullable(),
  count: z.int().nullable().describe('How many of them'),
  sentence: z.string(),
})

/** What a cart comes to for a member, and why; with its lock, where it is held. */
export const QuoteResponse = z
  .object({
    lock: z.uuid().nullable().describe('Send it with the paid order'),
    state: z
      .enum(['locked', 'confirmed', 'released', 'lapsed'])
      .nullable()
      .describe('locked: held · confirmed: by an order · released: let go · lapsed: its time was up'),
    expires_at: z.iso.datetime({ offset: true }).nullable(),
    order: z.object({ channel: z.string(), order_no: z.string() }).nullable().describe('The order that confirmed it'),
    member: z.string(),
    payable: money.describe('Goods and shipping'),
    goods: money.describe('As listed'),
    lines: z.array(Line).describe('What is bought now, in the order sent'),
    cascade: z
      .array(z.object({ stage: z.enum(['activity', 'price', 'reduction', 'coupon', 'points', 'shipping']), off: money, left: money }))
      .describe('What each stage took off and left, in the order in which they come'),
    discounts: z.object({ activity: money, limited: money, member: money, reduction: money, coupon: money, points: money }),
    shipping: z.object({
      full: money,
      off: money,
      payable: money,
      free: z.enum(['coupon', 'reduction', 'benefit', 'campaign']).nullable(),
    }),
    coupons: z.array(Coupon).describe('Each coupon that was looked at, taken or not, and why'),
    reductions: z.array(Reduction),
    points: z.object({
      used: z.int(),
      worth: money,
      available: z.int(),
      most: z.int().describe('The most that could be used'),
      split: z.array(z.int()),
      because: z.string().nullable().describe('Why there are fewer than wished'),
      sentence: z.string().nullable(),
    }),
    gives: z.int().describe('Points that full reductions give with the order'),
    campaigns: z.array(CampaignTold).describe('Each campaign that runs just now: what it took off, or why nothing'),
    brings: z.array(Bring).describe('What campaigns give with the order once it is paid'),
  })
  .meta({ id: 'Quote' })
export type QuoteResponse = z.infer<typeof QuoteResponse>
