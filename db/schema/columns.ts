import { bigint, timestamp, uuid } from 'drizzle-orm/pg-core'

/** First column of every tenant table and of each of its keys. */
export const tenantId = () => uuid('tenant_id').notNull()

/** UUIDv7 made by the application, never by the database. */
export const id = () => uuid('id').notNull()

/** An instant, read and written as ISO-8601 text. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })

/** A whole number that fits in a JavaScript safe integer (minor units of money, points). */
export const whole = (name: string) => bigint(name, { mode: 'number' })
