import { sql } from 'drizzle-orm'
import { date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { BenefitKind, BenefitSpec } from '../../server/engine/benefit/benefit'
import { id, instant, tenantId } from './columns'
import { tenants } from './identity'
import { members } from './member'

/** The draft of one benefit. A system-verified one has a row only once something of it was changed. */
export const benefits = pgTable(
  'benefits',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    kind: text('kind').$type<BenefitKind>().notNull(),
    /** Nothing for a system-verified one that bears the name of its kind. */
    name: text('name'),
    spec: jsonb('spec').$type<BenefitSpec>().notNull(),
    position: integer('position').notNull(),
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex('benefits_system').on(t.tenantId, t.kind).where(sql`kind <> 'counter'`)],
)

/** One time that a counter-verified benefit was had. An undone one stays, and frees its place. */
export const benefitUses = pgTable(
  'benefit_uses',
  {
    tenantId: tenantId(),
    id: id(),
    memberId: uuid('member_id').notNull(),
    benefitId: text('benefit_id').notNull(),
    /** First date of the period it counts in. */
    period: date('period', { mode: 'string' }).notNull(),
    /** Its place among the uses of that period, from 1. */
    place: integer('place').notNull(),
    requestKey: text('request_key').notNull(),
    usedAt: instant('used_at').notNull().defaultNow(),
    usedOn: date('used_on', { mode: 'string' }).notNull(),
    /** No column of row-level security: a second try is told where the first was. */
    atStore: uuid('at_store'),
    actorId: text('actor_id').notNull(),
    undoneAt: instant('undone_at'),
    undoneBy: text('undone_by'),
    undoneWhy: text('undone_why'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('benefit_uses_place').on(t.tenantId, t.memberId, t.benefitId, t.period, t.place).where(sql`undone_at is null`),
    uniqueIndex('benefit_uses_request').on(t.tenantId, t.requestKey),
    index('benefit_uses_benefit').on(t.tenantId, t.benefitId, t.usedAt),
    foreignKey({ columns: [t.tenantId, t.memberId], foreignColumns: [members.tenantId, members.id] }),
  ],
)
