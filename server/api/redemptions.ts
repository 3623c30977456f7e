import { and, eq } from 'drizzle-orm'
import { members, stores } from '@/db/schema'
import type { CouponState } from '@/server/engine/coupon/template'
import { inTenant, type TenantTx } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { Permission, TenantScope } from '@/server/platform/scope'
import { tenantTerms } from '@/server/program/assemble-draft'
import { cancelRedemption } from '@/server/reward/cancel-redemption'
import { type RedemptionLine, redemptionLine, redemptionsOfMember } from '@/server/reward/list-redemptions'
import { redeemReward } from '@/server/reward/redeem-reward'
import { readBody } from './read-body'
import { CancelRequest, RedemptionRequest, type RedemptionResponse, type RedemptionsResponse } from './reward-shapes'

/** Redeems a reward for a member. The same key with the same body answers with the same redemption as it stands; with another body it is refused. */
export async function answerRedemption(
  scope: TenantScope,
  key: string | null,
  body: unknown,
): Promise<{ repeated: boolean; redemption: RedemptionResponse }> {
  if (key === null) throw new Refusal('invalid', 'request.key_missing', { field: 'Idempotency-Key' })
  const { member, reward, quantity, store, address } = readBody(RedemptionRequest, body)
  const storeId = store === undefined ? undefined : await storeOf(scope, store)
  try {
    const made = await redeemReward(scope, {
      code: member,
      rewardId: reward,
      quantity,
      storeId,
      address,
      // Apart from the keys of the console's own clicks.
      requestKey: `api:${key}`,
      through: 'api',
    })
    return { repeated: made.repeated, redemption: await showAs(scope, 'redemption:write', made.number) }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'redemption.request_repeated')
      throw new Refusal('invalid', 'request.key_reused', { field: 'Idempotency-Key' })
    throw error
  }
}

/** One redemption by its number. */
export const showRedemption = (scope: TenantScope, number: string): Promise<RedemptionResponse> => showAs(scope, 'redemption:read', number)

/** The newest redemptions of the member with this code. */
export const showRedemptionsOf = (scope: TenantScope, code: string): Promise<RedemptionsResponse> =>
  inTenant(scope, 'redemption:read', async (tx) => {
    const [member] = code.includes('\0')
      ? []
      : await tx.orm
          .select({ id: members.id })
          .from(members)
          .where(and(eq(members.tenantId, scope.tenantId), eq(members.code, code)))
    if (!member) throw new Refusal('not_found', 'member.not_found')
    const { currency } = await tenantTerms(tx)
    return { redemptions: await told(tx, await redemptionsOfMember(tx, member.id, currency)) }
  })

/** Cancels a redemption; one that was cancelled before is answered as it stands. */
export async function answerCancellation(scope: TenantScope, number: string, body: unknown): Promise<RedemptionResponse> {
  const { reason } = readBody(CancelRequest, body)
  try {
    await cancelRedemption(scope, { number: checked(number), reason })
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'redemption.cancelled_before')) throw error
  }
  return showAs(scope, 'redemption:write', number)
}

const checked = (number: string): string => {
  if (!/^R\d{10}$/.test(number)) throw new Refusal('not_found', 'redemption.not_found')
  return number
}

const showAs = (scope: TenantScope, permission: Permission, number: string): Promise<RedemptionResponse> =>
  inTenant(scope, permission, async (tx) => {
    const { currency } = await tenantTerms(tx)
    const line = await redemptionLine(tx, { number: checked(number) }, currency)
    const [answer] = line ? await told(tx, [line]) : []
    if (!answer) throw new Refusal('not_found', 'redemption.not_found')
    return answer
  })

async function told(tx: TenantTx, lines: readonly RedemptionLine[]): Promise<RedemptionResponse[]> {
  const { tenantId } = tx.scope
  const ids = lines.map((line) => line.id)
  const [coupons, tickets] = await Promise.all([
    tx.sql<{ redemption: string; number: string; state: CouponState; until: string }[]>`
      select r.id as redemption, c.number, c.state, c.valid_until::text as until
      from redemptions r join coupons c on c.tenant_id = ${tenantId} and c.id = any (r.coupon_ids)
      where r.tenant_id = ${tenantId} and r.id = any (${ids}::uuid[]) order by c.number`,
    tx.sql<{ id: string; left: number }[]>`
      select id, tickets_left as left from redemptions where tenant_id = ${tenantId} and id = any (${ids}::uuid[])`,
  ])
  return lines.map((line) => ({
    number: line.number,
    member: line.member.code,
    reward: { id: line.rewardId, name: line.reward },
    gives: line.gives,
    quantity: line.quantity,
    points: line.points,
    state: line.state,
    coupons: coupons
      .filter((coupon) => coupon.redemption === line.id)
      .map(({ number, state, until }) => ({ number, state, valid_until: until })),
    tickets_left: tickets.find((row) => row.id === line.id)?.left ?? 0,
    carrier: line.carrier,
    parcel: line.parcel,
    created_at: line.createdAt,
    sent_at: line.sentAt,
    done_at: line.doneAt,
    cancelled_at: line.cancelledAt,
    cancel_reason: line.cancelReason,
  }))
}

const storeOf = (scope: TenantScope, code: string): Promise<string> =>
  inTenant(scope, 'redemption:write', async (tx) => {
    const [store] = await tx.orm
      .select({ id: stores.id })
      .from(stores)
      .where(and(eq(stores.tenantId, scope.tenantId), eq(stores.code, code), eq(stores.kind, 'store')))
    if (!store) throw new Refusal('not_found', 'store.not_found')
    return store.id
  })
