import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { rewards } from '@/db/schema'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { insertReward } from './create-reward'
import { told } from './reward-rows'

export const RewardCopy = z.strictObject({ rewardId: z.uuid() })
export type RewardCopy = z.infer<typeof RewardCopy>

const LONGEST = 40

/** Makes a draft that is like a reward, with its whole stock, to be changed and offered beside or after it. */
export const copyReward = (scope: TenantScope, { rewardId }: RewardCopy): Promise<{ id: string }> =>
  inTenant(scope, 'reward:write', async (tx) => {
    const [like] = await tx.orm
      .select()
      .from(rewards)
      .where(and(eq(rewards.tenantId, scope.tenantId), eq(rewards.id, rewardId)))
    if (!like) throw new Refusal('not_found', 'reward.not_found')
    const { language } = await tenantTerms(tx)
    const mark = language.startsWith('zh') ? '（副本）' : ' (copy)'
    const copy = { ...like, name: `${like.name.slice(0, LONGEST - mark.length)}${mark}` }
    const id = await insertReward(tx, copy)
    await audit(tx, { action: 'reward.copied', subject: 'reward', subjectId: id, before: { name: like.name }, after: told(copy) })
    return { id }
  })
