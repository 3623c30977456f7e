import type { Day } from '@/server/engine/calendar/day'
import { inBirthdayWindow } from '@/server/engine/campaign/act'
import type { EffectLimits, Gives } from '@/server/engine/campaign/campaign'
import type { CompiledEffect } from '@/server/engine/campaign/compile'
import { covers } from '@/server/engine/checkout/reach'
import { percentOf } from '@/server/engine/money/percent'
import { type BonusTerms, factorOf } from '@/server/engine/rule/bonus'
import type { BookedLine } from '@/server/engine/state'
import type { EarningTerms } from './earning-terms'
import type { Happening, PastOrder } from './past-happenings'

/**
 * The past days on which a campaign is tried, cut into stretches of as many days as it will have: each stretch is the
 * campaign held once. `weight`: what the sum over all stretches is to be multiplied by.
 */
export type Stretches = { of: ReadonlyMap<Day, number>; weight: number; turnOf: (day: Day) => number; turns: number }

/**
 * Cuts past days into stretches, the latest kept; where there are fewer than are to come, they stand for all of them.
 * `together`: the days of a stretch are one occasion, as those of a festival; else each day comes round by itself.
 */
export function stretchesOf(past: readonly Day[], coming: number, together: boolean): Stretches {
  const whole = Math.floor(past.length / Math.max(1, coming))
  const used = whole === 0 ? past : past.slice(past.length - whole * coming)
  const of = new Map(used.map((day, i) => [day, whole === 0 ? 0 : Math.floor(i / coming)]))
  const weight = used.length === 0 ? 0 : coming / used.length
  return { of, weight, turnOf: (day) => (together ? (of.get(day) ?? 0) : day), turns: together ? Math.max(1, whole) : used.length }
}

type Counter = { on: number; given: number }

/** What one effect comes to when it is tried: in all stretches together, under its limits in each. */
export class Tally {
  times = 0
  amount = 0
  private stretch = -1
  private ofMember = new Map<string, number>()
  private ofMemberDay = new Map<string, Counter>()
  private ofDay: Counter = { on: -1, given: 0 }
  private total = 0

  constructor(private readonly limits: EffectLimits) {}

  /** Gives so much as the limits leave; says whether it was anything. Days come in order. */
  give(stretch: number, member: string, day: Day, wanted: number): boolean {
    const { perMember, perMemberDay, perDay, total } = this.limits
    if (stretch !== this.stretch) this.begin(stretch)
    if (this.ofDay.on !== day) this.ofDay = { on: day, given: 0 }
    let given = wanted
    if (perMember !== undefined) given = Math.min(given, perMember - (this.ofMember.get(member) ?? 0))
    const own = this.ofMemberDay.get(member)
    const onDay = own?.on === day ? own.given : 0
    if (perMemberDay !== undefined) given = Math.min(given, perMemberDay - onDay)
    if (perDay !== undefined) given = Math.min(given, perDay - this.ofDay.given)
    if (total !== undefined) given = Math.min(given, total - this.total)
    if (given <= 0) return false
    if (perMember !== undefined) this.ofMember.set(member, (this.ofMember.get(member) ?? 0) + given)
    if (perMemberDay !== undefined) this.ofMemberDay.set(member, { on: day, given: onDay + given })
    this.ofDay.given += given
    this.total += given
    this.times++
    this.amount += given
    return true
  }

  private begin(stretch: number): void {
    this.stretch = stretch
    this.ofMember.clear()
    this.ofMemberDay.clear()
    this.total = 0
  }
}

/** Members who were given something: in each stretch, and each time it came round. */
export class Reached {
  private readonly inStretch = new Map<number, Set<string>>()
  private readonly inTurn = new Map<number, Set<string>>()

  constructor(private readonly stretches: Stretches) {}

  add(stretch: number, day: Day, member: string): void {
    put(this.inStretch, stretch, member)
    put(this.inTurn, this.stretches.turnOf(day), member)
  }

  /** Over a whole stretch, and each time, on the average of all that were tried. */
  members(): { members: number; perTurn: number } {
    const sum = (sets: Map<number, Set<string>>) => [...sets.values()].reduce((all, one) => all + one.size, 0)
    const held = new Set(this.stretches.of.values()).size
    return {
      members: held === 0 ? 0 : sum(this.inStretch) / held,
      perTurn: this.stretches.turns === 0 ? 0 : sum(this.inTurn) / this.stretches.turns,
    }
  }
}

function put(sets: Map<number, Set<string>>, at: number, member: string): void {
  const held = sets.get(at)
  if (held) held.add(member)
  else sets.set(at, new Set([member]))
}

/** What an effect would give for something that happened: points, growth, money off, or once; null where it is not its moment. */
export function wantedFor(effect: CompiledEffect, happening: Happening, terms: EarningTerms): number | null {
  const { order, day } = happening
  const { at, gives, reach } = effect
  if (order === null) return givenOnce(gives)
  if (at.kind !== 'order' || !isWithin(effect, order)) return null
  if (at.first && !order.first) return null
  if (at.joinedWithin !== undefined && day - order.joined > at.joinedWithin) return null
  const birthday = order.birthday === null ? null : ([Math.floor(order.birthday / 100), order.birthday % 100] as const)
  if (at.birthday !== undefined && !inBirthdayWindow(birthday, at.birthday, day, terms.leap)) return null
  const within = reach === null || order.lines === null ? order.kept : amountIn(order.lines, reach)
  if (at.least !== undefined && within < at.least) return null
  switch (gives.kind) {
    case 'points_bonus':
      return share(order, within) * addedPoints(order, gives.bps, terms)
    case 'growth_bonus':
      return share(order, within) * addedGrowth(order, gives.bps, gives.ladder ?? terms.primary ?? '', terms)
    case 'discount':
    case 'member_price':
      return percentOf(Math.max(0, within), gives.offBps)
    case 'free_shipping':
      return order.kept >= gives.least ? order.shipping : 0
    default:
      return givenOnce(gives)
  }
}

const givenOnce = (gives: Gives): number => (gives.kind === 'points' ? gives.points : gives.kind === 'growth' ? gives.growth : 1)

/** The part of an order's money that an effect reaches. */
const share = ({ kept }: PastOrder, within: number): number => (kept <= 0 ? 0 : within / kept)

function isWithin({ reach }: CompiledEffect, { store, channel, tiers }: PastOrder): boolean {
  if (reach === null) return true
  if (reach.stores !== null && (store === null || !reach.stores.has(store))) return false
  if (reach.channels !== null && !reach.channels.has(channel)) return false
  return reach.tiers === null || (tiers ?? []).some((tier) => reach.tiers?.has(tier))
}

function amountIn(lines: readonly BookedLine[], reach: NonNullable<CompiledEffect['reach']>): number {
  let amount = 0
  for (const [, , paid, , back, about] of lines) if (covers(reach, about?.sku ?? null, about?.category ?? null)) amount += paid - back
  return amount
}

/** How much of what was given a further bonus would add, as a part of it: tiers and campaigns meet as the program says. */
function addedPart(bonusBps: number, bps: number, terms: BonusTerms): number {
  const number = (multipliers: readonly number[]): number => {
    const { over, under } = factorOf(bonusBps, multipliers, terms)
    return Number(over) / Number(under)
  }
  const before = number([])
  return before <= 0 ? 0 : Math.max(0, number([10_000 + bps]) - before) / before
}

const sumIn = (given: Readonly<Record<string, number>> | undefined, rules: ReadonlySet<string> | undefined): number =>
  Object.entries(given ?? {}).reduce((sum, [rule, amount]) => (rules?.has(rule) ? sum + amount : sum), 0)

function addedPoints({ judged, kept }: PastOrder, bps: number, terms: EarningTerms): number {
  if (judged === null) return kept * terms.plainRate * addedPart(0, bps, terms.bonus)
  let added = 0
  for (const [version, bonusBps, points] of judged) {
    const rates = terms.versions.get(version)
    if (rates) added += sumIn(points, rates.points) * addedPart(bonusBps, bps, rates.bonus)
  }
  return added
}

/** Bonuses of growth add up, and nothing caps them. */
function addedGrowth({ judged }: PastOrder, bps: number, ladder: string, terms: EarningTerms): number {
  let added = 0
  for (const [version, , , growth, growthBonus] of judged ?? []) {
    const rates = terms.versions.get(version)?.growth.get(ladder)
    added += (sumIn(growth?.[ladder], rates) * bps) / (10_000 + (growthBonus?.[ladder] ?? 0))
  }
  return added
}

/** Tries effects on what happened, in order of day: those of one stream of happenings. */
export class Replay {
  readonly tallies: ReadonlyMap<CompiledEffect, Tally>
  readonly reached: Reached
  /** Whether an order counted whose points had to be assumed. */
  assumed = false

  constructor(
    effects: readonly (readonly [CompiledEffect, EffectLimits])[],
    private readonly stretches: Stretches,
    private readonly terms: EarningTerms,
    private readonly inHours: (minute: number) => boolean,
  ) {
    this.tallies = new Map(effects.map(([effect, limits]) => [effect, new Tally(limits)]))
    this.reached = new Reached(stretches)
  }

  take(happening: Happening): void {
    const { day, member, minute, order } = happening
    const stretch = this.stretches.of.get(day)
    if (stretch === undefined || (minute !== null && !this.inHours(minute))) return
    for (const [effect, tally] of this.tallies) {
      const wanted = wantedFor(effect, happening, this.terms)
      if (wanted === null || wanted <= 0 || !tally.give(stretch, member, day, wanted)) continue
      this.reached.add(stretch, day, member)
      if (order?.judged === null && effect.gives.kind === 'points_bonus') this.assumed = true
    }
  }
}
