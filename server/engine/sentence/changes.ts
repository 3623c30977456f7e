import type { ProgramDocument } from '../program/document'
import { ladderSentence, tierSentence } from './ladder'
import { pointsPolicySentences } from './policy'
import { earningRuleSentence, growthRuleSentence } from './rule'
import { type Surround, wordingOf } from './wording'

export type Subject = 'ladder' | 'tier' | 'growth_rule' | 'earning_rule' | 'points'

/** One part of a program that differs from another version, told as it was and as it is. */
export type Change = {
  subject: Subject
  kind: 'added' | 'removed' | 'changed'
  name: string
  before: string | null
  after: string | null
}

type Part = { subject: Subject; key: string; name: string; told: string; content: unknown }

/** What changes for members from one document to another, in words, part by part in the order of the new one. */
export function changesBetween(before: ProgramDocument, after: ProgramDocument, surround: Surround): Change[] {
  const was = new Map(partsOf(before, surround).map((part) => [part.key, part]))
  const is = partsOf(after, surround)
  const changes: Change[] = []
  for (const part of is) {
    const old = was.get(part.key)
    was.delete(part.key)
    if (!old) changes.push({ subject: part.subject, kind: 'added', name: part.name, before: null, after: part.told })
    else if (JSON.stringify(old.content) !== JSON.stringify(part.content)) {
      const renamed = old.name !== part.name
      const told = (p: Part) => (renamed ? `${p.name}${surround.language === 'zh' ? '：' : ': '}${p.told}` : p.told)
      changes.push({ subject: part.subject, kind: 'changed', name: part.name, before: told(old), after: told(part) })
    }
  }
  for (const old of was.values()) changes.push({ subject: old.subject, kind: 'removed', name: old.name, before: old.told, after: null })
  return changes
}

function partsOf(document: ProgramDocument, surround: Surround): Part[] {
  const w = wordingOf(surround, document)
  const parts: Part[] = []
  for (const ladder of document.ladders) {
    const { id, name, primary, spec } = ladder
    parts.push({ subject: 'ladder', key: id, name, told: ladderSentence(spec, w), content: sorted({ name, primary, spec }) })
    for (const tier of ladder.tiers) {
      parts.push({ subject: 'tier', key: tier.id, name: tier.name, told: tierSentence(spec, tier, w), content: sorted(tier) })
    }
  }
  for (const rule of document.growthRules) {
    parts.push({ subject: 'growth_rule', key: rule.id, name: rule.name, told: growthRuleSentence(rule.spec, w), content: sorted(rule) })
  }
  for (const rule of document.earningRules) {
    parts.push({ subject: 'earning_rule', key: rule.id, name: rule.name, told: earningRuleSentence(rule.spec, w), content: sorted(rule) })
  }
  const told = pointsPolicySentences(document.points, w).join(surround.language === 'zh' ? '；' : '; ')
  parts.push({ subject: 'points', key: 'points', name: w.pointsName, told, content: sorted(document.points) })
  return parts
}

/** The same value with its keys in order: a database and a form write them in different ones. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}
