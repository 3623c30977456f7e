import { dayOf } from '../../calendar/day'
import type { FullReduction } from '../../checkout/policy'
import type { Scope } from '../../checkout/scope'
import type { Place } from '../problem'
import type { Lint } from './found'

/** What is wrong with how a price comes about. */
export function lintCheckout(lint: Lint): void {
  const { checkout } = lint.document
  if (!checkout) return
  checkout.reductions.forEach((reduction, i) => {
    lintReduction(lint, reduction, ['checkout', 'reductions', i])
  })
  const points = checkout.pointsAsCash
  if (!points) return
  const place: Place = ['checkout', 'pointsAsCash']
  const { least = 1, step = 1, maxPoints, worth, points: per, maxShareBps } = points
  if (maxPoints !== undefined && Math.ceil(least / step) * step > maxPoints)
    lint.found('checkout.points_never', [...place, 'maxPoints'], { points: Math.ceil(least / step) * step, most: maxPoints })
  if (worth * 10 > per * 100)
    // More than ten units of money for a hundred points is most often a slip of the decimal point.
    lint.found('checkout.points_dear', [...place, 'worth'], { points: per, minimum: worth, measure: 'net_spend' })
  if (maxShareBps === undefined && maxPoints === undefined && checkout.minimumPayable === 0) lint.found('checkout.points_pay_all', place)
}

function lintReduction(lint: Lint, reduction: FullReduction, place: Place): void {
  const { rungs, until, by, reads, enabled } = reduction
  lintScope(lint, reduction.scope, [...place, 'scope'])
  if (!enabled) return
  if (until !== undefined && dayOf(until) < lint.around.today) lint.found('checkout.reduction_over', [...place, 'until'], { date: until })
  rungs.forEach((rung, i) => {
    const at: Place = [...place, 'rungs', i]
    if (by === 'amount' && reads === 'current' && rung.off !== undefined && rung.off >= rung.least)
      lint.found('checkout.rung_gives_all', [...at, 'off'], { minimum: rung.off, measure: 'net_spend' })
    const before = rungs[i - 1]
    if (before?.off !== undefined && rung.off !== undefined && rung.off <= before.off)
      lint.found('checkout.rung_takes_less', [...at, 'off'], { minimum: before.off, measure: 'net_spend' })
  })
}

/** Tiers and stores that a scope names and that are not there. */
export function lintScope(lint: Lint, scope: Scope, place: Place): void {
  const tiers = new Set(lint.document.ladders.flatMap((ladder) => ladder.tiers.map((tier) => tier.id)))
  if (scope.tiers?.some((id) => !tiers.has(id))) lint.found('scope.unknown_tier', [...place, 'tiers'])
  if (scope.stores?.some((id) => !lint.around.stores.has(id))) lint.found('scope.unknown_store', [...place, 'stores'])
}
