import type { RunCounts, StoredForecast } from '@/db/schema/campaign'
import type { CampaignKind, CampaignPhase, CampaignState, CampaignTerms } from '@/server/engine/campaign/campaign'
import type { ForecastNote } from '@/server/engine/campaign/forecast-note'

/** A campaign in a list. `next`: the next date on which it falls; nothing when there is none. `members`: how many were given something. */
export type CampaignLine = {
  id: string
  kind: CampaignKind
  name: string
  state: CampaignState
  phase: CampaignPhase
  terms: CampaignTerms
  revision: number
  createdAt: string
  launchedAt: string | null
  endedAt: string | null
  next: string | null
  members: number
}

export type CampaignPage = { rows: CampaignLine[]; total: number; counts: Record<CampaignPhase, number> }

/** How far the budgets of one effect are used: given in all, and on the tenant's today, in the unit of its limits. */
export type EffectUse = { place: number; given: number; today: number; members: number }

/** One occasion on its way to everybody, or through. `effect` is −1 for the notice beforehand. */
export type RunView = {
  id: string
  effect: number
  occasion: string
  day: string
  status: 'queued' | 'running' | 'done' | 'cancelled' | 'failed'
  total: number
  done: number
  counts: RunCounts
  failure: string | null
  startedAt: string | null
  finishedAt: string | null
}

/**
 * What may be done with a campaign now by who asks: by its state, by their role, and nobody approves what they sent in or
 * wrote last. Who may approve may send back as well.
 */
export type CampaignStep = 'edit' | 'launch' | 'withdraw' | 'approve' | 'pause' | 'resume' | 'end' | 'copy' | 'delete'

/** A campaign as its page shows it. Instants are ISO texts; people are names. */
export type CampaignView = CampaignLine & {
  intro: string
  noticeDays: number | null
  createdBy: string | null
  submittedBy: string | null
  submittedAt: string | null
  decidedBy: string | null
  decidedAt: string | null
  remark: string | null
  forecast: StoredForecast | null
  /** Stretches in which it was at work, as instants. */
  spans: { from: string; until: string | null }[]
  use: EffectUse[]
  /** Its coupons that members still hold. */
  couponsOut: number
  runs: RunView[]
  steps: CampaignStep[]
  /** Whether putting it to work asks for a second person. */
  needsApproval: boolean
  /** What it was copied from or compared with when somebody is to approve it: the latest of its line that was put to work. */
  before: { name: string; terms: CampaignTerms } | null
}

/** A campaign in the calendar, on each of the days asked for on which it falls. */
export type CalendarEntry = {
  id: string
  kind: CampaignKind
  name: string
  phase: CampaignPhase
  /** Local dates, in order. */
  days: string[]
  /** Parts of the day; all of it when empty. */
  hours: { from: string; until: string }[]
}

/**
 * What campaigns of one date mean together: for whom (a tier by name, or everybody when null), the campaigns that add to
 * points, and what they come to with the tier's own bonus, in basis points (30,000 is ×3), before and under the cap of
 * the program. `growth`: those that add to growth, and what they come to, which no cap holds. `discounts`: campaigns that
 * take off the price on the same goods, of which the better one counts. Campaigns stand there by their ids; 10,000 where no
 * bonuses are told.
 */
export type Overlap = {
  day: string
  tier: string | null
  bonuses: string[]
  factorBps: number
  capBps: number
  capped: boolean
  growth: string[]
  growthBps: number
  discounts: string[]
}

export type CampaignCalendar = { entries: CalendarEntry[]; overlaps: Overlap[] }

/** What one effect is expected to come to over the days looked at: how often, how much in its own unit, and what it costs in minor units. */
export type EffectForecast = { place: number; times: number; amount: number; cost: number }

/**
 * What a campaign is expected to come to. `orders`: those of the last `basisDays`. `reach`: members in its audience.
 * `days`: on how many days it will be held, the last of them `until`; `turns`: how often it comes round in them, day by
 * day or occasion by occasion. `perTurn`: members who are given something each time; `members`: over all of them.
 * `grants`: how often something is given. Money in minor units.
 */
export type Forecast = {
  asOf: string
  basisDays: number
  orders: number
  reach: number
  days: number
  until: string | null
  turn: 'day' | 'occasion'
  turns: number
  perTurn: number
  members: number
  grants: number
  points: number
  growth: number
  coupons: number
  goods: number
  chances: number
  /** Taken off prices and shipping. */
  off: number
  cost: number
  effects: EffectForecast[]
  /** What 100 points are worth. */
  pointsWorth: number
  notes: ForecastNote[]
}

/** Figures of a stretch of time: members who bought, orders and net sales. */
export type SalesFigures = { members: number; orders: number; sales: number }

/** What a campaign gave on a date, and what members bought on it; nothing bought is known of a date on which it was not held. */
export type EffectDay = { day: string; grants: number; orders: number | null; sales: number | null }

/**
 * What a campaign has come to, net of what came back. `days`: on how many days it was held so far, between `from` and
 * `until`; `beforeFrom` and `beforeUntil` are the first and last of as many days before to compare with, those just before
 * or the same ones of its pattern. `during`/`before`: members in its audience as they are now, and those whom it gave
 * something, in both stretches; `withGift`/`withoutGift`: of those who were given something and who were not. `off`: taken
 * off prices and shipping, `couponsOff` by its coupons. Money in minor units.
 */
export type CampaignEffect = {
  asOf: string
  days: number
  from: string
  until: string
  beforeDays: number
  beforeFrom: string | null
  beforeUntil: string | null
  reach: number
  members: number
  grants: number
  points: number
  growth: number
  coupons: number
  couponsUsed: number
  couponsOff: number
  goods: number
  chances: number
  off: number
  cost: number
  during: SalesFigures
  before: SalesFigures
  withGift: { during: SalesFigures; before: SalesFigures }
  withoutGift: { during: SalesFigures; before: SalesFigures }
  byDay: EffectDay[]
  forecast: StoredForecast | null
  /** What 100 points are worth. */
  pointsWorth: number
  notes: Extract<ForecastNote, 'points_assumed' | 'cost_unknown'>[]
}
