import { eq, sql } from 'drizzle-orm'
import { rewards } from '@/db/schema'
import type { RewardDraft } from '@/server/engine/reward/reward'
import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { refuseUnknown, told } from './reward-rows'

/** The most rewards that a merchant keeps, ended ones included. */
const MOST = 500

/** Begins a reward as a draft, behind the others. */
export const createReward = (scope: TenantScope, draft: RewardDraft): Promise<{ id: string }> =>
  inTenant(scope, 'reward:write', async (tx) => {
    await refuseUnknown(tx, draft.spec)
    const id = await insertReward(tx, draft)
    await audit(tx, { action: 'reward.created', subject: 'reward', subjectId: id, after: told(draft) })
    return { id }
  })

/** Puts a draft into the list. Refuses when there are too many. */
export async function insertReward(tx: TenantTx, { name, intro, picture, stock, spec }: RewardDraft): Promise<string> {
  const { tenantId } = tx.scope
  const [held] = await tx.orm
    .select({ count: sql<number>`count(*)::int`, last: sql<number>`coalesce(max(${rewards.position}), -1)::int` })
    .from(rewards)
    .where(eq(rewards.tenantId, tenantId))
  if ((held?.count ?? 0) >= MOST) throw new Refusal('conflict', 'reward.too_many', { details: { most: MOST } })
  const id = newId()
  await tx.orm
    .insert(rewards)
    .values({ tenantId, id, name, intro, picture, state: 'draft', spec, stock, left: stock, position: (held?.last ?? -1) + 1 })
  return id
}
