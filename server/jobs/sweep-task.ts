import { sweepSessions } from '@/server/platform/auth/sessions'
import { jobsPool } from '@/server/platform/database'
import { sweepRateLimits } from '@/server/platform/rate-limit'

/**
 * Forgets stored answers that nobody will ask for again, and sessions and counters whose time is over. An event is safe
 * under its own key for good.
 */
export async function sweep(): Promise<void> {
  await jobsPool()`delete from idempotency_keys where created_at < statement_timestamp() - interval '30 days'`
  await sweepSessions()
  await sweepRateLimits()
}
