import { birthdayIn } from '../calendar/birthday'
import { civilOf, type Day, dateIn, dayFrom, monthLength, weekdayOf } from '../calendar/day'
import { covers, outside, type Place } from '../checkout/reach'
import { nothingSeen, readFacts, type Seen } from '../measure/facts'
import type { Program } from '../program/compile'
import type { CompiledRule } from '../rule/compiled'
import type { Goods } from '../rule/judge'
import type { History, MemberState } from '../state'
import type { RuleTrace, Why } from '../trace'
import { type BirthdayWindow, isPrice, type MomentKind } from './campaign'
import { addsGrowth, type Campaigns, type CompiledCampaign, type CompiledEffect } from './compile'
import { isOn } from './standing'

/** The effects that take place with an event, as rules; and why others that are on just now do not. */
export type Acting = { effects: readonly CompiledEffect[]; traces: RuleTrace[]; growthTraces: RuleTrace[] }

export const nothingActs: Acting = { effects: [], traces: [], growthTraces: [] }

/** What is asked of the moment itself beside the audience: why it is not that of the effect, and whether that is worth telling; or nothing. */
export type Fits = (effect: CompiledEffect) => Unfit | 'silent' | null
type Unfit = readonly [why: Why, detail: number]

/** The effects of a moment that take place for a member: those that are on, whose audience holds the member, and whose moment it is. */
export function actingAt(
  campaigns: Campaigns,
  moment: MomentKind,
  program: Program,
  state: MemberState,
  seen: Seen & { at: number },
  fits: Fits,
): Acting {
  const asked = campaigns.at(moment)
  if (asked.length === 0) return nothingActs
  const acting = { effects: [] as CompiledEffect[], traces: [] as RuleTrace[], growthTraces: [] as RuleTrace[] }
  let campaign: CompiledCampaign | null = null
  let runs = false
  for (let i = 0; i < asked.length; i++) {
    const effect = asked[i] as CompiledEffect
    if (effect.campaign !== campaign) {
      campaign = effect.campaign
      runs = isOn(campaign, program.timeZone, seen.at)
    }
    if (!runs) continue
    const unfit = fits(effect)
    if (unfit === 'silent') continue
    const unmet: RuleTrace | null = whyNotFor(effect, program, state, seen) ?? (unfit === null ? null : [effect.id, 0, unfit[0], unfit[1]])
    if (unmet === null) acting.effects.push(effect)
    else (addsGrowth(effect) ? acting.growthTraces : acting.traces).push(unmet)
  }
  return acting
}

/** Why a member is none of an effect's audience, as a trace says it; null for one who is. */
function whyNotFor({ id, campaign, reach }: CompiledEffect, program: Program, state: MemberState, seen: Seen): RuleTrace | null {
  const place: Place = { store: seen.store, channel: seen.channel ?? '', standing: state.standing }
  const elsewhere = outside(campaign.place, place) ?? (reach === null ? null : outside(reach, place))
  if (elsewhere !== null) return [id, 0, elsewhere, 0]
  const { audience } = campaign
  if (audience === null) return null
  const values = readFacts(program, state, seen, audience.reads, seen.day, audience.slots.probes)
  const failed = audience.check(values)
  return failed === -1 ? null : [id, 0, failed, values[audience.leaves[failed] as number] ?? null]
}

/** Whether a member is in the audience of a campaign on a date, wherever something may be bought. Stores and channels are not looked at. */
export function isMeant(campaign: CompiledCampaign, program: Program, state: MemberState, day: Day): boolean {
  const { place, audience } = campaign
  if (outside({ ...place, stores: null, channels: null }, { store: null, channel: '', standing: state.standing }) !== null) return false
  return audience === null || audience.check(readFacts(program, state, nothingSeen(day), audience.reads, day, audience.slots.probes)) === -1
}

/** What the goods in an effect's reach come to, in minor units. */
export function amountWithin({ reach }: CompiledEffect, goods: Goods): number {
  if (reach === null || goods.lines === null) return goods.amount
  let amount = 0
  for (const line of goods.lines) if (covers(reach, line.values[0] as string | null, line.values[1] as string | null)) amount += line.amount
  return amount
}

/** What an effect asks of an order, as it was before the order was counted. */
export function fitsOrder(program: Program, history: History, goods: Goods, day: Day): Fits {
  return (effect) => {
    const { at } = effect
    if (at.kind !== 'order') return null
    if (at.first && history.lastOrder !== null) return ['not_first', history.orders]
    if (at.joinedWithin !== undefined && history.joined !== null && day - history.joined > at.joinedWithin)
      return ['joined_before', day - history.joined]
    if (at.birthday !== undefined && !inBirthdayWindow(history.birthday, at.birthday, day, program.points.leapBirthday))
      return ['not_birthday', 0]
    const amount = amountWithin(effect, goods)
    return at.least !== undefined && amount < at.least ? ['too_small', amount] : null
  }
}

/** The same of effects that give something with an order; those of its price are part of what was paid. */
export function givenWithOrder(program: Program, history: History, goods: Goods, day: Day): Fits {
  const fits = fitsOrder(program, history, goods, day)
  return (effect) => (isPrice(effect.gives) ? 'silent' : fits(effect))
}

/** The stretch around the birthday of a year: the day, its week or its month, kept within that calendar year. Both ends are included. */
export function birthdayWindow(
  birthday: readonly [number, number],
  year: number,
  window: BirthdayWindow,
  leap: 'feb28' | 'mar1' | undefined,
): [first: Day, last: Day] {
  const day = birthdayIn(year, birthday, leap)
  switch (window) {
    case 'day':
      return [day, day]
    case 'week': {
      const monday = day - weekdayOf(day) + 1
      return [Math.max(monday, dayFrom(year, 1, 1)), Math.min(monday + 6, dayFrom(year, 12, 31))]
    }
    case 'month': {
      const { month } = civilOf(day)
      return [dayFrom(year, month, 1), dateIn(year, month, monthLength(year, month))]
    }
  }
}

/** Whether a date lies in the stretch around a birthday; nobody knows without one. */
export function inBirthdayWindow(
  birthday: readonly [number, number] | null,
  window: BirthdayWindow,
  day: Day,
  leap: 'feb28' | 'mar1' | undefined,
): boolean {
  if (birthday === null) return false
  const [first, last] = birthdayWindow(birthday, civilOf(day).year, window, leap)
  return first <= day && day <= last
}

/** The length of the row of days with a check-in that ends on a date, counted from the campaign's first day on. The date itself is not looked at. */
export function rowBefore(history: History, day: Day, from: Day): number {
  let length = 0
  for (let i = history.days.length - 1, wanted = day - 1; i >= 0 && wanted >= from; i--) {
    const row = history.days[i] as History['days'][number]
    if (row[0] > wanted) continue
    if (row[0] < wanted || row[3] === 0) break
    length++
    wanted--
  }
  return length
}

/** The effects that stay in force for what is kept of an order: those whose least amount is still reached. */
export function keptEffects(campaigns: Campaigns, ids: readonly string[] | undefined, goods: Goods): CompiledEffect[] {
  return (ids ?? []).flatMap((id) => {
    const effect = campaigns.effect(id)
    if (effect === undefined) return []
    const least = effect.at.kind === 'order' ? effect.at.least : undefined
    return least !== undefined && amountWithin(effect, goods) < least ? [] : [effect]
  })
}

/** The bonuses among them, for an order that completes: what a campaign adds belongs to the day of the payment, whenever the points come. */
export function keptBonuses(campaigns: Campaigns, ids: readonly string[] | undefined, goods: Goods): Acting {
  const effects = keptEffects(campaigns, ids, goods).filter(({ rule }) => rule.giving.kind === 'bonus')
  return effects.length === 0 ? nothingActs : { ...nothingActs, effects }
}

/** What effects give as rules beside those that earn points. */
export const earningOf = (effects: readonly CompiledEffect[]): CompiledRule[] =>
  effects.flatMap((effect) =>
    addsGrowth(effect) || (effect.rule.giving.kind === 'flat' && effect.rule.giving.units === 0) ? [] : [effect.rule],
  )

/** What effects give as rules of growth on a ladder; those that name none are for the primary one. */
export const growthOf = (effects: readonly CompiledEffect[], ladder: { id: string; primary: boolean }): CompiledRule[] =>
  effects.flatMap((effect) => {
    const { gives } = effect
    if (gives.kind !== 'growth' && gives.kind !== 'growth_bonus') return []
    return (gives.ladder === undefined ? ladder.primary : gives.ladder === ladder.id) ? [effect.rule] : []
  })
