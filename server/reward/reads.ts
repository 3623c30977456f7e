import { and, eq } from 'drizzle-orm'
import { rewards } from '@/db/schema'
import { ofVisibleMembers } from '@/server/coupon/visible'
import type { Gives } from '@/server/engine/reward/redemption'
import type { RewardSpec, RewardState } from '@/server/engine/reward/reward'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { type OfferedTier, offeredTiers } from './offered-tiers'

/** What became of a reward so far: how many were given and not cancelled, and the points members spent on them; for a store manager, by the members of the own stores. */
type Figures = { given: number; spent: number }

/** A reward in the list. `picture` is a mark that changes with the picture, under which it can be fetched. */
export type RewardLine = Figures & {
  id: string
  name: string
  state: RewardState
  revision: number
  gives: Gives
  /** The template, for a coupon that is still there. */
  coupon: string | null
  points: number
  pricesByTier: number
  stock: number | null
  left: number | null
  from: string | null
  until: string | null
  picture: string | null
}

type Row = {
  id: string
  name: string
  state: RewardState
  revision: number
  spec: RewardSpec
  coupon: string | null
  stock: number | null
  left: number | null
  picture: string | null
  given: number
  spent: number
}

/** All rewards in their order, with what became of each. */
export const listRewards = (scope: TenantScope): Promise<RewardLine[]> =>
  inTenant(scope, 'reward:read', async (tx) => {
    const rows = await tx.sql<Row[]>`
      select r.id, r.name, r.state, r.revision, r.spec, t.name as coupon, r.stock, r.left_over as left, md5(r.picture) as picture,
             coalesce(f.given, 0)::int as given, coalesce(f.spent, 0)::float8 as spent
      from rewards r
      left join (
        select c.reward_id, sum(c.quantity) as given, sum(c.points) as spent from redemptions c
        where c.tenant_id = ${scope.tenantId} and c.state <> 'cancelled' ${ofVisibleMembers(tx)} group by c.reward_id
      ) f on f.reward_id = r.id
      left join coupon_templates t on t.tenant_id = ${scope.tenantId} and t.id::text = r.spec->'gives'->>'template'
      where r.tenant_id = ${scope.tenantId}
      order by r.position, r.id`
    return rows.map(({ spec, ...row }) => ({
      ...row,
      gives: spec.gives.kind,
      points: spec.points,
      pricesByTier: spec.byTier?.length ?? 0,
      from: spec.from ?? null,
      until: spec.until ?? null,
    }))
  })

/** A reward as its form holds it. */
export type RewardDetail = Figures & {
  id: string
  name: string
  intro: string
  picture: string | null
  state: RewardState
  revision: number
  spec: RewardSpec
  stock: number | null
  left: number | null
}

/** One reward with what became of it. */
export const readReward = (scope: TenantScope, rewardId: string): Promise<RewardDetail> =>
  inTenant(scope, 'reward:read', async (tx) => {
    const [row] = await tx.orm
      .select()
      .from(rewards)
      .where(and(eq(rewards.tenantId, scope.tenantId), eq(rewards.id, rewardId)))
    if (!row) throw new Refusal('not_found', 'reward.not_found')
    const [figures] = await tx.sql<Figures[]>`
      select coalesce(sum(c.quantity), 0)::int as given, coalesce(sum(c.points), 0)::float8 as spent from redemptions c
      where c.tenant_id = ${scope.tenantId} and c.reward_id = ${rewardId} and c.state <> 'cancelled' ${ofVisibleMembers(tx)}`
    const { id, name, intro, picture, state, revision, spec, stock, left } = row
    return { id, name, intro, picture, state, revision, spec, stock, left, ...(figures ?? { given: 0, spent: 0 }) }
  })

/** What a reward's form offers to choose from: tiers, and coupon templates that are not ended. */
export type RewardChoices = { tiers: OfferedTier[]; templates: { id: string; name: string; state: string }[] }

/** The tiers and coupon templates that a reward may name. */
export const readChoices = (scope: TenantScope): Promise<RewardChoices> =>
  inTenant(scope, 'reward:read', async (tx) => ({ tiers: await offeredTiers(tx), templates: await templatesOf(tx) }))

const templatesOf = (tx: TenantTx): Promise<RewardChoices['templates']> =>
  tx.sql<RewardChoices['templates']>`
    select id, name, state from coupon_templates where tenant_id = ${tx.scope.tenantId} and state <> 'ended' order by created_at desc limit 500`.then(
    (rows) => [...rows],
  )

/** A picture as bytes, and of which kind it is. */
export type Picture = { kind: string; bytes: Buffer }

/** The picture of a reward. */
export const readPicture = (scope: TenantScope, rewardId: string): Promise<Picture> =>
  inTenant(scope, 'reward:read', async (tx) => {
    const [row] = await tx.orm
      .select({ picture: rewards.picture })
      .from(rewards)
      .where(and(eq(rewards.tenantId, scope.tenantId), eq(rewards.id, rewardId)))
    const parts = /^data:(image\/(?:png|jpeg|webp));base64,(.+)$/.exec(row?.picture ?? '')
    if (!parts?.[1] || !parts[2]) throw new Refusal('not_found', 'reward.not_found')
    return { kind: parts[1], bytes: Buffer.from(parts[2], 'base64') }
  })
