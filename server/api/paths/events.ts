import type * as z from 'zod'
import { type EventItem, EventsRequest, EventsResponse } from '../shapes'
import { type ApiPart, failures, idempotencyKey, problem, ref, replayed, requestId } from './part'

const paid: z.input<typeof EventItem> = {
  type: 'order.paid',
  event_id: 'till-7-20260301-0042',
  source: 'till',
  member: 'M-10001',
  occurred_at: '2026-03-01T18:20:00+08:00',
  store: 'S01',
  channel: 'store',
  order_no: '20260301-0042',
  amount: 12800,
}
const byLines: z.input<typeof EventItem> = {
  type: 'order.paid',
  event_id: 'shop-9001',
  source: 'shop',
  member: 'M-10001',
  occurred_at: '2026-03-02T09:00:00+08:00',
  channel: 'shop',
  order_no: '9001',
  lines: [
    { line: '1', sku: 'TEA-500', category: 'tea', quantity: 2, amount: 5600 },
    { line: '2', sku: 'CUP', quantity: 1, amount: 3900 },
  ],
}
const refunded: z.input<typeof EventItem> = {
  type: 'order.refunded',
  event_id: 'shop-9001-r1',
  source: 'shop',
  member: 'M-10001',
  occurred_at: '2026-03-05T11:30:00+08:00',
  channel: 'shop',
  refund_no: '9001-R1',
  order_no: '9001',
  lines: [{ line: '2', quantity: 1 }],
}
const discounted: z.input<typeof EventItem> = {
  ...byLines,
  event_id: 'shop-9002',
  order_no: '9002',
  lines: [
    { line: '1', sku: 'TEA-500', category: 'tea', quantity: 2, amount: 5600, fields: { organic: true } },
    { line: '2', sku: 'CUP', quantity: 1, amount: 3900 },
  ],
  discounts: [{ amount: 900, lines: ['2'] }, { amount: 600 }],
  amount: 8000,
  shipping: 800,
}
const sender = { source: 'shop', member: 'M-10001', occurred_at: '2026-03-06T09:00:00+08:00' }
const profile: z.input<typeof EventItem> = {
  ...sender,
  type: 'member.profile_changed',
  event_id: 'crm-77',
  birthday: '1990-08-15',
  fields: { skin_type: '干性', last_visit: '2026-03-01', newsletter: true, old_note: null },
}
const tagged: z.input<typeof EventItem> = { ...sender, type: 'member.tagged', event_id: 'crm-78', add: ['vip'], remove: ['new'] }
const referred: z.input<typeof EventItem> = { ...sender, type: 'member.referred', event_id: 'shop-r-12', invited: 'M-10055' }
const recharged: z.input<typeof EventItem> = {
  ...sender,
  type: 'stored.recharged',
  event_id: 'till-c-31',
  channel: 'store',
  recharge_no: 'C31',
  amount: 50000,
}
const own: z.input<typeof EventItem> = { ...sender, type: 'custom', event_id: 'gate-5', event: 'class_attended' }
/** Events that the document shows; each is valid by the shape it illustrates. */
export const eventExamples = { paid, byLines, refunded, discounted, profile, tagged, referred, recharged, own }

export const events: ApiPart = {
  tag: { name: 'Events', description: 'What members did' },
  shapes: { EventsRequest: ['input', EventsRequest], EventsResponse: ['output', EventsResponse] },
  paths: {
    '/api/v1/events': {
      post: {
        operationId: 'sendEvents',
        tags: ['Events'],
        summary: 'Send up to 1,000 events',
        description:
          'Each event is answered for itself. An event may be sent again at any time: by its source and event_id, and by its order or refund number, it counts once. Needs the right events:write.',
        parameters: [idempotencyKey],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: ref('EventsRequest'),
              examples: {
                amount: { summary: 'An order by its amount', value: { events: [paid] } },
                lines: { summary: 'An order by its lines, and one line given back', value: { events: [byLines, refunded] } },
                discounts: { summary: 'An order with discounts and shipping', value: { events: [discounted] } },
                member: { summary: 'What a member is and does', value: { events: [profile, tagged, referred, recharged, own] } },
              },
            },
          },
        },
        responses: {
          200: {
            description: 'One answer for each event, in the order sent',
            headers: {
              ...requestId,
              ...replayed,
            },
            content: { 'application/json': { schema: ref('EventsResponse') } },
          },
          400: problem('The body is not JSON'),
          ...failures,
          409: problem('The first call with this Idempotency-Key is still at work'),
          413: problem('The body is larger than 5 MB'),
          415: problem('The body is not declared as application/json'),
          422: problem('The body is no list of events, or the Idempotency-Key was used with another body'),
        },
      },
    },
  },
}
