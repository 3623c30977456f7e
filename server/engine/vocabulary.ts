import * as z from 'zod'
import type { GoodsGift } from './rule/terms'

/** Whole minor units of the tenant's currency (分 for CNY). Never a fraction. */
export const Money = z.int().min(-9_000_000_000_000).max(9_000_000_000_000)

/** What a rule may answer to: something that happens to a member, or their birthday. */
export const Trigger = z.enum([
  'order.paid',
  'order.completed',
  'member.registered',
  'member.profile_completed',
  'member.checked_in',
  'member.shared',
  'member.reviewed',
  'member.referred',
  'stored.recharged',
  'membership.purchased',
  'member.birthday',
  'custom',
])
export type Trigger = z.infer<typeof Trigger>

const short = z.string().trim().min(1).max(64)

const fieldKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
/** The merchant's own fields by their keys: text or choice, whole number, date as `2024-01-31`, yes or no as true or false; null clears. */
export const FieldValues = z.record(fieldKey, z.union([z.string().trim().min(1).max(120), z.int(), z.boolean(), z.null()]))
export type FieldValues = z.infer<typeof FieldValues>

/** One line of an order. `amount` is what was paid for the whole line after discounts, without shipping. */
export const OrderLine = z.strictObject({
  line: short.optional().describe('The line’s own name in the order; its place, from 1, when left out'),
  sku: short.optional(),
  category: short.optional(),
  quantity: z.int().min(1).max(1_000_000).default(1),
  amount: Money.describe('Paid for the whole line; before the discounts of the order where those are given'),
  fields: FieldValues.optional().describe('The merchant’s own fields of order lines'),
})
export type OrderLine = z.infer<typeof OrderLine>

const amountOrLines = {
  amount: z.int().min(0).max(9_000_000_000_000).optional().describe('Net paid in minor units: after discounts, without shipping'),
  lines: z.array(OrderLine).min(1).max(500).optional(),
}

/** A discount of the order that is not yet taken off its lines: off the named ones, or off all of them. */
export const OrderDiscount = z.strictObject({
  amount: z.int().min(1).max(9_000_000_000_000),
  lines: z.array(short).min(1).max(500).optional(),
})

/**
 * An order was paid. Either an amount or lines; with both, the lines less the discounts must sum to the amount. A
 * discount is split over its lines by largest remainder.
 */
export const OrderPaid = z.strictObject({
  type: z.literal('order.paid'),
  channel: short.default('default'),
  order_no: short,
  ...amountOrLines,
  discounts: z.array(OrderDiscount).min(1).max(50).optional(),
  shipping: z.int().min(0).max(9_000_000_000_000).optional().describe('Paid for shipping, beside the amount'),
  lock: z
    .uuid()
    .toLowerCase()
    .optional()
    .describe('The locked quote that this order confirms; amount and lines may then be left out, and must agree with it when given'),
})

/** An order reached its buyer, or was served. */
export const OrderCompleted = z.strictObject({ type: z.literal('order.completed'), channel: short.default('default'), order_no: short })

/** Which part of a line came back. */
export const RefundLine = z.strictObject({ line: short, quantity: z.int().min(1).max(1_000_000) })
export type RefundLine = z.infer<typeof RefundLine>

/** Money went back: for named lines, for an amount of a named order, or for an amount alone. */
export const OrderRefunded = z.strictObject({
  type: z.literal('order.refunded'),
  channel: short.default('default'),
  refund_no: short,
  order_no: short.optional().describe('The order it gives back; without it the amount stands alone'),
  amount: z.int().min(0).max(9_000_000_000_000).optional().describe('In minor units, a positive number'),
  lines: z.array(RefundLine).min(1).max(500).optional(),
  shipping: z.int().min(0).max(9_000_000_000_000).optional().describe('Given back of what was paid for shipping'),
})

export const MemberRegistered = z.strictObject({
  type: z.literal('member.registered'),
  invited_by: short.optional().describe('Code of the member who brought this one in'),
})
export const MemberCheckedIn = z.strictObject({ type: z.literal('member.checked_in') })

export const ProfileCompleted = z.strictObject({ type: z.literal('member.profile_completed') })

/** What became of a member's profile. Of a date of birth only month and day are kept in the log. */
export const ProfileChanged = z.strictObject({
  type: z.literal('member.profile_changed'),
  birthday: z
    .string()
    .regex(/^(?:\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
    .nullable()
    .optional()
    .describe('Date of birth, or month and day alone; null clears'),
  fields: FieldValues.optional(),
})
/** Tags that a member was given or lost. */
export const MemberTagged = z.strictObject({
  type: z.literal('member.tagged'),
  add: z.array(short).max(50).default([]),
  remove: z.array(short).max(50).default([]),
})
export const MemberShared = z.strictObject({ type: z.literal('member.shared') })
export const MemberReviewed = z.strictObject({
  type: z.literal('member.reviewed'),
  channel: short.default('default'),
  order_no: short.optional(),
})
/** Somebody whom the member invited has joined or bought, as the merchant counts it. Each invited person counts once. */
export const MemberReferred = z.strictObject({
  type: z.literal('member.referred'),
  invited: short.describe('Code of the invited member'),
  stage: z
    .enum(['registered', 'ordered'])
    .optional()
    .describe('What the invited member has done: joined (when left out), or paid a first order'),
})
/** Money was put into a stored-value account. */
export const StoredRecharged = z.strictObject({
  type: z.literal('stored.recharged'),
  channel: short.default('default'),
  recharge_no: short,
  amount: z.int().min(1).max(9_000_000_000_000),
})
/** A paid membership was bought. */
export const MembershipPurchased = z.strictObject({
  type: z.literal('membership.purchased'),
  channel: short.default('default'),
  purchase_no: short,
  plan: short.optional(),
  amount: z.int().min(0).max(9_000_000_000_000).default(0),
})
/** Something of the merchant's own. */
export const CustomHappened = z.strictObject({
  type: z.literal('custom'),
  event: fieldKey.describe('Key of the merchant’s own event'),
  amount: z.int().min(0).max(9_000_000_000_000).optional(),
})

/** A fact as a merchant's system tells it. */
export const FactBody = z.discriminatedUnion('type', [
  OrderPaid,
  OrderRefunded,
  OrderCompleted,
  MemberRegistered,
  ProfileCompleted,
  ProfileChanged,
  MemberTagged,
  MemberCheckedIn,
  MemberShared,
  MemberReviewed,
  MemberReferred,
  StoredRecharged,
  MembershipPurchased,
  CustomHappened,
])
export type FactBody = z.infer<typeof FactBody>

/** Points taken from one lot, and how long the lot lives, so that points which come back know where they belong. */
export type Taken = { lot: string; amount: number; earned?: number; expires?: number | null; idle?: number }

/** A command as it entered the log: decided once, with what it took. */
export type CommandBody =
  | { type: 'points.spent'; amount: number; reason: string; taken: Taken[] }
  | { type: 'points.adjusted'; amount: number; reason: string; taken: Taken[] }
  /** Points of an earlier spend that come back, to the lots they were taken from. */
  | {
      type: 'points.returned'
      amount: number
      reason: string
      spend: string
      taken: Taken[]
      /** What was only set aside lives as if it had never been: a lot that has ended since is over. */
      asBefore?: true
    }
  /** A tier given by hand (null for none; left out when only locked), until the next trigger, until a date, or locked. */
  | { type: 'tier.set'; ladder: string; tier?: string | null; until: number | null; locked: boolean; reason: string }
  /** The end of a tier given by hand or of a lock. */
  | { type: 'tier.released'; ladder: string; reason: string }

/** Something given once and never decided again: the reward for entering a tier on a day. `cycle` is the last day of that validity, or null. */
export type GrantBody = {
  type: 'points.granted'
  amount: number
  ladder: string
  tier: string
  entered: number
  cycle: number | null
  /** Coupons given with the points; there may be coupons alone. */
  coupons?: readonly { template: string; count: number }[]
  goods?: GoodsGift
  /** The effect of a campaign that gives it, where it is none of the tier's own. */
  effect?: string
}

/** What a campaign gives once for an occasion, by time or asked for: points, or growth on a ladder. */
export type CampaignGrantBody = { type: 'campaign.granted'; effect: string; points?: number; growth?: { ladder: string; amount: number } }

/** What a confirmed checkout had taken, and what comes back with a refund: points in proportion, coupons with the whole. */
export type Redeemed = {
  lock: string
  points?: { spend: string; amount: number; taken: Taken[] }
  /** `bought`: the points it had cost in the mall, and the lots they came from. */
  coupons: { id: string; bought?: { points: number; taken: Taken[] } }[]
  /** Points that full reductions give with the order. */
  gives?: { reduction: string; points: number }[]
}

/** Set by the shell: on a fact of imported history, that it counts for tiers only; on an order, what its checkout had taken. */
export type ImportedBody = FactBody & { earns?: false; redeemed?: Redeemed }

/** The body of a log entry, as stored. */
export type StoredEventBody = ImportedBody | CommandBody | GrantBody | CampaignGrantBody

/** One entry of a member's log. `at` is the instant in milliseconds, `day` the tenant-local date as a day number. */
export type LogEntry = {
  id: string
  source: string
  key: string
  at: number
  day: number
  store: string | null
  body: StoredEventBody
  /** What shared budgets let it have, by rule. */
  admitted?: Record<string, number>
}

/** Sale before refund before anything else of the same instant; commands come behind, for they saw the rest, and grants follow from all. */
const RANK: Record<StoredEventBody['type'], number> = {
  'member.registered': 0,
  'order.paid': 1,
  'order.refunded': 2,
  'member.checked_in': 3,
  'points.adjusted': 4,
  'points.spent': 5,
  'order.completed': 3,
  'member.profile_completed': 3,
  'member.profile_changed': 3,
  'member.tagged': 3,
  'member.shared': 3,
  'member.reviewed': 3,
  'member.referred': 3,
  'stored.recharged': 3,
  'membership.purchased': 3,
  custom: 3,
  'points.returned': 6,
  'tier.set': 7,
  'tier.released': 8,
  'points.granted': 9,
  'campaign.granted': 10,
}

/** Where an entry stands in the total order of a log: instant, kind, source, key. */
export type Position = readonly [at: number, rank: number, source: string, key: string]
export const positionOf = (e: LogEntry): Position => [e.at, RANK[e.body.type], e.source, e.key]

/** Negative when `a` comes before `b`. */
export function comparePositions(a: Position, b: Position): number {
  if (a[0] !== b[0]) return a[0] - b[0]
  if (a[1] !== b[1]) return a[1] - b[1]
  if (a[2] !== b[2]) return a[2] < b[2] ? -1 : 1
  return a[3] === b[3] ? 0 : a[3] < b[3] ? -1 : 1
}
/** The same of two entries: most differ in their instant. */
export const compareEntries = (a: LogEntry, b: LogEntry): number =>
  a.at !== b.at ? a.at - b.at : comparePositions(positionOf(a), positionOf(b))

/** The name under which an order stands in a member's history. */
export const orderKey = (channel: string, orderNo: string): string => `${channel}\n${orderNo}`

/** A channel and a number as one name. A channel with a colon is told by its length, so that no two numbers share a name. */
const booked = (kind: string, channel: string, number: string): string =>
  channel.includes(':') ? `${kind}::${channel.length}:${channel}:${number}` : `${kind}:${channel}:${number}`

/** What an event is in the merchant's books, whoever sends it; nothing for an event that books do not number. */
export function businessKey(body: FactBody): string | null {
  switch (body.type) {
    case 'order.paid':
      return booked('order', body.channel, body.order_no)
    case 'order.refunded':
      return booked('refund', body.channel, body.refund_no)
    case 'order.completed':
      return booked('completed', body.channel, body.order_no)
    case 'member.referred':
      return body.stage === 'ordered' ? `referral:${body.invited}:ordered` : `referral:${body.invited}`
    case 'stored.recharged':
      return booked('recharge', body.channel, body.recharge_no)
    case 'membership.purchased':
      return booked('membership', body.channel, body.purchase_no)
    case 'member.registered':
    case 'member.profile_completed':
    case 'member.profile_changed':
    case 'member.tagged':
    case 'member.checked_in':
    case 'member.shared':
    case 'member.reviewed':
    case 'custom':
      return null
  }
}
