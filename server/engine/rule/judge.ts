import { type Check, compileCondition, type FactValues, slotOf } from '../condition/compile'
import { type Condition, leavesOf } from '../condition/condition'
import type { FactKey } from '../condition/facts'
import { allocate } from '../money/allocate'
import { floorOfSum } from '../money/exact'
import type { RuleTrace } from '../trace'

/** A rule ready to be judged: it gives `units` flat, or `units` for each `per` minor units of money. */
export type CompiledRule = {
  id: string
  check: Check | null
  /** The fact slot of each leaf of the condition, so that a trace can say what the failing leaf saw. */
  slots: number[]
  units: number
  per: number | null
}

export function compileRule(id: string, when: Condition | undefined, units: number, per: number | null): CompiledRule {
  return {
    id,
    check: when ? compileCondition(when) : null,
    slots: when ? leavesOf(when).map((leaf) => slotOf[leaf.fact as FactKey]) : [],
    units,
    per,
  }
}

/** What rules give for one event: the total, the part of each rule that gave, and each rule's answer. */
export type Verdict = { total: number; byRule: Record<string, number>; traces: RuleTrace[] }

/**
 * Judges rules over the facts of one event. Rates of several rules add, are multiplied by (10,000 + bonus) basis
 * points, and are floored once; what a rule gets of it is split by largest remainder. Flat gifts are added after and
 * never multiplied. `amount` is in minor units; one below zero gives nothing by rate.
 */
export function judge(rules: readonly CompiledRule[], values: FactValues, amount: number, bonusBps: number): Verdict {
  const traces: RuleTrace[] = []
  const byRule: Record<string, number> = {}
  let total = 0
  let rates: { rule: CompiledRule; trace: RuleTrace }[] | null = null
  for (const rule of rules) {
    const failed = rule.check === null ? -1 : rule.check(values)
    if (failed !== -1) {
      traces.push([rule.id, 0, failed, values[rule.slots[failed] as number] ?? null])
    } else if (rule.per === null) {
      byRule[rule.id] = rule.units
      total += rule.units
      traces.push([rule.id, rule.units])
    } else {
      const trace: RuleTrace = [rule.id, 0]
      traces.push(trace)
      rates ??= []
      rates.push({ rule, trace })
    }
  }
  if (rates !== null && amount > 0) {
    const floored = floorOfSum(
      rates.map(({ rule }) => ({ numerator: amount, factor: rule.units, denominator: rule.per as number })),
      10_000 + bonusBps,
      10_000,
    )
    const parts = rates.length === 1 ? [floored] : allocate(floored, weightsOf(rates.map(({ rule }) => rule)))
    for (const [i, { rule, trace }] of rates.entries()) {
      const part = parts[i] as number
      trace[1] = part
      if (part > 0) byRule[rule.id] = part
    }
    total += floored
  }
  return { total, byRule, traces }
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))

/** Rates as whole weights over their common denominator. */
function weightsOf(rules: CompiledRule[]): number[] {
  const common = rules.reduce((lcm, r) => (lcm / gcd(lcm, r.per as number)) * (r.per as number), 1)
  return rules.map((r) => r.units * (common / (r.per as number)))
}
