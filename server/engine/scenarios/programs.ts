import fc from 'fast-check'
import type { Condition, Leaf } from '../condition/condition'
import type { Window } from '../condition/window'
import type { GrowthRuleSpec } from '../growth/growth-rule'
import type { LadderSpec, Measure, Tier } from '../ladder/ladder'
import { moneyMeasures } from '../ladder/ladder'
import type { EarningRuleSpec } from '../points/earning-rule'
import type { PointsPolicy } from '../points/policy'
import type { ProgramDocument } from '../program/document'
import { hasLines, hasMoney } from '../rule/terms'
import { Trigger } from '../vocabulary'

const some = <T>(arbitrary: fc.Arbitrary<T>, weight = 2) => fc.option(arbitrary, { nil: undefined, freq: weight })
const period = fc.constantFrom('month' as const, 'quarter' as const, 'half' as const, 'year' as const)

const window: fc.Arbitrary<Window> = fc.oneof(
  fc.constant({ kind: 'lifetime' as const }),
  fc.record({ kind: fc.constant('rolling_days' as const), days: fc.constantFrom(1, 30, 90, 365) }),
  fc.constantFrom(
    { kind: 'calendar_month' as const },
    { kind: 'calendar_quarter' as const },
    { kind: 'calendar_half' as const },
    { kind: 'calendar_year' as const },
    { kind: 'joining_year' as const },
    { kind: 'tier_period' as const },
  ),
)

const measure = fc.constantFrom<Measure>(
  'net_spend',
  'net_spend',
  'growth',
  'growth',
  'order_count',
  'active_days',
  'check_ins',
  'referrals',
  'largest_order',
  'category_spend',
  'recharged',
  'memberships',
  'days_since_joining',
  'points_earned',
  'points_balance',
)

const measured = fc.record({ measure, window }).map((one) => ({ ...one, ...(one.measure === 'category_spend' ? { category: 'tea' } : {}) }))

const amountLeaf = (fact: string, most: number): fc.Arbitrary<Leaf> =>
  fc.record({ fact: fc.constant(fact), operator: fc.constantFrom('gte' as const, 'lt' as const), value: fc.integer({ min: 0, max: most }) })

/** What can be asked of a member, over stretches of time too. */
const memberLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    fact: fc.constant('member.tier'),
    operator: fc.constantFrom('in' as const, 'not_in' as const),
    value: fc.constant<string[]>(['silver', 'gold']),
  }),
  fc
    .record({ leaf: amountLeaf('member.net_spend', 2_000_00), window: some(window) })
    .map(({ leaf, window: over }): Leaf => (over ? { ...leaf, window: over } : leaf)),
  fc.record({ leaf: amountLeaf('member.active_days', 6), window }).map(({ leaf, window: over }) => ({ ...leaf, window: over })),
  fc
    .record({ leaf: amountLeaf('member.category_spend', 500_00), window })
    .map(({ leaf, window: over }) => ({ ...leaf, window: over, category: 'tea' })),
  amountLeaf('member.days_since_joining', 200),
  amountLeaf('member.days_since_last_order', 60),
  amountLeaf('member.points_balance', 500),
  fc.constant<Leaf>({ fact: 'member.tags', operator: 'has_any', value: ['vip'] }),
  fc.constant<Leaf>({ fact: 'member.field.size', operator: 'gte', value: 40 }),
)
const eventLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  amountLeaf('order.amount', 600_00),
  fc.constant<Leaf>({ fact: 'order.categories', operator: 'has_any', value: ['tea'] }),
  fc.constant<Leaf>({ fact: 'event.weekday', operator: 'in', value: ['1', '2', '6'] }),
  fc.constant<Leaf>({ fact: 'event.is_birthday_month', operator: 'eq', value: 'yes' }),
)
const grouped = (leaf: fc.Arbitrary<Leaf>): fc.Arbitrary<Condition> =>
  fc.oneof(
    leaf,
    fc.array(leaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(leaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    leaf.map((not) => ({ not })),
  )
const lineCondition: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { fact: 'line.category', operator: 'in', value: ['tea'] },
  { not: { fact: 'line.category', operator: 'in', value: ['tea'] } },
  { fact: 'line.field.label', operator: 'eq', value: 'red' },
  { fact: 'line.quantity', operator: 'gte', value: 2 },
)

const terms = fc.record({
  when: some(grouped(fc.oneof(memberLeaf, eventLeaf))),
  lines: some(lineCondition, 1),
  caps: some(
    fc.record(
      {
        perOrder: fc.integer({ min: 1, max: 600 }),
        perDay: fc.integer({ min: 1, max: 600 }),
        perMonth: fc.integer({ min: 1, max: 900 }),
        lifetime: fc.integer({ min: 1, max: 3_000 }),
      },
      { requiredKeys: [] },
    ),
  ),
  from: some(fc.constantFrom('2023-09-01', '2024-02-29'), 1),
  until: some(fc.constantFrom('2024-03-31', '2024-12-31'), 1),
  stops: some(fc.constant(true), 1),
  withShipping: some(fc.boolean()),
})
const units = fc.integer({ min: 1, max: 12 })
const byTier = some(
  fc.array(fc.record({ tierId: fc.constantFrom('silver', 'gold'), units: fc.integer({ min: 0, max: 20 }) }), {
    minLength: 1,
    maxLength: 2,
  }),
  1,
)
const per = fc.constantFrom(1_00, 3_00, 10_00, 77)

type Shaped = {
  kind: string
  units: number
  per: number
  mode: 'exact' | 'full_step' | undefined
  byTier: { tierId: string; units: number }[] | undefined
  factorBps: number
}
const shaped: fc.Arbitrary<Shaped> = fc.record({
  kind: fc.constantFrom('rate', 'rate', 'flat', 'per_item', 'multiplier'),
  units,
  per,
  mode: fc.constantFrom('exact' as const, 'full_step' as const, undefined),
  byTier,
  factorBps: fc.constantFrom(0, 5_000, 15_000, 20_000, 30_000),
})
const trigger = fc.oneof(
  { weight: 6, arbitrary: fc.constant('order.paid' as const) },
  { weight: 4, arbitrary: fc.constantFrom(...Trigger.options) },
)

/** What a trigger and a reward leave of the terms of a rule. */
function fitting<T extends { lines?: unknown }>(on: Trigger, rule: T): T {
  const { lines: _, ...rest } = rule
  const fitted = hasLines(on) ? rule : (rest as T)
  return on === 'custom' ? { ...fitted, event: 'visit' } : fitted
}
const earningSpec: fc.Arbitrary<EarningRuleSpec> = fc.record({ on: trigger, shaped, terms }).map(({ on, shaped: r, terms: t }) => {
  const kind =
    r.kind === 'rate' && !hasMoney(on) ? 'flat' : (r.kind === 'per_item' || r.kind === 'multiplier') && !hasLines(on) ? 'flat' : r.kind
  const reward = (
    kind === 'rate'
      ? { kind, points: r.units, per: r.per, mode: r.mode, byTier: r.byTier }
      : kind === 'multiplier'
        ? { kind, factorBps: r.factorBps }
        : { kind, points: r.units * 10, byTier: r.byTier }
  ) as EarningRuleSpec['reward']
  return fitting(on, { trigger: on, reward, ...t }) as EarningRuleSpec
})
const growthSpec: fc.Arbitrary<GrowthRuleSpec> = fc
  .record({ on: trigger, shaped, terms, weightBps: fc.constantFrom(undefined, 5_000, 12_500) })
  .map(({ on, shaped: r, terms: t, weightBps }) => {
    const kind = r.kind === 'rate' && hasMoney(on) ? 'rate' : r.kind === 'per_item' && hasLines(on) ? 'per_item' : 'flat'
    const reward = (
      kind === 'rate'
        ? { kind, growth: r.units, per: r.per, mode: r.mode, byTier: r.byTier }
        : { kind, growth: r.units * 20, byTier: r.byTier }
    ) as GrowthRuleSpec['reward']
    return fitting(on, { trigger: on, reward, weightBps, ...t }) as GrowthRuleSpec
  })

const end = {
  downgrade: fc.constantFrom('recalculate' as const, 'one_level' as const, 'base' as const, 'never' as const),
  graceDays: some(fc.constantFrom(5, 30)),
}
const validity: fc.Arbitrary<LadderSpec['validity']> = fc.oneof(
  fc.constantFrom({ kind: 'none' as const }, { kind: 'none' as const }, { kind: 'forever' as const }),
  fc.record({ kind: fc.constant('months' as const), months: fc.constantFrom(1, 6, 12), ...end }),
  fc.record({ kind: fc.constant('days' as const), days: fc.constantFrom(10, 45), ...end }),
  fc.record({ kind: fc.constant('period' as const), period, next: some(fc.boolean()), extraDays: some(fc.constantFrom(7, 31), 1), ...end }),
)
const notices = some(fc.constantFrom<number[]>([30, 7, 1], [3]), 1)

/** Random ladders in all the ways members move. */
export const specs: fc.Arbitrary<LadderSpec> = fc
  .record({
    measured,
    validity,
    rises: some(fc.record({ kind: fc.constant('next_period' as const), period }), 1),
    falls: some(fc.constant('at_once' as const)),
    retention: some(measured),
    entry: some(fc.record({ on: fc.constantFrom('final' as const, 'passed' as const), takeBack: fc.boolean() })),
    growthReset: some(fc.record({ period, keepBps: fc.constantFrom(0, 5_000) }), 1),
    notices,
  })
  .map(({ measured: what, ...rest }) => ({ ...what, ...rest }))

const tier = (id: string, threshold: number | null, more: Partial<Tier> = {}): Tier => ({
  id,
  code: id,
  name: id,
  color: '#888888',
  icon: 'star',
  threshold,
  bonusBps: 0,
  ...more,
})
const more: fc.Arbitrary<Partial<Tier>> = fc.record(
  {
    bonusBps: fc.constantFrom(0, 1_000, 2_500),
    growthBonusBps: fc.constantFrom(2_000),
    requires: fc.record({ mode: fc.constantFrom('all' as const, 'any' as const), when: grouped(memberLeaf) }),
    keep: fc.record({ minimum: fc.constantFrom(0, 1, 100_00), when: some(grouped(memberLeaf), 1) }),
    entryPoints: fc.constantFrom(30, 200),
    expiry: fc.constant({ kind: 'rolling' as const, unit: 'months' as const, count: 2 }),
  },
  { requiredKeys: [] },
)

const policy: fc.Arbitrary<PointsPolicy> = fc.record({
  expiry: fc.oneof(
    fc.constant({ kind: 'never' as const }),
    fc.record({
      kind: fc.constant('rolling' as const),
      unit: fc.constantFrom('days' as const, 'months' as const),
      count: fc.constantFrom(0, 1, 3, 12),
      roundUp: some(period),
    }),
    fc.record({
      kind: fc.constant('yearly' as const),
      month: fc.constantFrom(2, 6, 12),
      date: fc.constantFrom(1, 29, 31),
      years: fc.constantFrom(0, 1),
    }),
    fc.record({ kind: fc.constant('inactivity' as const), days: fc.constantFrom(10, 60) }),
  ),
  clawback: fc.constantFrom('pending_only' as const, 'within_balance' as const, 'allow_debt' as const),
  bonusCapBps: fc.constantFrom(12_000, 30_000, 60_000),
  bonusMode: some(fc.constantFrom('sum' as const, 'max' as const, 'product' as const)),
  pending: some(fc.record({ from: fc.constantFrom('payment' as const, 'completion' as const), days: fc.constantFrom(0, 7, 40) })),
  reminders: notices,
  reviveDays: some(fc.constantFrom(0, 10)),
  autoRedeem: some(fc.constantFrom({ at: 500, reward: 'gift' }), 1),
  leapBirthday: some(fc.constantFrom('feb28' as const, 'mar1' as const), 1),
})

/** Leaves out what is not there, as a document read back from the database does. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Random programs over all that the engine knows but budgets, which are shared with others. */
export const programs: fc.Arbitrary<ProgramDocument> = fc
  .record({
    semantics: fc.constantFrom(1 as const, 2 as const, 2 as const),
    spec: specs,
    second: some(specs, 1),
    secondFirst: fc.boolean(),
    base: fc.boolean(),
    byHand: fc.boolean(),
    tiers: fc.tuple(more, more),
    policy,
    earning: fc.array(earningSpec, { minLength: 1, maxLength: 5 }),
    growth: fc.array(growthSpec, { minLength: 1, maxLength: 3 }),
  })
  .map(({ semantics, spec, second, secondFirst, base, byHand, tiers, policy: points, earning, growth }) => {
    const tiersFor = (of: LadderSpec, prefix: string): Tier[] => {
      const [low, high] = moneyMeasures.has(of.measure)
        ? [300_00, 1_200_00]
        : of.measure === 'growth' || of.measure.startsWith('points')
          ? [200, 900]
          : [2, 5]
      return [
        ...(base ? [tier(`${prefix}base`, 0, tiers[0].entryPoints === undefined ? {} : { entryPoints: 20 })] : []),
        tier(`${prefix}silver`, low, { bonusBps: 1_000, ...tiers[0] }),
        ...(byHand ? [tier(`${prefix}guest`, null)] : []),
        tier(`${prefix}gold`, high, { bonusBps: 2_500, ...tiers[1] }),
      ]
    }
    const first = { id: 'l', name: 'l', primary: true, spec, tiers: tiersFor(spec, '') }
    const other = second ? [{ id: 'm', name: 'm', primary: false, spec: second, tiers: tiersFor(second, 'm-') }] : []
    return plain<ProgramDocument>({
      semantics,
      timeZone: 'UTC',
      currency: 'CNY',
      ladders: secondFirst && semantics >= 2 ? [...other, first] : [first, ...other],
      growthRules: growth.map((one, i) => ({ id: `g${i}`, ladderId: second && i % 2 === 1 ? 'm' : 'l', name: `g${i}`, spec: one })),
      earningRules: earning.map((one, i) => ({ id: `r${i}`, name: `r${i}`, spec: one })),
      points,
      fields: [
        { id: 'size', key: 'size', subject: 'member', label: 'size', type: 'number', choices: [] },
        { id: 'label', key: 'label', subject: 'line', label: 'label', type: 'text', choices: [] },
      ],
      events: [{ id: 'visit', key: 'visit', name: 'visit' }],
    })
  })
