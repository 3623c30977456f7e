import * as z from 'zod'
import { campaigns } from './paths/campaign'
import { coupons } from './paths/coupon'
import { events } from './paths/events'
import { members } from './paths/members'
import type { ApiPart, Json } from './paths/part'
import { quotes } from './paths/quotes'
import { rewards } from './paths/reward'
import { rules } from './paths/rules'
import { Problem } from './shapes'

/** The words of the open interface, in the order in which they are read. */
const parts: readonly ApiPart[] = [events, members, coupons, campaigns, quotes, rules, rewards]

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

/** The open interface as OpenAPI 3.1, made from the shapes that check the calls. */
export function openApiDocument(server: string): Json {
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
    tags: parts.map(({ tag }) => tag),
    paths: Object.assign({}, ...parts.map(({ paths }) => paths)),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key made in the console under Settings; it is shown once' },
      },
      schemas: components(
        Object.fromEntries(
          [...parts.flatMap(({ shapes }) => Object.entries(shapes)), ['Problem', ['output', Problem]] as const].map(
            ([name, [io, shape]]) => [name, schemaOf(shape, io)],
          ),
        ),
      ),
    },
  }
}
