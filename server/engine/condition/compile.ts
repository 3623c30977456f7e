import { type Condition, type Leaf, leavesOf } from './condition'
import { type FactKey, facts } from './facts'

export type FactValue = number | string | null

/** The value of each fact of the catalogue, by its slot. */
export type FactValues = FactValue[]

/** The slot of each fact: its place in the catalogue. Fixed for a semantics, because values are stored with orders. */
export const slotOf = Object.fromEntries(Object.keys(facts).map((key, i) => [key, i])) as Record<FactKey, number>

/** −1 when the condition holds, else the index of the leaf that failed. */
export type Check = (values: FactValues) => number

/** A condition as closures. Never generated source: the console's content policy forbids it. */
export function compileCondition(condition: Condition): Check {
  const places = new Map(leavesOf(condition).map((leaf, i) => [leaf, i]))
  const build = (c: Condition): Check => {
    if ('all' in c) return all(c.all.map(build))
    if ('any' in c) return any(c.any.map(build))
    if ('not' in c) {
      const inner = build(c.not)
      const first = places.get(leavesOf(c.not)[0] as Leaf) as number
      return (values) => (inner(values) === -1 ? first : -1)
    }
    return leafCheck(c, places.get(c) as number)
  }
  return build(condition)
}

function all(checks: Check[]): Check {
  return (values) => {
    for (const check of checks) {
      const failed = check(values)
      if (failed !== -1) return failed
    }
    return -1
  }
}

function any(checks: Check[]): Check {
  return (values) => {
    let first = -1
    for (const check of checks) {
      const failed = check(values)
      if (failed === -1) return -1
      if (first === -1) first = failed
    }
    return first
  }
}

/** A fact without a value (no store, no tier) fails every comparison except "is not". */
function leafCheck(leaf: Leaf, place: number): Check {
  const slot = slotOf[leaf.fact as FactKey]
  const value = leaf.value
  switch (leaf.operator) {
    case 'eq':
      return (v) => (v[slot] === value ? -1 : place)
    case 'ne':
      return (v) => (v[slot] !== value ? -1 : place)
    case 'gt':
      return (v) => (v[slot] !== null && (v[slot] as number) > (value as number) ? -1 : place)
    case 'gte':
      return (v) => (v[slot] !== null && (v[slot] as number) >= (value as number) ? -1 : place)
    case 'lt':
      return (v) => (v[slot] !== null && (v[slot] as number) < (value as number) ? -1 : place)
    case 'lte':
      return (v) => (v[slot] !== null && (v[slot] as number) <= (value as number) ? -1 : place)
    case 'in': {
      const wanted = new Set(value as string[])
      return (v) => (wanted.has(v[slot] as string) ? -1 : place)
    }
    case 'not_in': {
      const unwanted = new Set(value as string[])
      return (v) => (unwanted.has(v[slot] as string) ? place : -1)
    }
  }
}
