import { customType, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { ImportCounts, ImportMapping } from '../../server/engine/import/column'
import { id, instant, tenantId } from './columns'
import { tenants } from './identity'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** One file of members or orders brought in, and how far it has come. */
export const imports = pgTable(
  'imports',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    subject: text('subject', { enum: ['members', 'orders'] }).notNull(),
    fileName: text('file_name').notNull(),
    fileSize: integer('file_size').notNull(),
    /** Which column feeds which field, and the choices made with it. */
    mapping: jsonb('mapping').$type<ImportMapping>().notNull(),
    status: text('status', { enum: ['uploaded', 'queued', 'running', 'paused', 'done', 'failed'] }).notNull(),
    rowsTotal: integer('rows_total'),
    /** Data rows settled so far; a resumed run goes on behind them. */
    rowsDone: integer('rows_done').notNull().default(0),
    /** Data rows that were settled when this run began: rate and time left are of the run, not of the pauses. */
    rowsAtStart: integer('rows_at_start').notNull().default(0),
    /** When `rowsDone` last moved. */
    checkpointAt: instant('checkpoint_at'),
    counts: jsonb('counts').$type<ImportCounts>().notNull(),
    failure: text('failure'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('imports_created').on(t.tenantId, t.createdAt)],
)

/** The file itself, sealed, in pieces. */
export const importFiles = pgTable(
  'import_files',
  {
    tenantId: tenantId(),
    importId: uuid('import_id').notNull(),
    piece: integer('piece').notNull(),
    sealed: bytea('sealed').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.importId, t.piece] }),
    foreignKey({ columns: [t.tenantId, t.importId], foreignColumns: [imports.tenantId, imports.id] }).onDelete('cascade'),
  ],
)

/** A refused row and why. */
export const importProblems = pgTable(
  'import_problems',
  {
    tenantId: tenantId(),
    importId: uuid('import_id').notNull(),
    rowNo: integer('row_no').notNull(),
    column: text('column_name'),
    code: text('code').notNull(),
    details: jsonb('details').$type<Record<string, string | number>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.importId, t.rowNo] }),
    foreignKey({ columns: [t.tenantId, t.importId], foreignColumns: [imports.tenantId, imports.id] }).onDelete('cascade'),
  ],
)

/** The stored answer of a call that carried an Idempotency-Key. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenantId: tenantId().references(() => tenants.id),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    status: integer('status').notNull(),
    answer: text('answer').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.key] })],
)
