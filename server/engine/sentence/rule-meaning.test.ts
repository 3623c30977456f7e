import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition } from '../condition/condition'
import { type EarningRuleSpec, EarningRuleSpec as Shape } from '../points/earning-rule'
import { Trigger } from '../vocabulary'
import { earningRuleSentence } from './rule'
import type { Wording } from './wording'

const tiers = ['普通', '银卡', '金卡'].map((name, i) => ({ id: `t${i}`, name }))
const common = {
  money: (minor: number) => `¥${(minor / 100).toFixed(2)}`,
  count: String,
  store: () => undefined,
  fields: [],
  events: [
    { id: 'e1', key: 'refuel', name: '加油' },
    { id: 'e2', key: 'wash', name: '洗车' },
  ],
  tiers,
}
const wordings: Wording[] = [
  { ...common, language: 'zh', pointsName: '积分' },
  { ...common, language: 'en', pointsName: 'points' },
]

const few = fc.integer({ min: 1, max: 3 })
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const condition: fc.Arbitrary<Condition> = fc.oneof(
  few.map((n): Condition => ({ fact: 'order.amount', operator: 'gte', value: n * 100 })),
  few.map((n): Condition => ({ fact: 'member.order_count', operator: 'gte', value: n })),
)
const byTier = some(
  fc
    .uniqueArray(fc.record({ tierId: fc.constantFrom('t0', 't1', 't2'), units: fc.integer({ min: 0, max: 2 }) }), {
      selector: (row) => row.tierId,
      minLength: 1,
    })
    .map((rows) => rows.toSorted((a, b) => (a.tierId < b.tierId ? -1 : 1))),
)
const reward = fc.oneof(
  fc.record({
    kind: fc.constant('rate' as const),
    points: few,
    per: few,
    mode: some(fc.constantFrom('exact' as const, 'full_step' as const)),
    byTier,
  }),
  fc.record({ kind: fc.constant('flat' as const), points: few, byTier }),
  fc.record({ kind: fc.constant('per_item' as const), points: few, byTier }),
  fc.record({ kind: fc.constant('multiplier' as const), factorBps: fc.constantFrom(0, 5000, 20_000) }),
)
const date = fc.constantFrom('2026-11-01', '2026-11-02')
const spec = fc
  .record({
    trigger: fc.constantFrom(...Trigger.options),
    event: fc.constantFrom('refuel', 'wash'),
    when: some(condition),
    lines: some(few.map((n): Condition => ({ fact: 'line.quantity', operator: 'gte', value: n }))),
    reward,
    caps: some(fc.record({ perOrder: some(few), perDay: some(few), perMonth: some(few), lifetime: some(few), budget: some(few) })),
    from: some(date),
    until: some(date),
    stops: some(fc.boolean()),
    withShipping: some(fc.boolean()),
  })
  .map(({ event, ...rest }) => (rest.trigger === 'custom' ? { ...rest, event } : rest))
  .filter((rule) => Shape.safeParse(rule).success)

/** What of a rule makes a difference to anybody. */
function meaning(rule: EarningRuleSpec): unknown {
  const { reward: given, withShipping, stops, caps, ...rest } = rule
  const shipped = withShipping === true && (given.kind === 'rate' || (given.kind === 'multiplier' && given.factorBps > 0))
  const exact = given.kind === 'rate' ? { ...given, mode: given.mode ?? 'exact' } : given
  // A table that says what the reward says anyway is told all the same: it is what the merchant has written.
  return JSON.parse(JSON.stringify({ ...rest, reward: exact, stops: stops === true, shipped, caps: caps ?? {} }))
}

test('two rules that read the same are the same, in either language', () => {
  const seen = new Map<string, EarningRuleSpec>()
  fc.assert(
    fc.property(spec, (rule) => {
      for (const w of wordings) {
        const told = earningRuleSentence(rule, w)
        const other = seen.get(told)
        if (other) expect(meaning(rule), told).toEqual(meaning(other))
        seen.set(told, rule)
        expect(told).not.toMatch(/undefined|NaN|null|\[object|t[012]\b/)
      }
    }),
  )
})

test('whatever one part of a rule becomes, its sentence becomes another', () => {
  fc.assert(
    fc.property(
      spec,
      spec,
      fc.constantFrom('when', 'lines', 'reward', 'caps', 'from', 'until', 'stops', 'withShipping'),
      (rule, other, part) => {
        const changed = { ...rule, [part]: other[part as keyof typeof other] }
        if (!Shape.safeParse(changed).success) return
        const same = JSON.stringify(meaning(rule)) === JSON.stringify(meaning(changed as EarningRuleSpec))
        for (const w of wordings) {
          const [before, after] = [earningRuleSentence(rule, w), earningRuleSentence(changed as EarningRuleSpec, w)]
          if (same) expect(after).toBe(before)
          else expect(after).not.toBe(before)
        }
      },
    ),
  )
})
