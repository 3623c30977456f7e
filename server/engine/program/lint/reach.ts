import { dayOf } from '../../calendar/day'
import { longestWindow } from '../../condition/contradiction'
import type { Window } from '../../condition/window'
import type { Ladder, LadderSpec } from '../../ladder/ladder'
import type { Lint, RuleAt } from './found'

/** What a tier is reached or kept by. */
export type Gauge = Pick<LadderSpec, 'measure' | 'category' | 'window'>

/** Measures that do not fall while time passes: of the whole membership, refunds apart. */
export const neverFalls = (gauge: Gauge, { growthReset }: LadderSpec): boolean => {
  if (gauge.measure === 'days_since_joining') return true
  if (gauge.measure === 'points_balance' || (gauge.measure === 'growth' && growthReset)) return false
  return gauge.window.kind === 'lifetime'
}

/** Whether a rule can still give something: its last date has not passed. */
export const isLive = (lint: Lint, { rule }: RuleAt): boolean =>
  rule.spec.until === undefined || dayOf(rule.spec.until) >= lint.around.today

/** The rules of growth of one ladder that can still give something. */
export const growthOf = (lint: Lint, ladder: Ladder): RuleAt[] =>
  lint.rules.filter((at) => 'ladderId' in at.rule && at.rule.ladderId === ladder.id && isLive(lint, at))

/** More calendar months than any window of so many days can touch. */
const monthsOf = (window: Window): number => {
  const calendar = { calendar_month: 1, calendar_quarter: 3, calendar_half: 6, calendar_year: 12 } as const
  return window.kind in calendar ? calendar[window.kind as keyof typeof calendar] : Math.floor((longestWindow(window) ?? Infinity) / 28) + 2
}

/** The most that a rule can ever give one member inside a window; Infinity without a limit. */
function mostOf({ rule }: RuleAt, window: Window): number {
  const { caps = {}, reward, trigger } = rule.spec
  const happensOnce = trigger === 'member.registered' || trigger === 'member.profile_completed'
  const once = happensOnce && reward.kind === 'flat' ? unitsOf({ rule, place: [] }) : Infinity
  return Math.min(
    once,
    caps.lifetime ?? Infinity,
    caps.budget ?? Infinity,
    (caps.perDay ?? Infinity) * (longestWindow(window) ?? Infinity),
    (caps.perMonth ?? Infinity) * monthsOf(window),
  )
}

/** The most that one member can show: by arithmetic alone (`sure`), or by what the rules give. Infinity without a limit. */
export function mostReachable(lint: Lint, ladder: Ladder, gauge: Gauge): { most: number; sure: boolean } {
  // Both count dates, whatever happened on one.
  if (gauge.measure === 'active_days' || gauge.measure === 'check_ins') return { most: longestWindow(gauge.window) ?? Infinity, sure: true }
  if (gauge.measure === 'growth')
    return { most: growthOf(lint, ladder).reduce((sum, at) => sum + mostOf(at, gauge.window), 0), sure: false }
  return { most: Infinity, sure: false }
}

/** The most that a rule gives for one event, one item or one step, its table of tiers and its weight included; nothing where it multiplies. */
export function unitsOf({ rule }: RuleAt): number {
  const { reward } = rule.spec
  if (reward.kind === 'multiplier') return 0
  if (reward.kind === 'coupon') return 1
  const units = 'points' in reward ? reward.points : reward.growth
  const most = Math.max(units, ...(reward.byTier ?? []).map((row) => row.units))
  return Math.floor((most * ('weightBps' in rule.spec ? (rule.spec.weightBps ?? 10_000) : 10_000)) / 10_000)
}
