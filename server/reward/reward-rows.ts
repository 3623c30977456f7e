import { and, eq, ne, sql } from 'drizzle-orm'
import { couponTemplates, customFields, redemptions, rewards } from '@/db/schema'
import { leafProblem, leavesOf } from '@/server/engine/condition/condition'
import { catalogueOf } from '@/server/engine/condition/facts'
import { asksOfMembers } from '@/server/engine/condition/select'
import type { RewardSpec } from '@/server/engine/reward/reward'
import type { TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import { refuseStaleEdit } from '@/server/program/refuse-stale-edit'
import { offeredTiers } from './offered-tiers'

export type RewardRow = typeof rewards.$inferSelect

/** Locks a reward that is about to be written. Refuses one that is not there, and one that somebody else wrote first. */
export async function lockReward(tx: TenantTx, rewardId: string, revision: number): Promise<RewardRow> {
  const [row] = await tx.orm
    .select()
    .from(rewards)
    .where(and(eq(rewards.tenantId, tx.scope.tenantId), eq(rewards.id, rewardId)))
    .for('update')
  if (!row) throw new Refusal('not_found', 'reward.not_found')
  if (row.revision !== revision) await refuseStaleEdit(tx, rewardId)
  return row
}

/** How many of a reward were given and not cancelled. Exact under the reward's lock: whoever redeems holds it too. */
export async function givenOf(tx: TenantTx, rewardId: string): Promise<number> {
  const [row] = await tx.orm
    .select({ given: sql<number>`coalesce(sum(${redemptions.quantity}), 0)::int` })
    .from(redemptions)
    .where(and(eq(redemptions.tenantId, tx.scope.tenantId), eq(redemptions.rewardId, rewardId), ne(redemptions.state, 'cancelled')))
  return row?.given ?? 0
}

/** Refuses what a reward names and the merchant does not have: tiers, the merchant's own fields, a coupon template. */
export async function refuseUnknown(tx: TenantTx, spec: RewardSpec): Promise<void> {
  const { tenantId } = tx.scope
  const named = [...(spec.tiers ?? []), ...(spec.byTier ?? []).map(({ tier }) => tier)]
  if (named.length > 0) {
    const known = new Set((await offeredTiers(tx)).map((tier) => tier.id))
    if (named.some((tier) => !known.has(tier))) throw new Refusal('invalid', 'reward.tier_unknown', { field: 'spec.tiers' })
  }
  if (spec.byTier && new Set(spec.byTier.map(({ tier }) => tier)).size < spec.byTier.length)
    throw new Refusal('invalid', 'reward.tier_twice', { field: 'spec.byTier' })
  if (spec.when) {
    if (!asksOfMembers(spec.when)) throw new Refusal('invalid', 'condition.not_of_members', { field: 'spec.when' })
    const catalogue = catalogueOf(await tx.orm.select().from(customFields).where(eq(customFields.tenantId, tenantId)))
    for (const leaf of leavesOf(spec.when)) {
      const problem = leafProblem(leaf, catalogue.get(leaf.fact))
      if (problem) throw new Refusal('invalid', problem, { field: 'spec.when' })
    }
  }
  if (spec.gives.kind === 'coupon' && !(await templateOf(tx, spec.gives.template)))
    throw new Refusal('not_found', 'reward.template_unknown', { field: 'spec.gives.template' })
}

/** The coupon template that a reward gives. */
export async function templateOf(tx: TenantTx, templateId: string) {
  const [template] = await tx.orm
    .select({ name: couponTemplates.name, state: couponTemplates.state })
    .from(couponTemplates)
    .where(and(eq(couponTemplates.tenantId, tx.scope.tenantId), eq(couponTemplates.id, templateId)))
  return template
}

/** What the audit log says of a reward: all but the picture. */
export const told = ({ name, intro, picture, stock, spec }: Pick<RewardRow, 'name' | 'intro' | 'picture' | 'stock' | 'spec'>) => ({
  name,
  intro,
  picture: picture !== null,
  stock,
  spec,
})
