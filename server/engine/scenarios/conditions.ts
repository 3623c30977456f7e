import * as fc from 'fast-check'
import { type Condition, type Leaf, MAX_DEPTH, type Operator } from '../condition/condition'
import type { Fact } from '../condition/facts'
import type { Window } from '../condition/window'

/** For tests: which values random leaves compare with, by fact, or by type where the fact has none of its own. */
type Values = {
  numbers: fc.Arbitrary<number>
  texts: (fact: string) => readonly string[]
  dates: readonly string[]
  days: readonly number[]
}

const lists: readonly string[] = ['in', 'not_in', 'has_any', 'has_none']

/** Any stretch of time. */
export const anyWindow = (days: readonly number[]): fc.Arbitrary<Window> =>
  fc.oneof(
    fc.constantFrom<Window>(
      { kind: 'lifetime' },
      { kind: 'calendar_month' },
      { kind: 'calendar_quarter' },
      { kind: 'calendar_half' },
      { kind: 'calendar_year' },
      { kind: 'joining_year' },
      { kind: 'tier_period' },
    ),
    fc.constantFrom(...days).map((n): Window => ({ kind: 'rolling_days', days: n })),
  )

function anyValue(key: string, fact: Fact, operator: string, values: Values): fc.Arbitrary<Leaf['value']> {
  if (fact.type === 'yes_no') return fc.constantFrom('yes', 'no')
  if (fact.type === 'money' || fact.type === 'number') return values.numbers
  if (fact.type === 'date') return fc.constantFrom(...values.dates)
  const text = fc.constantFrom(...values.texts(key))
  return lists.includes(operator) ? fc.uniqueArray(text, { minLength: 1, maxLength: 3 }) : text
}

/** Any leaf over the facts given. */
export const anyLeaf = (facts: readonly (readonly [string, Fact])[], values: Values): fc.Arbitrary<Leaf> =>
  fc
    .constantFrom(...facts)
    .chain(([key, fact]) => fc.constantFrom(...fact.operators).map((operator) => ({ key, fact, operator })))
    .chain(({ key, fact, operator }) =>
      fc.record(
        {
          fact: fc.constant(key),
          operator: fc.constant(operator as Operator),
          value: anyValue(key, fact, operator, values),
          ...(fact.windowed && { window: anyWindow(values.days) }),
          ...(fact.ofCategory && { category: fc.constantFrom(...values.texts('line.category')) }),
        },
        { requiredKeys: fact.ofCategory ? ['fact', 'operator', 'value', 'category'] : ['fact', 'operator', 'value'] },
      ),
    ) as fc.Arbitrary<Leaf>

/** Any tree over the leaves given, as deep as trees may be. */
export function anyCondition(leaf: fc.Arbitrary<Leaf>, depth: number = MAX_DEPTH): fc.Arbitrary<Condition> {
  if (depth === 0) return leaf
  const part = anyCondition(leaf, depth - 1)
  const parts = fc.array(part, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    { weight: 2, arbitrary: leaf as fc.Arbitrary<Condition> },
    { weight: 1, arbitrary: parts.map((all): Condition => ({ all })) },
    { weight: 1, arbitrary: parts.map((any): Condition => ({ any })) },
    { weight: 1, arbitrary: part.map((not): Condition => ({ not })) },
  )
}
