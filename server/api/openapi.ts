import * as z from 'zod'
import { type EventItem, EventsRequest, EventsResponse, MemberResponse, Problem, RulesResponse } from './shapes'

type Json = Record<string, unknown>

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): Json => {
  const {
    $schema: _,
    $defs,
    id: __,
    ...schema
  } = z.toJSONSchema(shape, {
    io,
    target: 'draft-2020-12',
    reused: 'inline',
    override: ({ jsonSchema }) => {
      delete jsonSchema.id
    },
  }) as Json
  // Shapes named inside a shape are components of their own.
  return { ...schema, ...($defs ? { $defs } : {}) }
}

/** Moves the shapes that a shape refers to beside it, where the document keeps all of them. */
function components(shapes: Record<string, Json>): Record<string, Json> {
  const all: Record<string, Json> = {}
  for (const [name, { $defs, ...schema }] of Object.entries(shapes)) {
    all[name] = schema
    for (const [inner, value] of Object.entries(($defs ?? {}) as Record<string, Json>)) all[inner] = value
  }
  return JSON.parse(JSON.stringify(all).replaceAll('#/$defs/', '#/components/schemas/')) as Record<string, Json>
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: ref('Problem') } } })
const requestId = { 'X-Request-Id': { description: 'The id under which we find this call', schema: { type: 'string' } } }

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

/** The open interface as OpenAPI 3.1, made from the shapes that check the calls. */
export function openApiDocument(server: string): Json {
  const failures = {
    401: problem('No living key was given'),
    403: problem('The key may not do this'),
    429: { ...problem('Too many calls'), headers: { 'Retry-After': { schema: { type: 'integer' } } } },
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rungs',
      version: '1',
      description:
        'Tell what members did; read where they stand. Money is in whole minor units of the merchant’s currency, times carry their offset from UTC.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    tags: [
      { name: 'Events', description: 'What members did' },
      { name: 'Members', description: 'Where members stand' },
      { name: 'Rules', description: 'What members may read of the program' },
    ],
    paths: {
      '/api/v1/events': {
        post: {
          operationId: 'sendEvents',
          tags: ['Events'],
          summary: 'Send up to 1,000 events',
          description:
            'Each event is answered for itself. An event may be sent again at any time: by its source and event_id, and by its order or refund number, it counts once. Needs the right events:write.',
          parameters: [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              schema: { type: 'string', minLength: 1, maxLength: 200 },
              description: 'The same key with the same body gets the first answer again, byte for byte; with another body it is refused',
            },
          ],
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
                'Idempotency-Replayed': {
                  description: 'Present when the answer is that of an earlier call',
                  schema: { type: 'string', enum: ['true'] },
                },
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
      '/api/v1/members/{code}': {
        get: {
          operationId: 'readMember',
          tags: ['Members'],
          summary: 'Tier, points and progress of a member',
          description: 'Needs the right members:read.',
          parameters: [
            {
              name: 'code',
              in: 'path',
              required: true,
              schema: { type: 'string', minLength: 1, maxLength: 64 },
              description: 'The member’s code',
              example: 'M-10001',
            },
          ],
          responses: {
            200: { description: 'As of now', headers: requestId, content: { 'application/json': { schema: ref('Member') } } },
            ...failures,
            404: problem('There is no such member'),
          },
        },
      },
      '/api/v1/rules': {
        get: {
          operationId: 'readRules',
          tags: ['Rules'],
          summary: 'The rules in force, as members read them',
          description:
            'Plain sentences, for a page of rules in a mini-program or on a website. Hidden tiers and what is only for the merchant are left out. Needs the right members:read.',
          parameters: [
            {
              name: 'lang',
              in: 'query',
              required: false,
              schema: { type: 'string', enum: ['zh', 'en'] },
              description: 'The merchant’s own language when left out',
            },
          ],
          responses: {
            200: { description: 'As of now', headers: requestId, content: { 'application/json': { schema: ref('Rules') } } },
            ...failures,
            404: problem('Nothing has been published yet'),
            422: problem('The language is not known'),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key made in the console under Settings; it is shown once' },
      },
      schemas: components({
        EventsRequest: schemaOf(EventsRequest, 'input'),
        EventsResponse: schemaOf(EventsResponse, 'output'),
        Member: schemaOf(MemberResponse, 'output'),
        Rules: schemaOf(RulesResponse, 'output'),
        Problem: schemaOf(Problem, 'output'),
      }),
    },
  }
}
