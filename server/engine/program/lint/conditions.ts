import { type Condition, type Leaf, leafProblem, leavesOf } from '../../condition/condition'
import { type Given, neverTrue } from '../../condition/contradiction'
import { type Fact, FIELD } from '../../condition/facts'
import type { Trigger } from '../../vocabulary'
import type { Place } from '../problem'
import type { Lint } from './found'

/** What a condition is asked of: an event, the lines of an order, or a member whom no event concerns. */
export type Asked = { kind: 'event'; trigger: Trigger } | { kind: 'lines'; trigger: Trigger } | { kind: 'member' }

/** What is wrong with one condition: what it names, and whether it can be known where it is asked. */
export function lintCondition(lint: Lint, condition: Condition, asked: Asked, place: Place): void {
  for (const leaf of leavesOf(condition)) {
    const fact = lint.catalogue.get(leaf.fact)
    const problem = leafProblem(leaf, fact)
    if (problem || !fact) {
      lint.found(problem ?? 'condition.unknown_fact', place)
      continue
    }
    lintPlace(lint, leaf, fact, asked, place)
    lintNames(lint, leaf, place)
  }
}

/** Whether a fact can be known where it is asked. */
function lintPlace(lint: Lint, leaf: Leaf, fact: Fact, asked: Asked, place: Place): void {
  const details = { fact: leaf.fact }
  if (asked.kind === 'lines') {
    if (fact.source !== 'line') lint.found('condition.line_only', place, details)
  } else if (fact.source === 'line') lint.found('condition.line_in_when', place, details)
  else if (asked.kind === 'member') {
    if (fact.source !== 'member') lint.found('condition.member_only', place, details)
  } else if (fact.only && !fact.only.includes(asked.trigger))
    lint.found(fact.only.includes('order.paid') ? 'condition.needs_order' : 'condition.needs_amount', place, details)
}

/** Whether the names in a leaf still name something. */
function lintNames(lint: Lint, leaf: Leaf, place: Place): void {
  const values = (Array.isArray(leaf.value) ? leaf.value : [leaf.value]).map(String)
  if (leaf.fact === 'member.tier') {
    const tiersOf = (which: typeof lint.document.ladders) => new Set(which.flatMap((l) => l.tiers.map((t) => t.id)))
    const [known, own] = [tiersOf(lint.document.ladders), tiersOf(lint.primary ? [lint.primary] : [])]
    if (values.some((v) => !known.has(v))) lint.found('condition.unknown_tier', place)
    else if (values.some((v) => !own.has(v))) lint.found('condition.other_ladder', place, { ladder: lint.primary?.name ?? '' })
  }
  if (leaf.fact === 'order.store' && values.some((v) => !lint.around.stores.has(v))) lint.found('condition.unknown_store', place)
  if (leaf.fact === 'event.weekday' && values.some((v) => !/^[1-7]$/.test(v))) lint.found('condition.wrong_value', place)
  const field = lint.document.fields?.find(({ subject, key }) => FIELD[subject] + key === leaf.fact)
  const strange = field?.type === 'choice' ? values.find((v) => !field.choices.includes(v)) : undefined
  if (field && strange !== undefined) lint.found('condition.unknown_choice', place, { field: field.label, value: strange })
}

/** What is known of every event of a trigger. */
export function givenBy(lint: Lint, trigger: Trigger, from?: number, until?: number): Given {
  const absent = new Set([...lint.catalogue].flatMap(([key, fact]) => (fact.only && !fact.only.includes(trigger) ? [key] : [])))
  const leaves: Leaf[] = []
  if (trigger === 'member.birthday') {
    // A birthday is a date: it has no hour and no store.
    leaves.push({ fact: 'event.is_birthday', operator: 'eq', value: 'yes' }, { fact: 'event.hour', operator: 'eq', value: 0 })
    absent.add('order.store')
    if (lint.document.points.leapBirthday !== 'mar1') leaves.push({ fact: 'event.is_birthday_month', operator: 'eq', value: 'yes' })
  }
  return { catalogue: lint.catalogue, leaves, absent, from, until }
}

/** Notes a condition that nothing can meet. */
export function lintNever(lint: Lint, condition: Condition, given: Given, place: Place): void {
  if (neverTrue(condition, given)) lint.found('condition.never_true', place)
}
