import { describe, expect, test } from 'vitest'
import { ownProblem } from '@/server/engine/program/own-values'
import { contentHash, IncomingEvent } from './incoming-event'

const event = (body: Record<string, unknown>) => ({
  source: 'till',
  event_id: 'e1',
  member: 'M1',
  occurred_at: '2026-03-01T10:00:00+08:00',
  body,
})
const order = (more: Record<string, unknown>) => event({ type: 'order.paid', order_no: 'O1', ...more })
const said = (item: unknown) => {
  const parsed = IncomingEvent.safeParse(item)
  return parsed.success ? 'well' : `${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`
}
const lines = [
  { line: 'a', amount: 1000 },
  { line: 'b', amount: 500 },
]

describe('what an event says as a whole', () => {
  test.each([
    ['an amount alone', order({ amount: 100 }), 'well'],
    ['lines that sum to it', order({ amount: 1500, lines }), 'well'],
    ['lines less discounts', order({ amount: 1200, lines, discounts: [{ amount: 200, lines: ['a'] }, { amount: 100 }] }), 'well'],
    ['lines that do not sum', order({ amount: 1500, lines, discounts: [{ amount: 1 }] }), 'body.amount event.lines_do_not_sum'],
    ['neither amount nor lines', order({}), 'body.amount event.amount_missing'],
    ['a discount without lines', order({ amount: 1, discounts: [{ amount: 1 }] }), 'body.discounts event.discounts_need_lines'],
    [
      'a discount of a line that is not there',
      order({ lines, discounts: [{ amount: 1, lines: ['c'] }] }),
      'body.discounts event.discount_unknown_line',
    ],
    [
      'a discount larger than its line',
      order({ lines, discounts: [{ amount: 501, lines: ['b'] }] }),
      'body.discounts event.discount_too_big',
    ],
    ['more off than there is', order({ lines, discounts: [{ amount: 1501 }] }), 'body.lines event.lines_below_zero'],
    ['a line twice', order({ lines: [...lines, { line: 'a', amount: 1 }] }), 'body.lines event.line_twice'],
    [
      'a refund of shipping and lines',
      event({ type: 'order.refunded', refund_no: 'R', order_no: 'O', lines: [{ line: 'a', quantity: 1 }], shipping: 5 }),
      'well',
    ],
    [
      'a refund of shipping alone',
      event({ type: 'order.refunded', refund_no: 'R', order_no: 'O', shipping: 5 }),
      'body.amount event.amount_missing',
    ],
    [
      'shipping of no order',
      event({ type: 'order.refunded', refund_no: 'R', amount: 1, shipping: 5 }),
      'body.shipping event.shipping_needs_order',
    ],
    ['a profile without a change', event({ type: 'member.profile_changed', fields: {} }), 'body.fields event.nothing_changed'],
    ['a date no year has', event({ type: 'member.profile_changed', birthday: '1990-02-30' }), 'body.birthday event.no_such_date'],
    [
      '29 February of a year without',
      event({ type: 'member.profile_changed', birthday: '1990-02-29' }),
      'body.birthday event.no_such_date',
    ],
    ['29 February of a leap year', event({ type: 'member.profile_changed', birthday: '1992-02-29' }), 'well'],
    ['29 February of any year', event({ type: 'member.profile_changed', birthday: '02-29' }), 'well'],
    ['no tags', event({ type: 'member.tagged' }), 'body.add event.nothing_changed'],
    ['a tag given and taken', event({ type: 'member.tagged', add: ['vip'], remove: ['vip'] }), 'body.remove event.tag_both_ways'],
    ['somebody who invited themselves', event({ type: 'member.referred', invited: 'M1' }), 'body.invited event.referred_self'],
    ['an event of the merchant’s own', event({ type: 'custom', event: 'class_attended' }), 'well'],
  ])('%s', (_, item, verdict) => expect(said(item)).toBe(verdict))
})

test('of a date of birth only month and day are kept', () => {
  const kept = IncomingEvent.parse(event({ type: 'member.profile_changed', birthday: '1992-02-29' }))
  expect(kept.body).toEqual({ type: 'member.profile_changed', birthday: '02-29' })
  expect(IncomingEvent.parse(event({ type: 'member.profile_changed', birthday: null })).body).toMatchObject({ birthday: null })
})

describe('two messages agree exactly when they say the same', () => {
  const hash = (body: Record<string, unknown>) => contentHash(IncomingEvent.parse(event(body)), 0).toString('hex')
  const bodies: Record<string, unknown>[] = [
    { type: 'order.paid', order_no: 'O1', amount: 1500, lines },
    { type: 'order.paid', order_no: 'O1', lines, discounts: [{ amount: 1 }] },
    { type: 'order.paid', order_no: 'O1', lines, discounts: [{ amount: 1, lines: ['a'] }] },
    { type: 'order.paid', order_no: 'O1', lines, shipping: 800 },
    { type: 'order.paid', order_no: 'O1', lines: [{ ...lines[0], fields: { colour: 'red' } }, lines[1]] },
    { type: 'order.refunded', refund_no: 'R', order_no: 'O1', amount: 1 },
    { type: 'order.refunded', refund_no: 'R', order_no: 'O1', amount: 1, shipping: 1 },
    { type: 'order.completed', order_no: 'O1' },
    { type: 'member.registered' },
    { type: 'member.checked_in' },
    { type: 'member.profile_completed' },
    { type: 'member.shared' },
    { type: 'member.reviewed' },
    { type: 'member.reviewed', order_no: 'O1' },
    { type: 'member.referred', invited: 'M2' },
    { type: 'member.profile_changed', birthday: '03-04' },
    { type: 'member.profile_changed', birthday: null },
    { type: 'member.profile_changed', fields: { size: 'L' } },
    { type: 'member.tagged', add: ['vip'] },
    { type: 'member.tagged', remove: ['vip'] },
    { type: 'stored.recharged', recharge_no: 'C', amount: 100 },
    { type: 'membership.purchased', purchase_no: 'C', amount: 100 },
    { type: 'custom', event: 'class_attended' },
    { type: 'custom', event: 'class_attended', amount: 0 },
  ]
  test('each of these says something else', () => expect(new Set(bodies.map(hash)).size).toBe(bodies.length))
  test('what only looks different', () => {
    expect(hash({ type: 'order.paid', order_no: 'O1', lines })).toBe(hash({ type: 'order.paid', order_no: 'O1', amount: 1500, lines }))
    expect(hash({ type: 'member.tagged', add: ['a', 'b'] })).toBe(hash({ type: 'member.tagged', add: ['b', 'a'] }))
    expect(hash({ type: 'member.profile_changed', fields: { a: 1, b: 2 } })).toBe(
      hash({ type: 'member.profile_changed', fields: { b: 2, a: 1 } }),
    )
    expect(hash({ type: 'member.profile_changed', birthday: '1990-03-04' })).toBe(
      hash({ type: 'member.profile_changed', birthday: '03-04' }),
    )
  })
})

describe('the merchant’s own values are those of the version', () => {
  const field = (
    key: string,
    subject: 'member' | 'line',
    type: 'text' | 'number' | 'date' | 'choice' | 'yes_no',
    choices: string[] = [],
  ) => ({
    id: key,
    key,
    subject,
    label: key,
    type,
    choices,
  })
  const own = {
    fields: [
      field('size', 'member', 'choice', ['S', 'L']),
      field('pet', 'member', 'text'),
      field('children', 'member', 'number'),
      field('married_on', 'member', 'date'),
      field('vegan', 'member', 'yes_no'),
      field('organic', 'line', 'yes_no'),
    ],
    events: [{ id: 'e', key: 'class_attended', name: '上课' }],
  }
  const profile = (fields: Record<string, string | number | boolean | null>) => ({ type: 'member.profile_changed' as const, fields })
  test.each([
    [{ size: 'L', pet: '猫', children: 2, married_on: '2020-02-29', vegan: false }, null],
    [{ size: null, pet: null, children: null, married_on: null, vegan: null }, null],
    [{ size: 'M' }, 'event.own_field_wrong body.fields.size'],
    [{ children: '2' }, 'event.own_field_wrong body.fields.children'],
    [{ married_on: '2021-02-29' }, 'event.own_field_wrong body.fields.married_on'],
    [{ married_on: '02-28' }, 'event.own_field_wrong body.fields.married_on'],
    [{ vegan: 'yes' }, 'event.own_field_wrong body.fields.vegan'],
    [{ pet: 3 }, 'event.own_field_wrong body.fields.pet'],
    [{ organic: true }, 'event.unknown_own_field body.fields.organic'],
  ])('%j', (fields, verdict) => {
    const problem = ownProblem(profile(fields), own)
    expect(problem && `${problem.code} ${problem.field}`).toBe(verdict)
  })
  test('of lines and events', () => {
    const paid = (fields: Record<string, string | boolean>) =>
      ({ type: 'order.paid', channel: 'c', order_no: 'O', lines: [{ quantity: 1, amount: 1, fields }] }) as const
    expect(ownProblem({ ...paid({ organic: true }), lines: [...paid({ organic: true }).lines] }, own)).toBeNull()
    expect(ownProblem({ ...paid({}), lines: [...paid({ size: 'L' }).lines] }, own)).toEqual({
      code: 'event.unknown_own_field',
      field: 'body.lines.0.fields.size',
    })
    expect(ownProblem({ type: 'custom', event: 'class_attended' }, own)).toBeNull()
    expect(ownProblem({ type: 'custom', event: 'other' }, own)).toEqual({ code: 'event.unknown_own_event', field: 'body.event' })
    expect(ownProblem({ type: 'member.shared' }, {})).toBeNull()
  })
})
