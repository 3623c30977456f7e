import { implies, neverTrue } from '../../condition/contradiction'
import { type Ladder, moneyMeasures, type Tier, type Validity } from '../../ladder/ladder'
import type { Place } from '../problem'
import { lintCondition } from './conditions'
import type { Lint } from './found'
import { type Gauge, mostReachable } from './reach'

/** Whether a tier has a last day. */
export const ends = (validity: Validity): validity is Extract<Validity, { downgrade: unknown }> =>
  validity.kind !== 'none' && validity.kind !== 'forever'

/** Whether what keeps a tier is ever asked. */
export const isKept = (validity: Validity): boolean => ends(validity) && validity.downgrade !== 'never'

/** What is wrong with the tiers of one ladder. */
export function lintTiers(lint: Lint, ladder: Ladder, place: Place): void {
  const [codes, names] = [new Set<string>(), new Set<string>()]
  let climbed: Tier | undefined
  ladder.tiers.forEach((tier, k) => {
    const at = (field: string): Place => [...place, 'tiers', k, field]
    if (codes.has(tier.code)) lint.found('tier.code_taken', at('code'), { code: tier.code })
    if (names.has(tier.name)) lint.found('tier.name_taken', at('name'), { name: tier.name })
    codes.add(tier.code)
    names.add(tier.name)
    const below = ladder.tiers[k - 1]
    if (below && tier.bonusBps < below.bonusBps)
      lint.found('tier.bonus_falls', at('bonusBps'), { below: below.name, bonus: below.bonusBps / 100 })
    if (tier.growthBonusBps && ladder.spec.measure !== 'growth' && ladder.spec.retention?.measure !== 'growth')
      lint.found('tier.growth_bonus_unused', at('growthBonusBps'))
    lintRequires(lint, ladder, tier, k, place)
    lintKeep(lint, ladder, k, place)
    if (tier.threshold === null) return
    const { measure } = ladder.spec
    const details = { minimum: tier.threshold, measure }
    if (climbed && tier.threshold <= (climbed.threshold as number))
      lint.found('tier.not_rising', at('threshold'), { below: climbed.name, minimum: climbed.threshold as number, measure })
    if (!climbed && tier.threshold === 0 && tier.requires) lint.found('tier.base_requires', at('requires'), { name: tier.name })
    if (!climbed && tier.threshold > 0) lint.found('tier.no_base', at('threshold'), { name: tier.name, ...details })
    climbed = tier
    lintReach(lint, ladder, tier, at('threshold'))
  })
}

function lintReach(lint: Lint, ladder: Ladder, tier: Tier, place: Place): void {
  const { spec } = ladder
  const threshold = tier.threshold as number
  const redeemed = lint.document.points.autoRedeem?.at
  if (spec.measure === 'points_balance' && redeemed !== undefined && threshold >= redeemed)
    lint.found('tier.auto_redeemed', place, { at: redeemed, minimum: threshold, measure: spec.measure })
  const { most, sure } = mostReachable(lint, ladder, spec)
  // Without any rule at all it is said once, of the ladder.
  if (threshold <= most || (most === 0 && !sure)) return
  lint.found(sure ? 'tier.out_of_reach' : 'tier.beyond_rules', place, { minimum: threshold, most, measure: spec.measure })
}

function lintRequires(lint: Lint, ladder: Ladder, tier: Tier, k: number, place: Place): void {
  if (!tier.requires) return
  const { mode, when } = tier.requires
  const at: Place = [...place, 'tiers', k, 'requires', 'when']
  lintCondition(lint, when, { kind: 'member' }, at)
  const given = { catalogue: lint.catalogue }
  if (neverTrue(when, given)) {
    lint.found(mode === 'all' || tier.threshold === null ? 'tier.requires_never' : 'tier.alternative_never', at)
    return
  }
  if ((mode === 'any' && tier.threshold !== null) || ladder !== lint.primary) return
  const ownAndAbove = ladder.tiers.slice(k).map(({ id }) => id)
  if (implies(when, { fact: 'member.tier', operator: 'in', value: ownAndAbove }, given))
    lint.found('tier.requires_itself', at, { name: tier.name })
}

function lintKeep(lint: Lint, ladder: Ladder, k: number, place: Place): void {
  const { spec, tiers } = ladder
  const tier = tiers[k] as Tier
  const { keep } = tier
  const at: Place = [...place, 'tiers', k, 'keep']
  if (keep?.when) {
    lintCondition(lint, keep.when, { kind: 'member' }, [...at, 'when'])
    if (neverTrue(keep.when, { catalogue: lint.catalogue })) lint.found('tier.keep_never', [...at, 'when'])
  }
  if (!isKept(spec.validity)) {
    if (keep)
      lint.found('tier.keep_unused', at, {
        validity: spec.validity.kind === 'forever' ? 'forever' : ends(spec.validity) ? 'never' : 'none',
      })
    return
  }
  if (tier.threshold === null || tier.threshold === 0) return
  const kept: Gauge = spec.retention ?? spec
  if (!keep) {
    if (moneyMeasures.has(kept.measure) !== moneyMeasures.has(spec.measure))
      lint.found('tier.keep_missing', [...place, 'tiers', k], {
        minimum: tier.threshold,
        measure: spec.measure,
        kept: tier.threshold,
        keptMeasure: kept.measure,
      })
    return
  }
  if (keep.minimum === 0 && !keep.when) lint.found('tier.keep_nothing', at)
  const next = tiers.slice(k + 1).find((t) => t.threshold !== null)
  const same =
    kept.measure === spec.measure && kept.category === spec.category && JSON.stringify(kept.window) === JSON.stringify(spec.window)
  if (same && next && keep.minimum >= (next.threshold as number))
    lint.found('tier.keep_harder', at, {
      next: next.name,
      minimum: next.threshold as number,
      measure: spec.measure,
      kept: keep.minimum,
      keptMeasure: kept.measure,
    })
  const { most } = mostReachable(lint, ladder, kept)
  const redeemed = kept.measure === 'points_balance' ? lint.document.points.autoRedeem?.at : undefined
  const limit = Math.min(most, redeemed === undefined ? Infinity : redeemed - 1)
  if (keep.minimum > limit) lint.found('tier.keep_out_of_reach', at, { kept: keep.minimum, keptMeasure: kept.measure, most: limit })
}
