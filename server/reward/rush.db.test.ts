import { expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { mintMember, mintReward, mintTemplate } from '@/db/testing/mall'
import { mallProgram } from '@/db/testing/mall-program'
import { mintTenant } from '@/db/testing/mint'
import { readMember } from '@/server/member/read-member'
import { inTenant } from '@/server/platform/database'
import { newId } from '@/server/platform/ids'
import type { TenantScope } from '@/server/platform/scope'
import { runDoctor } from '@/server/program/doctor'
import { cancelRedemption } from './cancel-redemption'
import { checkRewards } from './check-rewards'
import { readReward } from './reads'
import { redeemReward } from './redeem-reward'
import { updateReward } from './update-reward'

testDatabase()

const redeem = (scope: TenantScope, memberId: string, rewardId: string) =>
  redeemReward(scope, { memberId, rewardId, quantity: 1, requestKey: newId(), through: 'console' })

/** How many came through, and the codes of those that did not. */
function outcome(results: PromiseSettledResult<unknown>[]) {
  const codes = results.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code?: string }).code ?? String(one.reason)] : []))
  return { served: results.length - codes.length, codes: [...new Set(codes)] }
}

async function sound(scope: TenantScope) {
  expect(await inTenant(scope, 'audit:read', checkRewards)).toEqual([])
  expect((await runDoctor(scope)).differences).toEqual([])
}

test('two hundred at once for a stock of twenty: exactly twenty have it', async () => {
  const { scope } = await mintTenant({ program: mallProgram })
  const members: string[] = []
  for (let i = 0; i < 40; i++) members.push(await mintMember(scope, 1_000))
  const rewardId = await mintReward(scope, { stock: 20 })
  const rush = Array.from({ length: 200 }, (_, i) => redeem(scope, members[i % members.length] as string, rewardId))
  expect(outcome(await Promise.allSettled(rush))).toEqual({ served: 20, codes: ['reward.none_left'] })
  expect(await readReward(scope, rewardId)).toMatchObject({ left: 0, given: 20, spent: 2_000 })
  const left = await Promise.all(members.map(async (memberId) => (await readMember(scope, memberId)).points.available))
  expect(left.reduce((sum, points) => sum + points, 0)).toBe(40 * 1_000 - 2_000)
  await sound(scope)
}, 120_000)

test('fifty at once of one member stop at the member’s limit', async () => {
  const { scope } = await mintTenant({ program: mallProgram })
  const memberId = await mintMember(scope, 10_000)
  const template = await mintTemplate(scope)
  const rewardId = await mintReward(scope, { spec: { gives: { kind: 'coupon', template }, limits: { perMember: 3 } } })
  const rush = Array.from({ length: 50 }, () => redeem(scope, memberId, rewardId))
  expect(outcome(await Promise.allSettled(rush))).toEqual({ served: 3, codes: ['reward.member_limit'] })
  expect((await readMember(scope, memberId)).points.available).toBe(9_700)
  await sound(scope)
}, 120_000)

test('redeeming, cancelling and changing the stock at once leave the stock right', async () => {
  const { scope } = await mintTenant({ program: mallProgram })
  const members: string[] = []
  for (let i = 0; i < 12; i++) members.push(await mintMember(scope, 1_000))
  const rewardId = await mintReward(scope, { stock: null })
  const change = async (stock: number | null) => {
    const { revision, name, intro, picture, spec } = await readReward(scope, rewardId)
    await updateReward(scope, { rewardId, revision, name, intro, picture, spec, stock })
  }
  const visit = async (memberId: string) => {
    for (let i = 0; i < 3; i++) {
      const made = await redeem(scope, memberId, rewardId)
      if (i !== 1) await cancelRedemption(scope, { redemptionId: made.id, reason: '示例' })
    }
  }
  const edits = async () => {
    for (const stock of [100, null, 50, 80, null, 60]) await change(stock)
  }
  const results = await Promise.allSettled([...members.map(visit), edits()])
  expect(outcome(results)).toEqual({ served: 13, codes: [] })
  expect(await readReward(scope, rewardId)).toMatchObject({ stock: 60, left: 48, given: 12 })
  await sound(scope)
}, 120_000)
