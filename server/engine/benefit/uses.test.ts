import { describe, expect, test } from 'vitest'
import { dayOf, isoOf } from '../calendar/day'
import type { CounterTerms } from './benefit'
import { freePlace, usesFrom, whyNotHad } from './uses'

test.each([
  ['day', '2026-06-10', '2026-06-10'],
  ['week', '2026-06-10', '2026-06-08'],
  ['week', '2026-06-14', '2026-06-08'],
  ['week', '2026-06-15', '2026-06-15'],
  ['month', '2026-02-28', '2026-02-01'],
  ['quarter', '2026-06-30', '2026-04-01'],
  ['year', '2026-12-31', '2026-01-01'],
  ['ever', '2026-12-31', '1970-01-01'],
] as const)('uses of a %s had on %s count from %s', (per, day, from) => {
  expect(isoOf(usesFrom(per, dayOf(day)))).toBe(from)
})

test.each<[taken: number[], uses: number, free: number | null]>([
  [[], 1, 1],
  [[1], 1, null],
  [[2], 2, 1],
  [[1, 3], 3, 2],
  [[1, 2, 3], 2, null],
  [[3], 1, null],
])('of the places %j taken, with %i allowed, the next is %s', (taken, uses, free) => {
  expect(freePlace(taken, uses)).toBe(free)
})

describe('when and where', () => {
  const terms: CounterTerms = { uses: 1, per: 'day', from: '2026-06-01', until: '2026-06-30', stores: ['near'] }
  test.each([
    ['2026-05-31', 'near', 'not_yet'],
    ['2026-06-01', 'near', null],
    ['2026-06-30', 'near', null],
    ['2026-07-01', 'near', 'over'],
    ['2026-06-10', 'far', 'other_store'],
    ['2026-06-10', null, null],
  ] as const)('on %s at %s: %s', (day, store, why) => {
    expect(whyNotHad(terms, dayOf(day), store)).toBe(why)
  })
})
