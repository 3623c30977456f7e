import type { Day } from './calendar/day'
import type { FactValues } from './condition/compile'
import type { FieldValues, Position, Redeemed, Trigger } from './vocabulary'

/** What else happened on a date, where something did. */
export type DayExtra = {
  referrals?: number
  recharged?: number
  memberships?: number /** Shares, reviews and other doings. */
  acts?: number
}

/** Signed sums of one local date, in order of day; `sizes` are the orders of that date in order, each with what is kept of it. */
export type DayRow = [day: Day, spend: number, orders: number, checkIns: number, sizes?: number[], extra?: DayExtra]

/** A signed amount of one local date. */
export type AmountRow = [day: Day, amount: number]

/** What is known of a line beside its amount. */
export type LineAbout = { sku?: string; category?: string; fields?: FieldValues }

/** One line of an order and how much of it came back. */
export type BookedLine = [
  line: string,
  quantity: number,
  amount: number,
  returnedQuantity: number,
  returnedAmount: number,
  about?: LineAbout,
]

/** How rules judged an order on one occasion (its payment, its completion), so that a refund can be judged by the same. */
export type Judgement = {
  trigger: Trigger
  /** The event whose lot holds what it gave, and its date. */
  event: string
  day: Day
  version: string
  facts: FactValues
  bonusBps: number
  /** Growth bonus by ladder, where there was one. */
  growthBonus?: Record<string, number>
  /** How often the member had moved by then, on ladders that measure since the tier was entered: what lies before an entry on its very date. */
  moves?: Record<string, number>
  /** The most each capped rule could give then. */
  rooms?: Record<string, number>
  /** Points that still stand for it, by rule; and growth, by ladder and rule. */
  points: Record<string, number>
  growth: Record<string, Record<string, number>>
  /** Effects of campaigns that took place with it. */
  campaigns?: string[]
  /** Rules whose coupons or goods still stand for it. */
  coupons?: string[]
}

/** An order in a member's book: what was paid, what came back, and how it was judged. */
export type OrderRecord = {
  event: string
  day: Day
  store: string | null
  lines: BookedLine[]
  paid: number
  refunded: number
  /** Paid for shipping, and given back of it. */
  shipping?: [paid: number, back: number]
  /** Its place among the orders of its date. */
  place: number
  /** Whether it earns points at all (imported history may count for tiers only). */
  earns: boolean
  completed?: Day
  /** What its checkout had taken, and how many of those points came back. */
  redeemed?: Redeemed & { back: number }
  judged: Judgement[]
}

/** A refund or a completion that came before its order: kept until the order comes. */
export type Parked = {
  order: string
  event: string
  day: Day
  store: string | null
  /** Nothing for a completion. */
  refund: { amount: number | null; lines: [line: string, quantity: number][]; shipping: number } | null
}

/** Month (1–12) and date of a birth. */
export type Birthday = [month: number, date: number]

/** What happened, which no program shaped. */
export type History = {
  joined: Day | null
  days: DayRow[]
  /** Signed spend by category, where lines name one. */
  categories: Record<string, AmountRow[]>
  spend: number
  orders: number
  checkIns: number
  lastOrder: Day | null
  /** The last day on which the member did something. */
  lastActive: Day | null
  birthday: Birthday | null
  profileCompleted: boolean
  /** Whether another member had brought this one in. */
  invited?: true
  fields: Record<string, number | string>
  tags: string[]
  book: Map<string, OrderRecord>
  parked: Parked[]
}

/**
 * One earned batch: its own expiry (the last day it can be spent, or never) and what is left of it. `idle` is the
 * number of days without activity after which it goes. A pending one becomes active on `activates`; null waits for the
 * completion of its order.
 */
export type Lot = { id: string; earned: Day; expires: Day | null; left: number; idle?: number }
export type PendingLot = { id: string; earned: Day; activates: Day | null; left: number; tier?: string | null }

/** A tier given by hand, or only a lock: until when. */
export type Override = { until: Day | null; locked: boolean; byHand: boolean }

/** Where a member stands on one ladder. `sum` and `head` are the running window; `anchor` is the day the tier was entered. */
export type LadderStanding = {
  tier: string | null
  anchor: Day | null
  /** First day of the running validity, and what that day had already seen when it began. */
  from: Day | null
  base: Record<string, number> | null
  /** Last day of validity, or null when the tier has none; last day of grace while one runs. */
  until: Day | null
  grace: Day | null
  override: Override | null
  /** The measure at a fall that it did not decide: no rise until it is passed. */
  held: number | null
  growth: number
  growthDays: AmountRow[]
  sum: number
  head: number
  /** How many changes of tier there have been: the place of the next one in the tier history. */
  moves: number
  /** Entry rewards: by tier, the last day of the validity they were given for, the lot, and how much. */
  rewards: Record<string, [cycle: Day | null, lot: string, amount: number]>
}

/** What a capped rule has given: on its last date, in that date's month, and ever. */
export type Given = [day: Day, onDay: number, inMonth: number, ever: number]

/** What the program made of it. Debt is at or below zero. */
export type Standing = {
  ladders: Record<string, LadderStanding>
  lots: Lot[]
  pending: PendingLot[]
  debt: number
  /** Points earned, less what refunds took back, by date. */
  earnedDays: AmountRow[]
  given: Record<string, Given>
  /** The last calendar year whose birthday was kept. */
  birthdayYear: number | null
}

/** The shape of stored states. A member stored in an older one is folded again when next touched. */
export const STATE_SHAPE = 3

/** A member as the fold has it. `day` is the last local date whose day step has run. */
export type MemberState = {
  shape: number
  history: History
  standing: Standing
  day: Day
  position: Position | null
  /** The version in force, by its id. */
  version: string | null
  /** How many changes of campaigns were known when the member was last judged; none when left out. */
  campaigns?: number
}

/** Far before any business date: the day of a member to whom nothing has happened. */
export const NO_DAY: Day = -1_000_000

/** A member to whom nothing has happened, and the day of joining where it is known from elsewhere than the log. */
export const newState = (joined: Day | null = null): MemberState => ({
  shape: STATE_SHAPE,
  history: {
    joined,
    days: [],
    categories: {},
    spend: 0,
    orders: 0,
    checkIns: 0,
    lastOrder: null,
    lastActive: null,
    birthday: null,
    profileCompleted: false,
    fields: {},
    tags: [],
    book: new Map(),
    parked: [],
  },
  standing: { ladders: {}, lots: [], pending: [], debt: 0, earnedDays: [], given: {}, birthdayYear: null },
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

/**
 * The state as it was stored, with the orders that are about to be needed. Takes over the objects it is given. One of an
 * older shape gets what it lacks empty, so that it can be looked at; it keeps its shape and is folded again before it is
 * added to.
 */
export function revive(stored: StoredState, book: Map<string, OrderRecord>): MemberState {
  if (stored.shape === STATE_SHAPE) return { ...stored, history: { ...stored.history, book } }
  const empty = newState()
  const ladders = Object.entries(stored.standing.ladders).map(([id, held]) => [
    id,
    { ...emptyStanding, ...held, rewards: held.rewards ?? {} },
  ])
  return {
    ...stored,
    history: { ...empty.history, ...stored.history, book },
    standing: { ...empty.standing, ...stored.standing, ladders: Object.fromEntries(ladders) },
  }
}

/** What older shapes of a standing lack. */
const emptyStanding = { from: null, base: null, grace: null, override: null, held: null }

/** Points that can be spent: what is active less what is owed, never below zero. */
export const availablePoints = (standing: Standing): number => Math.max(0, activePoints(standing) + standing.debt)

/** Sum of what is left in all lots. */
export const activePoints = (standing: Standing): number => standing.lots.reduce((sum, lot) => sum + lot.left, 0)

/** Points that were earned and cannot be spent yet. */
export const pendingPoints = (standing: Standing): number => standing.pending.reduce((sum, lot) => sum + lot.left, 0)
