import * as z from 'zod'

/** Whole minor units of the tenant's currency (分 for CNY). Never a fraction. */
export const Money = z.int().min(-9_000_000_000_000).max(9_000_000_000_000)

/** What a member does that a rule may answer to. */
export const Trigger = z.enum(['order.paid', 'member.registered', 'member.checked_in'])
export type Trigger = z.infer<typeof Trigger>

const short = z.string().trim().min(1).max(64)

/** One line of an order. `amount` is what was paid for the whole line after discounts, without shipping. */
export const OrderLine = z.strictObject({
  line: short.optional().describe('The line’s own name in the order; its place, from 1, when left out'),
  sku: short.optional(),
  category: short.optional(),
  quantity: z.int().min(1).max(1_000_000).default(1),
  amount: Money,
})
export type OrderLine = z.infer<typeof OrderLine>

const amountOrLines = {
  amount: z.int().min(0).max(9_000_000_000_000).optional().describe('Net paid in minor units: after discounts, without shipping'),
  lines: z.array(OrderLine).min(1).max(500).optional(),
}

/** An order was paid. Either an amount or lines; with both, the lines must sum to the amount. */
export const OrderPaid = z.strictObject({
  type: z.literal('order.paid'),
  channel: short.default('default'),
  order_no: short,
  ...amountOrLines,
})

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
})

export const MemberRegistered = z.strictObject({ type: z.literal('member.registered') })
export const MemberCheckedIn = z.strictObject({ type: z.literal('member.checked_in') })

/** A fact as a merchant's system tells it. */
export const FactBody = z.discriminatedUnion('type', [OrderPaid, OrderRefunded, MemberRegistered, MemberCheckedIn])
export type FactBody = z.infer<typeof FactBody>

/** Points taken from one lot. */
export type Taken = { lot: string; amount: number }

/** A command as it entered the log: decided once, with what it took. */
export type CommandBody =
  | { type: 'points.spent'; amount: number; reason: string; taken: Taken[] }
  | { type: 'points.adjusted'; amount: number; reason: string; taken: Taken[] }

/** Flags set by the shell on a fact of imported history: counts for tiers only. */
export type ImportedBody = FactBody & { earns?: false }

/** The body of a log entry, as stored. */
export type StoredEventBody = ImportedBody | CommandBody

/** One entry of a member's log. `at` is the instant in milliseconds, `day` the tenant-local date as a day number. */
export type LogEntry = {
  id: string
  source: string
  key: string
  at: number
  day: number
  store: string | null
  body: StoredEventBody
}

/** Sale before refund before anything else of the same instant; commands come last, for they saw the rest. */
const RANK: Record<StoredEventBody['type'], number> = {
  'member.registered': 0,
  'order.paid': 1,
  'order.refunded': 2,
  'member.checked_in': 3,
  'points.adjusted': 4,
  'points.spent': 5,
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
export const compareEntries = (a: LogEntry, b: LogEntry): number => comparePositions(positionOf(a), positionOf(b))

/** The name under which an order stands in a member's history. */
export const orderKey = (channel: string, orderNo: string): string => `${channel}\n${orderNo}`

/** What an event is in the merchant's books, whoever sends it; nothing for an event that books do not number. */
export function businessKey(body: FactBody): string | null {
  switch (body.type) {
    case 'order.paid':
      return `order:${body.channel}:${body.order_no}`
    case 'order.refunded':
      return `refund:${body.channel}:${body.refund_no}`
    case 'member.registered':
      return null
    case 'member.checked_in':
      return null
  }
}
