import * as z from 'zod'
import { audit } from '@/server/platform/audit'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { untilDone } from '@/server/platform/try-again'
import { lockMembersById } from '@/server/program/member-rows'
import { moveCoupons } from './move-coupons'

export const CouponWithdrawal = z.strictObject({ couponId: z.uuid(), reason: z.string().trim().min(1).max(200) })
export type CouponWithdrawal = z.infer<typeof CouponWithdrawal>

/** Takes a coupon back from its member, for good. One that is used or held by a checkout stays. */
export const withdrawCoupon = (scope: TenantScope, { couponId, reason }: CouponWithdrawal): Promise<void> =>
  untilDone(() =>
    inTenant(scope, 'coupon:issue', async (tx) => {
      const [coupon] = await tx.sql<{ member_id: string; number: string }[]>`
      select member_id, number from coupons where tenant_id = ${scope.tenantId} and id = ${couponId}`
      const [member] = coupon ? await lockMembersById(tx, [coupon.member_id]) : []
      if (!coupon || !member) throw new Refusal('not_found', 'coupon.not_found')
      await moveCoupons(tx, [{ couponId, memberId: member.id, from: 'held', to: 'withdrawn', why: 'withdrawn', cause: 'hand', reason }])
      await audit(tx, {
        action: 'coupon.withdrawn',
        subject: 'member',
        subjectId: member.id,
        after: { coupon: couponId, number: coupon.number, reason },
      })
    }),
  )
