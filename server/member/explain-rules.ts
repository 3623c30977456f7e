import { type Condition, leavesOf, type Operator } from '@/server/engine/condition/condition'
import type { FactKey } from '@/server/engine/condition/facts'
import type { RuleTrace, Trace } from '@/server/engine/trace'
import type { ProgramNames } from '@/server/program/program-names'

/** Why a rule stayed silent: the part of its condition that failed, and what it saw. Stores and tiers are named. */
export type Missed = { fact: FactKey; operator: Operator; wanted: (number | string)[]; saw: number | string | null }

/** One rule's answer: what it gave (below zero for what it took back), or what it missed. */
export type RuleExplained = { rule: string | null; unit: 'points' | 'growth'; gave: number; missed: Missed | null }

/** Puts the trace of an event into words' data: names for ids, and the failing part of each silent rule. */
export function explainRules(trace: Trace, names: ProgramNames, storeNames: Map<string, string>): RuleExplained[] {
  const document = names.version(trace.version)?.document
  const conditions = new Map<string, Condition | undefined>(
    [...(document?.earningRules ?? []), ...(document?.growthRules ?? [])].map((rule) => [rule.id, rule.spec.when]),
  )
  const named = (fact: string, value: number | string): number | string => {
    if (fact === 'member.tier') return names.tier(String(value))?.name ?? value
    if (fact === 'order.store') return storeNames.get(String(value)) ?? value
    return value
  }
  const explain =
    (unit: 'points' | 'growth') =>
    ([rule, gave, leafNo, saw]: RuleTrace): RuleExplained => {
      const condition = conditions.get(rule)
      const leaf = leafNo === undefined || condition === undefined ? undefined : leavesOf(condition)[leafNo]
      return {
        rule: names.rule(rule),
        unit,
        gave,
        missed: leaf
          ? {
              fact: leaf.fact as FactKey,
              operator: leaf.operator,
              wanted: [leaf.value].flat().map((value) => named(leaf.fact, value)),
              saw: saw === undefined || saw === null ? null : named(leaf.fact, saw),
            }
          : null,
      }
    }
  return [...trace.rules.map(explain('points')), ...trace.growth.map(explain('growth'))]
}
