import { birthdayGifts, type Gift, monthlyGifts } from './benefit/timed'
import { isOnce } from './campaign/campaign'
import type { Occurrence } from './occurrence'
import { type Cause, countEarned, credit } from './points/lots'
import type { Timeline } from './program/compile'
import type { Verdict } from './rule/judge'
import type { GoodsGift } from './rule/terms'
import type { CouponIssue } from './trace'

/**
 * The name under which what a rule gives for an event is given once. What can be had but once in a membership (with the
 * first order, on joining) has one name for good: a late order that turns out to be the first brings no second one.
 */
export function giftKey({ campaigns }: Timeline, rule: string, event: string): string {
  const effect = campaigns.effect(rule)
  return `rule:${rule}:${effect !== undefined && isOnce(effect.at) ? 'once' : event}`
}

/** Gives the coupons and goods of the rules that give some, once for each rule and event. */
export function issueByRules(on: Occurrence, verdict: Verdict, by: Cause): void {
  for (const { id, coupons, goods, campaign } of verdict.coupons) {
    const key = giftKey(on.timeline, id, by.cause)
    issue(on, key, campaign === null ? 'rule' : 'campaign', id, coupons ?? [], by)
    if (goods !== null) handOver(on, key, id, goods, by)
  }
}

/** Asks for coupons under a key that gives them once. */
export function issue(
  { decisions }: Occurrence,
  key: string,
  origin: CouponIssue['origin'],
  source: string,
  gifts: CouponIssue['gifts'],
  by: Cause,
): void {
  if (gifts.length > 0) decisions.issues.push({ key, origin, source, gifts, cause: by.cause, day: by.day })
}

/** Hands goods or chances over under a key that gives them once. */
export function handOver({ decisions }: Occurrence, key: string, effect: string, gift: GoodsGift, by: Cause): void {
  decisions.goods.push({ key, effect, gift, cause: by.cause, day: by.day })
}

/** What benefits give for a birthday. */
export const giveForBirthday = (on: Occurrence, by: Cause): void => give(on, birthdayGifts(on.program, on.state, by.day), by)

/** What benefits give on a day of the month. */
export const giveForMonth = (on: Occurrence, by: Cause): void => give(on, monthlyGifts(on.program, on.state, by.day), by)

/** Points of benefits as one lot, and their coupons. */
function give(on: Occurrence, gifts: readonly Gift[], by: Cause): void {
  const byRule: Record<string, number> = {}
  let total = 0
  for (const { key, benefit, points, coupons } of gifts) {
    issue(on, key, 'benefit', benefit, coupons, by)
    if (points === 0) continue
    byRule[benefit] = (byRule[benefit] ?? 0) + points
    total += points
  }
  if (total === 0) return
  countEarned(on.state.standing, by.day, total)
  credit(on.state.standing, on.decisions, by, on.life(by.day), Object.entries(byRule), 'issued')
}
