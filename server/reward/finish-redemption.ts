import { and, eq } from 'drizzle-orm'
import { redemptions } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockRedemption } from './redemption-rows'

/** Goods that were sent have arrived: nothing more is to be done, and nothing can be cancelled any more. */
export const finishRedemption = (scope: TenantScope, { redemptionId }: { redemptionId: string }): Promise<void> =>
  inTenant(scope, 'redemption:fulfil', async (tx) => {
    const row = await lockRedemption(tx, { redemptionId })
    if (row.state !== 'sent') throw new Refusal('conflict', 'redemption.not_on_its_way')
    await tx.orm
      .update(redemptions)
      .set({ state: 'done', doneAt: now().toISOString() })
      .where(and(eq(redemptions.tenantId, scope.tenantId), eq(redemptions.id, row.id)))
    await audit(tx, {
      action: 'redemption.finished',
      subject: 'redemption',
      subjectId: row.id,
      before: { state: row.state },
      after: { name: row.rewardName, number: row.number },
    })
  })
