import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { type MintedTenant, mintTenant } from '@/db/testing/mint'
import type { TierDraft } from '@/server/engine/ladder/ladder'
import { createLadder } from './create-ladder'
import { createTier } from './create-tier'
import { deleteLadder } from './delete-ladder'
import { deleteTier } from './delete-tier'
import { makePrimary } from './make-primary'
import { readLadders } from './reads'
import { reorderTiers } from './reorder-tiers'
import { setThresholds } from './set-thresholds'
import { updateTier } from './update-tier'

testDatabase()

const draft = (code: string, threshold: number | null, more: Partial<TierDraft> = {}): TierDraft => ({
  code,
  name: `示例 ${code}`,
  color: '#888888',
  icon: 'star',
  threshold,
  bonusBps: 0,
  ...more,
})

/** A ladder of its own with tiers of these thresholds above the base tier, in this order of adding. */
async function aLadder(thresholds: (number | null)[]) {
  const tenant = await mintTenant()
  const { id } = await createLadder(tenant.scope, { name: '示例等级', measure: 'net_spend' })
  for (const [place, threshold] of thresholds.entries()) await createTier(tenant.scope, { ladderId: id, ...draft(`t${place}`, threshold) })
  return { ...tenant, ladderId: id }
}

const tiersNow = async ({ scope }: MintedTenant) => (await readLadders(scope))[0]?.tiers ?? []
const shape = async (tenant: MintedTenant) => (await tiersNow(tenant)).map((tier) => [tier.code, tier.threshold])

test('a new tier stands where its threshold belongs; one given by hand only comes on top and is passed over later', async () => {
  const tenant = await aLadder([200, 100, null, 300])
  expect(await shape(tenant)).toEqual([
    ['base', 0],
    ['t1', 100],
    ['t0', 200],
    ['t2', null],
    ['t3', 300],
  ])
  const [, , second] = await tiersNow(tenant)
  if (!second) throw new Error('it has five tiers')
  const change = { tierId: second.id, revision: second.revision, ...draft('t0', 300) }
  await expect(updateTier(tenant.scope, change)).rejects.toMatchObject({ code: 'tier.threshold_too_high', details: { amount: '¥3' } })
  await updateTier(tenant.scope, { ...change, threshold: null })
  expect((await shape(tenant))[2], 'what loses its threshold keeps its place').toEqual(['t0', null])
  await expect(updateTier(tenant.scope, { ...change, revision: second.revision + 1, threshold: 100 })).rejects.toMatchObject({
    code: 'tier.threshold_too_low',
  })
})

test('in another order the thresholds stay and their tiers change places; one without keeps being without', async () => {
  const tenant = await aLadder([100, 200, null])
  const [base, t0, t1, byHand] = (await tiersNow(tenant)).map((tier) => tier.id)
  await reorderTiers(tenant.scope, { ladderId: tenant.ladderId, tierIds: [base, byHand, t1, t0] as string[] })
  expect(await shape(tenant)).toEqual([
    ['base', 0],
    ['t2', null],
    ['t1', 100],
    ['t0', 200],
  ])
  const [first] = await tiersNow(tenant)
  await deleteTier(tenant.scope, { tierId: first?.id as string, revision: first?.revision as number })
  expect((await shape(tenant)).map(([code]) => code)).toEqual(['t2', 't1', 't0'])
})

test('thresholds are set together, and only where they still rise and nobody came between', async () => {
  const tenant = await aLadder([100, null, 200])
  const tiers = await tiersNow(tenant)
  const set = (amounts: number[]) =>
    setThresholds(tenant.scope, {
      ladderId: tenant.ladderId,
      thresholds: tiers
        .filter((tier) => tier.threshold !== null)
        .map((tier, place) => ({ tierId: tier.id, revision: tier.revision, threshold: amounts[place] ?? 0 })),
    })
  await expect(set([0, 500, 500])).rejects.toMatchObject({
    code: 'tier.threshold_too_low',
    field: 'thresholds.2.threshold',
    details: { name: '示例 t0', amount: '¥5' },
  })
  await set([0, 500, 900])
  expect((await shape(tenant)).map(([, threshold]) => threshold)).toEqual([0, 500, null, 900])
  await expect(set([0, 600, 900]), 'the form was read before').rejects.toMatchObject({ code: 'program.edited_elsewhere' })
})

test('what only some tiers have goes in and comes out as it was', async () => {
  const tenant = await aLadder([])
  const more: Partial<TierDraft> = {
    growthBonusBps: 500,
    hidden: true,
    requires: { mode: 'any', when: { fact: 'member.order_count', operator: 'gte', value: 3, window: { kind: 'calendar_year' } } },
    keep: { minimum: 50 },
    entryPoints: 10,
    expiry: { kind: 'never' },
  }
  await createTier(tenant.scope, { ladderId: tenant.ladderId, ...draft('gold', 100, more) })
  expect((await tiersNow(tenant))[1]).toMatchObject(more)
})

test('a program has up to five ladders, one of them primary, which stays', async () => {
  const tenant = await mintTenant()
  const { scope } = tenant
  const first = await createLadder(scope, { name: '成长等级', measure: 'growth' })
  const [alone] = await readLadders(scope)
  expect(alone).toMatchObject({ primary: true, name: '成长等级', tiers: [{ threshold: 0 }] })
  const remove = (ladderId: string, revision = 1) => deleteLadder(scope, { ladderId, revision })
  await expect(remove(first.id)).rejects.toMatchObject({ code: 'ladder.last_one' })
  const second = await createLadder(scope, { name: '储值卡', measure: 'recharged' })
  await expect(createLadder(scope, { name: '储值卡', measure: 'growth' })).rejects.toMatchObject({ code: 'ladder.name_taken' })
  await expect(remove(first.id)).rejects.toMatchObject({ code: 'ladder.primary_stays' })
  await makePrimary(scope, { ladderId: second.id })
  expect((await readLadders(scope)).map((ladder) => [ladder.name, ladder.primary])).toEqual([
    ['储值卡', true],
    ['成长等级', false],
  ])
  await remove(first.id, 2)
  for (const name of ['一', '二', '三', '四']) await createLadder(scope, { name, measure: 'category_spend', category: '咖啡' })
  await expect(createLadder(scope, { name: '五', measure: 'growth' })).rejects.toMatchObject({
    code: 'ladder.too_many',
    details: { most: 5 },
  })
})
