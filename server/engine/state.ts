import type { Day } from './calendar/day'
import type { FactValues } from './condition/compile'
import type { Position } from './vocabulary'

/** Signed sums of one local date: [day, net spend, orders, check-ins]. Rows stand in order of day. */
export type DayRow = [day: Day, spend: number, orders: number, checkIns: number]

/** Growth gained and lost on one local date. */
export type GrowthRow = [day: Day, growth: number]

/** One line of an order and how much of it came back. */
export type BookedLine = [line: string, quantity: number, amount: number, returnedQuantity: number, returnedAmount: number]

/** An order in a member's book: what was paid, what came back, and how it was judged. */
export type OrderRecord = {
  event: string
  day: Day
  /** The version that judged it. */
  version: string
  store: string | null
  lines: BookedLine[]
  paid: number
  refunded: number
  /** The facts that rules were judged by, so that a refund can be judged by the same. */
  facts: FactValues
  bonusBps: number
  /** Whether it earns points at all (imported history may count for tiers only). */
  earns: boolean
  /** Points that still stand for it, by rule; and growth, by ladder. */
  points: Record<string, number>
  growth: Record<string, number>
}

/** A refund that came before its order: kept until the order comes. */
export type ParkedRefund = {
  order: string
  event: string
  day: Day
  store: string | null
  amount: number | null
  lines: [line: string, quantity: number][]
}

/** What happened, which no program shaped. */
export type History = {
  joined: Day | null
  days: DayRow[]
  spend: number
  orders: number
  checkIns: number
  lastOrder: Day | null
  book: Map<string, OrderRecord>
  parked: ParkedRefund[]
}

/** One earned batch: its own expiry (the last day it can be spent, or never) and what is left of it. */
export type Lot = { id: string; earned: Day; expires: Day | null; left: number }

/** Where a member stands on one ladder. `sum` and `head` are the running window; `anchor` is the day the tier was entered. */
export type LadderStanding = {
  tier: string | null
  anchor: Day | null
  /** Last day of validity, or null when the tier has none. */
  until: Day | null
  growth: number
  growthDays: GrowthRow[]
  sum: number
  head: number
  /** How many changes of tier there have been: the place of the next one in the tier history. */
  moves: number
}

/** What the program made of it. Debt is at or below zero. */
export type Standing = { ladders: Record<string, LadderStanding>; lots: Lot[]; debt: number }

/** A member as the fold has it. `day` is the last local date whose day step has run. */
export type MemberState = {
  history: History
  standing: Standing
  day: Day
  position: Position | null
  /** The version in force, by its id. */
  version: string | null
}

/** Far before any business date: the day of a member to whom nothing has happened. */
export const NO_DAY: Day = -1_000_000

export const newState = (): MemberState => ({
  history: { joined: null, days: [], spend: 0, orders: 0, checkIns: 0, lastOrder: null, book: new Map(), parked: [] },
  standing: { ladders: {}, lots: [], debt: 0 },
  day: NO_DAY,
  position: null,
  version: null,
})

/** A copy that shares nothing with the original. */
export const copyState = (state: MemberState): MemberState => structuredClone(state)

/** A state as one JSON value, without its book: orders are rows of their own. */
export type StoredState = Omit<MemberState, 'history'> & { history: Omit<History, 'book'> }

/** The state to store. The book goes elsewhere. */
export function storedOf(state: MemberState): StoredState {
  const { book: _book, ...history } = state.history
  return { ...state, history }
}

/** The state as it was stored, with the orders that are about to be needed. Takes over the objects it is given. */
export const revive = (stored: StoredState, book: Map<string, OrderRecord>): MemberState => ({
  ...stored,
  history: { ...stored.history, book },
})

/** Points that can be spent: what is active less what is owed, never below zero. */
export const availablePoints = (standing: Standing): number => Math.max(0, activePoints(standing) + standing.debt)

/** Sum of what is left in all lots. */
export const activePoints = (standing: Standing): number => standing.lots.reduce((sum, lot) => sum + lot.left, 0)
