import { describe, expect, test } from 'vitest'
import { type FactValues, Slots, slotOf } from '../condition/compile'
import { Condition } from '../condition/condition'
import type { CompiledRule } from './compiled'
import { compileRule } from './compiled'
import { judge as judgeOn, noGoods } from './judge'

/** Facts of an order: amount, quantity, channel, store, weekday, tier, net spend, orders, days since joining. */
const order = (amount: number, over: Partial<Record<keyof typeof slotOf, number | string | null>> = {}) => {
  const values: (number | string | null)[] = [amount, 1, 'shop', null, '3', 'silver', 10_000, 2, 30]
  for (const [fact, value] of Object.entries(over)) values[slotOf[fact as keyof typeof slotOf]] = value
  return values
}
const slots = new Slots()
const rate = (id: string, units: number, per: number, when?: Condition) => compileRule(id, { when }, { kind: 'rate', units, per }, slots)
const flat = (id: string, units: number, when?: Condition) => compileRule(id, { when }, { kind: 'flat', units }, slots)
const judge = (rules: readonly CompiledRule[], values: FactValues, amount: number, bonusBps: number) =>
  judgeOn(rules, {
    day: 0,
    event: null,
    values,
    goods: { ...noGoods, amount },
    bonusBps,
    bonus: { mode: 'sum', capBps: 1_000_000 },
    limit: (_, given) => ({ given, why: 'order_cap' }),
  })

describe('what rules give', () => {
  test.each([
    ['a rate is exact and floored once an order', [rate('a', 2, 100)], 2_99, 0, 5],
    ['nothing for nothing', [rate('a', 1, 100)], 0, 0, 0],
    ['rates add before the floor', [rate('a', 1, 300), rate('b', 1, 300)], 2_50, 0, 1],
    ['rates over different amounts add exactly', [rate('a', 1, 300), rate('b', 1, 600)], 3_00, 0, 1],
    ['a bonus multiplies rates', [rate('a', 1, 100)], 99_00, 2_000, 118],
    ['a bonus never multiplies a flat gift', [rate('a', 1, 100), flat('b', 50)], 100_00, 5_000, 200],
    ['a flat gift stands without an amount', [flat('a', 88)], 0, 0, 88],
    ['an amount below zero gives nothing by rate', [rate('a', 1, 100)], -5_00, 0, 0],
  ])('%s', (_, rules, amount, bonusBps, total) => {
    const verdict = judge(rules, order(amount), amount, bonusBps)
    expect(verdict.total).toBe(total)
    expect(Object.values(verdict.byRule).reduce((a, b) => a + b, 0)).toBe(total)
  })

  test('the floored total is split over the rules by largest remainder', () => {
    expect(judge([rate('a', 1, 100), rate('b', 2, 100)], order(50), 50, 0).byRule).toEqual({ b: 1 })
    expect(judge([rate('a', 1, 300), rate('b', 1, 600)], order(9_00), 9_00, 0).byRule).toEqual({ a: 3, b: 1 })
  })
})

describe('a condition says why it failed: which leaf, and what it saw', () => {
  const big: Condition = { fact: 'order.amount', operator: 'gte', value: 200_00 }
  const gold: Condition = { fact: 'member.tier', operator: 'in', value: ['gold', 'platinum'] }
  test.each([
    ['both hold', { all: [big, gold] } as Condition, order(200_00, { 'member.tier': 'gold' }), ['r', 5]],
    ['the amount misses', { all: [big, gold] } as Condition, order(199_99, { 'member.tier': 'gold' }), ['r', 0, 0, 199_99]],
    ['the tier misses', { all: [big, gold] } as Condition, order(200_00), ['r', 0, 1, 'silver']],
    ['one of two is enough', { any: [big, gold] } as Condition, order(1, { 'member.tier': 'gold' }), ['r', 5]],
    ['neither of two: the first is named', { any: [big, gold] } as Condition, order(1), ['r', 0, 0, 1]],
    ['not', { not: gold } as Condition, order(1), ['r', 5]],
    ['not, and it is', { not: gold } as Condition, order(1, { 'member.tier': 'gold' }), ['r', 0, 0, 'gold']],
    ['no store is no store of the list', { fact: 'order.store', operator: 'in', value: ['s1'] } as Condition, order(1), ['r', 0, 0, null]],
    ['no store is not that store', { fact: 'order.store', operator: 'ne', value: 's1' } as Condition, order(1), ['r', 5]],
    [
      'no amount is not less than an amount',
      { fact: 'order.amount', operator: 'lt', value: 5 } as Condition,
      order(1, { 'order.amount': null }),
      ['r', 0, 0, null],
    ],
  ])('%s', (_, when, values, trace) => expect(judge([flat('r', 5, when)], values, 0, 0).traces).toEqual([trace]))
})

describe('a condition is refused that no form could have made', () => {
  const leaf = { fact: 'order.amount', operator: 'gte', value: 1 }
  test.each([
    ['an unknown fact', { ...leaf, fact: 'order.colour' }, 'condition.unknown_fact'],
    ['an operator the fact does not have', { ...leaf, operator: 'in', value: ['1'] }, 'condition.wrong_operator'],
    ['text where a number belongs', { ...leaf, value: 'much' }, 'condition.wrong_value'],
    ['too deep', { not: { not: { not: { not: { not: leaf } } } } }, 'condition.too_deep'],
    ['too long', { all: Array.from({ length: 51 }, () => leaf) }, 'condition.too_long'],
  ])('%s', (_, condition, message) => expect(Condition.safeParse(condition).error?.issues[0]?.message).toBe(message))
})
