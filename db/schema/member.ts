import { sql } from 'drizzle-orm'
import { date, foreignKey, index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { StoredState } from '../../server/engine/state'
import { id, instant, tenantId, whole } from './columns'
import { tenants } from './identity'
import { stores } from './store'

/**
 * A merchant's customer and, in the same row, the materialised result of the fold: the row is the lock under which
 * everything about the member is written.
 */
export const members = pgTable(
  'members',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    /** The merchant's own number for this member. */
    code: text('code').notNull(),
    /** AES-256-GCM with the key id in the value; never in clear. */
    nameSealed: text('name_sealed'),
    phoneSealed: text('phone_sealed'),
    country: text('country'),
    homeStoreId: uuid('home_store_id'),
    /** Home store and every store the member bought at: what a store manager's policy reads. */
    storeIds: uuid('store_ids').array().notNull().default(sql`'{}'`),
    joinedAt: instant('joined_at').notNull(),
    joinedOn: date('joined_on', { mode: 'string' }).notNull(),
    status: text('status', { enum: ['active', 'closed'] })
      .notNull()
      .default('active'),
    tierId: text('tier_id'),
    tierSince: date('tier_since', { mode: 'string' }),
    tierUntil: date('tier_until', { mode: 'string' }),
    points: whole('points').notNull().default(0),
    /** Points that were earned and cannot be spent yet. */
    pending: whole('pending').notNull().default(0),
    /** What the member owes, as a number at or below zero. */
    debt: whole('debt').notNull().default(0),
    growth: whole('growth').notNull().default(0),
    netSpend: whole('net_spend').notNull().default(0),
    orderCount: integer('order_count').notNull().default(0),
    lastOrderOn: date('last_order_on', { mode: 'string' }),
    /** Month and date of birth as one number, 315 for 15 March, by which birthdays are found. */
    birthday: smallint('birthday'),
    /** First local date on which time alone changes something; nothing when never. */
    nextDueOn: date('next_due_on', { mode: 'string' }),
    state: jsonb('state').$type<StoredState>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('members_code').on(t.tenantId, t.code),
    index('members_due').on(t.tenantId, t.nextDueOn).where(sql`next_due_on is not null`),
    index('members_tier').on(t.tenantId, t.tierId),
    index('members_birthday').on(t.tenantId, t.birthday).where(sql`birthday is not null`),
    index('members_last_order').on(t.tenantId, t.lastOrderOn).where(sql`last_order_on is not null`),
    foreignKey({ columns: [t.tenantId, t.homeStoreId], foreignColumns: [stores.tenantId, stores.id] }),
  ],
)

/** Keyed hashes by which a member is found without the clear text being stored. docs/privacy.md says what they leak. */
export const memberSearch = pgTable(
  'member_search',
  {
    tenantId: tenantId(),
    token: text('token').notNull(),
    memberId: uuid('member_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.token, t.memberId] }),
    index('member_search_member').on(t.tenantId, t.memberId),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }).onDelete('cascade'),
  ],
)
