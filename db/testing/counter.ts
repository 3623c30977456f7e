import { couponTemplates } from '@/db/schema'
import { issueCoupons } from '@/server/coupon/issue-coupons'
import type { CounterTerms } from '@/server/engine/benefit/benefit'
import { localDay } from '@/server/engine/calendar/zone'
import type { CouponTerms } from '@/server/engine/coupon/template'
import type { ProgramDocument } from '@/server/engine/program/document'
import { registerMembers } from '@/server/member/register-members'
import { now } from '@/server/platform/clock'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { lockMembersById } from '@/server/program/member-rows'
import { type MintedTenant, mintOperator, mintStore, mintTenant } from './mint'

/** The benefit that the members of such a shop have at its counter. */
export const CAKE = 'cake'

/** A program with one tier, whose members have a cake at the counter. */
const program = (counter: CounterTerms, timeZone = 'Asia/Shanghai'): ProgramDocument => ({
  semantics: 2,
  timeZone,
  currency: 'CNY',
  ladders: [
    {
      id: 'main',
      name: '示例等级',
      primary: true,
      spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
      tiers: [{ id: 'base', code: 'base', name: '普通', color: '#888888', icon: 'star', threshold: 0, bonusBps: 0 }],
    },
  ],
  growthRules: [],
  earningRules: [],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
  benefits: [
    {
      id: CAKE,
      kind: 'counter',
      name: '示例蛋糕',
      spec: { icon: 'cake', intro: '', counter, grants: [{ to: { tier: 'base' }, terms: {} }] },
    },
  ],
})

export type Shop = MintedTenant & { near: string; far: string; staff: TenantScope; elsewhere: TenantScope; memberId: string }

/** A merchant with two stores, each with a store manager, and one member who belongs to the first. */
export async function aShop(counter: CounterTerms = { uses: 1, per: 'month' }, timeZone?: string): Promise<Shop> {
  const tenant = await mintTenant({ program: program(counter, timeZone), timeZone })
  const near = await mintStore(tenant.scope, { name: '示例一店' })
  const far = await mintStore(tenant.scope, { name: '示例二店' })
  const { scope: staff } = await mintOperator(tenant.tenantId, 'store_manager', [near.id])
  const { scope: elsewhere } = await mintOperator(tenant.tenantId, 'store_manager', [far.id])
  const [answer] = await registerMembers(tenant.scope, [
    { code: 'M001', name: '张示例', phone: '13800001234', store: near.code, joinedAt: '2026-01-01T00:00:00Z' },
  ])
  if (answer?.status !== 'new') throw new Error('the member was not entered')
  return { ...tenant, near: near.id, far: far.id, staff, elsewhere, memberId: answer.memberId }
}

const service: CouponTerms['value'] = { kind: 'exchange', service: '示例体验', quantity: 1 }

/** A coupon for a service in the member's hand, unless its terms say otherwise. */
export async function aCoupon(shop: Shop, terms: Partial<CouponTerms> = {}): Promise<{ id: string; number: string }> {
  const templateId = newId()
  return inTenant(shop.scope, 'coupon:issue', async (tx) => {
    await tx.orm.insert(couponTemplates).values({
      tenantId: shop.tenantId,
      id: templateId,
      name: '示例券',
      note: '',
      color: '#888888',
      state: 'active',
      terms: {
        value: service,
        thresholds: [],
        scope: {},
        validity: { kind: 'relative', afterDays: 0, days: 30 },
        limits: { perOrder: 1 },
        ...terms,
      },
      offer: { way: 'issue' },
    })
    await lockMembersById(tx, [shop.memberId])
    const want = { memberId: shop.memberId, templateId, count: 1, origin: 'hand' as const, issueKey: newId(), cause: 'test' }
    const [issued] = await issueCoupons(tx, localDay('Asia/Shanghai', now().getTime()), [want])
    const [row] = await tx.sql<{ id: string; number: string }[]>`select id, number from coupons where id = ${issued?.coupons[0] ?? ''}`
    if (!row) throw new Error('no coupon was given')
    return row
  })
}
