import { type Condition, type Leaf, leavesOf } from './condition'
import { type FactKey, FIELD, facts } from './facts'
import type { Window } from './window'

export type FactValue = number | string | readonly string[] | null

/** The value of each fact, by its slot. */
export type FactValues = FactValue[]

const isLine = (key: string): boolean => key.startsWith('line.')

/** The slot of each fact of the catalogue that an event or a member has: its place among them. */
export const slotOf = Object.fromEntries(
  Object.keys(facts)
    .filter((key) => !isLine(key))
    .map((key, i) => [key, i]),
) as Record<FactKey, number>
/** How many slots the catalogue itself takes. */
export const FIXED_SLOTS = Object.keys(slotOf).length

const lineSlotOf: Record<string, number> = { 'line.sku': 0, 'line.category': 1, 'line.amount': 2, 'line.quantity': 3 }
export const FIXED_LINE_SLOTS = 4

/** A value that one version asks for beyond the catalogue: a fact over a stretch of time or of a category, or a field of the merchant's own. */
export type Probe = { kind: 'measured'; fact: FactKey; window: Window; category: string | undefined } | { kind: 'field'; field: string }

/** The slots of one version: those of the catalogue, and one for each further value that its conditions ask for. */
export class Slots {
  /** Behind the slots of the catalogue. */
  readonly probes: Probe[] = []
  /** Fields of order lines, behind the slots of the catalogue's line facts. */
  readonly lineFields: string[] = []
  private readonly byKey = new Map<string, number>()

  /** The slot that a leaf reads. A fact that nobody knows reads an empty slot. */
  slotFor(leaf: Leaf): number {
    if (isLine(leaf.fact)) return this.lineSlot(leaf.fact)
    const narrowed = (leaf.window !== undefined && leaf.window.kind !== 'lifetime') || leaf.category !== undefined
    if (!narrowed && leaf.fact in slotOf) return slotOf[leaf.fact as FactKey]
    const key = JSON.stringify([leaf.fact, leaf.window ?? null, leaf.category ?? null])
    const known = this.byKey.get(key)
    if (known !== undefined) return known
    const slot = FIXED_SLOTS + this.probes.length
    this.byKey.set(key, slot)
    this.probes.push(
      leaf.fact.startsWith(FIELD.member)
        ? { kind: 'field', field: leaf.fact.slice(FIELD.member.length) }
        : { kind: 'measured', fact: leaf.fact as FactKey, window: leaf.window ?? { kind: 'lifetime' }, category: leaf.category },
    )
    return slot
  }

  private lineSlot(fact: string): number {
    const fixed = lineSlotOf[fact]
    if (fixed !== undefined) return fixed
    const field = fact.slice(FIELD.line.length)
    const place = this.lineFields.indexOf(field)
    return FIXED_LINE_SLOTS + (place >= 0 ? place : this.lineFields.push(field) - 1)
  }
}

/** −1 when the condition holds, else the index of the leaf that failed. */
export type Check = (values: FactValues) => number

/** A condition as closures. Never generated source: the console's content policy forbids it. */
export function compileCondition(condition: Condition, slots: Slots = new Slots()): Check {
  const places = new Map(leavesOf(condition).map((leaf, i) => [leaf, i]))
  const build = (c: Condition): Check => {
    if ('all' in c) return all(c.all.map(build))
    if ('any' in c) return any(c.any.map(build))
    if ('not' in c) {
      const inner = build(c.not)
      const first = places.get(leavesOf(c.not)[0] as Leaf) as number
      return (values) => (inner(values) === -1 ? first : -1)
    }
    return leafCheck(c, slots.slotFor(c), places.get(c) as number)
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

/** A fact without a value (no store, no tier) fails every comparison except "is not" and "has none of". */
function leafCheck(leaf: Leaf, slot: number, place: number): Check {
  const value = leaf.value
  // Numbers compare as numbers; dates as text, which puts them in the same order.
  const compared = (holds: (seen: number | string, wanted: number | string) => boolean): Check => {
    const wanted = value as number | string
    return (v) => {
      const seen = v[slot]
      return seen !== null && seen !== undefined && holds(seen as number | string, wanted) ? -1 : place
    }
  }
  switch (leaf.operator) {
    case 'eq':
      return (v) => (v[slot] === value ? -1 : place)
    case 'ne':
      return (v) => (v[slot] !== value ? -1 : place)
    case 'gt':
      return compared((seen, wanted) => seen > wanted)
    case 'gte':
      return compared((seen, wanted) => seen >= wanted)
    case 'lt':
      return compared((seen, wanted) => seen < wanted)
    case 'lte':
      return compared((seen, wanted) => seen <= wanted)
    case 'in': {
      const wanted = new Set(value as string[])
      return (v) => (wanted.has(v[slot] as string) ? -1 : place)
    }
    case 'not_in': {
      const unwanted = new Set(value as string[])
      return (v) => (unwanted.has(v[slot] as string) ? place : -1)
    }
    case 'has_any': {
      const wanted = new Set(value as string[])
      return (v) => (((v[slot] ?? []) as readonly string[]).some((one) => wanted.has(one)) ? -1 : place)
    }
    case 'has_none': {
      const unwanted = new Set(value as string[])
      return (v) => (((v[slot] ?? []) as readonly string[]).some((one) => unwanted.has(one)) ? place : -1)
    }
  }
}
