import type * as z from 'zod'
import { realOrdersProgram } from '@/db/testing/real-orders'
import { createTemplate } from '@/server/coupon/create-template'
import { issueByHand } from '@/server/coupon/issue-by-hand'
import { setTemplateState } from '@/server/coupon/set-template-state'
import { type CheckoutPolicy, plainCheckout } from '@/server/engine/checkout/policy'
import type { CouponTerms } from '@/server/engine/coupon/template'
import { Cart, Choices } from '@/server/engine/quote/cart'
import { registerMembers } from '@/server/member/register-members'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { adjustPoints } from '@/server/points/adjust-points'
import { mintTenant } from './mint'

/** A hundred points are worth one pound; at most half of what is to be paid. */
export const pointsPolicy: CheckoutPolicy = { ...plainCheckout, pointsAsCash: { points: 100, worth: 100, maxShareBps: 5_000 } }

/** A merchant whose members pay with coupons and points. */
export const mintShop = (checkout: CheckoutPolicy = pointsPolicy) =>
  mintTenant({ currency: 'GBP', timeZone: 'Europe/London', program: { ...realOrdersProgram, checkout } })

/** A member with so many points. */
export async function mintBuyer(scope: TenantScope, points = 0): Promise<{ code: string; memberId: string }> {
  const code = `B-${newId().slice(-8)}`
  const [answer] = await registerMembers(scope, [{ code, joinedAt: '2026-01-01T00:00:00Z' }])
  if (answer?.status !== 'new') throw new Error('the member was not entered')
  const { memberId } = answer
  if (points > 0) await adjustPoints(scope, { memberId, amount: points, reason: '示例', requestKey: newId() })
  return { code, memberId }
}

/** A template at work; five pounds off when nothing else is said. */
export async function mintTemplate(scope: TenantScope, terms: Partial<CouponTerms> = {}, stock: number | null = null): Promise<string> {
  const { id } = await createTemplate(scope, {
    name: '示例券',
    note: '',
    color: '#1677ff',
    stock,
    terms: {
      value: { kind: 'fixed', off: 500 },
      thresholds: [],
      scope: {},
      validity: { kind: 'relative', afterDays: 0, days: 30 },
      limits: { perOrder: 1 },
      ...terms,
    },
    offer: { way: 'issue' },
  })
  await setTemplateState(scope, { templateId: id, revision: 1, state: 'active' })
  return id
}

/** Coupons in a member's hand, by id. */
export async function mintCoupons(scope: TenantScope, memberId: string, templateId: string, count = 1): Promise<string[]> {
  const { coupons } = await issueByHand(scope, { memberId, templateId, count, reason: '示例', requestKey: newId() })
  return coupons.map((coupon) => coupon.id)
}

/** What is asked when a cart of these lines is to be quoted. */
export const asking = (
  member: string,
  lines: z.input<typeof Cart>['lines'],
  choices: z.input<typeof Choices> = {},
  more: Partial<z.input<typeof Cart>> = {},
) => ({ member, cart: Cart.parse({ lines, ...more }), choices: Choices.parse(choices) })
