import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { members, redemptions } from '@/db/schema'
import { SendAddress } from '@/server/engine/reward/redemption'
import { memberRow, unseal } from '@/server/member/seal'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'

export const AddressAsked = z.strictObject({ redemptionId: z.uuid() })

/** Shows to whom and where goods go, and writes down who asked. Refuses where nothing is sent. */
export const revealAddress = (scope: TenantScope, { redemptionId }: z.infer<typeof AddressAsked>): Promise<SendAddress> =>
  inTenant(scope, 'member:reveal', async (tx) => {
    const { tenantId } = scope
    const [row] = await tx.orm
      .select({ id: redemptions.id, sealed: redemptions.addressSealed, name: redemptions.rewardName, number: redemptions.number })
      .from(redemptions)
      .innerJoin(members, and(eq(members.tenantId, tenantId), eq(members.id, redemptions.memberId)))
      .where(and(eq(redemptions.tenantId, tenantId), eq(redemptions.id, redemptionId)))
    if (!row) throw new Refusal('not_found', 'redemption.not_found')
    if (row.sealed === null) throw new Refusal('conflict', 'redemption.no_address')
    await audit(tx, {
      action: 'redemption.revealed',
      subject: 'redemption',
      subjectId: row.id,
      after: { name: row.name, number: row.number },
    })
    return SendAddress.parse(JSON.parse(unseal('redemption.address', memberRow(tenantId, row.id), row.sealed)))
  })
