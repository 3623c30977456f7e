import type { Operator } from '@/server/engine/condition/condition'
import { catalogueOf, type Fact, isFieldKey } from '@/server/engine/condition/facts'
import type { CustomField } from '@/server/engine/program/custom'
import type { Wording } from '@/server/engine/sentence/wording'
import type { Trigger } from '@/server/engine/vocabulary'
import type { LeafNode } from './tree'

/** What a condition is asked of. */
export type Asked = { subject: 'event' | 'line' | 'member'; trigger?: Trigger }

export const factGroups = ['event', 'member', 'line', 'own'] as const
type FactGroup = (typeof factGroups)[number]

/** Under which heading a fact is offered. */
export const groupOf = (key: string, fact: Fact): FactGroup => (isFieldKey(key) ? 'own' : fact.source)

/** Every fact that can be known of what is asked about, in the order of the catalogue. */
export function offeredFacts({ subject, trigger }: Asked, fields: readonly CustomField[]): Map<string, Fact> {
  const known = ({ source, only }: Fact): boolean => {
    if (subject === 'line') return source === 'line'
    if (subject === 'member') return source === 'member'
    return source !== 'line' && (only === undefined || trigger === undefined || only.includes(trigger))
  }
  return new Map([...catalogueOf(fields)].filter(([, fact]) => known(fact)))
}

/** How a fact can be compared here: a choice of one is a list of one. */
export const operatorsOf = (fact: Fact): Operator[] =>
  (fact.operators as readonly Operator[]).filter((operator) => !fact.operators.includes('in') || operator === 'in' || operator === 'not_in')

/** A new comparison of a fact, with nothing to compare with yet. */
export const blankOf = (key: string, fact: Fact): Omit<LeafNode, 'id'> => ({
  fact: key,
  operator: operatorsOf(fact)[0] ?? 'eq',
  value: fact.type === 'yes_no' ? 'yes' : null,
  ...(fact.windowed && { window: { kind: 'lifetime' as const } }),
  ...(fact.ofCategory && { category: '' }),
})

/** What a comparison still lacks, or why it cannot be asked here. */
export type Fault = 'unknown' | 'elsewhere' | 'value' | 'category' | 'days' | 'gone'

/** What is wrong with a comparison, or nothing. */
export function faultOf(leaf: LeafNode, offered: ReadonlyMap<string, Fact>, w: Wording): Fault | null {
  const fact = offered.get(leaf.fact)
  if (!fact) return catalogueOf(w.fields).has(leaf.fact) ? 'elsewhere' : 'unknown'
  if (fact.ofCategory && !leaf.category?.trim()) return 'category'
  if (leaf.window?.kind === 'rolling_days' && !(leaf.window.days >= 1)) return 'days'
  const { value } = leaf
  if (
    value === null ||
    value === '' ||
    (typeof value === 'number' && !Number.isInteger(value)) ||
    (Array.isArray(value) && value.length === 0)
  )
    return 'value'
  const texts = Array.isArray(value) ? value : []
  const gone =
    (leaf.fact === 'member.tier' && texts.some((id) => !w.tiers.some((tier) => tier.id === id))) ||
    (leaf.fact === 'order.store' && texts.some((id) => w.store(id) === undefined))
  return gone ? 'gone' : null
}
