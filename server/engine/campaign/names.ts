import type { Scope } from '../checkout/scope'
import type { CampaignTerms } from './campaign'

type Named<T> = { field: string } & T

/** Where a campaign narrows places, goods and tiers: its audience first, then the scope of each effect that has one. */
export function scopesOf({ audience, effects }: CampaignTerms): Named<{ scope: Scope }>[] {
  const { tiers, stores, channels } = audience
  return [
    { field: 'terms.audience', scope: { tiers, stores, channels } },
    ...effects.flatMap(({ gives }, place) =>
      'scope' in gives && gives.scope !== undefined ? [{ field: `terms.effects.${place}.gives.scope`, scope: gives.scope }] : [],
    ),
  ]
}

/** Every list of tiers that a campaign names. */
export const tiersNamedBy = (terms: CampaignTerms): Named<{ tiers: readonly string[] }>[] => [
  ...scopesOf(terms).flatMap(({ field, scope }) => (scope.tiers === undefined ? [] : [{ field: `${field}.tiers`, tiers: scope.tiers }])),
  ...terms.effects.flatMap(({ at }, place) =>
    at.kind === 'tier_entered' ? [{ field: `terms.effects.${place}.at.tiers`, tiers: at.tiers }] : [],
  ),
]

/** Every coupon template that a campaign gives, with how many of it, and the place of its effect. */
export const templatesOf = ({ effects }: CampaignTerms): Named<{ template: string; count: number; place: number }>[] =>
  effects.flatMap(({ gives }, place) =>
    gives.kind === 'coupons'
      ? gives.coupons.map(({ template, count }, i) => ({
          field: `terms.effects.${place}.gives.coupons.${i}.template`,
          template,
          count,
          place,
        }))
      : [],
  )

/** The name of a copy, in the merchant's language and no longer than names may be. */
export function copyName(name: string, language: 'zh' | 'en'): string {
  const ending = language === 'zh' ? '（副本）' : ' (copy)'
  return `${name.slice(0, LONGEST_NAME - ending.length)}${ending}`
}
const LONGEST_NAME = 40
