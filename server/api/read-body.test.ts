import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { Refusal } from '@/server/platform/refusal'
import { readBody } from './read-body'

const Shape = z.strictObject({
  name: z.string().max(3),
  lines: z
    .array(z.strictObject({ n: z.int() }))
    .refine((lines) => lines.length < 2, 'quote.line_twice')
    .default([]),
})

const refusalOf = (body: unknown): [string, string | undefined] => {
  try {
    readBody(Shape, body)
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.field]
    throw error
  }
  return ['none', undefined]
}

describe('the body of a call', () => {
  test('is read by its shape', () => expect(readBody(Shape, { name: 'a' })).toEqual({ name: 'a', lines: [] }))

  test.each<[string, unknown, [string, string | undefined]]>([
    ['a field that is missing', {}, ['request.field_missing', 'name']],
    ['a field that is wrong', { name: 'long' }, ['request.field_wrong', 'name']],
    ['a field that is unknown', { name: 'a', colour: 1 }, ['request.unknown_field', 'colour']],
    ['an unknown field further in', { name: 'a', lines: [{ n: 1, x: 1 }] }, ['request.unknown_field', 'lines.0.x']],
    ['a wrong value further in', { name: 'a', lines: [{ n: '1' }] }, ['request.field_wrong', 'lines.0.n']],
    ['a rule of our own', { name: 'a', lines: [{ n: 1 }, { n: 2 }] }, ['quote.line_twice', 'lines']],
    ['half a character', { name: '\ud800' }, ['request.unreadable', 'name']],
    ['a zero character', { name: 'a\0' }, ['request.unreadable', 'name']],
    ['no object at all', 7, ['request.field_wrong', undefined]],
  ])('is refused for %s', (_, body, refusal) => expect(refusalOf(body)).toEqual(refusal))
})
