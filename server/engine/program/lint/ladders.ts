import type { Ladder, LadderSpec, Validity } from '../../ladder/ladder'
import type { Place } from '../problem'
import type { Lint } from './found'
import { type Gauge, growthOf, isLive, neverFalls } from './reach'
import { ends, isKept, lintTiers } from './tiers'

// Beyond so many, members no longer know which one they are on or what the next one asks for.
const MANY_TIERS = 6

/** What is wrong with ladders: how they measure, hold, and let fall. */
export function lintLadders(lint: Lint): void {
  const { ladders } = lint.document
  const primaries = ladders.filter((l) => l.primary).length
  if (ladders.length > 0 && primaries !== 1) lint.found('ladder.one_primary', ['ladders'], { count: primaries })
  ladders.forEach((ladder, i) => {
    const place: Place = ['ladders', i]
    lintMeasure(lint, ladder, place)
    lintRetention(lint, ladder, place)
    lintReset(lint, ladder, place)
    lintNotices(lint, ladder, place)
    if (ladder.tiers.length > MANY_TIERS)
      lint.found('ladder.many_tiers', [...place, 'tiers'], { count: ladder.tiers.length, most: MANY_TIERS })
    if (ladder.spec.entry && !ladder.tiers.some((tier) => tier.entryPoints)) lint.found('ladder.entry_unused', [...place, 'spec', 'entry'])
    lintTiers(lint, ladder, place)
  })
}

/** What decides whether a tier is kept. */
export const retentionOf = (spec: LadderSpec): Gauge => spec.retention ?? spec

const sameGauge = (a: Gauge, b: Gauge): boolean =>
  a.measure === b.measure && a.category === b.category && JSON.stringify(a.window) === JSON.stringify(b.window)

function lintMeasure(lint: Lint, ladder: Ladder, place: Place): void {
  const { spec } = ladder
  const at = [...place, 'spec', 'measure']
  if (spec.measure === 'growth' && growthOf(lint, ladder).length === 0) lint.found('ladder.no_growth_rule', at, { ladder: ladder.name })
  const ofPoints = spec.measure === 'points_earned' || spec.measure === 'points_balance'
  const earning = lint.rules.some((rule) => !('ladderId' in rule.rule) && isLive(lint, rule))
  if (ofPoints && !earning) lint.found('ladder.no_points_rule', at, { ladder: ladder.name })
  const timeless = spec.measure === 'points_balance' || spec.measure === 'days_since_joining'
  if (timeless && spec.window.kind !== 'lifetime') lint.found('ladder.window_unused', [...place, 'spec', 'window'])
  if (
    spec.measure === 'points_balance' &&
    !spec.falls &&
    spec.validity.kind !== 'forever' &&
    retentionOf(spec).measure === 'points_balance'
  )
    lint.found('ladder.balance_spent', at)
  if (spec.rises && spec.window.kind === 'rolling_days')
    lint.found('ladder.rise_rolls', [...place, 'spec', 'rises'], { days: spec.window.days })
}

function lintRetention(lint: Lint, ladder: Ladder, place: Place): void {
  const { spec, tiers } = ladder
  const { validity } = spec
  const at = [...place, 'spec', 'retention']
  if (!isKept(validity)) {
    if (spec.retention)
      lint.found('ladder.retention_unused', at, { validity: validity.kind === 'forever' ? 'forever' : ends(validity) ? 'never' : 'none' })
    return
  }
  if (!ends(validity) || !neverFalls(spec, spec)) return
  const kept = retentionOf(spec)
  const climbed = tiers.filter((tier) => tier.threshold !== null && tier.threshold > 0)
  if (climbed.length === 0) return
  if (sameGauge(kept, spec) || (kept.measure === spec.measure && kept.category === spec.category && neverFalls(kept, spec))) {
    const asksNoMore = climbed.every((tier) => !tier.requires && !tier.keep?.when && (tier.keep?.minimum ?? 0) <= (tier.threshold ?? 0))
    if (asksNoMore) lint.found('ladder.keep_lifetime', [...place, 'spec', 'validity'])
    return
  }
  if (climbed.every((tier) => tier.requires)) return
  const code = validity.downgrade === 'recalculate' ? 'ladder.recalculates_same' : 'ladder.rises_again'
  lint.found(code, [...place, 'spec', 'validity'])
}

function lintReset(lint: Lint, { spec }: Ladder, place: Place): void {
  if (!spec.growthReset) return
  const at = [...place, 'spec', 'growthReset']
  if (spec.measure !== 'growth' && retentionOf(spec).measure !== 'growth') lint.found('ladder.reset_unused', at)
  else if (spec.measure === 'growth' && spec.window.kind !== 'lifetime') lint.found('ladder.reset_twice', at)
  else if (spec.measure === 'growth' && (spec.validity.kind === 'none' || spec.falls))
    lint.found('ladder.reset_drops', at, { period: spec.growthReset.period, kept: spec.growthReset.keepBps / 100 })
}

const periodDays = { month: 31, quarter: 92, half: 184, year: 366 } as const

/** The most days that a tier holds; nothing where it has no end of its own. */
function longestValidity(validity: Validity): number | null {
  switch (validity.kind) {
    case 'none':
    case 'forever':
      return null
    case 'days':
      return validity.days
    case 'months':
      return validity.months * 31
    case 'period':
      return periodDays[validity.period] * (validity.next ? 2 : 1) + (validity.extraDays ?? 0)
  }
}

function lintNotices(lint: Lint, { spec }: Ladder, place: Place): void {
  if (!spec.notices?.length) return
  const longest = longestValidity(spec.validity)
  const earliest = Math.max(...spec.notices)
  const at = [...place, 'spec', 'notices']
  if (longest === null) lint.found('ladder.notice_unused', at)
  else if (earliest > longest) lint.found('ladder.notice_too_early', at, { days: earliest, most: longest })
}
