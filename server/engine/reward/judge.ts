import { type Day, dayOf } from '../calendar/day'
import { compileCondition, Slots } from '../condition/compile'
import { type Condition, leavesOf } from '../condition/condition'
import { standingOn } from '../ladder/standing'
import { nothingSeen, readFacts } from '../measure/facts'
import type { Program } from '../program/compile'
import { availablePoints, type MemberState } from '../state'
import type { RewardSpec, RewardState } from './reward'

/** A reward as it is offered: `left` is how many there still are, null for no end. */
export type OfferedReward = { state: RewardState; spec: RewardSpec; left: number | null }

/** A member at an instant: where they stand, and how many of the reward they have had, ever and on this date. */
export type Redeemer = { program: Program; state: MemberState; day: Day; at: number; had: { ever: number; today: number } }

/** Why a member may not have a reward, as the code of the sentence that says so and what fills it. */
export type WhyNot = { code: RewardNo; details: Record<string, string | number> }
export type RewardNo =
  | 'reward.not_offered'
  | 'reward.not_begun'
  | 'reward.offer_over'
  | 'reward.not_for_tier'
  | 'reward.not_for_member'
  | 'reward.member_limit'
  | 'reward.day_limit'
  | 'reward.none_left'
  | 'reward.points_short'

/** What a reward costs a member, and the first thing that stands in the way of it. */
export type RewardVerdict = { price: number; why: WhyNot | null }

const no = (code: RewardNo, details: WhyNot['details'] = {}): WhyNot => ({ code, details })

/** The tiers a member is on, one of each ladder at most. */
function tiersOf(program: Program, state: MemberState): Set<string> {
  const tiers = new Set<string>()
  for (const ladder of program.ladders) {
    const { tier } = standingOn(ladder, state.standing)
    if (tier !== null) tiers.add(tier)
  }
  return tiers
}

/** What a reward costs on the tiers given: the lowest of the prices that hold for any of them. */
export function priceFor({ points, byTier = [] }: RewardSpec, tiers: ReadonlySet<string>): number {
  const own = byTier.filter(({ tier }) => tiers.has(tier))
  return own.length === 0 ? points : Math.min(...own.map((price) => price.points))
}

/** Whether a member meets a condition about members, as of now. */
function meets(condition: Condition, { program, state, day, at }: Redeemer): boolean {
  const slots = new Slots()
  const check = compileCondition(condition, slots)
  const wanted = [...new Set(leavesOf(condition).map((leaf) => slots.slotFor(leaf)))].sort((a, b) => a - b)
  return check(readFacts({ ...program, slots }, state, nothingSeen(day, at), wanted)) === -1
}

/** What stands in the way of a reward for everybody: its state, its dates, its stock. */
export function closedFor({ state, spec, left }: OfferedReward, day: Day, quantity: number): WhyNot | null {
  return notOpen(state, spec, day) ?? shortOf(left, quantity)
}

function notOpen(state: RewardState, { from, until }: RewardSpec, day: Day): WhyNot | null {
  if (state !== 'active') return no('reward.not_offered')
  if (from !== undefined && day < dayOf(from)) return no('reward.not_begun', { from })
  if (until !== undefined && day > dayOf(until)) return no('reward.offer_over', { until })
  return null
}

const shortOf = (left: number | null, quantity: number): WhyNot | null =>
  left !== null && left < quantity ? no('reward.none_left', { left }) : null

/**
 * What so many of a reward cost a member each, and the first of these that stands in the way: state, schedule, tier,
 * condition, limit of the member, limit of the day, stock, points.
 */
export function judgeReward(reward: OfferedReward, redeemer: Redeemer, quantity: number): RewardVerdict {
  const { spec } = reward
  const { program, state, day, had } = redeemer
  const tiers = tiersOf(program, state)
  const price = priceFor(spec, tiers)
  const obstacle = (): WhyNot | null => {
    const closed = notOpen(reward.state, spec, day)
    if (closed) return closed
    if (spec.tiers && !spec.tiers.some((tier) => tiers.has(tier))) return no('reward.not_for_tier')
    if (spec.when && !meets(spec.when, redeemer)) return no('reward.not_for_member')
    const { perMember, perMemberDay } = spec.limits
    if (perMember !== undefined && had.ever + quantity > perMember)
      return no('reward.member_limit', { limit: perMember, left: Math.max(0, perMember - had.ever) })
    if (perMemberDay !== undefined && had.today + quantity > perMemberDay)
      return no('reward.day_limit', { limit: perMemberDay, left: Math.max(0, perMemberDay - had.today) })
    const gone = shortOf(reward.left, quantity)
    if (gone) return gone
    const available = availablePoints(state.standing)
    return available < price * quantity ? no('reward.points_short', { needed: price * quantity, available }) : null
  }
  return { price, why: obstacle() }
}
