import type { Day } from './calendar/day'
import type { FactValue } from './condition/compile'

/** What a rule came to: what it gave, or the leaf of its condition (counted from 0, left to right) that failed and the value it saw. */
export type RuleTrace = [rule: string, gave: number] | [rule: string, gave: 0, leaf: number, saw: FactValue]

/** Things worth telling about a decision beside the rules. */
export type Note =
  | 'parked' // the order has not come yet
  | 'unparked' // a refund that had waited for this order was applied with it
  | 'over_refund' // more was given back than was left; only what was left counts
  | 'unknown_line' // the refund names a line the order does not have
  | 'no_points' // imported for tiers only
  | 'forgiven' // points could not be taken back in full and the policy allows no debt
  | 'shortage' // a spend that later facts left without cover
  | 'checked_in_before' // a second check-in on one day
  | 'bonus_capped'

/** Why: the version, the tier before, the money that counted, the bonus, and each rule's answer. */
export type Trace = {
  version: string
  tier: string | null
  base: number
  bonusBps: number
  rules: RuleTrace[]
  growth: RuleTrace[]
  notes: Note[]
}

/** What an event came to, as the sender is told. Balance is what can be spent. */
export type Answer = { earned: number; reversed: number; balance: number; tier: string | null; growth: number }

/** What is stored with an event: what followed and why, as first decided. */
export type Outcome = { trace: Trace; answer: Answer }

export type Account = 'issued' | 'reversed' | 'redeemed' | 'expired' | 'adjusted' | 'active' | 'debt' | 'balance'

/** One row of the ledger to be: `amount` > 0 of a unit moves between accounts. */
export type Movement = {
  unit: string
  amount: number
  from: Account
  to: Account
  lot: string | null
  cause: string
  rule: string | null
  version: string
  day: Day
  store: string | null
}

/** A change of tier: when, from what to what, and the measure against the threshold that decided. */
export type TierChange = {
  ladder: string
  /** Place among the member's changes on this ladder, from 0. */
  ordinal: number
  day: Day
  /** First date whose 00:00 sees it. */
  countsFrom: Day
  from: string | null
  to: string | null
  cause: string
  version: string
  measured: number
  threshold: number
}

/** Everything that followed from a stretch of a member's log. `orders` names the orders whose record changed. */
export type Decisions = { movements: Movement[]; tierChanges: TierChange[]; orders: Set<string> }

export const noDecisions = (): Decisions => ({ movements: [], tierChanges: [], orders: new Set() })
