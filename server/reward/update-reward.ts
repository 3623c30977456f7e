import { isDeepStrictEqual } from 'node:util'
import { and, eq, sql } from 'drizzle-orm'
import * as z from 'zod'
import { rewards } from '@/db/schema'
import { RewardDraft } from '@/server/engine/reward/reward'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { givenOf, lockReward, refuseUnknown, told } from './reward-rows'

export const RewardChange = RewardDraft.extend({ rewardId: z.uuid(), revision: z.int().min(1) })
export type RewardChange = z.infer<typeof RewardChange>

/**
 * Changes a reward. What it gives stands still once it was offered; an ended one is not changed any more. Refuses a
 * stock below what was given.
 */
export const updateReward = (scope: TenantScope, { rewardId, revision, ...draft }: RewardChange): Promise<void> =>
  inTenant(scope, 'reward:write', async (tx) => {
    const before = await lockReward(tx, rewardId, revision)
    if (before.state === 'ended') throw new Refusal('conflict', 'reward.ended')
    if (before.state !== 'draft' && !isDeepStrictEqual(before.spec.gives, draft.spec.gives))
      throw new Refusal('conflict', 'reward.gives_fixed', { field: 'spec.gives' })
    await refuseUnknown(tx, draft.spec)
    const given = await givenOf(tx, rewardId)
    if (draft.stock !== null && draft.stock < given)
      throw new Refusal('invalid', 'reward.stock_below_given', { field: 'stock', details: { given } })
    await tx.orm
      .update(rewards)
      .set({
        ...draft,
        left: draft.stock === null ? null : draft.stock - given,
        revision: revision + 1,
        updatedAt: sql`now()`,
      })
      .where(and(eq(rewards.tenantId, scope.tenantId), eq(rewards.id, rewardId)))
    await audit(tx, { action: 'reward.updated', subject: 'reward', subjectId: rewardId, before: told(before), after: told(draft) })
  })
