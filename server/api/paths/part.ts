import type * as z from 'zod'

export type Json = Record<string, unknown>

/** What one word adds to the document of the open interface. Shapes are told by whether callers send them or get them. */
export type ApiPart = {
  tag: { name: string; description: string }
  paths: Record<string, Json>
  shapes: Record<string, ['input' | 'output', z.ZodType]>
}

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: ref('Problem') } } })

/** The header under which every answer says how to find its call. */
export const requestId = { 'X-Request-Id': { description: 'The id under which we find this call', schema: { type: 'string' } } }

/** How any call can fail before its work begins. */
export const failures = {
  401: problem('No living key was given'),
  403: problem('The key may not do this'),
  429: { ...problem('Too many calls'), headers: { 'Retry-After': { schema: { type: 'integer' } } } },
}

/** The header that makes one call of several, and what the answer says when it is that of an earlier one. */
export const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  description: 'The same key with the same body gets the first answer again, byte for byte; with another body it is refused',
}
export const replayed = {
  'Idempotency-Replayed': {
    description: 'Present when the answer is that of an earlier call',
    schema: { type: 'string', enum: ['true'] },
  },
}
