import { sql } from 'drizzle-orm'
import {
  boolean,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { OrderRecord } from '../../server/engine/state'
import type { Outcome } from '../../server/engine/trace'
import type { StoredEventBody } from '../../server/engine/vocabulary'
import { id, instant, tenantId, whole } from './columns'
import { tenants } from './identity'
import { members } from './member'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** The log of what happened to members: facts, accepted commands and grants. Append-only for the application. */
export const events = pgTable(
  'events',
  {
    tenantId: tenantId(),
    id: id(),
    memberId: uuid('member_id').notNull(),
    /** Who sent it (`api`, `import`, `console`, a system's own name) and that sender's name for it. */
    source: text('source').notNull(),
    eventKey: text('event_key').notNull(),
    /** What the event is in the merchant's books (`order:<channel>:<number>`), whoever sends it. */
    businessKey: text('business_key'),
    kind: text('kind', { enum: ['fact', 'command', 'grant'] }).notNull(),
    type: text('type').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    businessDay: date('business_day', { mode: 'string' }).notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    storeId: uuid('store_id'),
    body: jsonb('body').$type<StoredEventBody>().notNull(),
    bodyHash: bytea('body_hash').notNull(),
    versionId: uuid('version_id'),
    /** What followed and why, as first decided. */
    outcome: jsonb('outcome').$type<Outcome>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('events_key').on(t.tenantId, t.source, t.eventKey),
    uniqueIndex('events_business_key').on(t.tenantId, t.businessKey).where(sql`business_key is not null`),
    index('events_member').on(t.tenantId, t.memberId, t.occurredAt),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)

/** One order as it stands: what was paid, what came back, and what it earned. */
export const orders = pgTable(
  'orders',
  {
    tenantId: tenantId(),
    id: id(),
    memberId: uuid('member_id').notNull(),
    channel: text('channel').notNull(),
    orderNo: text('order_no').notNull(),
    businessDay: date('business_day', { mode: 'string' }).notNull(),
    storeId: uuid('store_id'),
    paid: whole('paid').notNull(),
    refunded: whole('refunded').notNull(),
    record: jsonb('record').$type<OrderRecord>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('orders_number').on(t.tenantId, t.channel, t.orderNo),
    index('orders_member').on(t.tenantId, t.memberId),
    index('orders_day').on(t.tenantId, t.businessDay),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)

/** The double-entry ledger: `amount` > 0 moves from one account to another. Append-only for the application. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    tenantId: tenantId(),
    id: id(),
    memberId: uuid('member_id').notNull(),
    /** `points` or `growth:<ladder>`. */
    unit: text('unit').notNull(),
    amount: whole('amount').notNull(),
    fromAccount: text('from_account').notNull(),
    toAccount: text('to_account').notNull(),
    lot: text('lot'),
    /** The event's id, `day:<date>` or `refold:<event>`; unique with the ordinal. */
    cause: text('cause').notNull(),
    ordinal: integer('ordinal').notNull(),
    /** On a correction, the cause whose rows it puts right. */
    corrects: text('corrects'),
    ruleId: text('rule_id'),
    versionId: uuid('version_id'),
    businessDay: date('business_day', { mode: 'string' }).notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    storeId: uuid('store_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('ledger_entries_cause').on(t.tenantId, t.memberId, t.cause, t.ordinal),
    // The ledger of growth is looked through by ladder and date over all members.
    index('ledger_entries_growth').on(t.tenantId, t.unit, t.businessDay).where(sql`unit <> 'points'`),
    // What campaigns gave is summed up by campaign.
    index('ledger_entries_campaign').on(t.tenantId, t.ruleId, t.businessDay).where(sql`starts_with(rule_id, 'campaign:')`),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)

/** Each change of tier, by business date. A late fact supersedes rows; it never deletes one. */
export const tierHistory = pgTable(
  'tier_history',
  {
    tenantId: tenantId(),
    id: id(),
    memberId: uuid('member_id').notNull(),
    ladderId: text('ladder_id').notNull(),
    /** Order of the changes of one member and ladder, from 0. */
    ordinal: integer('ordinal').notNull(),
    businessDay: date('business_day', { mode: 'string' }).notNull(),
    /** First date whose 00:00 sees this tier: the day itself for a day step, the next one for an event. */
    countsFrom: date('counts_from', { mode: 'string' }).notNull(),
    fromTier: text('from_tier'),
    toTier: text('to_tier'),
    cause: text('cause').notNull(),
    versionId: uuid('version_id'),
    /** The measure that decided, and the threshold it met or missed. */
    measured: whole('measured').notNull(),
    threshold: whole('threshold').notNull(),
    /** What moved the member; nothing on rows from before it was kept. */
    reason: text('reason', { enum: ['reached', 'fell', 'ended', 'by_hand', 'released', 'version'] }),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    supersededAt: instant('superseded_at'),
    supersededBy: text('superseded_by'),
    isCurrent: boolean('is_current').notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('tier_history_member').on(t.tenantId, t.memberId, t.ladderId, t.ordinal),
    index('tier_history_counts').on(t.tenantId, t.ladderId, t.countsFrom).where(sql`is_current`),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)

/** What other systems will be told, written with what it tells of. */
export const outbox = pgTable(
  'outbox',
  {
    tenantId: tenantId(),
    id: id(),
    memberId: uuid('member_id').notNull(),
    topic: text('topic').notNull(),
    cause: text('cause').notNull(),
    payload: jsonb('payload').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // A member is told once that something is about to end, however often the days are gone through.
    uniqueIndex('outbox_reminder').on(t.tenantId, t.memberId, t.topic, t.cause).where(sql`topic in ('points.expiring', 'tier.ending')`),
  ],
)

/** What a rule with a budget has given to all members together: the row is the lock under which it gives. */
export const ruleBudgets = pgTable(
  'rule_budgets',
  {
    tenantId: tenantId().references(() => tenants.id),
    ruleId: text('rule_id').notNull(),
    taken: whole('taken').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.ruleId] })],
)

/** How much of a rule's budget one cause (an event's id, or `day:<date>`) was let have. A fold asks for, or returns, the difference. */
export const admissions = pgTable(
  'admissions',
  {
    tenantId: tenantId(),
    memberId: uuid('member_id').notNull(),
    cause: text('cause').notNull(),
    ruleId: text('rule_id').notNull(),
    amount: whole('amount').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.memberId, t.cause, t.ruleId] }),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)

/** Something that was asked for or sent and refused, and why, so that it can be explained later. Append-only for the application. */
export const refusals = pgTable(
  'refusals',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    memberId: uuid('member_id'),
    source: text('source').notNull(),
    eventKey: text('event_key').notNull(),
    type: text('type').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    storeId: uuid('store_id'),
    code: text('code').notNull(),
    field: text('field'),
    details: jsonb('details').$type<Record<string, string | number>>().notNull(),
    /** The version in force, whose rules refused it. */
    versionId: uuid('version_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('refusals_member').on(t.tenantId, t.memberId, t.recordedAt),
    index('refusals_at').on(t.tenantId, t.recordedAt),
    // A sender that tries again is refused again: one row says it.
    uniqueIndex('refusals_once').on(t.tenantId, t.source, t.eventKey, t.code),
  ],
)
