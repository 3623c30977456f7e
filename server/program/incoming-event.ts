import { createHash } from 'node:crypto'
import * as z from 'zod'
import { monthAndDay } from '@/server/engine/member/birthday'
import { FactBody, type FieldValues, type OrderLine } from '@/server/engine/vocabulary'

/** The farthest ahead of our clock that an event may lie, for tills whose clock runs fast. */
export const MOST_AHEAD_MS = 24 * 60 * 60 * 1000

/** The most events one call may carry. */
export const MOST_EVENTS = 1000

/** An event as it comes in, whoever sends it. Money in whole minor units of the tenant's currency. */
export const IncomingEvent = z
  .strictObject({
    source: z.string().trim().min(1).max(64),
    event_id: z.string().trim().min(1).max(128),
    member: z.string().trim().min(1).max(64),
    occurred_at: z.iso.datetime({ offset: true }),
    store: z.string().trim().min(1).max(64).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    body: FactBody,
    /** False for imported history that counts for tiers only. */
    earns: z.boolean().optional(),
    /** Whether an unknown member is enrolled; the tenant's own setting when left out. */
    enrols: z.boolean().optional(),
  })
  .superRefine((event, ctx) => {
    for (const { path, code } of bodyProblems(event.body, event.member))
      ctx.addIssue({ code: 'custom', path: ['body', path], message: code })
  })
  .transform((event) => ({ ...event, body: keptBody(event.body) }))
export type IncomingEvent = z.infer<typeof IncomingEvent>

/**
 * A hash of what an event says, whoever sends it and under whatever key: two messages about one order agree exactly
 * when their hashes do.
 */
export function contentHash(event: IncomingEvent, at: number): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([event.member, at, event.store ?? null, contentOf(event.body)]))
    .digest()
}

const lineName = (line: OrderLine, place: number): string => line.line ?? String(place + 1)

/** What a message says, in one order; what came to the vocabulary later stands at the end, so that older hashes hold. */
function contentOf(body: FactBody): unknown[] {
  switch (body.type) {
    case 'order.paid':
      return [
        body.type,
        body.channel,
        body.order_no,
        netOf(body),
        body.lines?.map((l, i) => [
          lineName(l, i),
          l.sku ?? null,
          l.category ?? null,
          l.quantity,
          l.amount,
          ...(l.fields ? [valuesOf(l.fields)] : []),
        ]) ?? null,
        ...(body.discounts || body.shipping !== undefined
          ? [body.discounts?.map((d) => [d.amount, d.lines ?? null]) ?? null, body.shipping ?? null]
          : []),
        ...(body.lock === undefined ? [] : [{ lock: body.lock }]),
      ]
    case 'order.refunded':
      return [
        body.type,
        body.channel,
        body.refund_no,
        body.order_no ?? null,
        body.amount ?? null,
        body.lines?.map((l) => [l.line, l.quantity]) ?? null,
        ...(body.shipping === undefined ? [] : [body.shipping]),
      ]
    case 'order.completed':
      return [body.type, body.channel, body.order_no]
    case 'member.profile_changed':
      return [body.type, body.birthday === undefined ? [] : [body.birthday], valuesOf(body.fields ?? {})]
    case 'member.tagged':
      return [body.type, body.add.toSorted(), body.remove.toSorted()]
    case 'member.reviewed':
      return [body.type, body.channel, body.order_no ?? null]
    case 'member.referred':
      return [body.type, body.invited]
    case 'stored.recharged':
      return [body.type, body.channel, body.recharge_no, body.amount]
    case 'membership.purchased':
      return [body.type, body.channel, body.purchase_no, body.plan ?? null, body.amount]
    case 'custom':
      return [body.type, body.event, body.amount ?? null]
    case 'member.registered':
      return [body.type, ...(body.invited_by === undefined ? [] : [body.invited_by])]
    case 'member.profile_completed':
    case 'member.checked_in':
    case 'member.shared':
      return [body.type]
  }
}

const valuesOf = (values: FieldValues): unknown[] => Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1))

type Paid = Extract<FactBody, { type: 'order.paid' }>

/** What an order came to: what it says, or its lines less the discounts that are not yet taken off them. */
const netOf = (body: Paid): number | undefined =>
  body.amount ??
  (body.lines && body.lines.reduce((sum, l) => sum + l.amount, 0) - (body.discounts ?? []).reduce((sum, d) => sum + d.amount, 0))

type BodyProblem = { path: string; code: string }

/** What is wrong with a well-formed body as a whole, and at which part of it. */
function bodyProblems(body: FactBody, member: string): BodyProblem[] {
  const broken = brokenNumber(body)
  if (broken !== undefined) return [{ path: broken, code: 'event.control_character' }]
  switch (body.type) {
    case 'order.paid':
      return orderProblems(body)
    case 'order.refunded':
      return [
        ...(body.order_no === undefined && body.lines ? [{ path: 'order_no', code: 'event.lines_need_order' }] : []),
        ...(body.order_no === undefined && body.shipping !== undefined ? [{ path: 'shipping', code: 'event.shipping_needs_order' }] : []),
        // Shipping alone could mean the whole order or nothing but the shipping: it has to be said.
        ...(body.amount === undefined && (body.order_no === undefined || (body.shipping !== undefined && !body.lines))
          ? [{ path: 'amount', code: 'event.amount_missing' }]
          : []),
      ]
    case 'member.profile_changed':
      if (body.birthday === undefined && Object.keys(body.fields ?? {}).length === 0)
        return [{ path: 'fields', code: 'event.nothing_changed' }]
      return typeof body.birthday === 'string' && monthAndDay(body.birthday) === null
        ? [{ path: 'birthday', code: 'event.no_such_date' }]
        : []
    case 'member.tagged':
      if (body.add.length + body.remove.length === 0) return [{ path: 'add', code: 'event.nothing_changed' }]
      return body.add.some((tag) => body.remove.includes(tag)) ? [{ path: 'remove', code: 'event.tag_both_ways' }] : []
    case 'member.registered':
      return body.invited_by === member ? [{ path: 'invited_by', code: 'event.invited_by_self' }] : []
    case 'member.referred':
      return body.invited === member ? [{ path: 'invited', code: 'event.referred_self' }] : []
    default:
      return []
  }
}

/** What books know an event by. */
const numbers = ['channel', 'order_no', 'refund_no', 'recharge_no', 'purchase_no'] as const

/** The part of an event's number in the books that holds a line break or the like: two parts could be read as one. */
const brokenNumber = (body: FactBody): (typeof numbers)[number] | undefined =>
  numbers.find((part) => part in body && /\p{Cc}/u.test(String((body as Partial<Record<typeof part, string>>)[part])))

function orderProblems({ amount, lines, discounts = [], lock }: Paid): BodyProblem[] {
  if (!lines)
    return [
      // An order that confirms a locked quote may leave to it what it came to.
      ...(amount === undefined && lock === undefined ? [{ path: 'amount', code: 'event.amount_missing' }] : []),
      ...(discounts.length > 0 ? [{ path: 'discounts', code: 'event.discounts_need_lines' }] : []),
    ]
  const problems: BodyProblem[] = []
  const left = new Map(lines.map((line, i) => [lineName(line, i), line.amount]))
  if (left.size < lines.length) problems.push({ path: 'lines', code: 'event.line_twice' })
  const sum = lines.reduce((total, line) => total + line.amount, 0)
  const off = discounts.reduce((total, discount) => total + discount.amount, 0)
  if (discounts.some((discount) => discount.lines?.some((name) => !left.has(name))))
    problems.push({ path: 'discounts', code: 'event.discount_unknown_line' })
  else if (discounts.some((d) => d.lines && d.amount > [...new Set(d.lines)].reduce((total, name) => total + (left.get(name) ?? 0), 0)))
    problems.push({ path: 'discounts', code: 'event.discount_too_big' })
  if (sum - off < 0) problems.push({ path: 'lines', code: 'event.lines_below_zero' })
  if (amount !== undefined && sum - off !== amount) problems.push({ path: 'amount', code: 'event.lines_do_not_sum' })
  return problems
}

/** A body as the log keeps it: of a date of birth no more than month and day. */
const keptBody = (body: FactBody): FactBody =>
  body.type === 'member.profile_changed' && typeof body.birthday === 'string'
    ? { ...body, birthday: monthAndDay(body.birthday) ?? body.birthday }
    : body
