import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { civilOf, dayOf, weekdayOf } from '../calendar/day'
import { compileCondition, type FactValue, FIXED_SLOTS, Slots, slotOf } from './compile'
import type { Condition, Leaf } from './condition'
import { type Given, implies, neverTrue } from './contradiction'
import { catalogueOf, type FactKey } from './facts'
import type { Window } from './window'

// Thousands of comparisons: a machine with other work to do takes its time.
vi.setConfig({ testTimeout: 60_000 })

const given: Given = { catalogue: catalogueOf([]) }
const leaf = (fact: string, operator: Leaf['operator'], value: Leaf['value'], window?: Window): Leaf =>
  window ? { fact, operator, value, window } : { fact, operator, value }
const orders = (operator: Leaf['operator'], value: number, window?: Window) => leaf('member.order_count', operator, value, window)
const last = (days: number): Window => ({ kind: 'rolling_days', days })

test.each<[string, Condition, Given?]>([
  ['an hour that no day has', leaf('event.hour', 'gte', 24)],
  ['the 32nd', leaf('event.day_of_month', 'gt', 31)],
  ['no day of the week', leaf('event.weekday', 'not_in', ['1', '2', '3', '4', '5', '6', '7'])],
  ['fewer orders than none', orders('lt', 0)],
  ['more active days than the window has', leaf('member.active_days', 'gte', 32, last(30))],
  ['more in a week than in a month', { all: [orders('gte', 5, last(7)), orders('lte', 4, last(30))] }],
  ['more this month than ever', { all: [orders('gte', 5, { kind: 'calendar_month' }), orders('lt', 5)] }],
  [
    'more this quarter than this half',
    { all: [orders('gte', 2, { kind: 'calendar_quarter' }), orders('eq', 1, { kind: 'calendar_half' })] },
  ],
  ['a tag had and not had', { all: [leaf('member.tags', 'has_any', ['vip']), leaf('member.tags', 'has_none', ['vip', 'old'])] }],
  ['a group inside a group', { all: [{ all: [leaf('event.hour', 'gte', 9)] }, { not: leaf('event.hour', 'gte', 9) }] }],
  ['each alternative for itself', { all: [orders('eq', 3), { any: [orders('gt', 4), orders('lt', 2), orders('ne', 3)] }] }],
  ['no date of those given', leaf('event.weekday', 'in', ['1']), { ...given, from: dayOf('2026-07-07'), until: dayOf('2026-07-12') }],
  ['a 31st in April', leaf('event.day_of_month', 'eq', 31), { ...given, from: dayOf('2026-04-01'), until: dayOf('2026-04-30') }],
  [
    'a Friday the 13th in a year without one left',
    { all: [leaf('event.weekday', 'eq', '5'), leaf('event.day_of_month', 'eq', 13)] },
    { ...given, from: dayOf('2026-11-14'), until: dayOf('2026-12-31') },
  ],
  ['what the event does not have', leaf('order.amount', 'gte', 1), { ...given, absent: new Set(['order.amount']) }],
  ['an amount neither there nor not there', { all: [leaf('order.amount', 'gte', 5), { not: leaf('order.amount', 'gte', 3) }] }],
  ['a date field turned around', { all: [leaf('member.field.due', 'gt', '2026-01-31'), leaf('member.field.due', 'lt', '2026-02-01')] }],
])('nothing meets %s', (_name, condition, known = given) => {
  const catalogue = catalogueOf([{ key: 'due', subject: 'member', label: '到期', type: 'date' }])
  expect(neverTrue(condition, { ...known, catalogue })).toBe(true)
})

test.each<[string, Condition, Given?]>([
  ['a tag of each of two lists', { all: [leaf('member.tags', 'has_any', ['a']), leaf('member.tags', 'has_any', ['b'])] }],
  ['fewer in a week than in a month', { all: [orders('lt', 5, last(7)), orders('gte', 5, last(30))] }],
  [
    'spend that refunds brought down',
    {
      all: [leaf('member.net_spend', 'gte', 5, { kind: 'calendar_month' }), leaf('member.net_spend', 'lt', 5)],
    },
  ],
  ['a month beside a short stretch', { all: [orders('gte', 5, { kind: 'calendar_month' }), orders('lt', 5, last(7))] }],
  [
    'nobody who has ordered',
    { all: [{ not: leaf('member.days_since_last_order', 'gte', 3) }, { not: leaf('member.days_since_last_order', 'lt', 3) }] },
  ],
  ['an event without a store', { all: [leaf('order.store', 'ne', 'a'), leaf('order.store', 'not_in', ['b'])] }],
  ['a Monday of a week', leaf('event.weekday', 'in', ['1']), { ...given, from: dayOf('2026-07-06'), until: dayOf('2026-07-12') }],
  ['an absent fact that is to be different', leaf('order.store', 'ne', 'a'), { ...given, absent: new Set(['order.store']) }],
])('something meets %s', (_name, condition, known = given) => {
  expect(neverTrue(condition, known)).toBe(false)
})

test('a narrower condition implies a wider one, and not the other way round', () => {
  const [wide, narrow] = [orders('gte', 3), { all: [orders('gte', 5), leaf('event.weekday', 'eq', '1')] }]
  expect(implies(narrow, wide, given)).toBe(true)
  expect(implies(wide, narrow, given)).toBe(false)
})

test('too many alternatives are left alone', () => {
  const either: Condition = { any: [1, 2, 3, 4, 5, 6, 7].map((n) => orders('eq', n)) }
  expect(neverTrue({ all: [either, either, either, orders('gt', 9)] }, given)).toBe(false)
})

const day = dayOf('2026-07-06')
const number = fc.integer({ min: -1, max: 3 })
const windows: (Window | undefined)[] = [undefined, { kind: 'lifetime' }, last(7), last(30), { kind: 'calendar_month' }]
const comparison = fc.constantFrom<Leaf['operator']>('gte', 'gt', 'lte', 'lt', 'eq', 'ne')
const texts = fc.uniqueArray(fc.constantFrom('1', '2', '3'), { minLength: 1, maxLength: 3 })
const leaves = fc.oneof(
  fc
    .tuple(fc.constantFrom('event.day_of_month', 'order.quantity', 'member.days_since_last_order'), comparison, number)
    .map(([f, o, v]) => leaf(f, o, v)),
  fc.tuple(comparison, number, fc.constantFrom(...windows)).map(([o, v, w]) => orders(o, v, w)),
  fc
    .tuple(fc.constantFrom('event.weekday', 'order.store'), fc.constantFrom<Leaf['operator']>('in', 'not_in'), texts)
    .map(([f, o, v]) => leaf(f, o, v)),
  fc.tuple(fc.constantFrom<Leaf['operator']>('has_any', 'has_none'), texts).map(([o, v]) => leaf('member.tags', o, v)),
)
const conditions = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaves,
    fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
})).tree

/** What a member and an event can show: counts of longer windows are never smaller, and a weekday belongs to its date. */
const sights = fc
  .record({
    date: fc.integer({ min: 0, max: 6 }),
    quantity: fc.constantFrom(null, 0, 1, 2),
    lastOrder: fc.constantFrom(null, 0, 1, 2),
    store: fc.constantFrom(null, '1', '2'),
    tags: fc.uniqueArray(fc.constantFrom('1', '2', '3')),
    counts: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }),
    month: fc.integer({ min: 0, max: 1 }),
  })
  .map(({ date, quantity, lastOrder, store, tags, counts: [week = 0, more = 0, rest = 0], month }) => {
    const [on, inMonth] = [day + date, week + more]
    return {
      on,
      facts: {
        'event.day_of_month': civilOf(on).date,
        'event.weekday': String(weekdayOf(on)),
        'order.quantity': quantity,
        'member.days_since_last_order': lastOrder,
        'order.store': store,
        'member.tags': tags,
        'member.order_count': inMonth + rest,
      } as Record<string, FactValue>,
      counts: { lifetime: inMonth + rest, 7: week, 30: inMonth, calendar_month: Math.min(month, inMonth) },
    }
  })

test('whatever is said to meet nothing is met by nothing', () => {
  const claimed = { never: 0 }
  fc.assert(
    fc.property(
      fc.array(fc.tuple(conditions, fc.array(sights, { minLength: 12, maxLength: 12 })), { minLength: 15, maxLength: 15 }),
      (many) => {
        for (const [condition, seen] of many) {
          if (!neverTrue(condition, { ...given, from: day, until: day + 6 })) continue
          claimed.never++
          const slots = new Slots()
          const check = compileCondition(condition, slots)
          for (const { facts, counts } of seen) {
            const values: FactValue[] = Array.from({ length: FIXED_SLOTS }, () => null)
            for (const [key, value] of Object.entries(facts)) values[slotOf[key as FactKey]] = value
            for (const probe of slots.probes) {
              if (probe.kind !== 'measured') throw new Error('only counts of orders are asked here')
              const { window } = probe
              values.push(
                window.kind === 'rolling_days' ? counts[window.days as 7 | 30] : counts[window.kind as 'calendar_month' | 'lifetime'],
              )
            }
            expect(check(values)).not.toBe(-1)
          }
        }
      },
    ),
  )
  expect(claimed.never).toBeGreaterThan(100)
})
