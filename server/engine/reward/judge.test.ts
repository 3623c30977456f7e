import { expect, test } from 'vitest'
import { mallProgram } from '@/db/testing/mall-program'
import { dayOf } from '../calendar/day'
import { advance } from '../evaluate'
import { timelineOf } from '../program/compile'
import { newState } from '../state'
import { closedFor, judgeReward, type OfferedReward, priceFor, type Redeemer } from './judge'

const at = Date.parse('2026-03-10T04:00:00Z')
const day = dayOf('2026-03-10')

/** A member of the second tier with so many points, who joined on 1 March. */
function redeemer(points: number, had = { ever: 0, today: 0 }): Redeemer {
  const timeline = timelineOf([{ id: 'v1', effectiveFrom: 0, document: mallProgram }])
  const { state } = advance(timeline, newState(dayOf('2026-03-01')), { day, at })
  const main = state.standing.ladders.main
  if (main) main.tier = 'gold'
  if (points > 0) state.standing.lots.push({ id: 'lot', earned: day, expires: null, left: points } as (typeof state.standing.lots)[number])
  return { program: timeline.at(at), state, day, at, had }
}

const reward = (spec: Partial<OfferedReward['spec']> = {}, more: Partial<OfferedReward> = {}): OfferedReward => ({
  state: 'active',
  left: null,
  ...more,
  spec: { gives: { kind: 'service' }, points: 100, limits: {}, ...spec },
})

const verdict = (one: OfferedReward, who: Redeemer, quantity = 1) => {
  const { price, why } = judgeReward(one, who, quantity)
  return [price, why?.code ?? null]
}

test('the lowest of the prices that hold for a member is theirs', () => {
  const { spec } = reward({
    byTier: [
      { tier: 'gold', points: 80 },
      { tier: 'card', points: 60 },
    ],
  })
  expect(priceFor(spec, new Set())).toBe(100)
  expect(priceFor(spec, new Set(['gold']))).toBe(80)
  expect(priceFor(spec, new Set(['gold', 'card']))).toBe(60)
  // A tier may also pay more.
  expect(priceFor({ ...spec, byTier: [{ tier: 'gold', points: 120 }] }, new Set(['gold']))).toBe(120)
})

test('first and last day are both included', () => {
  expect(verdict(reward({ from: '2026-03-10', until: '2026-03-10' }), redeemer(100))).toEqual([100, null])
  expect(verdict(reward({ from: '2026-03-11' }), redeemer(100))).toEqual([100, 'reward.not_begun'])
  expect(verdict(reward({ until: '2026-03-09' }), redeemer(100))).toEqual([100, 'reward.offer_over'])
})

test('what stands in the way is told in its order', () => {
  const when = { fact: 'member.order_count', operator: 'gte' as const, value: 1 }
  const worst = { tiers: ['none'], when, limits: { perMember: 1, perMemberDay: 1 } }
  const who = redeemer(0, { ever: 1, today: 1 })
  const told = (one: OfferedReward) => verdict(one, who)[1]
  expect(told(reward({ ...worst, until: '2026-01-01' }, { state: 'paused', left: 0 }))).toBe('reward.not_offered')
  expect(told(reward({ ...worst, until: '2026-01-01' }, { left: 0 }))).toBe('reward.offer_over')
  expect(told(reward(worst, { left: 0 }))).toBe('reward.not_for_tier')
  expect(told(reward({ ...worst, tiers: ['gold'] }, { left: 0 }))).toBe('reward.not_for_member')
  expect(told(reward({ limits: worst.limits }, { left: 0 }))).toBe('reward.member_limit')
  expect(told(reward({ limits: { perMemberDay: 1 } }, { left: 0 }))).toBe('reward.day_limit')
  expect(told(reward({}, { left: 0 }))).toBe('reward.none_left')
  expect(told(reward())).toBe('reward.points_short')
})

test('several at once need points, stock and room for all of them', () => {
  const who = redeemer(250, { ever: 1, today: 0 })
  expect(verdict(reward(), who, 2)).toEqual([100, null])
  expect(judgeReward(reward(), who, 3).why).toEqual({ code: 'reward.points_short', details: { needed: 300, available: 250 } })
  expect(judgeReward(reward({ limits: { perMember: 2 } }), who, 2).why).toEqual({
    code: 'reward.member_limit',
    details: { limit: 2, left: 1 },
  })
  expect(judgeReward(reward({}, { left: 1 }), who, 2).why).toEqual({ code: 'reward.none_left', details: { left: 1 } })
})

test('a condition is asked of the member as of now', () => {
  const joined = (days: number) => reward({ when: { fact: 'member.days_since_joining', operator: 'gte', value: days } })
  expect(verdict(joined(9), redeemer(100))).toEqual([100, null])
  expect(verdict(joined(10), redeemer(100))).toEqual([100, 'reward.not_for_member'])
})

test('without a member only state, dates and stock are looked at', () => {
  expect(closedFor(reward({ tiers: ['none'], limits: { perMember: 1 } }), day, 1)).toBeNull()
  expect(closedFor(reward({}, { state: 'draft' }), day, 1)?.code).toBe('reward.not_offered')
  expect(closedFor(reward({}, { left: 0 }), day, 1)?.code).toBe('reward.none_left')
})
