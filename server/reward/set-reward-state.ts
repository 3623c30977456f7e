import { and, eq, sql } from 'drizzle-orm'
import * as z from 'zod'
import { rewards } from '@/db/schema'
import type { RewardState } from '@/server/engine/reward/reward'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { lockReward, templateOf } from './reward-rows'

export const RewardTurn = z.strictObject({ rewardId: z.uuid(), revision: z.int().min(1), to: z.enum(['active', 'paused', 'ended']) })
export type RewardTurn = z.infer<typeof RewardTurn>

/** Where a reward may go from each state. */
const ways: Record<RewardState, readonly RewardState[]> = {
  draft: ['active'],
  active: ['paused', 'ended'],
  paused: ['active', 'ended'],
  ended: [],
}
const actions = { active: 'reward.offered', paused: 'reward.paused', ended: 'reward.stopped' } as const

/**
 * Offers a reward, pauses it, or ends it for good; what members redeemed stays theirs. Refuses to offer one whose
 * coupons are not being given out.
 */
export const setRewardState = (scope: TenantScope, { rewardId, revision, to }: RewardTurn): Promise<void> =>
  inTenant(scope, 'reward:write', async (tx) => {
    const before = await lockReward(tx, rewardId, revision)
    if (!ways[before.state].includes(to)) throw new Refusal('conflict', before.state === 'ended' ? 'reward.ended' : 'reward.no_such_step')
    const { gives } = before.spec
    if (to === 'active' && gives.kind === 'coupon' && (await templateOf(tx, gives.template))?.state !== 'active')
      throw new Refusal('conflict', 'reward.template_not_active')
    await tx.orm
      .update(rewards)
      .set({ state: to, revision: revision + 1, updatedAt: sql`now()` })
      .where(and(eq(rewards.tenantId, scope.tenantId), eq(rewards.id, rewardId)))
    await audit(tx, {
      action: actions[to],
      subject: 'reward',
      subjectId: rewardId,
      before: { name: before.name, state: before.state },
      after: { name: before.name, state: to },
    })
  })
