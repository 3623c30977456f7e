import type { Task } from 'graphile-worker'
import * as z from 'zod'
import { failBatch, runBatch } from '@/server/coupon/run-batch'
import { log, traceOf } from '@/server/platform/log'
import { Refusal } from '@/server/platform/refusal'
import { asTenantId, systemScope } from '@/server/platform/scope'

const Payload = z.object({ tenantId: z.uuid(), batchId: z.uuid() })

/** After so many tries in a row that brought nothing, a person has to look. */
const TRIES = 6

/** Gives coupons to many, to the end. Killed or out of the database's reach, it is tried again and goes on where it was. */
export const couponBatchTask: Task = async (payload, helpers) => {
  const { tenantId, batchId } = Payload.parse(payload)
  const scope = systemScope(asTenantId(tenantId), `coupon_batch:${batchId}`)
  try {
    const status = await runBatch(scope, batchId, () => helpers.abortSignal?.aborted === true)
    // The worker is going down: whoever takes the job next goes on behind the last member. A job of its own, for this is no failed try.
    if (status === 'running') await helpers.addJob('coupon_batch', { tenantId, batchId }, { jobKey: `coupon_batch:${batchId}` })
  } catch (error) {
    if (helpers.job.attempts < TRIES && !(error instanceof Refusal)) throw error
    log.error({ batchId, error: traceOf(error) }, 'issue to many failed')
    await failBatch(scope, batchId, error instanceof Refusal ? error.code : 'coupon.batch_unexpected')
  }
}
