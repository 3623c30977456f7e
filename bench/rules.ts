import { deepStrictEqual } from 'node:assert/strict'
import { ZenEngine } from '@gorules/zen-engine'
import { LogicEngine } from 'json-logic-engine'
import { Engine } from 'json-rules-engine'
import { type FactValues, Slots, slotOf } from '@/server/engine/condition/compile'
import type { Leaf } from '@/server/engine/condition/condition'
import type { FactKey } from '@/server/engine/condition/facts'
import { compileRule } from '@/server/engine/rule/compiled'
import { judge, noGoods } from '@/server/engine/rule/judge'
import { atLeast, type Figure, median, ratePerSecond, told } from './measure'

type Facts = { amount: number; quantity: number; channel: string; tier: string; orders: number }
type Rule = { id: string; points: number; leaves: [name: keyof Facts, operator: 'gte' | 'lte' | 'in', value: number | string[]][] }

const channels = ['shop', 'web', 'app', 'phone']
const tiers = ['basic', 'silver', 'gold', 'diamond']
const keys: Record<keyof Facts, FactKey> = {
  amount: 'order.amount',
  quantity: 'order.quantity',
  channel: 'order.channel',
  tier: 'member.tier',
  orders: 'member.order_count',
}

/** Twenty earning rules of five conditions each. */
const table = Array.from(
  { length: 20 },
  (_, i): Rule => ({
    id: `rule-${i}`,
    points: 10 + i,
    leaves: [
      ['amount', 'gte', 1_000 * (i % 7)],
      ['quantity', 'lte', 20 + i],
      ['channel', 'in', channels.slice(0, 2 + (i % 3))],
      ['tier', 'in', tiers.slice(i % 3)],
      ['orders', 'gte', i % 10],
    ],
  }),
)

const everyFacts = Array.from(
  { length: 64 },
  (_, i): Facts => ({
    amount: (i * 977) % 9_000,
    quantity: 1 + ((i * 7) % 30),
    channel: channels[i % 4] as string,
    tier: tiers[(i >> 2) % 4] as string,
    orders: (i * 5) % 13,
  }),
)

/** What an engine says of one order: the rules that gave, in their order. */
type Judge = (facts: Facts) => string[] | Promise<string[]>

function ours(): Judge {
  const slots = new Slots()
  const compiled = table.map((rule) => {
    const all = rule.leaves.map(([fact, operator, value]): Leaf => ({ fact: keys[fact], operator, value }))
    return compileRule(rule.id, { when: { all } }, { kind: 'flat', units: rule.points }, slots)
  })
  const bonus = { mode: 'sum', capBps: 30_000 } as const
  const limit = (_: unknown, given: number) => ({ given, why: 'order_cap' as const })
  return (f) => {
    const values: FactValues = [f.amount, f.quantity, f.channel, null, '1', f.tier]
    values[slotOf['member.net_spend']] = 0
    values[slotOf['member.order_count']] = f.orders
    const goods = { ...noGoods, amount: f.amount, quantity: f.quantity }
    return Object.keys(judge(compiled, { day: 0, event: null, values, goods, bonusBps: 0, bonus, limit }).byRule)
  }
}

function jsonRulesEngine(): Judge {
  const names = { gte: 'greaterThanInclusive', lte: 'lessThanInclusive', in: 'in' }
  const engine = new Engine()
  for (const rule of table) {
    const all = rule.leaves.map(([fact, operator, value]) => ({ fact, operator: names[operator], value }))
    engine.addRule({ name: rule.id, conditions: { all }, event: { type: rule.id } })
  }
  // Its results carry each condition's answer: the trace cannot be turned off.
  return async (facts) => (await engine.run(facts)).events.map((event) => event.type)
}

function zenEngine(): Judge {
  const cell = ([, operator, value]: Rule['leaves'][number]): string =>
    Array.isArray(value) ? value.map((v) => JSON.stringify(v)).join(', ') : `${operator === 'gte' ? '>=' : '<='} ${value}`
  const fields = Object.keys(keys)
  const decision = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'table',
        position: { x: 1, y: 0 },
        content: {
          hitPolicy: 'collect',
          inputs: fields.map((field) => ({ id: field, name: field, type: 'expression', field })),
          outputs: [{ id: 'rule', name: 'rule', type: 'expression', field: 'rule' }],
          rules: table.map((rule) => ({
            _id: rule.id,
            ...Object.fromEntries(rule.leaves.map((leaf) => [leaf[0], cell(leaf)])),
            rule: JSON.stringify(rule.id),
          })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  }
  const made = new ZenEngine().createDecision(decision)
  return async (facts) => ((await made.evaluate(facts, { trace: true })).result as { rule: string }[]).map((row) => row.rule)
}

function jsonLogicEngine(): Judge {
  const names = { gte: '>=', lte: '<=', in: 'in' }
  const engine = new LogicEngine()
  const built = table.map(({ id, leaves }) => ({
    id,
    holds: engine.build({ and: leaves.map(([fact, operator, value]) => ({ [names[operator]]: [{ var: fact }, value] })) }),
  }))
  return (facts) => built.filter(({ holds }) => holds(facts)).map(({ id }) => id)
}

/** Our rules, with their trace, beside three engines: all give the same answers before any is timed. */
export async function rules(): Promise<Figure[]> {
  const engines = {
    ours: ours(),
    'json-rules-engine': jsonRulesEngine(),
    'zen-engine': zenEngine(),
    'json-logic-engine': jsonLogicEngine(),
  }
  for (const facts of everyFacts) {
    const expected = [...(await engines.ours(facts))].sort()
    for (const judge of Object.values(engines)) deepStrictEqual([...(await judge(facts))].sort(), expected)
  }
  const rates = Object.fromEntries(Object.keys(engines).map((name) => [name, [] as number[]]))
  for (let round = 0; round < 8; round++) {
    for (const [name, judge] of Object.entries(engines)) {
      const [work, calls] = name === 'ours' || name === 'json-logic-engine' ? atOnce(judge) : oneByOne(judge)
      const rate = await ratePerSecond(work, calls, 250)
      // The first rounds warm the compilers up.
      if (round > 2) rates[name]?.push(rate)
    }
  }
  const rate = (name: string) => median(rates[name] as number[])
  const ratio = (name: string) => median((rates.ours as number[]).map((r, i) => r / (rates[name]?.[i] as number)))
  return [
    told('engine.rules', rate('ours'), 'orders/s'),
    ...['json-rules-engine', 'zen-engine', 'json-logic-engine'].map((name) => told(`engine.rules.${name}`, rate(name), 'orders/s')),
    atLeast('engine.rules.vs.json-rules-engine', ratio('json-rules-engine'), 'times', 100),
    atLeast('engine.rules.vs.zen-engine', ratio('zen-engine'), 'times', 50),
    told('engine.rules.vs.json-logic-engine', ratio('json-logic-engine'), 'times'),
  ]
}

type Work = [work: () => unknown, calls: number]

const atOnce = (judge: Judge): Work => [
  () => {
    for (let i = 0; i < 20; i++) for (const facts of everyFacts) judge(facts)
  },
  20 * everyFacts.length,
]

const oneByOne = (judge: Judge): Work => [
  async () => {
    for (const facts of everyFacts) await judge(facts)
  },
  everyFacts.length,
]
