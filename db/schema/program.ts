import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { GrowthRuleSpec } from '../../server/engine/growth/growth-rule'
import type { LadderSpec, TierMore } from '../../server/engine/ladder/ladder'
import type { EarningRuleSpec } from '../../server/engine/points/earning-rule'
import type { PointsPolicy } from '../../server/engine/points/policy'
import type { ProgramDocument } from '../../server/engine/program/document'
import { id, instant, tenantId, whole } from './columns'
import { tenants } from './identity'

/** The draft of a ladder. Its tiers stand in `tiers`. */
export const ladders = pgTable(
  'ladders',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    name: text('name').notNull(),
    isPrimary: boolean('is_primary').notNull(),
    position: integer('position').notNull(),
    spec: jsonb('spec').$type<LadderSpec>().notNull(),
    /** Rises with each write, so that two editors cannot overwrite each other. */
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
)

/** The draft of one rung of a ladder. */
export const tiers = pgTable(
  'tiers',
  {
    tenantId: tenantId(),
    id: id(),
    ladderId: uuid('ladder_id').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    color: text('color').notNull(),
    icon: text('icon').notNull(),
    /** Inclusive minimum of the ladder's measure: minor units for money, whole numbers otherwise; nothing for a tier given by hand only. */
    threshold: whole('threshold'),
    /** Points bonus in basis points: 2,000 is +20 %. */
    bonusBps: integer('bonus_bps').notNull(),
    /** Its place in the ladder, from 0, the lowest. */
    position: integer('position').notNull().default(0),
    /** What only some tiers have: what keeps them, what they give on entering, and the like. */
    more: jsonb('more').$type<TierMore>().notNull().default({}),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('tiers_code').on(t.tenantId, t.ladderId, t.code),
    foreignKey({ columns: [t.tenantId, t.ladderId], foreignColumns: [ladders.tenantId, ladders.id] }).onDelete('cascade'),
  ],
)

/** The draft of one way a member gains growth. */
export const growthRules = pgTable(
  'growth_rules',
  {
    tenantId: tenantId(),
    id: id(),
    ladderId: uuid('ladder_id').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    enabled: boolean('enabled').notNull(),
    spec: jsonb('spec').$type<GrowthRuleSpec>().notNull(),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.ladderId], foreignColumns: [ladders.tenantId, ladders.id] }).onDelete('cascade'),
  ],
)

/** The draft of one way a member earns points. */
export const earningRules = pgTable(
  'earning_rules',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    enabled: boolean('enabled').notNull(),
    spec: jsonb('spec').$type<EarningRuleSpec>().notNull(),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
)

/** The draft of how long points live and what a refund may take back: one row a tenant. */
export const pointsPolicies = pgTable(
  'points_policies',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    spec: jsonb('spec').$type<PointsPolicy>().notNull(),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex('points_policies_tenant').on(t.tenantId)],
)

/** The draft of a field of the merchant's own, of members or of order lines. */
export const customFields = pgTable(
  'custom_fields',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    key: text('key').notNull(),
    subject: text('subject', { enum: ['member', 'line'] }).notNull(),
    label: text('label').notNull(),
    type: text('type', { enum: ['text', 'number', 'date', 'choice', 'yes_no'] }).notNull(),
    choices: text('choices').array().notNull().default(sql`'{}'`),
    position: integer('position').notNull(),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex('custom_fields_key').on(t.tenantId, t.subject, t.key)],
)

/** The draft of something of the merchant's own that members do. */
export const customEvents = pgTable(
  'custom_events',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex('custom_events_key').on(t.tenantId, t.key)],
)

/** A frozen program. The evaluator reads these and never a draft. Append-only for the application. */
export const programVersions = pgTable(
  'program_versions',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    number: integer('number').notNull(),
    semantics: integer('semantics').notNull(),
    effectiveFrom: instant('effective_from').notNull(),
    publishedAt: instant('published_at').notNull().defaultNow(),
    publishedBy: text('published_by').notNull(),
    note: text('note').notNull(),
    document: jsonb('document').$type<ProgramDocument>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('program_versions_number').on(t.tenantId, t.number),
    index('program_versions_from').on(t.tenantId, t.effectiveFrom),
  ],
)
