import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { rewards } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'

export const RewardOrder = z.strictObject({ rewardIds: z.array(z.uuid()).min(1).max(500) })
export type RewardOrder = z.infer<typeof RewardOrder>

/** Puts rewards into the order in which members see them. Those that are not named keep theirs, behind. */
export const reorderRewards = (scope: TenantScope, { rewardIds }: RewardOrder): Promise<void> =>
  inTenant(scope, 'reward:write', async (tx) => {
    const { tenantId } = scope
    const held = await tx.orm
      .select({ id: rewards.id, name: rewards.name })
      .from(rewards)
      .where(eq(rewards.tenantId, tenantId))
      .orderBy(rewards.position, rewards.id)
      .for('update')
    const names = new Map(held.map((row) => [row.id, row.name]))
    if (rewardIds.some((id) => !names.has(id))) throw new Refusal('not_found', 'reward.not_found')
    const named = new Set(rewardIds)
    const order = [...named, ...held.map((row) => row.id).filter((id) => !named.has(id))]
    await tx.sql`
      update rewards r set position = n.place - 1
      from unnest(${order}::uuid[]) with ordinality as n (id, place) where r.tenant_id = ${tenantId} and r.id = n.id`
    await audit(tx, {
      action: 'reward.reordered',
      subject: 'reward',
      subjectId: tenantId,
      before: { order: held.map((row) => row.name) },
      after: { order: order.map((id) => names.get(id)) },
    })
  })
