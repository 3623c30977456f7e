import type { RunCounts, StoredForecast } from '@/db/schema/campaign'
import type { CampaignKind, CampaignPhase, CampaignState, CampaignTerms } from '@/server/engine/campaign/campaign'

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
 * the program. `discounts`: campaigns that take off the price on the same goods, of which the better one counts. Campaigns
 * stand there by their ids; 10,000 where no bonuses are told.
 */
export type Overlap = {
  day: string
  tier: string | null
  bonuses: string[]
  factorBps: number
  capBps: number
  capped: boolean
  discounts: string[]
}

export type CampaignCalendar = { entries: CalendarEntry[]; overlaps: Overlap[] }

/** What one effect is expected to come to over the days looked at. Money in minor units. */
export type EffectForecast = { place: number; times: number; amount: number; cost: number | null }

/**
 * What a campaign is expected to come to, from the orders of the last `basisDays`. `reach`: members in its audience.
 * `occasions`: how often it comes round in the next 90 days; `perOccasion`: grants of one. `cost` null where nothing is
 * known of what a point is worth. `members`: those who would be given something.
 */
export type Forecast = {
  basisDays: number
  orders: number
  reach: number
  occasions: number
  grants: number
  perOccasion: number
  members: number
  cost: number | null
  effects: EffectForecast[]
  /** The worth of 100 points in minor units by which cost is told, and whether the program says so or it is assumed. */
  pointsWorth: number
  assumed: boolean
}

/** Figures of a stretch of time: members who bought, orders and net sales. */
export type SalesFigures = { members: number; orders: number; sales: number }

/**
 * What a campaign has come to. `during`/`before`: members in its audience, while it ran and in a stretch of the same
 * length and days before it; `withGift`/`withoutGift`: of those who were given something and who were not, in both. `days`:
 * grants and sales day by day. Money in minor units.
 */
export type CampaignEffect = {
  from: string
  until: string
  beforeFrom: string
  beforeUntil: string
  reach: number
  members: number
  grants: number
  points: number
  growth: number
  coupons: number
  couponsUsed: number
  goods: number
  cost: number | null
  during: SalesFigures
  before: SalesFigures
  withGift: { during: SalesFigures; before: SalesFigures }
  withoutGift: { during: SalesFigures; before: SalesFigures }
  days: { day: string; grants: number; orders: number; sales: number }[]
}
