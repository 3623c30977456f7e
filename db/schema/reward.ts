import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { RewardSpec } from '../../server/engine/reward/reward'
import { id, instant, tenantId, whole } from './columns'
import { tenants } from './identity'
import { members } from './member'

/** Something that members get for points. */
export const rewards = pgTable(
  'rewards',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    name: text('name').notNull(),
    intro: text('intro').notNull(),
    /** A small picture as a data address, or nothing. */
    picture: text('picture'),
    state: text('state', { enum: ['draft', 'active', 'paused', 'ended'] }).notNull(),
    spec: jsonb('spec').$type<RewardSpec>().notNull(),
    stock: integer('stock'),
    left: integer('left_over'),
    position: integer('position').notNull(),
    revision: integer('revision').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), check('rewards_left', sql`left_over >= 0 and left_over <= stock`)],
)

/** One exchange of points for a reward, and how far it has come. */
export const redemptions = pgTable(
  'redemptions',
  {
    tenantId: tenantId(),
    id: id(),
    /** What people call it by: `R` and ten digits, unique with the merchant. */
    number: text('number').notNull(),
    memberId: uuid('member_id').notNull(),
    rewardId: uuid('reward_id').notNull(),
    /** As it was called and what it was then. */
    rewardName: text('reward_name').notNull(),
    gives: text('gives', { enum: ['coupon', 'goods', 'service', 'lottery_ticket'] }).notNull(),
    quantity: integer('quantity').notNull(),
    points: whole('points').notNull(),
    /** The entry of the log that took the points. */
    spendId: uuid('spend_id').notNull(),
    state: text('state', { enum: ['to_send', 'sent', 'to_collect', 'done', 'cancelled'] }).notNull(),
    couponIds: uuid('coupon_ids').array().notNull().default(sql`'{}'`),
    /** Tickets that have not been drawn with yet. */
    ticketsLeft: integer('tickets_left').notNull().default(0),
    /** To whom and where it goes, as personal data: never in clear. */
    addressSealed: text('address_sealed'),
    /** Who carries it and under which number. */
    carrier: text('carrier'),
    parcel: text('parcel'),
    /** How it came in: `api`, `counter`, `console`. */
    through: text('through', { enum: ['api', 'counter', 'console'] }).notNull(),
    requestKey: text('request_key').notNull(),
    requestHash: text('request_hash').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdOn: date('created_on', { mode: 'string' }).notNull(),
    sentAt: instant('sent_at'),
    doneAt: instant('done_at'),
    doneStore: uuid('done_store'),
    cancelledAt: instant('cancelled_at'),
    cancelReason: text('cancel_reason'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('redemptions_number').on(t.tenantId, t.number),
    uniqueIndex('redemptions_request').on(t.tenantId, t.requestKey),
    index('redemptions_created').on(t.tenantId, t.createdAt),
    index('redemptions_member').on(t.tenantId, t.memberId, t.createdAt),
    index('redemptions_reward').on(t.tenantId, t.rewardId),
    foreignKey({ columns: [t.tenantId, t.rewardId], foreignColumns: [rewards.tenantId, rewards.id] }),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)
