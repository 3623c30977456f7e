import type { Task } from 'graphile-worker'
import * as z from 'zod'
import { takeBackCoupons } from '@/server/campaign/take-back-coupons'
import { asTenantId, systemScope } from '@/server/platform/scope'

const Payload = z.object({ tenantId: z.uuid(), campaignId: z.uuid() })

/** Takes back the coupons of a campaign that was ended early, to the end. Killed, it is tried again and takes what is left. */
export const campaignCouponsTask: Task = async (payload, helpers) => {
  const { tenantId, campaignId } = Payload.parse(payload)
  const scope = systemScope(asTenantId(tenantId), `campaign:${campaignId}`)
  const over = await takeBackCoupons(scope, campaignId, () => helpers.abortSignal?.aborted === true)
  // The worker is going down: whoever takes the job next goes on. A job of its own, for this is no failed try.
  if (!over) await helpers.addJob('campaign_coupons', { tenantId, campaignId }, { jobKey: `campaign_coupons:${campaignId}` })
}
