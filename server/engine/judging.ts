import { type Day, isoOf } from './calendar/day'
import { type Acting, earningOf, growthOf } from './campaign/act'
import type { FactValues } from './condition/compile'
import type { Judged, Occurrence } from './occurrence'
import type { Cause } from './points/lots'
import type { CompiledLadder } from './program/compile'
import type { BonusTerms } from './rule/bonus'
import { countGiven, roomOf } from './rule/caps'
import type { CompiledRule, RuleCaps } from './rule/compiled'
import { judge, type Limit, noCoupons, type Verdict } from './rule/judge'
import type { Given } from './state'
import type { RuleTrace } from './trace'

const NO_CAPS: RuleCaps = {}

/** The name under which what an effect gives to all members on one date is kept. */
export const onDate = (rule: string, day: Day): string => `${rule}@${isoOf(day)}`

/** What earning rules, and campaigns with them, come to under their caps; counts what they gave and writes down why. */
export function earn(
  on: Occurrence,
  judged: Judged,
  facts: FactValues,
  bonusBps: number,
  by: Cause,
  acting: Acting,
  rooms?: Record<string, number>,
): Verdict {
  const { program, trace } = on
  trace.base = judged.goods.amount
  trace.bonusBps = Math.min(bonusBps, program.bonus.capBps - 10_000)
  const rules = withOthers(program.earningBy[judged.trigger], earningOf(acting.effects))
  const verdict = earnBy(on, rules, judged, facts, bonusBps, by, rooms)
  if (acting.traces.length > 0) trace.rules.push(...acting.traces)
  return verdict
}

export function earnBy(
  on: Occurrence,
  rules: readonly CompiledRule[],
  judged: Judged,
  facts: FactValues,
  bonusBps: number,
  by: Cause,
  rooms?: Record<string, number>,
): Verdict {
  if (rules.length === 0) return { total: 0, byRule: {}, traces: [], bonusCapped: false, coupons: noCoupons }
  const verdict = judge(rules, {
    day: by.day,
    event: judged.event,
    values: facts,
    goods: judged.goods,
    bonusBps,
    bonus: on.program.bonus,
    limit: limitFor(on, by, rooms),
  })
  if (verdict.bonusCapped) on.note('bonus_capped')
  for (let i = 0; i < verdict.traces.length; i++) on.trace.rules.push(verdict.traces[i] as RuleTrace)
  countCaps(on, rules, verdict, by)
  return verdict
}

/** Adds the growth that the rules of a trigger come to, ladder by ladder. Answers what each rule gave, and the bonus it was given with. */
export function grow(
  on: Occurrence,
  judged: Judged,
  facts: FactValues,
  by: Cause,
  acting: Acting,
  rooms?: Record<string, number>,
): { growth: Record<string, Record<string, number>>; bonus: Record<string, number> | null } {
  const growth: Record<string, Record<string, number>> = {}
  let bonus: Record<string, number> | null = null
  for (const ladder of on.program.ladders) {
    const rules = withOthers(ladder.growthBy[judged.trigger], growthOf(acting.effects, ladder))
    if (rules.length === 0) continue
    const bonusBps = on.growthBonus(ladder)
    const byRule = growBy(on, ladder, rules, judged, facts, by, rooms, bonusBps)
    if (byRule !== null) growth[ladder.id] = byRule
    if (bonusBps > 0) {
      bonus ??= {}
      bonus[ladder.id] = bonusBps
    }
  }
  if (acting.growthTraces.length > 0) on.trace.growth.push(...acting.growthTraces)
  return { growth, bonus }
}

/** What rules come to on one ladder, by rule; nothing when nothing. */
export function growBy(
  on: Occurrence,
  ladder: CompiledLadder,
  rules: readonly CompiledRule[],
  judged: Judged,
  facts: FactValues,
  by: Cause,
  rooms?: Record<string, number>,
  bonusBps = 0,
): Record<string, number> | null {
  if (rules.length === 0) return null
  const verdict = judge(rules, {
    day: by.day,
    event: judged.event,
    values: facts,
    goods: judged.goods,
    bonusBps,
    bonus: growthTerms(rules, bonusBps),
    limit: limitFor(on, by, rooms),
  })
  for (let i = 0; i < verdict.traces.length; i++) on.trace.growth.push(verdict.traces[i] as RuleTrace)
  countCaps(on, rules, verdict, by)
  for (const rule in verdict.byRule) on.addGrowth(ladder.id, verdict.byRule[rule] as number, by.day, by, rule)
  return verdict.total > 0 ? verdict.byRule : null
}

/** What limits of a member and shared budgets let a rule have, by what was `given` of it; `rooms` keeps what they left. */
export function limitFor(
  on: Occurrence,
  by: Pick<Cause, 'cause' | 'day'>,
  rooms?: Record<string, number>,
  given: Readonly<Record<string, Given>> = on.state.standing.given,
): Limit {
  return (rule, wanted) => {
    const { room, why } = roomOf(rule.caps ?? NO_CAPS, given[rule.id], by.day)
    const within = Math.min(wanted, room)
    const had = within === 0 ? 0 : admitted(on, rule, within, by)
    if (rooms && room !== Number.POSITIVE_INFINITY) rooms[rule.id] = had < within ? had : room
    else if (rooms && had < within) rooms[rule.id] = had
    return { given: had, why: had < within ? 'budget' : why }
  }
}

/** What the budgets that a rule shares among all members let it have: that of the date first, then that of the whole. */
function admitted(on: Occurrence, { id, caps }: CompiledRule, wanted: number, by: Pick<Cause, 'cause' | 'day'>): number {
  let given = wanted
  const ofDay = caps?.budgetPerDay
  if (ofDay !== undefined) given = Math.min(given, on.admit(onDate(id, by.day), given, by.cause, ofDay))
  if (caps?.budget === undefined || given === 0) return given
  const within = Math.min(given, on.admit(id, given, by.cause, caps.budget))
  // What the whole does not let it have, the date gets back.
  if (ofDay !== undefined && within < given) on.admit(onDate(id, by.day), within, by.cause, ofDay)
  return within
}

function countCaps(on: Occurrence, rules: readonly CompiledRule[], verdict: Verdict, by: Cause): void {
  for (let i = 0; i < rules.length; i++) {
    const { id, caps } = rules[i] as CompiledRule
    if (caps === null) continue
    const gave = verdict.byRule[id]
    if (gave) countGiven(on.state.standing.given, id, by.day, gave)
  }
  for (const { id, caps } of verdict.coupons) if (caps !== null) countGiven(on.state.standing.given, id, by.day, 1)
}

/** Rules of the program with those of campaigns behind them. */
export const withOthers = (own: readonly CompiledRule[], others: readonly CompiledRule[]): readonly CompiledRule[] =>
  others.length === 0 ? own : [...own, ...others]

/** How bonuses of growth meet: they add, and nothing caps them. */
export function growthTerms(rules: readonly CompiledRule[], bonusBps: number): BonusTerms {
  let capBps = 10_000 + bonusBps
  for (const { giving } of rules) if (giving.kind === 'bonus') capBps += giving.bps
  return { mode: 'sum', capBps }
}
