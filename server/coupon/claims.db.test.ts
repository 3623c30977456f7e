import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintTenant } from '@/db/testing/mint'
import { realOrdersProgram } from '@/db/testing/real-orders'
import type { CouponTemplateDraft } from '@/server/engine/coupon/template'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { aTemplate, couponDraft } from '@/server/trpc/fixtures/coupon'
import { checkCoupons } from './check-coupons'
import { claimCoupon } from './claim-coupon'
import { createCodes, withdrawCodes } from './codes'
import { issueByHand } from './issue-by-hand'
import { listClaimable } from './list-claimable'
import { setTemplateState } from './set-template-state'
import { takeCode } from './take-code'
import { withdrawCoupon } from './withdraw-coupon'

const database = testDatabase()

async function mintMembers(scope: TenantScope, count: number): Promise<string[]> {
  const codes = Array.from({ length: count }, (_, i) => `M${i}`)
  for (let from = 0; from < count; from += 1_000)
    await registerMembers(
      scope,
      codes.slice(from, from + 1_000).map((code) => ({ code, joinedAt: '2026-01-01T00:00:00Z' })),
    )
  return codes
}

const limits = (also: Partial<CouponTemplateDraft['terms']['limits']>): CouponTemplateDraft['terms'] => ({
  ...couponDraft.terms,
  limits: { perOrder: 1, ...also },
})

/** What each of many calls at once came to, counted: `given`, or the code of the refusal. */
async function outcomes(calls: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const result of await Promise.allSettled(calls)) {
    if (result.status === 'rejected' && !(result.reason instanceof Refusal)) throw result.reason
    const what = result.status === 'fulfilled' ? 'given' : (result.reason as Refusal).code
    counts[what] = (counts[what] ?? 0) + 1
  }
  return counts
}

async function standing(scope: TenantScope, templateId: string) {
  const [row] = await database.owner<{ stock: number | null; left: number | null; coupons: number; members: number }[]>`
    select t.stock, t.left_over as left, count(c.id)::int as coupons, count(distinct c.member_id)::int as members
    from coupon_templates t left join coupons c on c.tenant_id = t.tenant_id and c.template_id = t.id
    where t.tenant_id = ${scope.tenantId} and t.id = ${templateId} group by 1, 2`
  return row
}

const sound = async (scope: TenantScope) => expect(await inTenant(scope, 'audit:read', checkCoupons)).toEqual([])
const code = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'given',
    (error: Refusal) => error.code,
  )

test('of 5,000 members who claim at once, as many get one as there are', { timeout: 120_000 }, async () => {
  const { scope } = await mintTenant()
  const members = await mintMembers(scope, 5_000)
  const templateId = await aTemplate({ scope }, { stock: 100, offer: { way: 'claim' } })
  const counts = await outcomes(members.map((member) => claimCoupon(scope, { member, templateId, requestKey: `k-${member}` })))
  expect(counts).toEqual({ given: 100, 'coupon.sold_out': 4_900 })
  expect(await standing(scope, templateId)).toEqual({ stock: 100, left: 0, coupons: 100, members: 100 })
  await sound(scope)
})

test.each([
  ['ever', { perMember: 1 }, 'coupon.member_limit'],
  ['a day', { perMemberDay: 1 }, 'coupon.member_day_limit'],
] as const)('a member who claims fifty times at once gets what one member may have %s', async (_, limit, refused) => {
  const { scope } = await mintTenant()
  const [member = ''] = await mintMembers(scope, 1)
  const templateId = await aTemplate({ scope }, { terms: limits(limit), offer: { way: 'claim' } })
  const calls = Array.from({ length: 50 }, () => claimCoupon(scope, { member, templateId, requestKey: newId() }))
  expect(await outcomes(calls)).toEqual({ given: 1, [refused]: 49 })
  expect((await standing(scope, templateId))?.coupons).toBe(1)
  await sound(scope)
})

test('no more are given on one date than the limit of the day', async () => {
  const { scope } = await mintTenant()
  const members = await mintMembers(scope, 60)
  const templateId = await aTemplate({ scope }, { terms: limits({ perDay: 20 }), offer: { way: 'claim' } })
  const counts = await outcomes(members.map((member) => claimCoupon(scope, { member, templateId, requestKey: newId() })))
  expect(counts).toEqual({ given: 20, 'coupon.day_limit': 40 })
  await sound(scope)
})

test('one code brings one coupon, whoever of fifty comes first', async () => {
  const { scope } = await mintTenant()
  const members = await mintMembers(scope, 50)
  const templateId = await aTemplate({ scope }, { offer: { way: 'code' } })
  await createCodes(scope, { templateId, name: '示例', count: 1 })
  const [row] = await database.owner<{ code: string }[]>`select code from coupon_codes where tenant_id = ${scope.tenantId}`
  const typed = (row?.code ?? '').toLowerCase().replace(/^(.{4})(.{4})/, ' $1-$2-')
  const counts = await outcomes(members.map((member) => takeCode(scope, { member, code: typed, requestKey: newId() })))
  expect(counts).toEqual({ given: 1, 'coupon.code_taken': 49 })
  await sound(scope)
})

test('a claim and a code sent twice under one key are one, also once there are none left', async () => {
  const { scope } = await mintTenant()
  const [first = '', second = ''] = await mintMembers(scope, 2)
  const templateId = await aTemplate({ scope }, { stock: 1, offer: { way: 'claim' } })
  const claim = { member: first, templateId, requestKey: 'once' }
  const [a, b] = await Promise.all([claimCoupon(scope, claim), claimCoupon(scope, claim)])
  expect(b).toEqual(a)
  expect(await code(claimCoupon(scope, { ...claim, member: second }))).toBe('coupon.sold_out')
  expect(await claimCoupon(scope, claim)).toEqual(a)

  const byCode = await aTemplate({ scope }, { offer: { way: 'code' } })
  await createCodes(scope, { templateId: byCode, name: '示例', count: 1 })
  const [row] = await database.owner<{ code: string }[]>`select code from coupon_codes where tenant_id = ${scope.tenantId}`
  const taking = { member: first, code: row?.code ?? '', requestKey: 'once' }
  expect(await takeCode(scope, taking)).toEqual(await takeCode(scope, taking))
  expect(await code(takeCode(scope, { ...taking, requestKey: 'twice' }))).toBe('coupon.code_taken')
  await sound(scope)
})

test('a coupon that is taken back can be given again, and its stock with it', async () => {
  const { scope } = await mintTenant()
  const [member = ''] = await mintMembers(scope, 1)
  const templateId = await aTemplate({ scope }, { stock: 1, terms: limits({ perMember: 1 }), offer: { way: 'claim' } })
  const { id } = await claimCoupon(scope, { member, templateId, requestKey: 'a' })
  await withdrawCoupon(scope, { couponId: id, reason: '示例' })
  expect((await standing(scope, templateId))?.left).toBe(1)
  expect(await code(withdrawCoupon(scope, { couponId: id, reason: '示例' }))).toBe('coupon.withdrawn')
  await claimCoupon(scope, { member, templateId, requestKey: 'b' })
  expect((await standing(scope, templateId))?.left).toBe(0)
  await sound(scope)
})

test('why a coupon cannot be had is said, and the list of what can be claimed says the same', async () => {
  const { scope } = await mintTenant({ program: realOrdersProgram, currency: 'GBP', timeZone: 'Europe/London' })
  const [member = ''] = await mintMembers(scope, 1)
  const claiming = (also: Partial<CouponTemplateDraft>) => aTemplate({ scope }, { offer: { way: 'claim' }, ...also })
  const paused = await claiming({})
  await setTemplateState(scope, { templateId: paused, revision: 2, state: 'paused' })
  const cases: [templateId: string, refused: string, listed: boolean][] = [
    [newId(), 'coupon.template_not_found', false],
    [await claiming({ offer: { way: 'issue' } }), 'coupon.not_claimable', false],
    [paused, 'coupon.paused', false],
    [await claiming({ offer: { way: 'claim', from: '9000-01-01' } }), 'coupon.claim_not_yet', true],
    [await claiming({ offer: { way: 'claim', tiers: ['gold', 'platinum'] } }), 'coupon.wrong_tier', true],
    [
      await claiming({ offer: { way: 'claim', when: { fact: 'member.order_count', operator: 'gte', value: 1 } } }),
      'coupon.not_meant',
      true,
    ],
    [
      await claiming({ offer: { way: 'claim', tiers: ['bronze'], when: { fact: 'member.order_count', operator: 'lt', value: 1 } } }),
      'given',
      true,
    ],
  ]
  const list = new Map((await listClaimable(scope, member)).claimable.map((one) => [one.templateId, one.why?.code ?? 'given']))
  for (const [templateId, refused, listed] of cases) {
    expect(await code(claimCoupon(scope, { member, templateId, requestKey: newId() }))).toBe(refused)
    expect(list.get(templateId)).toBe(listed ? refused : undefined)
  }
  expect(await code(claimCoupon(scope, { member: 'nobody', templateId: cases[6]?.[0] ?? '', requestKey: newId() }))).toBe(
    'member.not_found',
  )
  await database.owner`update members set status = 'closed' where tenant_id = ${scope.tenantId}`
  expect(await code(claimCoupon(scope, { member, templateId: cases[6]?.[0] ?? '', requestKey: newId() }))).toBe('member.closed')
})

test('a code of another merchant is as unknown as a made-up one, and one that was withdrawn brings nothing', async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()]
  const [member = ''] = await mintMembers(ours.scope, 1)
  const codesOf = async ({ scope }: typeof ours) => {
    const { id } = await createCodes(scope, { templateId: await aTemplate({ scope }, { offer: { way: 'code' } }), name: '示例', count: 1 })
    const [row] = await database.owner<{ code: string }[]>`select code from coupon_codes where batch_id = ${id}`
    return { batchId: id, code: row?.code ?? '' }
  }
  const [own, foreign] = [await codesOf(ours), await codesOf(theirs)]
  const take = (typed: string) => code(takeCode(ours.scope, { member, code: typed, requestKey: newId() }))
  expect([await take(foreign.code), await take('AAAABBBBCCCC')]).toEqual(['coupon.code_unknown', 'coupon.code_unknown'])
  await withdrawCodes(ours.scope, { batchId: own.batchId })
  expect(await take(own.code)).toBe('coupon.code_withdrawn')
  await sound(ours.scope)
})

test('an issue by hand counts once under its key, and all of it or nothing', async () => {
  const { scope } = await mintTenant()
  const [memberId = ''] = (await registerMembers(scope, [{ code: 'M', joinedAt: '2026-01-01T00:00:00Z' }])).flatMap((a) =>
    a.status === 'new' ? a.memberId : [],
  )
  const templateId = await aTemplate({ scope }, { stock: 5 })
  const issue = { memberId, templateId, count: 3, reason: '示例', requestKey: 'k' }
  const { coupons } = await issueByHand(scope, issue)
  expect(coupons.map((c) => c.number.length)).toEqual([12, 12, 12])
  expect(await issueByHand(scope, issue)).toEqual({ coupons })
  expect(await code(issueByHand(scope, { ...issue, count: 2 }))).toBe('coupon.request_repeated')
  expect(await code(issueByHand(scope, { ...issue, requestKey: 'l' }))).toBe('coupon.sold_out')
  expect(await standing(scope, templateId)).toMatchObject({ left: 2, coupons: 3 })
  await sound(scope)
})
