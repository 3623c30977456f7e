import { sql } from 'drizzle-orm'
import { bigint, check, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Condition } from '../../server/engine/condition/condition'
import type { CouponOffer, CouponTerms } from '../../server/engine/coupon/template'
import { id, instant, tenantId, whole } from './columns'
import { tenants } from './identity'
import { members } from './member'

const templateState = ['draft', 'active', 'paused', 'ended'] as const
const couponState = ['held', 'locked', 'used', 'withdrawn'] as const
const couponOrigin = ['hand', 'batch', 'rule', 'entry', 'benefit', 'claim', 'code', 'reward', 'campaign'] as const

/** What coupons are made from. Its terms stand still from the first time it is put to work. */
export const couponTemplates = pgTable(
  'coupon_templates',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    name: text('name').notNull(),
    note: text('note').notNull(),
    color: text('color').notNull(),
    state: text('state', { enum: templateState }).notNull(),
    terms: jsonb('terms').$type<CouponTerms>().notNull(),
    offer: jsonb('offer').$type<CouponOffer>().notNull(),
    /** How many there are in all, and how many are left to give; nothing when there is no end. */
    stock: integer('stock'),
    left: integer('left_over'),
    /** Rises with each write, so that two editors cannot overwrite each other. */
    revision: integer('revision').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('coupon_templates_created').on(t.tenantId, t.createdAt),
    check('coupon_templates_left', sql`left_over >= 0 and left_over <= stock`),
  ],
)

/** How many of a template were given on one date, where it has a limit a day. */
export const couponDays = pgTable(
  'coupon_days',
  {
    tenantId: tenantId(),
    templateId: uuid('template_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    issued: integer('issued').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.templateId, t.day] }),
    foreignKey({ columns: [t.tenantId, t.templateId], foreignColumns: [couponTemplates.tenantId, couponTemplates.id] }),
  ],
)

/** What a coupon was bought with in the points mall: its own price, and its place among those bought at once, from 0. */
export type Bought = { spend: string; points: number; redemption: string; place?: number }

/** One member's coupon as it stands. How it came there stands in `coupon_moves`. */
export const coupons = pgTable(
  'coupons',
  {
    tenantId: tenantId(),
    id: id(),
    templateId: uuid('template_id').notNull(),
    memberId: uuid('member_id').notNull(),
    /** What staff type or scan: twelve digits, unique with the merchant. */
    number: text('number').notNull(),
    state: text('state', { enum: couponState }).notNull(),
    origin: text('origin', { enum: couponOrigin }).notNull(),
    /** For what it was given; one cause gives once. */
    issueKey: text('issue_key').notNull(),
    /** The campaign it was given by. */
    campaignId: uuid('campaign_id'),
    validFrom: date('valid_from', { mode: 'string' }).notNull(),
    validUntil: date('valid_until', { mode: 'string' }).notNull(),
    issuedAt: instant('issued_at').notNull().defaultNow(),
    issuedOn: date('issued_on', { mode: 'string' }).notNull(),
    bought: jsonb('bought').$type<Bought>(),
    /** The checkout that holds or used it. */
    lockId: uuid('lock_id'),
    usedAt: instant('used_at'),
    usedOn: date('used_on', { mode: 'string' }),
    /** The store it was used at. Not a column that row-level security reads: a second try is told where the first was. */
    usedStore: uuid('used_store'),
    /** Which order used it, as `channel\nnumber`; nothing when it was checked off at the counter. */
    usedOrder: text('used_order'),
    /** What it took off, and what was paid for the goods of that order, in minor units. */
    off: whole('off'),
    paid: whole('paid'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('coupons_number').on(t.tenantId, t.number),
    uniqueIndex('coupons_issue').on(t.tenantId, t.memberId, t.issueKey),
    index('coupons_member').on(t.tenantId, t.memberId, t.issuedAt),
    index('coupons_template').on(t.tenantId, t.templateId, t.state),
    index('coupons_campaign').on(t.tenantId, t.campaignId).where(sql`campaign_id is not null`),
    index('coupons_lock').on(t.tenantId, t.lockId).where(sql`lock_id is not null`),
    index('coupons_order').on(t.tenantId, t.usedOrder).where(sql`used_order is not null`),
    foreignKey({ columns: [t.tenantId, t.templateId], foreignColumns: [couponTemplates.tenantId, couponTemplates.id] }),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)

/** Each change of a coupon's state, in order; the first comes from nothing. Append-only for the application. */
export const couponMoves = pgTable(
  'coupon_moves',
  {
    tenantId: tenantId(),
    id: id(),
    couponId: uuid('coupon_id').notNull(),
    memberId: uuid('member_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    from: text('from_state', { enum: couponState }),
    to: text('to_state', { enum: couponState }).notNull(),
    /** `issued`, `locked`, `released`, `lapsed`, `used`, `checked_off`, `undone`, `returned`, `withdrawn`. */
    why: text('why').notNull(),
    /** What brought it about: a lock, an event, a redemption, a batch. */
    cause: text('cause'),
    at: instant('at').notNull().defaultNow(),
    /** Where; as `used_store`, no column of row-level security. */
    atStore: uuid('at_store'),
    actorKind: text('actor_kind', { enum: ['operator', 'key', 'system'] }).notNull(),
    actorId: text('actor_id').notNull(),
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('coupon_moves_order').on(t.tenantId, t.couponId, t.ordinal),
    index('coupon_moves_member').on(t.tenantId, t.memberId, t.at),
    foreignKey({ columns: [t.tenantId, t.couponId], foreignColumns: [coupons.tenantId, coupons.id] }),
  ],
)

/** How an issue to many members has gone, by outcome. */
export type BatchCounts = { issued: number; skipped: Record<string, number> }

/** Coupons given to everybody who meets a condition, as a job. */
export const couponBatches = pgTable(
  'coupon_batches',
  {
    tenantId: tenantId(),
    id: id(),
    templateId: uuid('template_id').notNull(),
    /** Whom; everybody when nothing. */
    condition: jsonb('condition').$type<Condition>(),
    perMember: integer('per_member').notNull(),
    status: text('status', { enum: ['queued', 'running', 'done', 'cancelled', 'failed'] }).notNull(),
    total: integer('total').notNull(),
    done: integer('done').notNull().default(0),
    counts: jsonb('counts').$type<BatchCounts>().notNull(),
    /** The last member that was looked at. */
    reached: uuid('reached'),
    failure: text('failure'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('coupon_batches_template').on(t.tenantId, t.templateId, t.createdAt),
    foreignKey({ columns: [t.tenantId, t.templateId], foreignColumns: [couponTemplates.tenantId, couponTemplates.id] }),
  ],
)

/** A batch of unique codes, each of which brings one coupon. */
export const codeBatches = pgTable(
  'code_batches',
  {
    tenantId: tenantId(),
    id: id(),
    templateId: uuid('template_id').notNull(),
    name: text('name').notNull(),
    count: integer('count').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('code_batches_template').on(t.tenantId, t.templateId, t.createdAt),
    foreignKey({ columns: [t.tenantId, t.templateId], foreignColumns: [couponTemplates.tenantId, couponTemplates.id] }),
  ],
)

/** One code. Written as typed: capital letters and digits that cannot be mistaken for one another. */
export const couponCodes = pgTable(
  'coupon_codes',
  {
    tenantId: tenantId(),
    code: text('code').notNull(),
    batchId: uuid('batch_id').notNull(),
    place: bigint('place', { mode: 'number' }).notNull(),
    couponId: uuid('coupon_id'),
    takenAt: instant('taken_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.code] }),
    uniqueIndex('coupon_codes_place').on(t.tenantId, t.batchId, t.place),
    foreignKey({ columns: [t.tenantId, t.batchId], foreignColumns: [codeBatches.tenantId, codeBatches.id] }),
  ],
)
