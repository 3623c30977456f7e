import type { Benefit } from '@/server/engine/benefit/benefit'
import type { Scope } from '@/server/engine/checkout/scope'
import type { Condition, Leaf } from '@/server/engine/condition/condition'
import type { ProgramDocument } from '@/server/engine/program/document'

/** How what a document names elsewhere is to be called: the values of some facts of a condition, tiers, and stores. */
export type Names = {
  facts: Record<string, ReadonlyMap<string, string>>
  tiers: ReadonlyMap<string, string>
  stores: ReadonlyMap<string, string>
}

type Spec = {
  when?: Condition | undefined
  lines?: Condition | undefined
  reward: { byTier?: { tierId: string; units: number }[] | undefined }
}

/** A document in which every condition and every reward by tier names things anew; a name that is not known stays, for the lint to find. */
export function renameReferences(document: ProgramDocument, names: Names): ProgramDocument {
  const condition = (one: Condition) => rename(one, names.facts)
  const inSpec = <S extends Spec>(spec: S): S => ({
    ...spec,
    ...(spec.when ? { when: condition(spec.when) } : {}),
    ...(spec.lines ? { lines: condition(spec.lines) } : {}),
    ...(spec.reward.byTier
      ? {
          reward: {
            ...spec.reward,
            byTier: spec.reward.byTier.map((one) => ({ ...one, tierId: names.tiers.get(one.tierId) ?? one.tierId })),
          },
        }
      : {}),
  })
  const scope = (one: Scope): Scope => ({
    ...one,
    ...(one.tiers ? { tiers: renamed(one.tiers, names.tiers) } : {}),
    ...(one.stores ? { stores: renamed(one.stores, names.stores) } : {}),
  })
  return {
    ...document,
    ...(document.checkout
      ? { checkout: { ...document.checkout, reductions: document.checkout.reductions.map((r) => ({ ...r, scope: scope(r.scope) })) } }
      : {}),
    ...(document.benefits ? { benefits: document.benefits.map((benefit) => inBenefit(benefit, names, scope, condition)) } : {}),
    ladders: document.ladders.map((ladder) => ({
      ...ladder,
      tiers: ladder.tiers.map((tier) => ({
        ...tier,
        ...(tier.requires ? { requires: { ...tier.requires, when: condition(tier.requires.when) } } : {}),
        ...(tier.keep?.when ? { keep: { ...tier.keep, when: condition(tier.keep.when) } } : {}),
      })),
    })),
    growthRules: document.growthRules.map((rule) => ({ ...rule, spec: inSpec(rule.spec as Spec) as typeof rule.spec })),
    earningRules: document.earningRules.map((rule) => ({ ...rule, spec: inSpec(rule.spec as Spec) as typeof rule.spec })),
  }
}

function inBenefit(benefit: Benefit, names: Names, scope: (one: Scope) => Scope, condition: (one: Condition) => Condition): Benefit {
  const { counter, grants } = benefit.spec
  return {
    ...benefit,
    spec: {
      ...benefit.spec,
      ...(counter?.stores ? { counter: { ...counter, stores: renamed(counter.stores, names.stores) } } : {}),
      grants: grants.map(({ to, terms }) => ({
        to: 'tier' in to ? { tier: names.tiers.get(to.tier) ?? to.tier } : { when: condition(to.when) },
        terms: { ...terms, ...(terms.scope ? { scope: scope(terms.scope) } : {}) },
      })),
    },
  }
}

const renamed = (ids: readonly string[], names: ReadonlyMap<string, string>): string[] => ids.map((id) => names.get(id) ?? id)

function rename(condition: Condition, names: Names['facts']): Condition {
  if ('all' in condition) return { all: condition.all.map((c) => rename(c, names)) }
  if ('any' in condition) return { any: condition.any.map((c) => rename(c, names)) }
  if ('not' in condition) return { not: rename(condition.not, names) }
  const known = names[condition.fact]
  if (!known) return condition
  const one = (value: string): string => known.get(value) ?? value
  const value: Leaf['value'] = Array.isArray(condition.value) ? condition.value.map(one) : one(String(condition.value))
  return { ...condition, value }
}
