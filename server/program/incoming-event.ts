import { createHash } from 'node:crypto'
import * as z from 'zod'
import { FactBody } from '@/server/engine/vocabulary'

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
    const { body } = event
    const fail = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: ['body', path], message })
    if (body.type === 'order.paid') {
      if (body.amount === undefined && !body.lines) fail('amount', 'event.amount_missing')
      const sum = body.lines?.reduce((total, line) => total + line.amount, 0)
      if (sum !== undefined && sum < 0) fail('lines', 'event.lines_below_zero')
      if (sum !== undefined && body.amount !== undefined && sum !== body.amount) fail('amount', 'event.lines_do_not_sum')
      const names = body.lines?.map((line, i) => line.line ?? String(i + 1)) ?? []
      if (new Set(names).size < names.length) fail('lines', 'event.line_twice')
    }
    if (body.type === 'order.refunded') {
      if (body.order_no === undefined && body.lines) fail('order_no', 'event.lines_need_order')
      if (body.order_no === undefined && body.amount === undefined) fail('amount', 'event.amount_missing')
    }
  })
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

function contentOf(body: FactBody): unknown[] {
  switch (body.type) {
    case 'order.paid':
      return [
        body.type,
        body.channel,
        body.order_no,
        body.amount ?? body.lines?.reduce((sum, l) => sum + l.amount, 0),
        body.lines?.map((l, i) => [l.line ?? String(i + 1), l.sku ?? null, l.category ?? null, l.quantity, l.amount]) ?? null,
      ]
    case 'order.refunded':
      return [
        body.type,
        body.channel,
        body.refund_no,
        body.order_no ?? null,
        body.amount ?? null,
        body.lines?.map((l) => [l.line, l.quantity]) ?? null,
      ]
    case 'member.registered':
    case 'member.checked_in':
      return [body.type]
  }
}
