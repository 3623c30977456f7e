import fc from 'fast-check'
import { dayOf } from '../calendar/day'
import type { LadderSpec } from '../ladder/ladder'
import type { ProgramDocument } from '../program/document'
import type { FactBody } from '../vocabulary'

/** A fact of a made-up history: on which day, in which minute, and what. */
export type Happening = { day: number; minute: number; body: FactBody }

const FIRST = dayOf('2023-06-01')
const DAYS = 500

/** An instant of a happening, in UTC. */
export const instantOfHappening = ({ day, minute }: Happening): number => day * 86_400_000 + minute * 60_000
const when = fc.record({ day: fc.integer({ min: FIRST, max: FIRST + DAYS }), minute: fc.integer({ min: 0, max: 1_439 }) })
const number = fc.integer({ min: 0, max: 7 }).map((n) => `o${n}`)
const money = fc.oneof(fc.integer({ min: 0, max: 3_000_00 }), fc.constantFrom(1, 99, 100, 500_00, 2_000_00))
const line = fc.record({ quantity: fc.integer({ min: 1, max: 4 }), amount: fc.integer({ min: 0, max: 900_00 }) })

const body: fc.Arbitrary<FactBody> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ order_no: number, amount: money }).map((o) => ({ type: 'order.paid' as const, channel: 'c', ...o })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ order_no: number, lines: fc.array(line, { minLength: 1, maxLength: 4 }) })
      .map((o) => ({ type: 'order.paid' as const, channel: 'c', ...o })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ order_no: fc.option(number, { nil: undefined }), amount: money })
      .map((o) => ({ type: 'order.refunded' as const, channel: 'c', refund_no: '', ...o })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        order_no: number,
        lines: fc.array(fc.record({ line: fc.constantFrom('1', '2', '3'), quantity: fc.integer({ min: 1, max: 3 }) }), {
          minLength: 1,
          maxLength: 2,
        }),
      })
      .map((o) => ({ type: 'order.refunded' as const, channel: 'c', refund_no: '', ...o })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'member.registered' as const }) },
  { weight: 2, arbitrary: fc.constant({ type: 'member.checked_in' as const }) },
)

/** Random histories of facts; an order number is used once, a refund has a number of its own. */
export const histories: fc.Arbitrary<Happening[]> = fc.array(fc.record({ when, body }), { minLength: 1, maxLength: 24 }).map((items) => {
  const used = new Set<string>()
  return items.flatMap(({ when, body }, i): Happening[] => {
    if (body.type === 'order.refunded') return [{ ...when, body: { ...body, refund_no: `r${i}` } }]
    const once = body.type === 'order.paid' ? body.order_no : body.type === 'member.registered' ? 'registered' : `checked${i}`
    if (used.has(once)) return []
    used.add(once)
    return [{ ...when, body }]
  })
})

const spec: fc.Arbitrary<LadderSpec> = fc.record({
  measure: fc.constantFrom('net_spend', 'order_count', 'growth'),
  window: fc.oneof(
    fc.constant({ kind: 'lifetime' as const }),
    fc.record({ kind: fc.constant('rolling_days' as const), days: fc.constantFrom(1, 30, 90, 365) }),
    fc.constant({ kind: 'calendar_year' as const }),
  ),
  validity: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.record({ kind: fc.constant('months' as const), months: fc.constantFrom(1, 6, 12), downgrade: fc.constant('recalculate' as const) }),
  ),
})

const tier = (id: string, threshold: number, bonusBps: number) => ({
  id,
  code: id,
  name: id,
  color: '#888888',
  icon: 'star' as const,
  threshold,
  bonusBps,
})

/** Random programs over all that the engine knows. */
export const programs: fc.Arbitrary<ProgramDocument> = fc
  .record({
    spec,
    base: fc.boolean(),
    expiry: fc.oneof(
      fc.constant({ kind: 'never' as const }),
      fc.record({
        kind: fc.constant('rolling' as const),
        unit: fc.constantFrom('days' as const, 'months' as const),
        count: fc.constantFrom(0, 1, 3, 12),
      }),
    ),
    clawback: fc.constantFrom('within_balance' as const, 'allow_debt' as const),
    rates: fc.array(
      fc.record({
        points: fc.integer({ min: 1, max: 3 }),
        per: fc.constantFrom(100, 300, 1_000),
        least: fc.option(fc.integer({ min: 0, max: 500_00 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ spec, base, expiry, clawback, rates }): ProgramDocument => {
    const [low, high] = spec.measure === 'order_count' ? [2, 5] : spec.measure === 'growth' ? [500, 2_000] : [500_00, 2_000_00]
    return {
      semantics: 1,
      timeZone: 'UTC',
      currency: 'CNY',
      ladders: [
        {
          id: 'l',
          name: 'l',
          primary: true,
          spec,
          tiers: [...(base ? [tier('base', 0, 0)] : []), tier('silver', low, 1_000), tier('gold', high, 2_500)],
        },
      ],
      growthRules: [
        { id: 'g1', ladderId: 'l', name: 'g1', spec: { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 100 } } },
        { id: 'g2', ladderId: 'l', name: 'g2', spec: { trigger: 'member.checked_in', reward: { kind: 'flat', growth: 20 } } },
      ],
      earningRules: [
        ...rates.map(({ points, per, least }, i) => ({
          id: `r${i}`,
          name: `r${i}`,
          spec: {
            trigger: 'order.paid' as const,
            when: least === undefined ? undefined : { fact: 'order.amount', operator: 'gte' as const, value: least },
            reward: { kind: 'rate' as const, points, per },
          },
        })),
        { id: 'welcome', name: 'welcome', spec: { trigger: 'member.registered', reward: { kind: 'flat', points: 50 } } },
        {
          id: 'visit',
          name: 'visit',
          spec: {
            trigger: 'member.checked_in',
            when: { fact: 'member.tier', operator: 'in', value: ['silver', 'gold'] },
            reward: { kind: 'flat', points: 5 },
          },
        },
      ],
      points: { expiry, clawback, bonusCapBps: 30_000 },
    }
  })
