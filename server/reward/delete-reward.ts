import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { rewards } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockReward, told } from './reward-rows'

export const RewardRemoval = z.strictObject({ rewardId: z.uuid(), revision: z.int().min(1) })
export type RewardRemoval = z.infer<typeof RewardRemoval>

/** Throws a draft away. One that was offered stays in the books and is ended instead. */
export const deleteReward = (scope: TenantScope, { rewardId, revision }: RewardRemoval): Promise<void> =>
  inTenant(scope, 'reward:write', async (tx) => {
    const before = await lockReward(tx, rewardId, revision)
    if (before.state !== 'draft') throw new Refusal('conflict', 'reward.was_offered')
    await tx.orm.delete(rewards).where(and(eq(rewards.tenantId, scope.tenantId), eq(rewards.id, rewardId)))
    await audit(tx, { action: 'reward.deleted', subject: 'reward', subjectId: rewardId, before: told(before) })
  })
