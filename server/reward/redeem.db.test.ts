import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintMember, mintReward, mintTemplate, rewardDraft } from '@/db/testing/mall'
import { mallProgram } from '@/db/testing/mall-program'
import { mintOperator, mintStore, mintTenant } from '@/db/testing/mint'
import { dayOf } from '@/server/engine/calendar/day'
import { readMember } from '@/server/member/read-member'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { applyEvents } from '@/server/program/apply-events'
import { runDoctor } from '@/server/program/doctor'
import { createReward } from './create-reward'
import { readOffers } from './offers'
import { readRedemption } from './read-redemption'
import { readReward } from './reads'
import { redeemReward } from './redeem-reward'
import { setRewardState } from './set-reward-state'
import { updateReward } from './update-reward'

const database = testDatabase()
const house = () => mintTenant({ program: mallProgram })

const redeem = (scope: TenantScope, memberId: string, rewardId: string, more: Partial<Parameters<typeof redeemReward>[1]> = {}) =>
  redeemReward(scope, { memberId, rewardId, quantity: 1, requestKey: newId(), through: 'console', ...more } as Parameters<
    typeof redeemReward
  >[1])

const pointsOf = async (scope: TenantScope, memberId: string) => (await readMember(scope, memberId)).points.available

/** The refusal in full, which the list of offers must foretell. */
async function refusedBoth(scope: TenantScope, memberId: string, rewardId: string, code: string, details: object = {}) {
  await expect(redeem(scope, memberId, rewardId)).rejects.toMatchObject({ kind: 'conflict', code, details })
  const offer = (await readOffers(scope, { memberId })).rewards.find((one) => one.id === rewardId)
  if (offer) expect(offer.why).toMatchObject({ code, details })
  return offer
}

test('points, stock and number go together, and the log names the reward', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 250)
  const rewardId = await mintReward(scope, { stock: 5 })
  const made = await redeem(scope, memberId, rewardId, { quantity: 2 })
  expect(made.number).toMatch(/^R\d{10}$/)
  expect(await readRedemption(scope, made.id)).toMatchObject({
    number: made.number,
    reward: '示例马克杯',
    quantity: 2,
    points: 200,
    state: 'to_collect',
    through: 'console',
    steps: [{ what: 'made', by: { kind: 'operator', name: '示例' } }],
  })
  expect(await pointsOf(scope, memberId)).toBe(50)
  expect(await readReward(scope, rewardId)).toMatchObject({ left: 3, given: 2, spent: 200 })
  const [spend] = await database.owner<{ body: object }[]>`
    select body from events where member_id = ${memberId} and type = 'points.spent'`
  expect(spend?.body).toMatchObject({ amount: 200, reason: '积分兑换：示例马克杯 × 2' })
  expect((await runDoctor(scope)).differences).toEqual([])
})

test('each thing that stands in the way has its own reason, and the list of offers says the same', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 150)
  const { id: draft } = await createReward(scope, rewardDraft())
  expect(await refusedBoth(scope, memberId, draft, 'reward.not_offered')).toBeUndefined()
  const soon = await mintReward(scope, { spec: { from: '2999-01-01' } })
  expect(await refusedBoth(scope, memberId, soon, 'reward.not_begun', { from: '2999-01-01' })).toBeDefined()
  const over = await mintReward(scope, { spec: { until: '2020-01-01' } })
  expect(await refusedBoth(scope, memberId, over, 'reward.offer_over', { until: '2020-01-01' })).toBeUndefined()
  const gold = await mintReward(scope, { spec: { tiers: ['gold'] } })
  expect(await refusedBoth(scope, memberId, gold, 'reward.not_for_tier')).toBeDefined()
  const buyers = await mintReward(scope, { spec: { when: { fact: 'member.order_count', operator: 'gte', value: 1 } } })
  expect(await refusedBoth(scope, memberId, buyers, 'reward.not_for_member')).toBeDefined()
  const none = await mintReward(scope, { stock: 0 })
  expect(await refusedBoth(scope, memberId, none, 'reward.none_left', { left: 0 })).toBeDefined()
  const dear = await mintReward(scope, { spec: { points: 151 } })
  expect(await refusedBoth(scope, memberId, dear, 'reward.points_short', { needed: 151, available: 150 })).toBeDefined()
  expect(await pointsOf(scope, memberId)).toBe(150)
})

test('a refused redemption is kept with the member', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 10)
  const rewardId = await mintReward(scope)
  await expect(redeem(scope, memberId, rewardId)).rejects.toMatchObject({ code: 'reward.points_short' })
  const kept = await database.owner<{ code: string }[]>`select code from refusals where member_id = ${memberId}`
  expect(kept.map((row) => row.code)).toEqual(['reward.points_short'])
})

test('the first obstacle in the order of the rules is the one that is told', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 0)
  const all = { points: 900, tiers: ['gold'], when: { fact: 'member.order_count', operator: 'gte' as const, value: 1 } }
  const worst = await mintReward(scope, { stock: 0, spec: { ...all, from: '2999-01-01' } })
  await refusedBoth(scope, memberId, worst, 'reward.not_begun')
  const { from: _, ...spec } = (await readReward(scope, worst)).spec
  const change = async (next: typeof spec, stock: number | null) => {
    const { revision, name, intro, picture } = await readReward(scope, worst)
    await updateReward(scope, { rewardId: worst, revision, name, intro, picture, stock, spec: next })
  }
  await change(spec, 0)
  await refusedBoth(scope, memberId, worst, 'reward.not_for_tier')
  const { tiers: __, ...anyTier } = spec
  await change(anyTier, 0)
  await refusedBoth(scope, memberId, worst, 'reward.not_for_member')
  const { when: ___, ...anybody } = anyTier
  await change(anybody, 0)
  await refusedBoth(scope, memberId, worst, 'reward.none_left')
  await change(anybody, 1)
  await refusedBoth(scope, memberId, worst, 'reward.points_short')
})

test('limits of a member and of a day count what was not given back', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 5_000)
  const ever = await mintReward(scope, { spec: { limits: { perMember: 3 } } })
  await redeem(scope, memberId, ever, { quantity: 2 })
  await expect(redeem(scope, memberId, ever, { quantity: 2 })).rejects.toMatchObject({
    code: 'reward.member_limit',
    details: { limit: 3, left: 1 },
  })
  await redeem(scope, memberId, ever)
  await refusedBoth(scope, memberId, ever, 'reward.member_limit', { limit: 3, left: 0 })

  const daily = await mintReward(scope, { spec: { limits: { perMemberDay: 1 } } })
  await redeem(scope, memberId, daily)
  await refusedBoth(scope, memberId, daily, 'reward.day_limit', { limit: 1, left: 0 })
  // What was redeemed on another day does not count today.
  await database.owner`update redemptions set created_on = created_on - 1 where reward_id = ${daily}`
  await redeem(scope, memberId, daily)
})

test('the price is that of the tier now, and a condition is asked as of now', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 500, { code: 'P1' })
  const rewardId = await mintReward(scope, {
    spec: { byTier: [{ tier: 'gold', points: 60 }], when: { fact: 'member.order_count', operator: 'gte', value: 1 } },
  })
  await refusedBoth(scope, memberId, rewardId, 'reward.not_for_member')
  const order = (no: string, amount: number) => ({
    source: 'api',
    event_id: no,
    member: 'P1',
    occurred_at: new Date(Date.now() - 60_000).toISOString(),
    body: { type: 'order.paid' as const, channel: 'default', order_no: no, amount },
  })
  await applyEvents(scope, [order('a', 50_00)])
  expect((await readRedemption(scope, (await redeem(scope, memberId, rewardId)).id)).points).toBe(100)
  await applyEvents(scope, [order('b', 60_00)])
  expect((await readOffers(scope, { memberId })).rewards).toMatchObject([{ price: 60, listPrice: 100, why: null }])
  expect((await readRedemption(scope, (await redeem(scope, memberId, rewardId)).id)).points).toBe(60)
})

test('a coupon is given at once, and says what it was bought with', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 500)
  const template = await mintTemplate(scope, { stock: 3 })
  const rewardId = await mintReward(scope, { spec: { gives: { kind: 'coupon', template } } })
  const made = await redeem(scope, memberId, rewardId, { quantity: 2 })
  const detail = await readRedemption(scope, made.id)
  expect(detail).toMatchObject({ state: 'done', gives: 'coupon', coupons: [{ state: 'held' }, { state: 'held' }] })
  const rows = await database.owner<{ origin: string; bought: object }[]>`select origin, bought from coupons where member_id = ${memberId}`
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject({ origin: 'reward', bought: { points: 100, redemption: made.id } })
  // Out of coupons: nothing of the redemption stands.
  await expect(redeem(scope, memberId, rewardId, { quantity: 2 })).rejects.toMatchObject({ code: 'coupon.sold_out' })
  expect(await pointsOf(scope, memberId)).toBe(300)
  expect(await readReward(scope, rewardId)).toMatchObject({ given: 2 })
})

test('lottery chances are had at once; a service waits for the counter; goods go where they are to go', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 1_000)
  const chance = await mintReward(scope, { spec: { gives: { kind: 'lottery_ticket' } } })
  expect(await readRedemption(scope, (await redeem(scope, memberId, chance, { quantity: 3 })).id)).toMatchObject({
    state: 'done',
    ticketsLeft: 3,
  })
  const service = await mintReward(scope, { spec: { gives: { kind: 'service' } } })
  expect((await readRedemption(scope, (await redeem(scope, memberId, service)).id)).state).toBe('to_collect')
  await expect(redeem(scope, memberId, service, { address: { address: '示例路 1 号' } })).rejects.toMatchObject({
    code: 'redemption.address_not_needed',
  })
  const parcel = await mintReward(scope, { spec: { gives: { kind: 'goods', by: 'send' } } })
  await expect(redeem(scope, memberId, parcel)).rejects.toMatchObject({ code: 'redemption.address_needed', field: 'address' })
  const sent = await redeem(scope, memberId, parcel, { address: { recipient: '示例乙', phone: '13900001111', address: '示例路 1 号' } })
  expect(await readRedemption(scope, sent.id)).toMatchObject({ state: 'to_send', address: true })
  const everything = await database.owner<
    { row: string }[]
  >`select r::text as row from redemptions r union all select a::text from audit_log a`
  expect(everything.filter(({ row }) => /示例乙|示例路|13900001111/.test(row))).toEqual([])
})

test('the same request is one redemption; another under its key is refused', async () => {
  const { scope } = await house()
  const [memberId, other] = [await mintMember(scope, 500), await mintMember(scope, 500)]
  const rewardId = await mintReward(scope, { stock: 10 })
  const requestKey = newId()
  const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(scope, memberId, rewardId, { requestKey })))
  expect(new Set(answers.map((answer) => answer.number)).size).toBe(1)
  expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1)
  const repeated = { kind: 'conflict', code: 'redemption.request_repeated' }
  await expect(redeem(scope, memberId, rewardId, { requestKey, quantity: 2 })).rejects.toMatchObject(repeated)
  await expect(redeem(scope, other, rewardId, { requestKey })).rejects.toMatchObject(repeated)
  expect([await pointsOf(scope, memberId), await pointsOf(scope, other)]).toEqual([400, 500])
  expect(await readReward(scope, rewardId)).toMatchObject({ left: 9, given: 1 })
})

test('two members who come under one key at once are not both served', async () => {
  const { scope } = await house()
  const members = await Promise.all([mintMember(scope, 500), mintMember(scope, 500)])
  const rewardId = await mintReward(scope)
  const requestKey = newId()
  const answers = await Promise.allSettled(members.map((memberId) => redeem(scope, memberId, rewardId, { requestKey })))
  expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected'])
  const left = await Promise.all(members.map((memberId) => pointsOf(scope, memberId)))
  expect(left.sort()).toEqual([400, 500])
})

test('a store manager redeems for members of the own stores only, at an own store only', async () => {
  const { scope, tenantId } = await house()
  const [near, far] = [await mintStore(scope, { code: 'S1' }), await mintStore(scope, { code: 'S2' })]
  const manager = (await mintOperator(tenantId, 'store_manager', [near.id])).scope
  const [own, others] = [await mintMember(scope, 500, { store: 'S1' }), await mintMember(scope, 500, { store: 'S2' })]
  const rewardId = await mintReward(scope)
  await redeem(manager, own, rewardId)
  await expect(redeem(manager, others, rewardId)).rejects.toMatchObject({ code: 'member.not_found' })
  await expect(redeem(manager, own, rewardId, { storeId: far.id })).rejects.toMatchObject({ code: 'store.not_found' })
  const [spend] = await database.owner<
    { store_id: string }[]
  >`select store_id from events where member_id = ${own} and type = 'points.spent'`
  expect(spend?.store_id).toBe(near.id)
})

test('a reward that is paused while somebody redeems is not given', async () => {
  const { scope } = await house()
  const memberId = await mintMember(scope, 500)
  const rewardId = await mintReward(scope, { stock: 5 })
  const [paused, redeemed] = await Promise.allSettled([
    setRewardState(scope, { rewardId, revision: 2, to: 'paused' }),
    redeem(scope, memberId, rewardId),
  ])
  expect(paused.status).toBe('fulfilled')
  if (redeemed.status === 'rejected') expect(redeemed.reason).toMatchObject({ code: 'reward.not_offered' })
  const served = redeemed.status === 'fulfilled' ? 1 : 0
  expect(await readReward(scope, rewardId)).toMatchObject({ state: 'paused', left: 5 - served, given: served })
  await expect(redeem(scope, memberId, rewardId)).rejects.toMatchObject({ code: 'reward.not_offered' })
})

test('a redemption is of the merchant’s own date, also where the member’s log lies ahead of it', async () => {
  const { scope, tenantId } = await house()
  const memberId = await mintMember(scope, 1_000)
  const template = await mintTemplate(scope)
  const rewardId = await mintReward(scope, { spec: { gives: { kind: 'coupon', template }, limits: { perMemberDay: 1 } } })
  const [{ today = '' } = {}] = await database.owner<{ today: string }[]>`
    select (now() at time zone time_zone)::date::text as today from tenants where id = ${tenantId}`
  await database.owner`update members set state = jsonb_set(state, '{day}', ${String(dayOf(today) + 3)}::text::jsonb) where id = ${memberId}`
  await redeem(scope, memberId, rewardId)
  await refusedBoth(scope, memberId, rewardId, 'reward.day_limit', { limit: 1, left: 0 })
  const dates = await database.owner<{ created: string; issued: string }[]>`
    select r.created_on::text as created, c.issued_on::text as issued
    from redemptions r join coupons c on c.id = any (r.coupon_ids) where r.member_id = ${memberId}`
  expect(dates).toEqual([{ created: today, issued: today }])
})
