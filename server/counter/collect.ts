import * as z from 'zod'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { collectWithin } from '../reward/collect-redemption'
import { atCounter, hiddenAs, lockServed, storeAt } from './at-counter'

export const Collection = z.strictObject({ storeId: z.uuid(), redemptionId: z.uuid() })
export type Collection = z.infer<typeof Collection>

/** Hands over what a member redeemed, whichever store the member belongs to; once, as at the member's own. */
export const collectAtCounter = (scope: TenantScope, { storeId, redemptionId }: Collection): Promise<{ id: string; number: string }> =>
  atCounter(scope, async (tx) => {
    const store = await storeAt(tx, storeId)
    const [redemption] = await tx.sql<{ member_id: string }[]>`
      select member_id from redemptions where tenant_id = ${scope.tenantId} and id = ${redemptionId}`
    if (!redemption) throw new Refusal('not_found', 'redemption.not_found')
    await lockServed(tx, redemption.member_id).catch(hiddenAs('redemption.not_found'))
    return collectWithin(tx, { redemptionId, storeId: store.id })
  })
