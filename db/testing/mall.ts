import { couponTemplates } from '@/db/schema'
import type { CouponTerms } from '@/server/engine/coupon/template'
import type { RewardDraft, RewardSpec } from '@/server/engine/reward/reward'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { adjustPoints } from '@/server/points/adjust-points'
import { createReward } from '@/server/reward/create-reward'
import { redeemReward } from '@/server/reward/redeem-reward'
import { setRewardState } from '@/server/reward/set-reward-state'

/** A member with so many points. */
export async function mintMember(scope: TenantScope, points: number, wishes: { code?: string; store?: string } = {}): Promise<string> {
  const [answer] = await registerMembers(scope, [
    { code: wishes.code ?? newId(), name: '示例甲', phone: '13800001234', store: wishes.store, joinedAt: '2026-01-01T00:00:00Z' },
  ])
  if (answer?.status !== 'new') throw new Error('the member was not entered')
  if (points > 0) await adjustPoints(scope, { memberId: answer.memberId, amount: points, reason: '示例', requestKey: newId() })
  return answer.memberId
}

type RewardWishes = Partial<Omit<RewardDraft, 'spec'>> & { spec?: Partial<RewardSpec> }

/** A reward that is had at a store for 100 points, unless wished otherwise. */
export const rewardDraft = ({ spec, ...wishes }: RewardWishes = {}): RewardDraft => ({
  name: '示例马克杯',
  intro: '',
  picture: null,
  stock: null,
  ...wishes,
  spec: { gives: { kind: 'goods', by: 'collect' }, points: 100, limits: {}, ...spec },
})

/** A reward on offer. */
export async function mintReward(scope: TenantScope, wishes: RewardWishes = {}): Promise<string> {
  const { id } = await createReward(scope, rewardDraft(wishes))
  await setRewardState(scope, { rewardId: id, revision: 1, to: 'active' })
  return id
}

/** A coupon template that is given out: ¥10 off for 30 days. */
export async function mintTemplate(
  scope: TenantScope,
  wishes: { state?: 'draft' | 'active'; stock?: number; terms?: Partial<CouponTerms> } = {},
): Promise<string> {
  const id = newId()
  const terms: CouponTerms = {
    value: { kind: 'fixed', off: 10_00 },
    thresholds: [],
    scope: {},
    validity: { kind: 'relative', afterDays: 0, days: 30 },
    limits: { perOrder: 1 },
    ...wishes.terms,
  }
  await inTenant(scope, 'coupon:write', (tx) =>
    tx.orm.insert(couponTemplates).values({
      tenantId: scope.tenantId,
      id,
      name: '示例十元券',
      note: '',
      color: '#1677ff',
      state: wishes.state ?? 'active',
      terms,
      offer: { way: 'issue' },
      stock: wishes.stock ?? null,
      left: wishes.stock ?? null,
    }),
  )
  return id
}
/** A point each: a reward with a picture, which the member with this code has points for, and the number of one that was redeemed. */
export async function mintRewardWorld(scope: TenantScope, code: string): Promise<{ rewardId: string; redemption: string }> {
  const memberId = await inTenant(scope, 'member:read', async (tx) => {
    const [row] = await tx.sql<{ id: string }[]>`select id from members where tenant_id = ${scope.tenantId} and code = ${code}`
    if (!row) throw new Error('there is no such member')
    return row.id
  })
  await adjustPoints(scope, { memberId, amount: 100, reason: '示例', requestKey: newId() })
  const rewardId = await mintReward(scope, { picture: 'data:image/png;base64,iVBORw0KGgo=', spec: { points: 1 } })
  const { number } = await redeemReward(scope, { memberId, rewardId, quantity: 1, requestKey: newId(), through: 'console' })
  return { rewardId, redemption: number }
}
