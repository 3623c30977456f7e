import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { CheckoutPolicy } from '../../server/engine/checkout/policy'
import type { HeldQuote } from '../../server/engine/quote/held'
import { id, instant, tenantId, whole } from './columns'
import { tenants } from './identity'
import { members } from './member'

/** The draft of how a price comes about: one row a tenant. */
export const checkoutPolicies = pgTable(
  'checkout_policies',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    spec: jsonb('spec').$type<CheckoutPolicy>().notNull(),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex('checkout_policies_tenant').on(t.tenantId)],
)

/** A quote that is held: its coupons and points are set aside until the order comes, it is released, or its time is up. */
export const checkoutLocks = pgTable(
  'checkout_locks',
  {
    tenantId: tenantId(),
    id: id(),
    memberId: uuid('member_id').notNull(),
    state: text('state', { enum: ['locked', 'confirmed', 'released', 'lapsed'] }).notNull(),
    channel: text('channel').notNull(),
    storeId: uuid('store_id'),
    quote: jsonb('quote').$type<HeldQuote>().notNull(),
    /** What was asked, hashed: the same key with another cart is refused. */
    requestKey: text('request_key').notNull(),
    requestHash: text('request_hash').notNull(),
    payable: whole('payable').notNull(),
    /** The entry of the log that took the points, where points were taken. */
    spendId: uuid('spend_id'),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    settledAt: instant('settled_at'),
    /** The order that confirmed it, as `channel\nnumber`. */
    orderKey: text('order_key'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('checkout_locks_request').on(t.tenantId, t.requestKey),
    index('checkout_locks_due').on(t.tenantId, t.expiresAt).where(sql`state = 'locked'`),
    index('checkout_locks_member').on(t.tenantId, t.memberId, t.createdAt),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)
