import type { Day } from '../calendar/day'
import { type FactValues, slotOf } from '../condition/compile'
import { allocate } from '../money/allocate'
import { allocateExactly, type Fraction, floorOfFractions, sumOf } from '../money/exact'
import type { RuleTrace, Why } from '../trace'
import { type BonusTerms, type Factor, factorOf } from './bonus'
import type { CompiledRule } from './compiled'

/** One line of an order as rules see it: what is kept of it, and the values of its facts. */
export type GoodsLine = { amount: number; quantity: number; values: FactValues }

/** What an event is worth: money in minor units without shipping, items, and the lines where there are any. */
export type Goods = { amount: number; quantity: number; shipping: number; lines: readonly GoodsLine[] | null }

export const noGoods: Goods = { amount: 0, quantity: 0, shipping: 0, lines: null }

/** What a capped rule may have of what it would give, and which cap took the rest. */
export type Limit = (rule: CompiledRule, wanted: number) => { given: number; why: Why }

/**
 * What rules give for one event: the total, the part of each rule that gave, each rule's answer, whether the cap on
 * bonuses bit, and the rules that give coupons instead, which are no part of the total.
 */
export type Verdict = {
  total: number
  byRule: Record<string, number>
  traces: RuleTrace[]
  bonusCapped: boolean
  coupons: readonly CompiledRule[]
}

export const noCoupons: readonly CompiledRule[] = []

/** Everything beside the rules that a judgement depends on. */
export type Occasion = {
  day: Day
  event: string | null
  values: FactValues
  goods: Goods
  bonusBps: number
  bonus: BonusTerms
  limit: Limit
}

/** The part of the goods that a rule counts. `lines` are its places in the goods; the place behind the last is shipping. */
type Scope = { amount: number; quantity: number; lines: number[] | null }

const NOTHING: FactValues = []

function scopeOf(rule: CompiledRule, goods: Goods): Scope | null {
  const shipping = rule.withShipping ? goods.shipping : 0
  if (rule.lines === null && (goods.lines === null || shipping === 0))
    return { amount: goods.amount + shipping, quantity: goods.quantity, lines: null }
  const scope = { amount: 0, quantity: 0, lines: [] as number[] }
  for (const [place, line] of (goods.lines ?? []).entries()) {
    if (rule.lines !== null && rule.lines(line.values) !== -1) continue
    if (line.quantity === 0 && line.amount === 0) continue
    scope.amount += line.amount
    scope.quantity += line.quantity
    scope.lines.push(place)
  }
  // Shipping is a line about which nothing is known: "only red goods" leaves it out, "all but red goods" does not.
  if (shipping > 0 && (rule.lines === null || rule.lines(NOTHING) === -1)) {
    scope.amount += shipping
    scope.lines.push(goods.lines?.length ?? 0)
  }
  return scope.lines.length === 0 ? null : scope
}

type Rate = { rule: CompiledRule; trace: RuleTrace; units: number; scope: Scope }
type Wanted = [rule: CompiledRule, trace: RuleTrace, amount: number]
type Multiplier = { factorBps: number; scope: Scope; withShipping: boolean }
type Bonus = Multiplier & { rule: CompiledRule; trace: RuleTrace; bps: number }

/**
 * Judges rules over one event, in their order. Rates of several rules add line by line, are multiplied by the bonus and
 * the multipliers that reach the line, and are floored once; what a rule gets of it is split by largest remainder, and
 * what a campaign's bonus adds is its own part.
 * Flat rewards and rewards for each item are added after and never multiplied. Then each rule's caps reduce what it
 * gives. A rule that stops the later ones does so only when it matched.
 */
export function judge(rules: readonly CompiledRule[], on: Occasion): Verdict {
  const traces: RuleTrace[] = []
  const wanted: Wanted[] = []
  let rates: Rate[] | null = null
  let multipliers: Multiplier[] | null = null
  let bonuses: Bonus[] | null = null
  let stopped = false
  for (const rule of rules) {
    if (rule.event !== null && rule.event !== on.event) continue
    const unmet = stopped && rule.campaign === null ? 'stopped' : why(rule, on)
    if (unmet !== null) {
      traces.push(typeof unmet === 'number' ? [rule.id, 0, unmet, on.values[rule.slots[unmet] as number] ?? null] : [rule.id, 0, unmet, 0])
      continue
    }
    const scope = scopeOf(rule, on.goods)
    if (scope === null) {
      traces.push([rule.id, 0, 'lines', 0])
      continue
    }
    if (rule.stops) stopped = true
    const { giving } = rule
    if (giving.kind === 'multiplier') {
      multipliers ??= []
      multipliers.push({ factorBps: giving.factorBps, scope, withShipping: rule.withShipping })
      traces.push([rule.id, 0, 'multiplies', giving.factorBps])
      continue
    }
    if (giving.kind === 'bonus') {
      bonuses ??= []
      const trace: RuleTrace = [rule.id, 0]
      traces.push(trace)
      bonuses.push({ rule, trace, scope, bps: giving.bps, factorBps: 10_000 + giving.bps, withShipping: rule.lines === null })
      continue
    }
    const units = rule.byTier?.get(on.values[slotOf['member.tier']] as string) ?? giving.units
    if (units === 0) {
      traces.push([rule.id, 0, 'tier', 0])
      continue
    }
    const trace: RuleTrace = [rule.id, 0]
    traces.push(trace)
    if (giving.kind === 'rate') {
      rates ??= []
      rates.push({ rule, trace, units, scope })
    } else {
      const times = giving.kind === 'flat' ? 1 : scope.quantity
      wanted.push([rule, trace, Math.floor((units * times * rule.weightBps) / 10_000)])
    }
  }
  const verdict: Verdict = { total: 0, byRule: {}, traces, bonusCapped: false, coupons: noCoupons }
  if (rates !== null)
    verdict.bonusCapped =
      bonuses === null ? giveRates(rates, multipliers ?? [], on, wanted) : giveWithBonuses(rates, multipliers ?? [], bonuses, on, wanted)
  for (let i = 0; i < wanted.length; i++) {
    const [rule, trace, amount] = wanted[i] as Wanted
    give(verdict, rule, trace, amount, on.limit)
  }
  if (bonuses !== null) for (const { trace } of bonuses) tellBonus(trace, rates !== null, verdict.bonusCapped, on.bonus)
  return verdict
}

/** Why a bonus gave less than it says, where no limit of its own says so: there was nothing to add to, the cap on bonuses, or a higher one. */
function tellBonus(trace: RuleTrace, hasBase: boolean, capped: boolean, { mode, capBps }: BonusTerms): void {
  if (trace.length > 2) return
  const tell = (why: Why, detail: number) => trace.push(why as never, detail as never)
  if (!hasBase) tell('no_rate', 0)
  else if (capped) tell('bonus_cap', capBps)
  else if (mode === 'max' && trace[1] === 0) tell('outdone', 0)
}

/** Why a rule does not match: its dates, or the leaf of its condition that failed; null when it does. */
function why(rule: CompiledRule, on: Occasion): 'dates' | number | null {
  if ((rule.from !== null && on.day < rule.from) || (rule.until !== null && on.day > rule.until)) return 'dates'
  if (rule.check === null) return null
  const failed = rule.check(on.values)
  return failed === -1 ? null : failed
}

function give(verdict: Verdict, rule: CompiledRule, trace: RuleTrace, amount: number, limit: Limit): void {
  let given = amount
  if (rule.caps !== null && amount > 0) {
    const limited = limit(rule, amount)
    given = limited.given
    if (given < amount) trace.push(limited.why as never, amount as never)
  }
  trace[1] = given
  if (given <= 0) return
  if (rule.coupons !== null || rule.goods !== null) {
    verdict.coupons = [...verdict.coupons, rule]
    return
  }
  verdict.byRule[rule.id] = given
  verdict.total += given
}

/** What each rate comes to, put beside what the other rules want. Returns whether the cap on bonuses bit. */
function giveRates(rates: Rate[], multipliers: Multiplier[], on: Occasion, wanted: Wanted[]): boolean {
  const factor = oneFactor(rates, multipliers, on)
  if (factor !== null && giveInNumbers(rates, Math.min(factor, on.bonus.capBps), wanted)) return factor > on.bonus.capBps
  let capped = false
  const shares = rates.map((rate): Fraction => {
    const { fraction, capped: cut } = weighed(rate.scope, on, multipliers)
    if (cut) capped = true
    return shareOf(rate, fraction)
  })
  const floored = floorOfFractions(shares)
  const parts = rates.length === 1 ? [floored] : allocateExactly(floored, shares)
  for (const [i, { rule, trace }] of rates.entries()) wanted.push([rule, trace, parts[i] as number])
  return capped
}

/** What a rate comes to for money in scope that has been weighed. */
function shareOf({ rule, units, scope }: Rate, [over, under]: Fraction): Fraction {
  const giving = rule.giving as { per: number; fullSteps: boolean }
  if (over <= 0n) return [0n, 1n]
  const times = BigInt(units) * BigInt(rule.weightBps)
  if (!giving.fullSteps) return [over * times, under * BigInt(giving.per) * 10_000n]
  // Whole steps of what is in scope, spread over its money, so that bonuses of single lines still count.
  const steps = BigInt(Math.floor(scope.amount / giving.per))
  return [over * steps * times, under * BigInt(scope.amount) * 10_000n]
}

/**
 * The same where campaigns add to what rates give: the whole is floored once, and what it is more than without them is
 * theirs, split by what each adds to the money it reaches. Under the cap on bonuses they share what it leaves. Returns
 * whether the cap bit.
 */
function giveWithBonuses(rates: Rate[], multipliers: Multiplier[], bonuses: Bonus[], on: Occasion, wanted: Wanted[]): boolean {
  let capped = false
  const all = [...multipliers, ...bonuses]
  const added: Fraction[][] = bonuses.map(() => [])
  const shares = rates.map((rate): Fraction => {
    const without = weighed(rate.scope, on, multipliers)
    const withAll = weighed(rate.scope, on, all)
    if (withAll.capped) capped = true
    const base = shareOf(rate, without.fraction)
    const [over, under] = sumOf([shareOf(rate, withAll.fraction), [-base[0], base[1]]])
    const weights = bonuses.map((bonus) => BigInt(moneyOf(bonus, rate.scope, bonuses, on)) * BigInt(bonus.bps))
    const whole = weights.reduce((sum, weight) => sum + weight, 0n)
    if (over > 0n && whole > 0n)
      for (const [i, weight] of weights.entries()) if (weight > 0n) added[i]?.push([over * weight, under * whole])
    return base
  })
  const adds = added.map((parts) => sumOf(parts))
  // Rules give what they would give without campaigns, to the point; theirs is what the whole is more.
  const own = floorOfFractions(shares)
  const more = floorOfFractions([...shares, ...adds]) - own
  const parts = [...allocateExactly(own, shares), ...allocateExactly(more, adds)]
  for (const [i, { rule, trace }] of [...rates, ...bonuses].entries()) wanted.push([rule, trace, parts[i] as number])
  return capped
}

/** The money of a rate's scope that a bonus reaches; nothing below zero. Where only the highest bonus counts, the others reach nothing beside it. */
function moneyOf(bonus: Bonus, { amount, lines }: Scope, all: readonly Bonus[], on: Occasion): number {
  const only = on.bonus.mode === 'max' && all.length > 1
  const higher = (place: number | null): boolean => only && highestAt(all, place) !== bonus
  if (bonus.scope.lines === null) {
    if (!only || on.goods.lines === null) return higher(null) ? 0 : Math.max(0, amount)
    return (lines ?? on.goods.lines.map((_, place) => place)).reduce((money, place) => {
      const its = on.goods.lines?.[place]?.amount ?? on.goods.shipping
      return higher(place) ? money : money + Math.max(0, its)
    }, 0)
  }
  let money = 0
  for (const place of bonus.scope.lines)
    if ((lines === null || lines.includes(place)) && !higher(place)) money += Math.max(0, on.goods.lines?.[place]?.amount ?? 0)
  return money
}

/** The highest bonus that reaches a line, or all there is (null); of several the first. */
function highestAt(all: readonly Bonus[], place: number | null): Bonus | null {
  let highest: Bonus | null = null
  for (const one of all) {
    const reaches = one.scope.lines === null || (place !== null && one.scope.lines.includes(place))
    if (reaches && (highest === null || one.bps > highest.bps)) highest = one
  }
  return highest
}

/** The factor of all lines alike, in basis points before the cap; null where lines may differ or bonuses multiply. */
function oneFactor(rates: Rate[], multipliers: Multiplier[], on: Occasion): number | null {
  let factor = 10_000 + on.bonusBps
  if (multipliers.length === 0) return factor
  if (on.bonus.mode !== 'sum') return null
  for (const { scope, withShipping, factorBps } of multipliers) {
    if (scope.lines !== null || factorBps === 0) return null
    if (!withShipping) for (const rate of rates) if (rate.rule.withShipping) return null
    factor += factorBps - 10_000
  }
  return Math.max(0, factor)
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))

/** The same where every line has one factor and figures are small enough to be exact as numbers; false where they are not. */
function giveInNumbers(rates: Rate[], factorBps: number, wanted: Wanted[]): boolean {
  let common = 1
  for (const { rule } of rates) {
    const { per } = rule.giving as { per: number }
    common = (common / gcd(common, per)) * per
  }
  const tops: number[] = []
  let sum = 0
  for (const { rule, units, scope } of rates) {
    const { per, fullSteps } = rule.giving as { per: number; fullSteps: boolean }
    const money = fullSteps ? Math.floor(scope.amount / per) * per : scope.amount
    const top = Math.max(0, money * units * rule.weightBps * (common / per))
    tops.push(top)
    sum += top
  }
  const under = common * 100_000_000
  if (!Number.isSafeInteger(sum * factorBps) || !Number.isSafeInteger(under)) return false
  const floored = Math.floor((sum * factorBps) / under)
  const parts = rates.length === 1 || floored === 0 ? null : allocate(floored, tops)
  for (let i = 0; i < rates.length; i++) {
    const { rule, trace } = rates[i] as Rate
    wanted.push([rule, trace, parts === null ? floored : (parts[i] as number)])
  }
  return true
}

/** The factor of one line, of shipping, or of all there is (null). */
function factorAt(place: number | 'shipping' | null, on: Occasion, multipliers: Multiplier[]): Factor {
  const reaching: number[] = []
  for (const { scope, factorBps, withShipping } of multipliers) {
    const reaches = place === null ? true : place === 'shipping' ? withShipping : scope.lines === null || scope.lines.includes(place)
    if (reaches) reaching.push(factorBps)
  }
  return factorOf(on.bonusBps, reaching, on.bonus)
}

/** The money in scope, each line times its factor, as one fraction. */
function weighed(scope: Scope, on: Occasion, multipliers: Multiplier[]): { fraction: Fraction; capped: boolean } {
  // Without lines, or without anything that tells them apart, every line has the same factor.
  const shippingAt = on.goods.lines?.length ?? 0
  const ships = scope.lines?.includes(shippingAt) === true && multipliers.some((m) => !m.withShipping)
  if (on.goods.lines === null || (!ships && multipliers.every((m) => m.scope.lines === null))) {
    const { over, under, capped } = factorAt(null, on, multipliers)
    return { fraction: [BigInt(scope.amount) * over, under], capped }
  }
  let capped = false
  const fractions: Fraction[] = []
  for (const place of scope.lines ?? on.goods.lines.map((_, i) => i)) {
    const factor = factorAt(place === shippingAt ? 'shipping' : place, on, multipliers)
    if (factor.capped) capped = true
    fractions.push([BigInt(on.goods.lines[place]?.amount ?? on.goods.shipping) * factor.over, factor.under])
  }
  return { fraction: sumOf(fractions), capped }
}
