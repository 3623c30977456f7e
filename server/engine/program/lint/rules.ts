import { dayOf } from '../../calendar/day'
import { type Given, implies, neverTrue } from '../../condition/contradiction'
import type { Caps } from '../../rule/terms'
import { givenBy, lintCondition, lintNever } from './conditions'
import type { Lint, RuleAt } from './found'
import { isLive, unitsOf } from './reach'

/** What is wrong with single rules, and with rules beside each other. */
export function lintRules(lint: Lint): void {
  const { ladders, earningRules } = lint.document
  if (earningRules.length === 0) lint.found('program.no_earning_rule', ['earningRules'])
  for (const at of lint.rules) {
    lintGrowth(lint, at)
    lintTerms(lint, at)
    lintCaps(lint, at)
    lintTable(lint, at)
    lintMultiplier(lint, at)
  }
  const lists = [...ladders.map(({ id }) => id), null]
  for (const id of lists)
    lintStops(
      lint,
      lint.rules.filter(({ rule }) => ('ladderId' in rule ? rule.ladderId : null) === id),
    )
}

function lintGrowth(lint: Lint, { rule, place }: RuleAt): void {
  if (!('ladderId' in rule)) return
  const ladder = lint.document.ladders.find((l) => l.id === rule.ladderId)
  if (!ladder) lint.found('growth_rule.unknown_ladder', [...place, 'ladderId'])
  else if (ladder.spec.measure !== 'growth' && ladder.spec.retention?.measure !== 'growth')
    lint.found('growth_rule.unused', place, { ladder: ladder.name })
}

const datesOf = ({ rule: { spec } }: RuleAt): { from: number; until: number } => ({
  from: spec.from === undefined ? -Infinity : dayOf(spec.from),
  until: spec.until === undefined ? Infinity : dayOf(spec.until),
})

function givenOf(lint: Lint, at: RuleAt): Given {
  const { from, until } = datesOf(at)
  return givenBy(lint, at.rule.spec.trigger, from === -Infinity ? undefined : from, until === Infinity ? undefined : until)
}

function lintTerms(lint: Lint, at: RuleAt): void {
  const { spec } = at.rule
  const place = [...at.place, 'spec']
  const { trigger } = spec
  if (spec.when) {
    lintCondition(lint, spec.when, { kind: 'event', trigger }, [...place, 'when'])
    lintNever(lint, spec.when, givenOf(lint, at), [...place, 'when'])
  }
  if (spec.lines) {
    lintCondition(lint, spec.lines, { kind: 'lines', trigger }, [...place, 'lines'])
    lintNever(lint, spec.lines, { catalogue: lint.catalogue }, [...place, 'lines'])
  }
  if (!isLive(lint, at)) lint.found('rule.ended', [...place, 'until'], { date: spec.until ?? '' })
  if (trigger === 'custom' && !lint.document.events?.some((event) => event.key === spec.event))
    lint.found('rule.unknown_event', [...place, 'event'])
}

/** From the narrowest to the widest. */
const capNames = ['perOrder', 'perDay', 'perMonth', 'lifetime', 'budget'] as const satisfies readonly (keyof Caps)[]

function lintCaps(lint: Lint, at: RuleAt): void {
  const { caps, reward } = at.rule.spec
  if (!caps) return
  const place = [...at.place, 'spec', 'caps']
  const whole = reward.kind === 'flat' || reward.kind === 'per_item' || (reward.kind === 'rate' && reward.mode === 'full_step')
  const units = whole ? unitsOf(at) : 0
  capNames.forEach((name, i) => {
    const cap = caps[name]
    if (cap === undefined) return
    if (cap < units) {
      lint.found('rule.cap_below_reward', [...place, name], { cap: name, limit: cap, units })
      return
    }
    const narrower = capNames.slice(0, i).findLast((other) => (caps[other] ?? 0) > cap)
    if (narrower)
      lint.found('rule.caps_cross', [...place, name], { cap: name, limit: cap, narrower, narrowerLimit: caps[narrower] as number })
  })
}

/** A table by tier is read with the tier of the main ladder, whatever the rule gives. */
function lintTable(lint: Lint, { rule, place }: RuleAt): void {
  const { reward } = rule.spec
  if (reward.kind === 'multiplier' || reward.kind === 'coupon' || !reward.byTier) return
  const at = [...place, 'spec', 'reward', 'byTier']
  const tiers = new Map(lint.document.ladders.flatMap((ladder) => ladder.tiers.map((tier) => [tier.id, ladder] as const)))
  for (const { tierId } of reward.byTier) {
    const ladder = tiers.get(tierId)
    if (!ladder) lint.found('rule.unknown_tier', at)
    else if (ladder !== lint.primary) lint.found('rule.other_ladder', at, { ladder: lint.primary?.name ?? '' })
  }
}

function lintMultiplier(lint: Lint, at: RuleAt): void {
  const { trigger, reward } = at.rule.spec
  if (reward.kind !== 'multiplier') return
  const place = [...at.place, 'spec', 'reward']
  if (reward.factorBps === 10_000) lint.found('rule.changes_nothing', place)
  const rated = lint.rules.some(
    (other) =>
      other.place[0] === 'earningRules' &&
      other.rule.spec.trigger === trigger &&
      other.rule.spec.reward.kind === 'rate' &&
      overlap(other, at),
  )
  if (!rated) lint.found('rule.no_rate', place)
}

function overlap(a: RuleAt, b: RuleAt): boolean {
  const [one, other] = [datesOf(a), datesOf(b)]
  return one.from <= other.until && other.from <= one.until
}

/** Rules of one list that one before them always stops. */
function lintStops(lint: Lint, rules: readonly RuleAt[]): void {
  rules.forEach((at, i) => {
    const stopper = rules.slice(0, i).find((before) => alwaysStops(lint, before, at))
    if (stopper) lint.found('rule.behind_stop', at.place, { before: stopper.rule.name })
  })
}

function alwaysStops(lint: Lint, before: RuleAt, after: RuleAt): boolean {
  const [one, other] = [before.rule.spec, after.rule.spec]
  if (!one.stops || one.trigger !== other.trigger || one.event !== other.event) return false
  // A rule that counts some lines only does not match an order without them.
  if (one.lines && JSON.stringify(one.lines) !== JSON.stringify(other.lines)) return false
  const [dates, held] = [datesOf(before), datesOf(after)]
  if (dates.from > held.from || dates.until < held.until) return false
  if (!one.when) return true
  const given = givenOf(lint, after)
  if (!other.when) return neverTrue({ not: one.when }, given)
  return !neverTrue(other.when, given) && implies(other.when, one.when, given)
}

/** Multipliers of one trigger that can all hold at once, the greatest first. */
export function meetingMultipliers(lint: Lint): { factorBps: number; at: RuleAt }[][] {
  const found = lint.rules.flatMap((at) => {
    const { reward } = at.rule.spec
    return reward.kind === 'multiplier' && reward.factorBps > 10_000 && isLive(lint, at) ? [{ factorBps: reward.factorBps, at }] : []
  })
  found.sort((a, b) => b.factorBps - a.factorBps)
  return found.map((first) => {
    const meeting = [first]
    for (const next of found) if (next !== first && meeting.every((one) => canMeet(lint, one.at, next.at))) meeting.push(next)
    return meeting
  })
}

function canMeet(lint: Lint, a: RuleAt, b: RuleAt): boolean {
  if (a.rule.spec.trigger !== b.rule.spec.trigger || !overlap(a, b)) return false
  const together = (key: 'when' | 'lines', given: Given): boolean => {
    const parts = [a.rule.spec[key], b.rule.spec[key]].filter((part) => part !== undefined)
    return parts.length === 0 || !neverTrue({ all: parts }, given)
  }
  return together('when', givenBy(lint, a.rule.spec.trigger)) && together('lines', { catalogue: lint.catalogue })
}
