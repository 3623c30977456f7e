import * as z from 'zod'
import { lapsedLocks } from '@/server/checkout/lapsed-locks'
import { lapseLock } from '@/server/checkout/release-lock'
import { now } from '@/server/platform/clock'
import { jobsPool } from '@/server/platform/database'
import { log, traceOf } from '@/server/platform/log'
import { asTenantId, systemScope } from '@/server/platform/scope'

const Payload = z.object({ tenantId: z.uuid() })

/** Looks, each minute, for merchants with locked quotes whose time is up, and asks for one run per merchant. */
export async function lookForLapsed(): Promise<void> {
  await jobsPool()`
    select app_add_job('lapse', json_build_object('tenantId', l.tenant_id), 'lapse:' || l.tenant_id, null)
    from (select distinct tenant_id from checkout_locks where state = 'locked' and expires_at <= ${now().toISOString()}) l`
}

/**
 * Lets the locked quotes of one merchant go whose time is up, each by itself. Repeating it does nothing, and one that
 * cannot be let go holds up no other.
 */
export async function lapse(payload: unknown): Promise<void> {
  const scope = systemScope(asTenantId(Payload.parse(payload).tenantId), 'lapse')
  let failure: unknown = null
  for (let last: string | null = null; ; ) {
    const due: string[] = await lapsedLocks(scope, last)
    for (const lockId of due) {
      await lapseLock(scope, lockId).catch((error: unknown) => {
        log.error({ lockId, error: traceOf(error) }, 'a locked quote could not be let go')
        failure = error
      })
    }
    last = due[due.length - 1] ?? null
    if (last === null) break
  }
  if (failure !== null) throw failure
}
