import * as z from 'zod'
import { tellReferrals } from '@/server/campaign/tell-referrals'
import { jobsPool } from '@/server/platform/database'
import { asTenantId, systemScope } from '@/server/platform/scope'

const Payload = z.object({ tenantId: z.uuid() })

/** Looks, each minute, for merchants with referrals of which the inviters were not told, should a job have been lost. */
export async function lookForReferrals(): Promise<void> {
  await jobsPool()`
    select app_add_job('referrals', json_build_object('tenantId', r.tenant_id), 'referrals:' || r.tenant_id, null)
    from (select distinct tenant_id from referrals where registered_told is null or (ordered_at is not null and ordered_told is null)) r`
}

/** Tells the inviters of one merchant what became of those whom they brought in. Repeating it does nothing. */
export async function referrals(payload: unknown): Promise<void> {
  await tellReferrals(systemScope(asTenantId(Payload.parse(payload).tenantId), 'referrals'))
}
