import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintStore, mintTenant } from '@/db/testing/mint'
import type { CouponTemplateDraft } from '@/server/engine/coupon/template'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'
import { aTemplate, couponDraft } from '@/server/trpc/fixtures/coupon'
import { copyTemplate } from './copy-template'
import { createTemplate } from './create-template'
import { deleteTemplate } from './delete-template'
import { issueByHand } from './issue-by-hand'
import { couponSteps, listCoupons, listMemberCoupons } from './list-coupons'
import { listTemplates, templateOptions } from './list-templates'
import { moveCoupons } from './move-coupons'
import { readTemplate } from './read-template'
import { setTemplateState } from './set-template-state'
import { updateTemplate } from './update-template'
import { withdrawCoupon } from './withdraw-coupon'

testDatabase()

const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: Refusal) => error.code,
  )
const terms = (also: Partial<CouponTemplateDraft['terms']>) => ({ terms: { ...couponDraft.terms, ...also } })
const limits = (also: Partial<CouponTemplateDraft['terms']['limits']>) => terms({ limits: { perOrder: 1, ...also } })
const fixed = (from: string, until: string) => terms({ validity: { kind: 'fixed', from, until } })

async function aMember(scope: TenantScope, member = 'M'): Promise<string> {
  const [answer] = await registerMembers(scope, [{ code: member, joinedAt: '2026-01-01T00:00:00Z' }])
  return answer?.status === 'new' ? answer.memberId : ''
}

async function give(scope: TenantScope, memberId: string, templateId: string, count: number): Promise<string[]> {
  const issue = { memberId, templateId, count, reason: '示例', requestKey: newId() }
  return (await issueByHand(scope, issue)).coupons.map((coupon) => coupon.id)
}

test('a draft can be changed in everything, and what is at work only where no coupon of it comes to mean something else', async () => {
  const { scope } = await mintTenant()
  const { id: templateId } = await createTemplate(scope, { ...couponDraft, ...limits({ perMember: 2 }) })
  const change = (revision: number, also: Partial<CouponTemplateDraft>) =>
    updateTemplate(scope, { ...couponDraft, ...limits({ perMember: 2 }), ...also, templateId, revision })
  expect(await change(1, terms({ value: { kind: 'percent', offBps: 1_000 } }))).toEqual({ revision: 2 })
  expect(await code(change(1, {}))).toBe('program.edited_elsewhere')
  expect(await change(2, {})).toEqual({ revision: 3 })
  await setTemplateState(scope, { templateId, revision: 3, state: 'active' })

  const refused: [also: Partial<CouponTemplateDraft>, code: string][] = [
    [{ terms: { ...limits({ perMember: 2 }).terms, value: { kind: 'fixed', off: 2_000 } } }, 'coupon.terms_frozen'],
    [{ terms: { ...limits({ perMember: 2 }).terms, group: 'a' } }, 'coupon.terms_frozen'],
    [limits({ perMember: 1 }), 'coupon.limits_only_widen'],
    [limits({ perMember: 2, perDay: 100 }), 'coupon.limits_only_widen'],
  ]
  for (const [also, expected] of refused) expect(await code(change(4, also))).toBe(expected)
  const offer = { way: 'claim', until: '2999-12-31' } as const
  expect(await change(4, { name: '新名', note: '新说明', color: '#000000', offer, ...limits({ perMember: 5, perOrder: 2 }) })).toEqual({
    revision: 5,
  })
  expect(await change(5, limits({ perOrder: 2 }))).toEqual({ revision: 6 })
  await setTemplateState(scope, { templateId, revision: 6, state: 'ended' })
  expect(await code(change(7, {}))).toBe('coupon.ended_for_good')
})

test('stock is raised, and lowered no further than to what was given', async () => {
  const { scope } = await mintTenant()
  const memberId = await aMember(scope)
  const templateId = await aTemplate({ scope })
  const [first = ''] = await give(scope, memberId, templateId, 3)
  const stock = (revision: number, stock: number | null) => updateTemplate(scope, { ...couponDraft, stock, templateId, revision })
  const left = async () => (await readTemplate(scope, templateId)).left
  expect(await code(stock(2, 2))).toBe('coupon.stock_below_given')
  await stock(2, 3)
  expect(await left()).toBe(0)
  expect(await code(give(scope, memberId, templateId, 1))).toBe('coupon.sold_out')
  await stock(3, 10)
  expect(await left()).toBe(7)
  await withdrawCoupon(scope, { couponId: first, reason: '示例' })
  expect(await left()).toBe(8)
  await stock(4, 2)
  expect(await left()).toBe(0)
  await stock(5, null)
  expect(await left()).toBe(null)
})

test('a template goes its way from draft to the end, and gives coupons only while it is at work', async () => {
  const { scope } = await mintTenant()
  const memberId = await aMember(scope)
  const { id: templateId } = await createTemplate(scope, couponDraft)
  const to = (revision: number, state: 'active' | 'paused' | 'ended') => code(setTemplateState(scope, { templateId, revision, state }))
  const given = () => code(give(scope, memberId, templateId, 1))
  expect([await to(1, 'paused'), await given()]).toEqual(['coupon.wrong_step', 'coupon.not_put_to_work'])
  expect([await to(1, 'active'), await given()]).toEqual(['done', 'done'])
  expect([await to(2, 'paused'), await given()]).toEqual(['done', 'coupon.paused'])
  expect([await to(3, 'active'), await given()]).toEqual(['done', 'done'])
  expect([await to(4, 'ended'), await given()]).toEqual(['done', 'coupon.ended'])
  expect([await to(5, 'active'), await to(4, 'active')]).toEqual(['coupon.wrong_step', 'program.edited_elsewhere'])
  expect((await listMemberCoupons(scope, { memberId, standing: 'usable', page: 1, pageSize: 20 })).total).toBe(2)
})

test('what nobody could have or use is not put to work, and what is named must be there', async () => {
  const { scope } = await mintTenant()
  const start = async (also: Partial<CouponTemplateDraft>) => {
    const { id } = await createTemplate(scope, { ...couponDraft, ...also })
    return code(setTemplateState(scope, { templateId: id, revision: 1, state: 'active' }))
  }
  expect(await start(fixed('2020-01-01', '2020-12-31'))).toBe('coupon.validity_over')
  expect(await start(fixed('2999-01-01', '2999-12-31'))).toBe('done')
  expect(await start({ offer: { way: 'claim', until: '2020-12-31' } })).toBe('coupon.offer_over')
  expect(await start({ stock: 0 })).toBe('coupon.sold_out')
  const store = await mintStore(scope)
  expect(await start(terms({ scope: { stores: [store.id] } }))).toBe('done')
  const elsewhere = await mintStore((await mintTenant()).scope)
  expect(await code(createTemplate(scope, { ...couponDraft, ...terms({ scope: { stores: [elsewhere.id] } }) }))).toBe('store.not_found')
  expect(await code(createTemplate(scope, { ...couponDraft, ...terms({ scope: { stores: ['no id'] } }) }))).toBe('store.not_found')
  expect(await code(createTemplate(scope, { ...couponDraft, offer: { way: 'claim', tiers: ['gold'] } }))).toBe('tier.not_found')
  const asksOrder = { fact: 'order.amount', operator: 'gte', value: 1 } as const
  expect(await code(createTemplate(scope, { ...couponDraft, ...terms({ when: asksOrder }) }))).toBe('condition.not_of_members')
  const asksField = { fact: 'member.field.size', operator: 'gte', value: 1 } as const
  expect(await code(createTemplate(scope, { ...couponDraft, ...terms({ when: asksField }) }))).toBe('condition.unknown_fact')
})

test('a draft is thrown away, what was put to work stays, and a copy begins anew', async () => {
  const { scope } = await mintTenant()
  const memberId = await aMember(scope)
  const templateId = await aTemplate({ scope }, { stock: 5 })
  await give(scope, memberId, templateId, 2)
  expect(await code(deleteTemplate(scope, { templateId }))).toBe('coupon.not_a_draft')
  const { id } = await copyTemplate(scope, { templateId, name: '示例副本' })
  expect(await readTemplate(scope, id)).toMatchObject({ name: '示例副本', state: 'draft', stock: 5, left: 5, revision: 1, given: 0 })
  const page = { search: '', page: 1, pageSize: 20 }
  expect(await listTemplates(scope, page)).toMatchObject({
    total: 2,
    counts: { draft: 1, active: 1, paused: 0, ended: 0 },
    rows: [{ id }, { id: templateId, given: 2, used: 0, left: 3 }],
  })
  expect((await listTemplates(scope, { ...page, search: '副本' })).rows.map((row) => row.id)).toEqual([id])
  expect((await listTemplates(scope, { ...page, search: '%' })).total).toBe(0)
  expect((await listTemplates(scope, { ...page, state: 'active' })).rows.map((row) => row.id)).toEqual([templateId])
  expect((await templateOptions(scope)).map((row) => row.name)).toEqual(['示例券', '示例副本'].sort())
  await deleteTemplate(scope, { templateId: id })
  expect(await code(readTemplate(scope, id))).toBe('coupon.template_not_found')
})

test('figures say what became of every coupon, and each coupon how it came there', async () => {
  const { scope } = await mintTenant()
  const memberId = await aMember(scope)
  const templateId = await aTemplate({ scope })
  const [a = '', b = '', c = ''] = await give(scope, memberId, templateId, 4)
  const used = { on: new Date().toISOString().slice(0, 10), store: null, order: 'shop\n9001', off: 1_000, paid: 9_500 }
  await inTenant(scope, 'coupon:issue', (tx) =>
    moveCoupons(tx, [
      { couponId: a, memberId, from: 'held', to: 'used', why: 'used', used },
      { couponId: b, memberId, from: 'held', to: 'used', why: 'used', used: { ...used, off: 500 } },
    ]),
  )
  await inTenant(scope, 'coupon:issue', (tx) => moveCoupons(tx, [{ couponId: b, memberId, from: 'used', to: 'held', why: 'returned' }]))
  await withdrawCoupon(scope, { couponId: c, reason: '发错了' })
  const { figures } = await readTemplate(scope, templateId)
  expect(figures).toMatchObject({ given: 3, used: 1, locked: 0, open: 2, over: 0, withdrawn: 1, usedShare: 1 / 3, off: 1_000, paid: 9_500 })
  expect(figures.byOrigin).toEqual([{ origin: 'hand', given: 3, used: 1 }])
  expect(figures.byDay).toHaveLength(30)
  expect(figures.byDay.reduce((sum, day) => sum + day.given, 0)).toBe(3)
  const page = { templateId, search: '', page: 1, pageSize: 20 }
  const list = await listCoupons(scope, { ...page, standing: 'used' })
  expect(list).toMatchObject({
    total: 1,
    rows: [{ id: a, usedOrder: { channel: 'shop', number: '9001' }, off: 1_000, member: { code: 'M' } }],
  })
  expect((await listCoupons(scope, { ...page, search: list.rows[0]?.number ?? '' })).rows.map((row) => row.id)).toEqual([a])
  expect((await listCoupons(scope, { ...page, search: 'M' })).total).toBe(4)
  expect((await couponSteps(scope, b)).map((step) => step.why)).toEqual(['issued', 'used', 'returned'])
  expect((await couponSteps(scope, c)).at(-1)).toMatchObject({ from: 'held', to: 'withdrawn', reason: '发错了', by: '示例' })
})

test('coupons move all together or not at all, and say what became of the one that did not', async () => {
  const { scope } = await mintTenant()
  const memberId = await aMember(scope)
  const [a = '', b = ''] = await give(scope, memberId, await aTemplate({ scope }), 2)
  const take = (...ids: string[]) =>
    code(
      inTenant(scope, 'coupon:issue', (tx) =>
        moveCoupons(
          tx,
          ids.map((couponId) => ({ couponId, memberId, from: 'held', to: 'withdrawn', why: 'withdrawn' })),
        ),
      ),
    )
  expect(await take(a)).toBe('done')
  expect(await take(b, a)).toBe('coupon.withdrawn')
  expect(await take(newId())).toBe('coupon.not_found')
  expect((await couponSteps(scope, b)).map((step) => step.to)).toEqual(['held'])
})
