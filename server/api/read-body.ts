import type * as z from 'zod'
import { Refusal } from '@/server/platform/refusal'
import { unreadableAt } from '@/server/platform/unreadable'

/** Nothing that a body says lies deeper. */
const DEEPEST = 20

/** The body of a call by its shape. Refuses at the first field that is not as it must be, and names it. */
export function readBody<T>(shape: z.ZodType<T>, body: unknown): T {
  const unreadable = unreadableAt(body, DEEPEST)
  if (unreadable !== null) throw new Refusal('invalid', 'request.unreadable', { field: unreadable.join('.').slice(0, 128) })
  const parsed = shape.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = (issue?.path ?? []).map(String)
  if (issue?.code === 'unrecognized_keys') throw wrong('request.unknown_field', [...path, issue.keys[0] ?? ''])
  // A rule of our own gives its code as the message.
  if (issue?.code === 'custom' && /^[a-z_]+\.[a-z_]+$/u.test(issue.message)) throw wrong(issue.message, path)
  const missing = issue?.code === 'invalid_type' && reach(body, issue.path) === undefined
  throw wrong(missing ? 'request.field_missing' : 'request.field_wrong', path)
}

function wrong(code: string, path: string[]): Refusal {
  const field = path.join('.').slice(0, 128)
  return new Refusal('invalid', code, field === '' ? {} : { field, details: { field } })
}

const reach = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined),
    value,
  )
