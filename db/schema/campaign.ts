import { sql } from 'drizzle-orm'
import { bigint, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { CampaignTerms, Span } from '../../server/engine/campaign/campaign'
import type { ForecastNote } from '../../server/engine/campaign/forecast-note'
import { id, instant, tenantId, whole } from './columns'
import { tenants } from './identity'
import { members } from './member'

const campaignState = ['draft', 'awaiting', 'live', 'paused', 'ended'] as const

/**
 * What was expected of a campaign when it was sent for approval or put to work: members in its audience, those who would
 * be given something, how often, and what it costs in minor units; on so many days, by the orders of `basisDays`. `notes`:
 * what has to be said with it; rows of before it was kept have none.
 */
export type StoredForecast = {
  reach: number
  members: number
  grants: number
  cost: number
  days: number
  basisDays: number
  notes?: ForecastNote[]
}

/** What a merchant does for a while. Its terms stand still from its launch on; how it goes is written beside them. */
export const campaigns = pgTable(
  'campaigns',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    /** The first of a line of copies: what is given once a birthday is given once by all of them. */
    rootId: uuid('root_id').notNull(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    intro: text('intro').notNull(),
    noticeDays: integer('notice_days'),
    terms: jsonb('terms').$type<CampaignTerms>().notNull(),
    state: text('state', { enum: campaignState }).notNull(),
    /** The stretches of time in which it was at work, in milliseconds. */
    spans: jsonb('spans').$type<Span[]>().notNull().default([]),
    /** The place of its latest change of that kind in the merchant's count; nothing before its launch. */
    change: integer('change'),
    /** Rises with each write, so that two editors cannot overwrite each other. */
    revision: integer('revision').notNull().default(1),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    submittedBy: text('submitted_by'),
    submittedAt: instant('submitted_at'),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    /** What whoever sent it back, or ended it early, said of it. */
    remark: text('remark'),
    forecast: jsonb('forecast').$type<StoredForecast>(),
    launchedAt: instant('launched_at'),
    endedAt: instant('ended_at'),
    /** What becomes of coupons that it brought or still would, where it was ended early. */
    couponsAtEnd: text('coupons_at_end', { enum: ['keep', 'withdraw'] }),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('campaigns_created').on(t.tenantId, t.createdAt),
    index('campaigns_live').on(t.tenantId, t.state).where(sql`state = 'live'`),
  ],
)

/** How a run has gone, by outcome. */
export type RunCounts = { given: number; skipped: Record<string, number> }

/** An effect on its way to everybody whom an occasion means, as a job. */
export const campaignRuns = pgTable(
  'campaign_runs',
  {
    tenantId: tenantId(),
    id: id(),
    campaignId: uuid('campaign_id').notNull(),
    /** The place of the effect in the terms; −1 for the notice beforehand. */
    effect: integer('effect').notNull(),
    /** What for: the first date of an occasion, or the date on which birthdays and sleepers are looked for. */
    occasion: text('occasion').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    status: text('status', { enum: ['queued', 'running', 'done', 'cancelled', 'failed'] }).notNull(),
    total: integer('total').notNull().default(0),
    done: integer('done').notNull().default(0),
    counts: jsonb('counts').$type<RunCounts>().notNull(),
    /** The last member that was looked at. */
    reached: uuid('reached'),
    failure: text('failure'),
    createdAt: instant('created_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('campaign_runs_occasion').on(t.tenantId, t.campaignId, t.effect, t.occasion),
    foreignKey({ columns: [t.tenantId, t.campaignId], foreignColumns: [campaigns.tenantId, campaigns.id] }),
  ],
)

/** What a member was given once for an occasion, by whichever copy of a campaign. Never decided again. */
export const campaignGrants = pgTable(
  'campaign_grants',
  {
    tenantId: tenantId(),
    id: id(),
    rootId: uuid('root_id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    effect: integer('effect').notNull(),
    /** What for: a date, `birthday:2026`, `asleep:` with the date of the last order, `claim:1`. */
    occasion: text('occasion').notNull(),
    memberId: uuid('member_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    at: instant('at').notNull().defaultNow(),
    /** Points, growth, or how many times, as the limits of the effect count. */
    amount: whole('amount').notNull(),
    /** The entry of the log that gave points or growth. */
    eventId: uuid('event_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('campaign_grants_once').on(t.tenantId, t.rootId, t.effect, t.occasion, t.memberId),
    index('campaign_grants_member').on(t.tenantId, t.memberId, t.day),
    index('campaign_grants_campaign').on(t.tenantId, t.campaignId, t.day),
    foreignKey({ columns: [t.tenantId, t.campaignId], foreignColumns: [campaigns.tenantId, campaigns.id] }),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)

/**
 * Goods and chances in a draw that a member was given, once a key. They go back with the order that brought them, unless
 * they were handed over.
 */
export const campaignGoods = pgTable(
  'campaign_goods',
  {
    tenantId: tenantId(),
    id: id(),
    campaignId: uuid('campaign_id').notNull(),
    effect: integer('effect').notNull(),
    memberId: uuid('member_id').notNull(),
    key: text('key').notNull(),
    kind: text('kind', { enum: ['goods', 'chances'] }).notNull(),
    /** What it is; empty for chances. */
    name: text('name').notNull(),
    sku: text('sku'),
    count: integer('count').notNull(),
    state: text('state', { enum: ['given', 'withdrawn'] }).notNull(),
    cause: text('cause').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    at: instant('at').notNull().defaultNow(),
    /** When goods were handed over at a counter, and at which store. No column of row-level security: a second try is told where the first was. */
    handedAt: instant('handed_at'),
    handedStore: uuid('handed_store'),
    handedBy: text('handed_by'),
    /** The request that handed them over last; it stays when that is taken back, so that the same one is once. */
    handedRequest: text('handed_request'),
    /** When what had brought them came back, for those that had been handed over by then. */
    cameBackAt: instant('came_back_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('campaign_goods_key').on(t.tenantId, t.memberId, t.key),
    index('campaign_goods_campaign').on(t.tenantId, t.campaignId, t.day),
    foreignKey({ columns: [t.tenantId, t.campaignId], foreignColumns: [campaigns.tenantId, campaigns.id] }),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)

/** Who invited whom. Once what pays has happened, the inviter's log is told; `registeredTold` and `orderedTold` say that it was. */
export const referrals = pgTable(
  'referrals',
  {
    tenantId: tenantId(),
    invitedId: uuid('invited_id').notNull(),
    inviterId: uuid('inviter_id').notNull(),
    /** When the invited member registered, and when the first order was paid, in milliseconds. */
    registeredAt: bigint('registered_at', { mode: 'number' }).notNull(),
    orderedAt: bigint('ordered_at', { mode: 'number' }),
    registeredTold: instant('registered_told'),
    orderedTold: instant('ordered_told'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.invitedId] }),
    index('referrals_inviter').on(t.tenantId, t.inviterId),
    index('referrals_untold').on(t.tenantId).where(sql`registered_told is null or (ordered_at is not null and ordered_told is null)`),
    foreignKey({ columns: [t.tenantId, t.invitedId], foreignColumns: [members.tenantId, members.id] }),
    foreignKey({ columns: [t.tenantId, t.inviterId], foreignColumns: [members.tenantId, members.id] }),
  ],
)
