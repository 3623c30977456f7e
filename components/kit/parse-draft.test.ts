import { expect, test } from 'vitest'
import * as z from 'zod'
import { parseDraft } from './parse-draft'

const Draft = z.strictObject({
  name: z.string().trim().min(1),
  note: z.string().min(2).optional(),
  logo: z.string().nullable(),
  cap: z.int().min(1).optional(),
  lines: z.array(z.strictObject({ sku: z.string().min(1) })),
})
const whole = { name: 'a', logo: null, lines: [] }

test.each([
  ['an empty optional text is left out', { ...whole, note: ' ' }, whole],
  ['a cleared optional number is left out', { ...whole, cap: null }, whole],
  ['a null that the schema wants stays', whole, whole],
])('%s', (_, values, draft) => {
  expect(parseDraft(Draft, values)).toMatchObject({ success: true, data: draft })
})

test.each([
  ['an empty text that is needed is missing', { ...whole, name: '' }, 'name'],
  ['an empty text within a list is missing', { ...whole, lines: [{ sku: '' }] }, 'lines.0.sku'],
])('%s', (_, values, path) => {
  expect(parseDraft(Draft, values).error?.issues.map((i) => i.path.join('.'))).toEqual([path])
})
