import { type Condition, type Leaf, leavesOf } from '../condition/condition'
import type { FactKey } from '../condition/facts'
import { facts } from '../condition/facts'
import type { Ladder } from '../ladder/ladder'
import type { Trigger } from '../vocabulary'
import type { ProgramDocument } from './document'
import type { Place, Problem, ProblemCode } from './problem'

/** What stands outside the document but is named in it. */
export type Surroundings = { stores: ReadonlySet<string> }

type Found = (code: ProblemCode, place: Place, details?: Record<string, string | number>) => void

/** Everything that is wrong or doubtful in a well-formed program as a whole. Errors stop publishing, warnings do not. */
export function lintProgram(document: ProgramDocument, around: Surroundings): Problem[] {
  const problems: Problem[] = []
  const found: Found = (code, place, details = {}) => {
    problems.push({ code, severity: warnings.has(code) ? 'warning' : 'error', place, details })
  }
  lintIds(document, found)
  lintLadders(document, found)
  lintGrowth(document, found)
  lintEarning(document, found)
  lintPoints(document, found)
  const tiers = new Set(document.ladders.flatMap((l) => l.tiers.map((t) => t.id)))
  const rules = [
    ...document.growthRules.map((rule, i) => ({ rule, place: ['growthRules', i] as Place })),
    ...document.earningRules.map((rule, i) => ({ rule, place: ['earningRules', i] as Place })),
  ]
  for (const { rule, place } of rules) {
    if (rule.spec.when) lintCondition(rule.spec.when, rule.spec.trigger, [...place, 'spec', 'when'], tiers, around, found)
  }
  return problems
}

const warnings: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'tier.no_base',
  'growth_rule.unused',
  'program.no_earning_rule',
  'points.gone_at_once',
  'points.bonus_beyond_cap',
  'condition.never_true',
  'tier.bonus_falls',
])

function lintIds(document: ProgramDocument, found: Found): void {
  const seen = new Set<string>()
  const once = (id: string, place: Place) => {
    if (seen.has(id)) found('program.id_twice', place)
    seen.add(id)
  }
  document.ladders.forEach((ladder, i) => {
    once(ladder.id, ['ladders', i])
    ladder.tiers.forEach((tier, k) => {
      once(tier.id, ['ladders', i, 'tiers', k])
    })
  })
  document.growthRules.forEach((rule, i) => {
    once(rule.id, ['growthRules', i])
  })
  document.earningRules.forEach((rule, i) => {
    once(rule.id, ['earningRules', i])
  })
}

function lintLadders(document: ProgramDocument, found: Found): void {
  const primaries = document.ladders.filter((l) => l.primary).length
  if (document.ladders.length > 0 && primaries !== 1) found('ladder.one_primary', ['ladders'], { count: primaries })
  document.ladders.forEach((ladder, i) => {
    lintTiers(ladder, i, found)
  })
}

function lintTiers(ladder: Ladder, index: number, found: Found): void {
  const place = (k: number, field: string): Place => ['ladders', index, 'tiers', k, field]
  const [codes, names] = [new Set<string>(), new Set<string>()]
  ladder.tiers.forEach((tier, k) => {
    if (codes.has(tier.code)) found('tier.code_taken', place(k, 'code'), { code: tier.code })
    if (names.has(tier.name)) found('tier.name_taken', place(k, 'name'), { name: tier.name })
    codes.add(tier.code)
    names.add(tier.name)
    const below = ladder.tiers[k - 1]
    if (below && tier.threshold <= below.threshold) {
      found('tier.not_rising', place(k, 'threshold'), { below: below.name, minimum: below.threshold, measure: ladder.spec.measure })
    }
    if (below && tier.bonusBps < below.bonusBps) found('tier.bonus_falls', place(k, 'bonusBps'), { below: below.name })
  })
  const base = ladder.tiers[0]
  if (base && base.threshold > 0) {
    found('tier.no_base', place(0, 'threshold'), { name: base.name, minimum: base.threshold, measure: ladder.spec.measure })
  }
}

function lintGrowth(document: ProgramDocument, found: Found): void {
  const ladders = new Map(document.ladders.map((l) => [l.id, l]))
  document.growthRules.forEach((rule, i) => {
    const ladder = ladders.get(rule.ladderId)
    if (!ladder) found('growth_rule.unknown_ladder', ['growthRules', i, 'ladderId'])
    else if (ladder.spec.measure !== 'growth') found('growth_rule.unused', ['growthRules', i], { ladder: ladder.name })
  })
  document.ladders.forEach((ladder, i) => {
    if (ladder.spec.measure === 'growth' && !document.growthRules.some((r) => r.ladderId === ladder.id)) {
      found('ladder.no_growth_rule', ['ladders', i, 'spec', 'measure'], { ladder: ladder.name })
    }
  })
}

function lintEarning(document: ProgramDocument, found: Found): void {
  if (document.earningRules.length === 0) found('program.no_earning_rule', ['earningRules'])
}

function lintPoints(document: ProgramDocument, found: Found): void {
  const { expiry, bonusCapBps } = document.points
  if (expiry.kind === 'rolling' && expiry.count === 0) found('points.gone_at_once', ['points', 'expiry'])
  document.ladders.forEach((ladder, i) => {
    ladder.tiers.forEach((tier, k) => {
      if (10_000 + tier.bonusBps > bonusCapBps) {
        found('points.bonus_beyond_cap', ['ladders', i, 'tiers', k, 'bonusBps'], { bonus: tier.bonusBps / 100, cap: bonusCapBps / 10_000 })
      }
    })
  })
}

function lintCondition(
  condition: Condition,
  trigger: Trigger,
  place: Place,
  tiers: ReadonlySet<string>,
  around: Surroundings,
  found: Found,
): void {
  for (const leaf of leavesOf(condition)) {
    const values = Array.isArray(leaf.value) ? leaf.value : [leaf.value]
    if (leaf.fact.startsWith('order.') && trigger !== 'order.paid') found('condition.needs_order', place)
    if (leaf.fact === 'member.tier' && values.some((v) => !tiers.has(String(v)))) found('condition.unknown_tier', place)
    if (leaf.fact === 'order.store') {
      const unknown = values.find((v) => !around.stores.has(String(v)))
      if (unknown !== undefined) found('condition.unknown_store', place)
    }
    if (leaf.fact === 'event.weekday' && values.some((v) => !/^[1-7]$/.test(String(v)))) found('condition.wrong_value', place)
  }
  if (neverTrue(condition)) found('condition.never_true', place)
}

/** Whether no event can meet the leaves that all must hold: a sound check of ranges and choices, not a full proof. */
export function neverTrue(condition: Condition): boolean {
  if ('any' in condition) return condition.any.every(neverTrue)
  if ('not' in condition) return false
  if (!('all' in condition)) return false
  if (condition.all.some(neverTrue)) return true
  const byFact = new Map<string, Leaf[]>()
  for (const part of condition.all) {
    if ('fact' in part) byFact.set(part.fact, [...(byFact.get(part.fact) ?? []), part])
  }
  return [...byFact].some(([fact, leaves]) => {
    const type = facts[fact as FactKey]?.type
    return type === 'money' || type === 'number' ? emptyRange(leaves) : emptyChoice(leaves)
  })
}

function emptyRange(leaves: Leaf[]): boolean {
  let [low, high] = [-Infinity, Infinity]
  const excluded = new Set<number>()
  for (const leaf of leaves) {
    if (typeof leaf.value !== 'number') continue
    if (leaf.operator === 'gte' || leaf.operator === 'eq') low = Math.max(low, leaf.value)
    if (leaf.operator === 'gt') low = Math.max(low, leaf.value + 1)
    if (leaf.operator === 'lte' || leaf.operator === 'eq') high = Math.min(high, leaf.value)
    if (leaf.operator === 'lt') high = Math.min(high, leaf.value - 1)
    if (leaf.operator === 'ne') excluded.add(leaf.value)
  }
  return low > high || (low === high && excluded.has(low))
}

function emptyChoice(leaves: Leaf[]): boolean {
  let wanted: Set<string> | undefined
  const unwanted = new Set<string>()
  for (const leaf of leaves) {
    const values = (Array.isArray(leaf.value) ? leaf.value : [leaf.value]).map(String)
    if (leaf.operator === 'eq' || leaf.operator === 'in') wanted = new Set(wanted ? values.filter((v) => wanted?.has(v)) : values)
    else for (const value of values) unwanted.add(value)
  }
  return wanted !== undefined && [...wanted].every((v) => unwanted.has(v))
}
