import { pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns'

/** Which workers live. Global. A job held by a worker that has not been seen for 30 seconds is given to another. */
export const workerHeartbeats = pgTable('worker_heartbeats', {
  workerId: text('worker_id').primaryKey(),
  seenAt: instant('seen_at').notNull().defaultNow(),
})
