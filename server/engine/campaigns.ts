import { startOfDay } from './calendar/zone'
import { type Acting, earningOf, growthOf, nothingActs, rowBefore } from './campaign/act'
import type { Moment, ReferralPays } from './campaign/campaign'
import { campaignBegins } from './campaign/standing'
import { handOver, issue, issueByRules } from './gifts'
import { withoutGiven } from './grants'
import { earnBy, growBy, limitFor } from './judging'
import { nothingSeen, type Seen } from './measure/facts'
import type { Judged, Occurrence } from './occurrence'
import { type Cause, countEarned, credit } from './points/lots'
import { countGiven } from './rule/caps'
import { noGoods } from './rule/judge'
import type { Given } from './state'
import type { Grant } from './trace'
import type { CampaignGrantBody, GrantBody } from './vocabulary'

type ToWhom = Extract<Moment, { kind: 'referred' }>['to']

/** What campaigns give for a referral, to one of the two, once the invited member has got so far. */
const actingOnReferral = (on: Occurrence, to: ToWhom, pays: ReferralPays, seen: Seen): Acting =>
  on.acting('referred', seen, ({ at }) => (at.kind === 'referred' && at.to === to && at.pays === pays ? null : 'silent'))

/** Several as one. */
function together(first: Acting, second: Acting): Acting {
  if (second === nothingActs) return first
  return {
    effects: [...first.effects, ...second.effects],
    traces: [...first.traces, ...second.traces],
    growthTraces: [...first.growthTraces, ...second.growthTraces],
  }
}

/** What campaigns give to who has just joined, and to who was brought in by another member. */
export function actingOnRegistration(on: Occurrence, seen: Seen): Acting {
  const welcome = on.acting('registered', seen, () => null)
  return on.state.history.invited ? together(welcome, actingOnReferral(on, 'invited', 'registered', seen)) : welcome
}

/** What campaigns give with the first order of who was brought in. To be asked before the order counts. */
export function withReferral(on: Occurrence, acting: Acting, seen: Seen): Acting {
  const { invited, lastOrder } = on.state.history
  return invited && lastOrder === null ? together(acting, actingOnReferral(on, 'invited', 'ordered', seen)) : acting
}

/** What campaigns give for a check-in, by its place in the row of days. To be asked before it counts. */
export const actingOnCheckIn = (on: Occurrence, seen: Seen): Acting =>
  on.acting('checked_in', seen, ({ at, campaign }) => {
    if (at.kind !== 'checked_in') return 'silent'
    const place = (rowBefore(on.state.history, seen.day, campaignBegins(campaign, on.program.timeZone)) % at.cycle) + 1
    return place === at.day ? null : ['not_that_day', place]
  })

/** An invited member joined, which is what rules answer to and what counts; or paid a first order, which only campaigns ask for. */
export function referred(on: Occurrence, stage: ReferralPays, seen: Seen, by: Cause): void {
  const judged: Judged = { trigger: 'member.referred', seen, goods: noGoods, event: null }
  const acting = actingOnReferral(on, 'inviter', stage, seen)
  if (stage === 'registered') return on.did(judged, by, 'referrals', 1, acting)
  on.active(by.day)
  giveAlone(on, acting, judged, by)
}

/** Gives what campaigns alone come to. */
function giveAlone(on: Occurrence, acting: Acting, judged: Judged, by: Cause): void {
  for (const ladder of on.program.ladders) growBy(on, ladder, growthOf(acting.effects, ladder), judged, [], by)
  on.trace.growth.push(...acting.growthTraces)
  const verdict = earnBy(on, earningOf(acting.effects), judged, [], 0, by)
  on.trace.rules.push(...acting.traces)
  on.book(verdict, by, undefined)
  issueByRules(on, verdict, by)
}

/** What a campaign has given for an occasion. */
export function grantedByCampaign(on: Occurrence, { effect, points, growth }: CampaignGrantBody, by: Cause): void {
  const { standing } = on.state
  if (points !== undefined) {
    countEarned(standing, by.day, points)
    credit(standing, on.decisions, by, on.life(by.day), [[effect, points]], 'issued')
  }
  if (growth !== undefined) on.addGrowth(growth.ladder, growth.amount, by.day, by, effect)
}

/** The name under which it is counted that an effect was given for entering a tier. */
export const entryName = (effect: string, tier: string): string => `${effect}:${tier}`

/** A reward of a campaign for entering a tier, which the log holds. */
export function grantedByEffect(on: Occurrence, body: GrantBody & { effect: string }, by: Cause): void {
  const { decisions, state } = on
  const { effect, tier, amount } = body
  countGiven(state.standing.given, entryName(effect, tier), by.day, 1)
  countGiven(state.standing.given, effect, by.day, amount > 0 ? amount : 1)
  if (decisions.grants.length > 0) decisions.grants = withoutGiven(decisions.grants, body)
  if (amount > 0) credit(state.standing, decisions, by, on.life(by.day), [[effect, amount]], 'issued')
  issue(on, `grant:${by.cause}`, 'campaign', effect, body.coupons ?? [], by)
  if (body.goods) handOver(on, `grant:${by.cause}`, effect, body.goods, by)
}

/** What a member was given of an effect, with what is decided and not given yet. */
function withDecided(given: Readonly<Record<string, Given>>, effect: string, decided: readonly Grant[]): Record<string, Given> {
  const held = given[effect]
  const all: Record<string, Given> = held === undefined ? {} : { [effect]: [...held] }
  for (const one of decided) if (one.effect === effect) countGiven(all, effect, one.day, one.points > 0 ? one.points : 1)
  return all
}

/** What campaigns give for entering a tier of a ladder: once a member and tier, within their limits. `decided` are the rewards that are on their way. */
export function entryGrants(
  on: Occurrence,
  ladder: string,
  tier: string,
  by: Pick<Cause, 'cause' | 'day'>,
  decided: readonly Grant[],
): Grant[] {
  if (on.timeline.campaigns.at('tier_entered').length === 0) return []
  const { position, standing } = on.state
  const { day } = by
  // Two ladders may be climbed at once: each gift is asked for by itself, and what is on its way counts like what was given.
  const asked = { cause: `${by.cause}:${ladder}:${tier}`, day }
  const at = Math.max(position?.[0] ?? 0, startOfDay(on.program.timeZone, day))
  const { effects } = on.acting('tier_entered', nothingSeen(day, at), (effect) =>
    effect.at.kind === 'tier_entered' && effect.at.tiers.includes(tier) ? null : 'silent',
  )
  return effects.flatMap(({ id, gives, rule }) => {
    const before = standing.given[entryName(id, tier)] !== undefined || decided.some((one) => one.effect === id && one.tier === tier)
    if (before) return []
    const wanted = gives.kind === 'points' ? gives.points : 1
    const { given } = limitFor(on, asked, undefined, withDecided(standing.given, id, decided))(rule, wanted)
    if (given === 0) return []
    const grant: Grant = { ladder, tier, cycle: null, points: gives.kind === 'points' ? given : 0, day, effect: id }
    if (rule.coupons !== null) grant.coupons = rule.coupons
    if (rule.goods !== null) grant.goods = rule.goods
    return [grant]
  })
}
