import type { GrowthRuleSpec } from '../growth/growth-rule'
import type { EarningRuleSpec } from '../points/earning-rule'
import type { PointsPolicy } from '../points/policy'
import type { Account, Note, RuleTrace } from '../trace'
import type { StoredEventBody } from '../vocabulary'
import type { EffectExplained, OffExplained } from './effect-verdict'
import type { MoveTold } from './happened'
import type { Wording } from './wording'

/** One rule's stored answer to an event, with the rule as it stood in the version that judged. */
export type RuleExplained = {
  name: string | null
  unit: 'points' | 'growth'
  trace: RuleTrace
  spec: EarningRuleSpec | GrowthRuleSpec | null
  /** What it was, where it is no rule but an effect of a campaign. */
  effect?: EffectExplained
}

/** An event as it is told: names for ids, dates of the merchant. Money in minor units. */
export type EventExplained = {
  type: StoredEventBody['type']
  day: string
  /** When it was recorded, if that was more than a day after it happened. */
  late: string | null
  orderNo: string | null
  money: number | null
  points: number | null
  reason: string | null
  by: string | null
  store: string | null
  /** The merchant's own event; the tier given by hand or entered; the ladder it is on, where there are several. */
  event: string | null
  tier: string | null
  ladder: string | null
  /** The campaign that gave something. */
  campaign: string | null
  /** The last day of a tier given by hand. */
  until: string | null
  locked: boolean
  tierBefore: string | null
  bonusBps: number
  rules: RuleExplained[]
  /** Campaigns that were not on then, though at work around that day. */
  off: OffExplained[]
  notes: Note[]
}

/** What brought a row about. A correction names the late event and what it put right. */
export type CauseExplained =
  | { kind: 'event'; event: EventExplained }
  | { kind: 'day'; day: string }
  | { kind: 'version'; day: string }
  | {
      kind: 'correction'
      late: EventExplained | null
      corrects: { kind: 'event'; event: EventExplained } | { kind: 'day'; day: string } | null
    }

export type RowExplained = { unit: 'points' | 'growth'; amount: number; from: Account; to: Account; rule: string | null }

/** The lot that points belong to: what made it, and its days. */
export type LotExplained = {
  origin: EventExplained | null
  /** A birthday or another day that gave it. */
  day: string | null
  /** The first day on which pending points can be spent; `waits` for the completion of the order. */
  activates: string | 'waits' | null
}

/** What is left of an order behind a refund: its money and what it still earns of the row's unit. */
export type KeptExplained = { orderDay: string; money: number; units: number }

/** What a stored row says of itself, read and never judged again. */
export type Explanation = {
  day: string
  version: number | null
  cause: CauseExplained
  subject:
    | { kind: 'row'; row: RowExplained; lot: LotExplained | null; kept: KeptExplained | null }
    | { kind: 'move'; move: MoveTold; superseded: boolean }
    | { kind: 'refusal'; type: string; code: string; details: Record<string, string | number> }
  /** All rows of the same cause, this one among them. */
  rows: RowExplained[]
  moves: MoveTold[]
  policy: PointsPolicy | null
  /** What the version that judged calls things. */
  names: Pick<Wording, 'tiers' | 'fields' | 'events' | 'ladders'>
}

/** A sentence to read out, and what stands behind it. */
export type Explained = { sentence: string; details: string[] }
