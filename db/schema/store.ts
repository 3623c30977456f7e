import { type AnyPgColumn, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant, tenantId } from './columns'
import { tenants } from './identity'

/** Stores form a tree: a brand holds areas, an area holds stores; a store may also stand alone. */
export const stores = pgTable(
  'stores',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: id(),
    parentId: uuid('parent_id'),
    kind: text('kind', { enum: ['brand', 'area', 'store'] }).notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    closedAt: instant('closed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('stores_code').on(t.tenantId, t.code),
    index('stores_parent').on(t.tenantId, t.parentId),
    foreignKey({ columns: [t.tenantId, t.parentId], foreignColumns: [t.tenantId, t.id] as [AnyPgColumn, AnyPgColumn] }),
  ],
)
