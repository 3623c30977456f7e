import { audit } from '@/server/platform/audit'
import { inTenant, type TenantTx } from '@/server/platform/database'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { lockMembersById } from '@/server/program/member-rows'
import { type CouponMove, insertMoves, moveCoupons } from '../coupon/move-coupons'
import { todayOf } from '../coupon/visible'
import { campaignWithin } from './campaign-row'

/** Members looked at in one transaction: a claim waits no longer than for these. */
const STEP = 500

/**
 * Takes back the coupons of a campaign that members still hold, some members at a time. What a checkout holds is marked,
 * and follows once that lets it go. A run that is cut off goes on with what is left. Says whether all is done.
 */
export async function takeBackCoupons(scope: TenantScope, campaignId: string, stopping: () => boolean = () => false): Promise<boolean> {
  for (;;) {
    const over = await untilDone(() => inTenant(scope, 'coupon:issue', (tx) => step(tx, campaignId)))
    if (over || stopping()) return over
  }
}

type Out = { id: string; member_id: string; state: 'held' | 'locked' }

/** What is out and has not been asked for yet; what is over already is left to lie. */
const outOf = (tx: TenantTx, campaignId: string, today: string) => tx.sql`
  c.tenant_id = ${tx.scope.tenantId} and c.campaign_id = ${campaignId} and c.valid_until >= ${today} and (c.state = 'held' or (c.state = 'locked' and not exists (
    select from coupon_moves v where v.tenant_id = ${tx.scope.tenantId} and v.coupon_id = c.id and v.why = 'due_back')))`

async function step(tx: TenantTx, campaignId: string): Promise<boolean> {
  const { name, remark } = await campaignWithin(tx, campaignId)
  const today = await todayOf(tx)
  const members = await tx.sql<{ id: string }[]>`
    select distinct c.member_id as id from coupons c where ${outOf(tx, campaignId, today)} order by 1 limit ${STEP}`
  if (members.length === 0) return true
  const ids = members.map(({ id }) => id)
  await lockMembersById(tx, ids)
  // Under the locks of their members they stand as they are.
  const coupons = await tx.sql<Out[]>`
    select c.id, c.member_id, c.state from coupons c
    where ${outOf(tx, campaignId, today)} and c.member_id = any (${ids}::uuid[]) order by c.id`
  const said = ({ id, member_id }: Out) => ({
    couponId: id,
    memberId: member_id,
    cause: `campaign:${campaignId}`,
    reason: remark ?? undefined,
  })
  const moves = (state: Out['state']) => coupons.filter((coupon) => coupon.state === state)
  await moveCoupons(
    tx,
    moves('held').map((coupon): CouponMove => ({ ...said(coupon), from: 'held', to: 'withdrawn', why: 'withdrawn' })),
  )
  const locked = moves('locked').map((coupon): CouponMove => ({ ...said(coupon), from: 'locked', to: 'locked', why: 'due_back' }))
  if (locked.length > 0) await insertMoves(tx, locked)
  await audit(tx, {
    action: 'campaign.coupons_withdrawn',
    subject: 'campaign',
    subjectId: campaignId,
    after: { name, withdrawn: coupons.length - locked.length, locked: locked.length },
  })
  return members.length < STEP
}
