import type { ProgramDocument } from '../program/document'
import type { RuleTrace } from '../trace'
import type { Explanation, RuleExplained } from './explained'
import { ladderNames } from './wording'

/** What one version calls its rules and what its rules may name. */
export type VersionWords = {
  rules: Record<string, Pick<RuleExplained, 'name' | 'unit' | 'spec' | 'effect'>>
  names: Explanation['names']
}

/** The words of a version; with `only`, those of some rules. */
export function versionWords(document: ProgramDocument, only?: ReadonlySet<string>): VersionWords {
  const rules: VersionWords['rules'] = {}
  const keep = (id: string) => only === undefined || only.has(id)
  for (const { id, name, spec } of document.earningRules) if (keep(id)) rules[id] = { name, unit: 'points', spec }
  for (const { id, name, spec } of document.growthRules) if (keep(id)) rules[id] = { name, unit: 'growth', spec }
  const ladder = document.ladders.find((one) => one.primary) ?? document.ladders[0]
  return {
    rules,
    names: {
      tiers: ladder?.tiers.map(({ id, name }) => ({ id, name })) ?? [],
      fields: document.fields ?? [],
      events: document.events ?? [],
      ladders: ladderNames(document.ladders),
    },
  }
}

/** The stored answers of rules with the words of the version that judged. */
export const rulesOf = (
  answers: readonly { unit: 'points' | 'growth'; trace: RuleTrace }[],
  words: VersionWords | undefined,
): RuleExplained[] =>
  answers.map(({ unit, trace }) => {
    const known = words?.rules[trace[0]]
    const told = { unit, trace, name: known?.name ?? null, spec: known?.spec ?? null }
    return known?.effect === undefined ? told : { ...told, effect: known.effect }
  })
