import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Slots } from '../condition/compile'
import type { RuleTrace } from '../trace'
import { type BonusTerms, factorOf } from './bonus'
import { type CompiledRule, compileRule } from './compiled'
import { type Goods, type GoodsLine, judge, noGoods, type Verdict } from './judge'

type Line = { amount: number; category: 'tea' | 'cake' }
const rateOf = (id: string, units: number, per: number, fullSteps = false): CompiledRule =>
  compileRule(id, {}, { kind: 'rate', units, per, mode: fullSteps ? 'full_step' : 'exact' }, new Slots())
const multiplierOf = (factorBps: number): CompiledRule => compileRule('m', {}, { kind: 'multiplier', factorBps }, new Slots())
/** A campaign's bonus on all lines, or on those of a category. */
const bonusOf = (id: string, bps: number, category: Line['category'] | null = null): CompiledRule => ({
  ...compileRule(id, {}, { kind: 'flat', units: 1 }, new Slots()),
  giving: { kind: 'bonus', bps },
  lines: category === null ? null : (values) => (values[1] === category ? -1 : 0),
  campaign: id,
})
const goodsOf = (lines: readonly Line[]): Goods => {
  const seen = lines.map(({ amount, category }): GoodsLine => ({ amount, quantity: 1, values: [null, category] }))
  return { ...noGoods, amount: lines.reduce((sum, { amount }) => sum + amount, 0), quantity: lines.length, lines: seen }
}
const judged = (rules: readonly CompiledRule[], goods: Goods, bonusBps: number, bonus: BonusTerms): Verdict =>
  judge(rules, { day: 0, event: null, values: [], goods, bonusBps, bonus, limit: (_, given) => ({ given, why: 'order_cap' }) })

describe('what campaigns add is a part of its own', () => {
  const sum: BonusTerms = { mode: 'sum', capBps: 30_000 }
  const order = goodsOf([{ amount: 100_00, category: 'tea' }])
  test.each<[string, CompiledRule[], number, BonusTerms, Record<string, number>, RuleTrace[]]>([
    ['double', [bonusOf('a', 10_000)], 0, sum, { r: 100, a: 100 }, [['a', 100]]],
    ['added to the tier’s own bonus', [bonusOf('a', 10_000)], 5_000, sum, { r: 150, a: 100 }, [['a', 100]]],
    [
      'two of them add up',
      [bonusOf('a', 10_000), bonusOf('b', 5_000)],
      0,
      sum,
      { r: 100, a: 100, b: 50 },
      [
        ['a', 100],
        ['b', 50],
      ],
    ],
    [
      'under the cap they share what is left',
      [bonusOf('a', 20_000), bonusOf('b', 10_000)],
      0,
      sum,
      { r: 100, a: 133, b: 67 },
      [
        ['a', 133, 'bonus_cap', 30_000],
        ['b', 67, 'bonus_cap', 30_000],
      ],
    ],
    [
      'where the tier takes all of the cap nothing is left',
      [bonusOf('a', 10_000)],
      20_000,
      sum,
      { r: 300 },
      [['a', 0, 'bonus_cap', 30_000]],
    ],
    ['goods elsewhere have none', [bonusOf('a', 10_000, 'cake')], 0, sum, { r: 100 }, [['a', 0, 'lines', 0]]],
    ['a multiplier of nothing leaves nothing to add to', [multiplierOf(0), bonusOf('a', 10_000)], 0, sum, {}, [['a', 0]]],
    [
      'the highest alone',
      [bonusOf('a', 10_000), bonusOf('b', 5_000)],
      2_000,
      { ...sum, mode: 'max' },
      { r: 120, a: 80 },
      [
        ['a', 80],
        ['b', 0, 'outdone', 0],
      ],
    ],
    ['the highest is the tier’s', [bonusOf('a', 1_000)], 2_000, { ...sum, mode: 'max' }, { r: 120 }, [['a', 0, 'outdone', 0]]],
    [
      'multiplied',
      [bonusOf('a', 10_000), bonusOf('b', 5_000)],
      0,
      { mode: 'product', capBps: 50_000 },
      { r: 100, a: 133, b: 67 },
      [
        ['a', 133],
        ['b', 67],
      ],
    ],
    [
      'multiplied up to the cap',
      [bonusOf('a', 10_000), bonusOf('b', 10_000)],
      0,
      { mode: 'product', capBps: 30_000 },
      { r: 100, a: 100, b: 100 },
      [
        ['a', 100, 'bonus_cap', 30_000],
        ['b', 100, 'bonus_cap', 30_000],
      ],
    ],
  ])('%s', (_name, rules, bonusBps, terms, byRule, traces) => {
    const verdict = judged([rateOf('r', 1, 100), ...rules], order, bonusBps, terms)
    expect(verdict.byRule).toEqual(byRule)
    expect(verdict.traces.filter(([id]) => id !== 'r' && id !== 'm')).toEqual(traces)
  })

  test('where nothing is given by amount there is nothing to add to, and that is said', () => {
    const flat = compileRule('f', {}, { kind: 'flat', units: 50 }, new Slots())
    const verdict = judged([flat, bonusOf('a', 10_000)], order, 0, sum)
    expect([verdict.byRule, verdict.traces[1]]).toEqual([{ f: 50 }, ['a', 0, 'no_rate', 0]])
  })

  test('line by line the highest counts, where only the highest does', () => {
    const goods = goodsOf([
      { amount: 100_00, category: 'tea' },
      { amount: 100_00, category: 'cake' },
    ])
    const verdict = judged([rateOf('r', 1, 100), bonusOf('all', 5_000), bonusOf('tea', 10_000, 'tea')], goods, 0, {
      mode: 'max',
      capBps: 50_000,
    })
    expect(verdict.byRule).toEqual({ r: 200, all: 50, tea: 100 })
  })
})

const line = fc.record({ amount: fc.integer({ min: 0, max: 100_000_00 }), category: fc.constantFrom('tea' as const, 'cake' as const) })
const bonuses = fc.array(
  fc.record({ bps: fc.integer({ min: 1, max: 40_000 }), category: fc.constantFrom(null, null, 'tea' as const, 'cake' as const) }),
  { minLength: 1, maxLength: 3 },
)
const terms = fc.record({
  mode: fc.constantFrom('sum' as const, 'max' as const, 'product' as const),
  capBps: fc.constantFrom(10_000, 30_000, 100_000),
})
const rates = fc.array(
  fc.record({ units: fc.integer({ min: 1, max: 7 }), per: fc.constantFrom(1, 3, 100, 700), weightBps: fc.constantFrom(10_000, 3_333) }),
  { minLength: 1, maxLength: 3 },
)
const tier = fc.constantFrom(0, 0, 500, 12_345)
const multipliers = fc.constantFrom<number[]>([], [], [5_000], [15_000], [0])
const given = fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 5 }), rates, bonuses, terms, tier, multipliers })

const rulesOf = (g: {
  rates: { units: number; per: number; weightBps: number }[]
  bonuses: { bps: number; category: Line['category'] | null }[]
  multipliers: number[]
}) => ({
  plain: [
    ...g.rates.map(({ units, per, weightBps }, i) => ({ ...rateOf(`r${i}`, units, per), weightBps })),
    ...g.multipliers.map(multiplierOf),
  ],
  campaigns: g.bonuses.map(({ bps, category }, i) => bonusOf(`c${i}`, bps, category)),
})

test('parts sum exactly to the whole, and the whole is every rate over every line with its factor, floored once', () => {
  fc.assert(
    fc.property(given, (g) => {
      const { plain, campaigns } = rulesOf(g)
      const { total, byRule } = judged([...plain, ...campaigns], goodsOf(g.lines), g.tier, g.terms)
      expect(Object.values(byRule).reduce((sum, one) => sum + one, 0)).toBe(total)
      let [over, under] = [0n, 1n]
      for (const { units, per, weightBps } of g.rates)
        for (const { amount, category } of g.lines) {
          const reaching = g.bonuses.filter((one) => one.category === null || one.category === category).map(({ bps }) => 10_000 + bps)
          const factor = factorOf(g.tier, [...g.multipliers, ...reaching], g.terms)
          const bottom = BigInt(per) * 10_000n * factor.under
          over = over * bottom + BigInt(amount) * BigInt(units) * BigInt(weightBps) * factor.over * under
          under *= bottom
        }
      expect(total).toBe(Number(over / under))
    }),
    { numRuns: 2_000 },
  )
})

test('what rules give is to the point what they give without campaigns', () => {
  fc.assert(
    fc.property(given, (g) => {
      const { plain, campaigns } = rulesOf(g)
      const goods = goodsOf(g.lines)
      const { byRule } = judged([...plain, ...campaigns], goods, g.tier, g.terms)
      const ofRules = Object.fromEntries(Object.entries(byRule).filter(([rule]) => !rule.startsWith('c')))
      expect(ofRules).toEqual(judged(plain, goods, g.tier, g.terms).byRule)
    }),
    { numRuns: 2_000 },
  )
})

test('campaigns only ever add, and one that reaches nothing changes nothing', () => {
  fc.assert(
    fc.property(given, (g) => {
      const { plain, campaigns } = rulesOf(g)
      const goods = goodsOf(g.lines)
      const without = judged(plain, goods, g.tier, g.terms)
      expect(judged([...plain, ...campaigns], goods, g.tier, g.terms).total).toBeGreaterThanOrEqual(without.total)
      const elsewhere = campaigns.map((rule) => ({ ...rule, lines: () => 0 }))
      expect(judged([...plain, ...elsewhere], goods, g.tier, g.terms).byRule).toEqual(without.byRule)
    }),
    { numRuns: 2_000 },
  )
})

test('the order of lines changes nothing', () => {
  fc.assert(
    fc.property(given, (g) => {
      const { plain, campaigns } = rulesOf(g)
      const rules = [...plain, ...campaigns]
      expect(judged(rules, goodsOf([...g.lines].reverse()), g.tier, g.terms).byRule).toEqual(
        judged(rules, goodsOf(g.lines), g.tier, g.terms).byRule,
      )
    }),
    { numRuns: 1_000 },
  )
})
