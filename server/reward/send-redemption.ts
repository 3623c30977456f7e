import { and, eq } from 'drizzle-orm'
import { redemptions } from '@/db/schema'
import type { SendDraft } from '@/server/engine/reward/redemption'
import { audit } from '@/server/platform/audit'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockRedemption } from './redemption-rows'

/** Goods are on their way; said again of a parcel under way, it puts carrier and number right. */
export const sendRedemption = (scope: TenantScope, { redemptionId, carrier, parcel }: SendDraft): Promise<void> =>
  inTenant(scope, 'redemption:fulfil', async (tx) => {
    const row = await lockRedemption(tx, { redemptionId })
    if (row.state !== 'to_send' && row.state !== 'sent') throw new Refusal('conflict', 'redemption.not_to_send')
    await tx.orm
      .update(redemptions)
      .set({ state: 'sent', carrier, parcel, sentAt: row.sentAt ?? now().toISOString() })
      .where(and(eq(redemptions.tenantId, scope.tenantId), eq(redemptions.id, row.id)))
    await audit(tx, {
      action: row.state === 'sent' ? 'redemption.parcel_corrected' : 'redemption.sent',
      subject: 'redemption',
      subjectId: row.id,
      before: { carrier: row.carrier, parcel: row.parcel },
      after: { name: row.rewardName, number: row.number, carrier, parcel },
    })
  })
