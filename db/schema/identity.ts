import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant, tenantId } from './columns'

/** One merchant account. A global table: it is what the others are scoped by. */
export const tenants = pgTable('tenants', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  industry: text('industry').notNull(),
  timeZone: text('time_zone').notNull(),
  currency: text('currency').notNull(),
  language: text('language').notNull(),
  pointsName: text('points_name').notNull(),
  brandColor: text('brand_color').notNull(),
  /** A small picture as a data address, or nothing. */
  logo: text('logo'),
  /** Whether an event of an unknown member enrols that member. */
  enrolsUnknown: boolean('enrols_unknown').notNull().default(false),
  /** The last local date whose day step has run for every member that was due. */
  advancedTo: date('advanced_to', { mode: 'string' }),
  /** Whether a second person has to approve a campaign before it is put to work. */
  approvesCampaigns: boolean('approves_campaigns').notNull().default(false),
  /** How often a campaign has begun, paused, gone on or ended: what a process knows of them is good up to this count. */
  campaignChanges: integer('campaign_changes').notNull().default(0),
  createdAt: instant('created_at').notNull().defaultNow(),
})

/** A person who signs in. Global: one person may work for several merchants. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    locale: text('locale').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('users_email_key').on(sql`lower(${t.email})`)],
)

/** Which person works for which merchant, as what. Global, because it is read before a tenant is known. */
export const memberships = pgTable(
  'memberships',
  {
    tenantId: tenantId().references(() => tenants.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role', { enum: ['owner', 'operator', 'store_manager'] }).notNull(),
    /** The stores a store manager may see; empty for the other roles. */
    storeIds: uuid('store_ids').array().notNull().default(sql`'{}'`),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId] }), index('memberships_user').on(t.userId)],
)

/** One signed-in browser. The cookie names it; deleting it ends the session at once. */
export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the session id in the cookie, in hex. */
    idHash: text('id_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    agent: text('agent'),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

/** A one-time link by which an owner adds a colleague. */
export const invitations = pgTable(
  'invitations',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    tokenHash: text('token_hash').notNull(),
    email: text('email').notNull(),
    role: text('role', { enum: ['owner', 'operator', 'store_manager'] }).notNull(),
    storeIds: uuid('store_ids').array().notNull().default(sql`'{}'`),
    invitedBy: uuid('invited_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex('invitations_token').on(t.tenantId, t.tokenHash)],
)

/** A key by which the merchant's own systems send events. The key itself is never stored. */
export const apiKeys = pgTable(
  'api_keys',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    name: text('name').notNull(),
    keyHash: text('key_hash').notNull(),
    prefix: text('prefix').notNull(),
    lastFour: text('last_four').notNull(),
    scopes: text('scopes').array().notNull(),
    createdBy: uuid('created_by'),
    createdAt: instant('created_at').notNull().defaultNow(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex('api_keys_hash').on(t.tenantId, t.keyHash)],
)

/** Who changed what. Append-only for the application. Holds no personal value of a member. */
export const auditLog = pgTable(
  'audit_log',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    at: instant('at').notNull().defaultNow(),
    actorKind: text('actor_kind', { enum: ['operator', 'key', 'system'] }).notNull(),
    actorId: text('actor_id').notNull(),
    /** `<word>.<verb>`, such as `tier.created`. */
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    subjectId: text('subject_id').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
    ip: text('ip'),
    requestId: text('request_id'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('audit_log_at').on(t.tenantId, t.at)],
)
