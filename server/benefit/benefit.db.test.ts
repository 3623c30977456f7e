import { expect, test } from 'vitest'
import { couponTemplates, programVersions } from '@/db/schema'
import { testDatabase } from '@/db/testing/database'
import { type MintedTenant, mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { type BenefitGrant, systemBenefits } from '@/server/engine/benefit/benefit'
import { registerMembers } from '@/server/member/register-members'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import { checkOffBenefit } from '../counter/check-off-benefit'
import { createLadder } from '../ladder/create-ladder'
import { createTier } from '../ladder/create-tier'
import { readLadders } from '../ladder/reads'
import { assembleDraft } from '../program/assemble-draft'
import { createBenefit } from './create-benefit'
import { deleteBenefit } from './delete-benefit'
import { draftBenefits } from './draft-benefits'
import { readHeldBenefits } from './held-benefits'
import { readBenefitUse } from './read-benefit-use'
import { readBenefits } from './reads'
import { reorderBenefits } from './reorder-benefits'
import { setGrants } from './set-grants'
import { tellBenefits } from './told-benefits'
import { updateBenefit } from './update-benefit'

const database = testDatabase()
const cake = { name: '示例蛋糕', icon: 'cake' as const, intro: '', counter: { uses: 2, per: 'month' as const } }

const inDraft = ({ scope }: MintedTenant) => inTenant(scope, 'program:read', draftBenefits)
const find = async ({ scope }: MintedTenant, id: string) => {
  const benefit = (await readBenefits(scope)).find((one) => one.id === id)
  if (!benefit) throw new Error(`the library has no ${id}`)
  return benefit
}

/** A merchant whose draft has two tiers, and their ids. */
async function aHouse() {
  const tenant = await mintTenant()
  const { id: ladderId } = await createLadder(tenant.scope, { name: '示例等级', measure: 'net_spend' })
  await createTier(tenant.scope, { ladderId, code: 'gold', name: '金卡', color: '#b7791f', icon: 'crown', threshold: 10_000, bonusBps: 0 })
  const [base, gold] = (await readLadders(tenant.scope))[0]?.tiers.map((tier) => tier.id) ?? []
  if (!base || !gold) throw new Error('the draft has two tiers')
  return { ...tenant, base, gold }
}

/** Puts the draft in force, as if it had always been. */
const publish = (house: MintedTenant) =>
  inTenant(house.scope, 'program:publish', async (tx) =>
    tx.orm.insert(programVersions).values({
      tenantId: house.tenantId,
      id: newId(),
      number: 1,
      semantics: 2,
      effectiveFrom: '1970-01-01T00:00:00Z',
      publishedBy: house.userId,
      note: '',
      document: await assembleDraft(tx),
    }),
  )

test('what the software verifies is always there, can be renamed and explained, and neither deleted nor told to be counted', async () => {
  const tenant = await mintTenant()
  expect((await readBenefits(tenant.scope)).map((benefit) => benefit.id)).toEqual([...systemBenefits])
  expect(await inDraft(tenant), 'a program says nothing of what nobody touched').toEqual([])
  const change = { benefitId: 'free_shipping' as const, revision: 0, name: '免运费', icon: 'heart' as const, intro: '示例说明' }
  expect(await updateBenefit(tenant.scope, change)).toEqual({ revision: 1 })
  expect(await inDraft(tenant)).toEqual([
    { id: 'free_shipping', kind: 'free_shipping', name: '免运费', spec: { icon: 'heart', intro: '示例说明', grants: [] } },
  ])
  await expect(updateBenefit(tenant.scope, change)).rejects.toMatchObject({ code: 'program.edited_elsewhere' })
  await expect(updateBenefit(tenant.scope, { ...change, revision: 1, counter: cake.counter })).rejects.toMatchObject({
    code: 'benefit.counter_terms',
  })
  for (const [benefitId, revision] of [
    ['free_shipping', 1],
    ['member_price', 0],
  ] as const)
    await expect(deleteBenefit(tenant.scope, { benefitId, revision })).rejects.toMatchObject({ code: 'benefit.always_there' })
  await updateBenefit(tenant.scope, { ...change, revision: 1, name: null, icon: 'truck', intro: '' })
  expect(await inDraft(tenant), 'what is as it was is left out again').toEqual([])
})

test('the merchant’s own are made, named once, put in order and taken out', async () => {
  const tenant = await mintTenant()
  const { id } = await createBenefit(tenant.scope, cake)
  await expect(createBenefit(tenant.scope, cake)).rejects.toMatchObject({ code: 'benefit.name_taken', field: 'name' })
  const { id: second } = await createBenefit(tenant.scope, { ...cake, name: '示例停车' })
  await reorderBenefits(tenant.scope, { benefitIds: [second, id] })
  expect((await inDraft(tenant)).map((benefit) => benefit.name)).toEqual(['示例停车', '示例蛋糕'])
  await expect(reorderBenefits(tenant.scope, { benefitIds: [id] })).rejects.toMatchObject({ code: 'program.edited_elsewhere' })
  const change = { benefitId: id, revision: 1, name: null, icon: 'cake' as const, intro: '', counter: cake.counter }
  await expect(updateBenefit(tenant.scope, change)).rejects.toMatchObject({ code: 'benefit.no_name' })
  const elsewhere = { ...change, name: cake.name, counter: { ...cake.counter, stores: [newId()] } }
  await expect(updateBenefit(tenant.scope, elsewhere)).rejects.toMatchObject({ code: 'store.not_found' })
  await deleteBenefit(tenant.scope, { benefitId: id, revision: 1 })
  expect((await inDraft(tenant)).map((benefit) => benefit.name)).toEqual(['示例停车'])
  const rows = await database.owner`select action from audit_log where tenant_id = ${tenant.tenantId} order by at`
  expect(rows.map((row) => row.action)).toEqual(['benefit.created', 'benefit.created', 'benefit.reordered', 'benefit.deleted'])
})

test('a grant names a tier once, says what its kind needs and nothing else, and only what there is', async () => {
  const house = await aHouse()
  const give = (benefitId: (typeof systemBenefits)[number], grants: BenefitGrant[]) =>
    setGrants(house.scope, { benefitId, revision: 0, grants })
  const toGold = (terms: BenefitGrant['terms']): BenefitGrant => ({ to: { tier: house.gold }, terms })
  await expect(give('member_price', [toGold({})])).rejects.toMatchObject({ code: 'benefit.term_missing', field: 'grants.0.terms.offBps' })
  await expect(give('free_shipping', [toGold({ points: 5 })])).rejects.toMatchObject({ code: 'benefit.term_not_taken' })
  await expect(give('points_bonus', [toGold({})])).rejects.toMatchObject({ code: 'benefit.said_by_tiers' })
  await expect(give('member_price', [{ to: { tier: newId() }, terms: { offBps: 500 } }])).rejects.toMatchObject({ code: 'tier.not_found' })
  const gift = toGold({ day: 1, coupons: [{ template: newId(), count: 1 }] })
  await expect(give('monthly_coupons', [gift])).rejects.toMatchObject({ code: 'benefit.coupon_not_found' })
  const template = newId()
  await inTenant(house.scope, 'coupon:write', (tx) =>
    tx.orm.insert(couponTemplates).values({
      tenantId: house.tenantId,
      id: template,
      name: '示例券',
      note: '',
      color: '#888888',
      state: 'active',
      terms: {
        value: { kind: 'fixed', off: 100 },
        thresholds: [],
        scope: {},
        validity: { kind: 'relative', afterDays: 0, days: 7 },
        limits: { perOrder: 1 },
      },
      offer: { way: 'issue' },
    }),
  )
  await give('monthly_coupons', [toGold({ day: 1, coupons: [{ template, count: 2 }] })])
  await give('member_price', [toGold({ offBps: 500 })])
  expect((await inDraft(house)).map((benefit) => [benefit.id, benefit.spec.grants.length])).toEqual([
    ['member_price', 1],
    ['monthly_coupons', 1],
  ])
})

test('what members have follows their tier and conditions; deleting says how many have it and how often it was had', async () => {
  const house = await aHouse()
  const store = await mintStore(house.scope)
  const { id } = await createBenefit(house.scope, cake)
  const everybody: BenefitGrant = { to: { when: { fact: 'member.order_count', operator: 'gte', value: 0 } }, terms: { uses: 3 } }
  await setGrants(house.scope, { benefitId: id, revision: 1, grants: [{ to: { tier: house.base }, terms: {} }, everybody] })
  await setGrants(house.scope, { benefitId: 'member_price', revision: 0, grants: [{ to: { tier: house.base }, terms: { offBps: 500 } }] })
  await setGrants(house.scope, { benefitId: 'priority_service', revision: 0, grants: [{ to: { tier: house.gold }, terms: {} }] })
  await publish(house)
  const drafts = ['A1', 'A2'].map((code) => ({ code, store: store.code, joinedAt: '2026-01-01T00:00:00Z' }))
  const answers = await registerMembers(house.scope, drafts)
  const memberId = answers[0]?.status === 'new' ? answers[0].memberId : ''
  await checkOffBenefit(house.scope, { storeId: store.id, memberId, benefitId: id, requestKey: newId() })
  const held = await readHeldBenefits(house.scope, memberId)
  expect(held.map(({ benefit, terms, counter }) => [benefit.kind, terms, counter?.left])).toEqual([
    ['member_price', { offBps: 500 }, undefined],
    ['counter', { uses: 3 }, 2],
  ])
  expect(await tellBenefits(house.scope, memberId)).toEqual([
    { id: 'member_price', kind: 'member_price', name: '会员价', sentence: '会员价 9.5 折', uses: null },
    { id, kind: 'counter', name: '示例蛋糕', sentence: '示例蛋糕，每月 3 次', uses: { allowed: 3, left: 2, per: 'month' } },
  ])
  expect(await readBenefitUse(house.scope, { benefitId: id })).toEqual({ members: 2, uses: 1 })
  expect(await readBenefitUse(house.scope, { benefitId: 'priority_service' })).toEqual({ members: 0, uses: 0 })
  await deleteBenefit(house.scope, { benefitId: id, revision: (await find(house, id)).revision })
  expect(await readHeldBenefits(house.scope, memberId), 'until the next version it stands').toHaveLength(2)
  const { scope: stranger } = await mintOperator(house.tenantId, 'store_manager', [(await mintStore(house.scope)).id])
  await expect(readHeldBenefits(stranger, memberId)).rejects.toMatchObject({ code: 'member.not_found' })
})
