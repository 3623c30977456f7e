import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core'

/** How often something was tried. Global: it is written before anybody is known. Columns as rate-limiter-flexible has them. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    /** `<limit>:<hash of what is limited>`, so that no e-mail address stands here. */
    key: text('key').primaryKey(),
    points: integer('points').notNull().default(0),
    /** When the row may go, in milliseconds since 1970. */
    expire: bigint('expire', { mode: 'number' }),
  },
  (t) => [index('rate_limits_expire').on(t.expire)],
)
