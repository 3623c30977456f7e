import { civilOf, type Day, dateIn, isoOf } from '../calendar/day'
import type { Program } from '../program/compile'
import type { MemberState } from '../state'
import type { CompiledBenefit } from './compile'
import { type HeldGrant, heldBenefits } from './held'

const givesMonthly = ({ kind }: CompiledBenefit): boolean => kind === 'monthly_coupons'

/** The date in the month of `day` on which something of a day of the month falls: its last one where the month is shorter. */
function inMonthOf(day: Day, dayOfMonth: number): Day {
  const { year, month } = civilOf(day)
  return dateIn(year, month, dayOfMonth)
}

/** The first date after `day` on which a benefit that a member may have gives something by itself, or null. */
export function nextGift(program: Program, state: MemberState, day: Day): Day | null {
  let next = Number.POSITIVE_INFINITY
  for (const benefit of program.benefits) {
    if (!givesMonthly(benefit)) continue
    for (const { tier, terms } of benefit.grants) {
      if (terms.day === undefined || (tier !== null && !stands(state, tier))) continue
      const here = inMonthOf(day, terms.day)
      next = Math.min(next, here > day ? here : inMonthOf(inMonthOf(day, 31) + 1, terms.day))
    }
  }
  return next === Number.POSITIVE_INFINITY ? null : next
}

/** Whether a member stands on a tier of any ladder. */
function stands(state: MemberState, tier: string): boolean {
  for (const ladder in state.standing.ladders) if (state.standing.ladders[ladder]?.tier === tier) return true
  return false
}

/** What a benefit gives on a date: a name for the occasion, which is one a member, and what. */
export type Gift = { key: string; benefit: string; points: number; coupons: readonly { template: string; count: number }[] }

/** What benefits give a member on a date by themselves: the coupons of the month. */
export function monthlyGifts(program: Program, state: MemberState, day: Day): Gift[] {
  if (!program.benefits.some(givesMonthly)) return []
  return giftsOf(program, state, day, 'monthly_coupons', isoOf(day), ({ terms }) => inMonthOf(day, terms.day ?? 0) === day)
}

/** What benefits give a member for a birthday. */
export const birthdayGifts = (program: Program, state: MemberState, day: Day): Gift[] =>
  giftsOf(program, state, day, 'birthday_gift', String(civilOf(day).year))

/** Whether any member is given anything for a birthday. */
export const givesBirthdays = (program: Program): boolean =>
  program.benefits.some(({ kind, grants }) => kind === 'birthday_gift' && grants.length > 0)

/** One gift of a benefit for an occasion, whichever grants a member has it by: a fold that finds another tier gives no second one. */
function giftsOf(
  program: Program,
  state: MemberState,
  day: Day,
  kind: string,
  occasion: string,
  falls: (grant: HeldGrant) => boolean = () => true,
): Gift[] {
  const gifts = new Map<string, Gift>()
  for (const held of heldBenefits(program, state, day).grants) {
    const { benefit, terms } = held
    if (benefit.kind !== kind || !falls(held)) continue
    const gift = gifts.get(benefit.id) ?? { key: `benefit:${benefit.id}:${occasion}`, benefit: benefit.id, points: 0, coupons: [] }
    gifts.set(benefit.id, { ...gift, points: gift.points + (terms.points ?? 0), coupons: [...gift.coupons, ...(terms.coupons ?? [])] })
  }
  return [...gifts.values()]
}
