import { civilOf, type Day, dayOf, weekdayOf } from '../calendar/day'
import type { Condition, Leaf, Operator } from './condition'
import type { Fact } from './facts'
import type { Window } from './window'

/** What is known about every moment at which a condition is asked. */
export type Given = {
  catalogue: ReadonlyMap<string, Fact>
  /** What always holds then, such as that a birthday is one. */
  leaves?: readonly Leaf[]
  /** Facts that have no value then. */
  absent?: ReadonlySet<string>
  /** The first and the last date on which it is asked. */
  from?: Day | undefined
  until?: Day | undefined
}

// More combinations than this are left alone: then nothing is claimed.
const MOST_COMBINATIONS = 256

/** Facts that always have a value, so that "not at least 5" is "below 5". */
const present = (fact: string): boolean =>
  fact === 'event.weekday' ||
  fact === 'event.hour' ||
  fact === 'event.day_of_month' ||
  (fact.startsWith('member.') && fact in bounds && fact !== 'member.days_since_last_order') ||
  ['member.net_spend', 'member.growth', 'member.points_earned', 'member.category_spend'].includes(fact)

/** Between which numbers the value of a fact can only be. */
const bounds: Readonly<Record<string, readonly [low: number, high: number]>> = {
  'event.hour': [0, 23],
  'event.day_of_month': [1, 31],
  'order.quantity': [0, Infinity],
  'line.quantity': [0, Infinity],
  'member.order_count': [0, Infinity],
  'member.days_since_joining': [0, Infinity],
  'member.days_since_last_order': [0, Infinity],
  'member.active_days': [0, Infinity],
  'member.check_ins': [0, Infinity],
  'member.referrals': [0, Infinity],
  'member.memberships': [0, Infinity],
  'member.recharged': [0, Infinity],
  'member.largest_order': [0, Infinity],
  'member.points_balance': [0, Infinity],
}

/** Facts of which a longer stretch of time never has less. */
const growing: ReadonlySet<string> = new Set([
  'member.order_count',
  'member.active_days',
  'member.check_ins',
  'member.referrals',
  'member.memberships',
  'member.recharged',
  'member.largest_order',
])

/** The most dates that a window can hold; nothing when nobody knows. */
export function longestWindow(window: Window): number | null {
  switch (window.kind) {
    case 'rolling_days':
      return window.days + 1
    case 'calendar_month':
      return 31
    case 'calendar_quarter':
      return 92
    case 'calendar_half':
      return 184
    case 'calendar_year':
    case 'joining_year':
      return 366
    case 'lifetime':
    case 'tier_period':
      return null
  }
}

const calendars = ['calendar_month', 'calendar_quarter', 'calendar_half', 'calendar_year']

/** Whether a window always lies within another one. */
function within(narrow: Window, wide: Window): boolean {
  if (wide.kind === 'lifetime') return true
  const longest = longestWindow(narrow)
  if (wide.kind === 'rolling_days') return longest !== null && longest <= wide.days + 1
  return calendars.includes(narrow.kind) && calendars.indexOf(narrow.kind) <= calendars.indexOf(wide.kind)
}

/**
 * Whether nothing at all can meet a condition. It claims so only when it is certain: of ranges, choices, windows that
 * lie within each other, and dates; it does not prove everything that could be proven.
 */
export function neverTrue(condition: Condition, given: Given): boolean {
  const ways = alternatives(condition, false)
  return ways?.every((leaves) => contradictory([...leaves, ...(given.leaves ?? [])], given)) ?? false
}

/** Whether whatever meets one condition meets another one, as far as that is certain. */
export const implies = (one: Condition, other: Condition, given: Given): boolean => neverTrue({ all: [one, { not: other }] }, given)

/** A comparison, or that a fact has no value at all. */
type Part = Leaf & { lacking?: true }

/** The ways in which a condition can hold, each as parts that hold together; nothing when there are too many. */
function alternatives(condition: Condition, negated: boolean): Part[][] | null {
  if ('not' in condition) return alternatives(condition.not, !negated)
  if ('all' in condition || 'any' in condition) {
    const together = 'all' in condition !== negated
    let ways: Part[][] = together ? [[]] : []
    for (const part of 'all' in condition ? condition.all : condition.any) {
      const own = alternatives(part, negated)
      if (own === null) return null
      ways = together ? ways.flatMap((left) => own.map((right) => [...left, ...right])) : [...ways, ...own]
      if (ways.length > MOST_COMBINATIONS) return null
    }
    return ways
  }
  if (!negated) return [[condition]]
  const operator = opposite[condition.operator]
  const turned: Part[][] = [[{ ...condition, operator }]]
  // A fact without a value fails "at least" and "below" alike.
  return exact.has(condition.operator) || present(condition.fact) ? turned : [...turned, [{ ...condition, lacking: true }]]
}

const opposite: Record<Operator, Operator> = {
  eq: 'ne',
  ne: 'eq',
  gt: 'lte',
  lte: 'gt',
  gte: 'lt',
  lt: 'gte',
  in: 'not_in',
  not_in: 'in',
  has_any: 'has_none',
  has_none: 'has_any',
}
const exact: ReadonlySet<Operator> = new Set<Operator>(['eq', 'ne', 'in', 'not_in', 'has_any', 'has_none'])
const holdsOfNothing: ReadonlySet<Operator> = new Set<Operator>(['ne', 'not_in', 'has_none'])

const keyOf = ({ fact, window, category }: Leaf): string =>
  JSON.stringify([fact, window?.kind === 'lifetime' ? null : (window ?? null), category ?? null])

function contradictory(parts: readonly Part[], given: Given): boolean {
  const lacking = new Set(parts.flatMap((part) => (part.lacking ? [keyOf(part)] : [])))
  const leaves = parts.filter((part) => !part.lacking)
  if (leaves.some((leaf) => (given.absent?.has(leaf.fact) || lacking.has(keyOf(leaf))) && !holdsOfNothing.has(leaf.operator))) return true
  const groups = new Map<string, Leaf[]>()
  for (const leaf of leaves) groups.set(keyOf(leaf), [...(groups.get(keyOf(leaf)) ?? []), leaf])
  const ranges: { leaf: Leaf; low: number; high: number }[] = []
  for (const group of groups.values()) {
    const leaf = group[0] as Leaf
    const type = given.catalogue.get(leaf.fact)?.type
    if (type === 'list') {
      if (emptyList(group)) return true
    } else if (type === 'money' || type === 'number' || type === 'date') {
      const range = rangeOf(group)
      if (range === null) return true
      ranges.push({ leaf, ...range })
    } else if (type !== undefined && emptyChoice(group)) return true
  }
  return narrowedAway(ranges) || noDateLeft(leaves, given)
}

const numberOf = (leaf: Leaf): number | null => {
  if (typeof leaf.value === 'number') return leaf.value
  try {
    return typeof leaf.value === 'string' ? dayOf(leaf.value) : null
  } catch {
    return null
  }
}

/** The whole numbers that are left between all comparisons with one fact; null when there is none. */
function rangeOf(leaves: readonly Leaf[]): { low: number; high: number } | null {
  const { fact, window } = leaves[0] as Leaf
  let [low, high] = bounds[fact] ?? [-Infinity, Infinity]
  // Both count dates, whatever happened on one.
  if ((fact === 'member.active_days' || fact === 'member.check_ins') && window) high = longestWindow(window) ?? high
  const excluded = new Set<number>()
  for (const leaf of leaves) {
    const value = numberOf(leaf)
    if (value === null) continue
    if (leaf.operator === 'gte' || leaf.operator === 'eq') low = Math.max(low, value)
    if (leaf.operator === 'gt') low = Math.max(low, value + 1)
    if (leaf.operator === 'lte' || leaf.operator === 'eq') high = Math.min(high, value)
    if (leaf.operator === 'lt') high = Math.min(high, value - 1)
    if (leaf.operator === 'ne') excluded.add(value)
  }
  // Nothing but "is not" also holds for a fact without a value.
  if (leaves.every((leaf) => leaf.operator === 'ne') && !present(fact)) return { low, high }
  while (excluded.has(low) && low <= high) low++
  return low > high ? null : { low, high }
}

/** Whether a stretch of time asks for more than a longer one around it allows. */
function narrowedAway(ranges: readonly { leaf: Leaf; low: number; high: number }[]): boolean {
  return ranges.some(
    (narrow) =>
      growing.has(narrow.leaf.fact) &&
      ranges.some(
        (wide) =>
          wide !== narrow &&
          wide.leaf.fact === narrow.leaf.fact &&
          narrow.low > wide.high &&
          within(narrow.leaf.window ?? { kind: 'lifetime' }, wide.leaf.window ?? { kind: 'lifetime' }),
      ),
  )
}

const textsOf = (leaf: Leaf): string[] => (Array.isArray(leaf.value) ? leaf.value : [leaf.value]).map(String)

function emptyChoice(leaves: readonly Leaf[]): boolean {
  let wanted: string[] | undefined = domains[(leaves[0] as Leaf).fact]
  const unwanted = new Set<string>()
  for (const leaf of leaves) {
    const values = textsOf(leaf)
    if (leaf.operator === 'eq' || leaf.operator === 'in') wanted = wanted ? wanted.filter((v) => values.includes(v)) : values
    else for (const value of values) unwanted.add(value)
  }
  return wanted?.every((v) => unwanted.has(v)) ?? false
}

/** Choices that have one of these values and no other. */
const domains: Readonly<Record<string, string[]>> = { 'event.weekday': ['1', '2', '3', '4', '5', '6', '7'] }

function emptyList(leaves: readonly Leaf[]): boolean {
  const unwanted = new Set(leaves.flatMap((leaf) => (leaf.operator === 'has_none' ? textsOf(leaf) : [])))
  return leaves.some((leaf) => leaf.operator === 'has_any' && textsOf(leaf).every((v) => unwanted.has(v)))
}

// A longer stretch has every day of the week and, but for the 31st in February, every date.
const LOOKED_THROUGH = 400

/** Whether none of the dates given is such a day of the week and of the month. */
function noDateLeft(leaves: readonly Leaf[], { from, until }: Given): boolean {
  if (from === undefined || until === undefined || until - from > LOOKED_THROUGH) return false
  const weekdays = leaves.filter((leaf) => leaf.fact === 'event.weekday')
  const dates = leaves.filter((leaf) => leaf.fact === 'event.day_of_month')
  if (weekdays.length === 0 && dates.length === 0) return false
  const range = dates.length === 0 ? { low: 1, high: 31 } : rangeOf(dates)
  if (range === null) return true
  const excluded = dates.flatMap((leaf) => (leaf.operator === 'ne' ? [leaf.value] : []))
  for (let day = from; day <= until; day++) {
    const { date } = civilOf(day)
    const today: Leaf = { fact: 'event.weekday', operator: 'eq', value: String(weekdayOf(day)) }
    if (date >= range.low && date <= range.high && !excluded.includes(date) && !emptyChoice([...weekdays, today])) return false
  }
  return true
}
