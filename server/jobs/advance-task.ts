import * as z from 'zod'
import { jobsPool } from '@/server/platform/database'
import { asTenantId, systemScope } from '@/server/platform/scope'
import { advanceTenant } from '@/server/program/advance-tenant'
import { takeEffect } from '@/server/program/take-effect'

const Payload = z.object({ tenantId: z.uuid() })

/** Lets time pass for one merchant up to its own today. Repeating it does nothing. */
export async function advance(payload: unknown): Promise<void> {
  const { tenantId } = Payload.parse(payload)
  await advanceTenant(systemScope(asTenantId(tenantId), 'nightly'))
}

/**
 * Looks, each minute, for merchants with members whose day has come, each in its own time zone, and asks for one run
 * per merchant and date. A merchant whose history is still coming in waits for the end of it, unless
 * nothing has come for a quarter of an hour.
 */
export async function lookForDue(): Promise<void> {
  await jobsPool()`
    select app_add_job('advance', json_build_object('tenantId', t.id), 'advance:' || t.id || ':' || d.today, null)
    from tenants t cross join lateral (select (statement_timestamp() at time zone t.time_zone)::date as today) d
    where exists (select 1 from members m where m.tenant_id = t.id and m.next_due_on <= d.today and m.status = 'active')
      and not exists (select 1 from imports i where i.tenant_id = t.id and i.status in ('queued', 'running')
                        and coalesce(i.checkpoint_at, i.created_at) > statement_timestamp() - interval '15 minutes')`
}

const Effect = Payload.extend({ versionId: z.uuid() })

/** Has the members of a merchant cross to a version at the minute it takes effect. */
export async function versionTakesEffect(payload: unknown): Promise<void> {
  const { tenantId, versionId } = Effect.parse(payload)
  await takeEffect(systemScope(asTenantId(tenantId), 'nightly'), { versionId })
}
