import type { Benefit } from '../../benefit/benefit'
import { dayOf } from '../../calendar/day'
import type { Place } from '../problem'
import { lintScope } from './checkout'
import { lintCondition, lintNever } from './conditions'
import type { Lint } from './found'

/** What is wrong with benefits, and with the coupons that a program gives. */
export function lintBenefits(lint: Lint): void {
  const { benefits = [], ladders, earningRules } = lint.document
  const seen = new Set<string>()
  benefits.forEach((benefit, i) => {
    const place: Place = ['benefits', i]
    if (seen.has(benefit.id)) lint.found('program.id_twice', place)
    seen.add(benefit.id)
    lintBenefit(lint, benefit, place)
  })
  ladders.forEach((ladder, i) => {
    ladder.tiers.forEach((tier, k) => {
      lintGifts(lint, tier.entryCoupons, ['ladders', i, 'tiers', k, 'entryCoupons'])
    })
  })
  earningRules.forEach(({ spec: { reward } }, i) => {
    if (reward.kind === 'coupon') lintGifts(lint, reward.coupons, ['earningRules', i, 'spec', 'reward', 'coupons'])
  })
}

function lintBenefit(lint: Lint, { kind, spec }: Benefit, place: Place): void {
  const tiers = new Map(lint.document.ladders.flatMap((ladder) => ladder.tiers.map((tier) => [tier.id, tier] as const)))
  if (kind === 'counter' && spec.grants.length === 0) lint.found('benefit.nobody', [...place, 'spec', 'grants'])
  const { counter } = spec
  if (counter?.until !== undefined && dayOf(counter.until) < lint.around.today)
    lint.found('benefit.over', [...place, 'spec', 'counter', 'until'], { date: counter.until })
  if (counter?.stores) lintScope(lint, { stores: counter.stores }, [...place, 'spec', 'counter'])
  spec.grants.forEach(({ to, terms }, g) => {
    const at: Place = [...place, 'spec', 'grants', g]
    if ('tier' in to) {
      if (!tiers.has(to.tier)) lint.found('scope.unknown_tier', [...at, 'to', 'tier'])
    } else {
      lintCondition(lint, to.when, { kind: 'member' }, [...at, 'to', 'when'])
      lintNever(lint, to.when, { catalogue: lint.catalogue }, [...at, 'to', 'when'])
    }
    if (terms.scope) lintScope(lint, terms.scope, [...at, 'terms', 'scope'])
    lintGifts(lint, terms.coupons, [...at, 'terms', 'coupons'])
    if (terms.day !== undefined && terms.day > 28) lint.found('benefit.late_day', [...at, 'terms', 'day'], { day: terms.day })
  })
  if (kind !== 'member_price') return
  for (const ladder of lint.document.ladders) {
    let best = 0
    for (const tier of ladder.tiers) {
      const own = spec.grants.findIndex(({ to, terms }) => 'tier' in to && to.tier === tier.id && !terms.scope)
      if (own < 0) continue
      const off = spec.grants[own]?.terms.offBps ?? 0
      if (off < best) lint.found('benefit.price_falls', [...place, 'spec', 'grants', own, 'terms', 'offBps'], { tier: tier.name })
      best = Math.max(best, off)
    }
  }
}

/** Coupon templates that are to be given and that are not there, or cannot be given now. */
function lintGifts(lint: Lint, gifts: readonly { template: string }[] | undefined, place: Place): void {
  const { coupons } = lint.around
  if (!coupons) return
  for (const { template } of gifts ?? []) {
    const known = coupons.get(template)
    if (!known) lint.found('coupon.unknown', place)
    else if (known.state !== 'active') lint.found('coupon.not_given_out', place, { coupon: known.name })
  }
}
