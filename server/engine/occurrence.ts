import { givesBirthdays } from './benefit/timed'
import { isBirthday } from './calendar/birthday'
import { civilOf, type Day, isoOf } from './calendar/day'
import { type Acting, actingAt, type Fits, nothingActs } from './campaign/act'
import type { MomentKind } from './campaign/campaign'
import { actingOnCheckIn, actingOnRegistration, grantedByCampaign, grantedByEffect, referred } from './campaigns'
import { giveForBirthday, issue, issueByRules } from './gifts'
import { withoutGiven } from './grants'
import { growTo } from './growth/account'
import { earn, grow } from './judging'
import { rankOf, standingOn } from './ladder/standing'
import { nothingSeen, readFacts, type Seen } from './measure/facts'
import { addExtra, placeOf } from './order/days'
import { fieldValue } from './order/goods'
import { Purchase } from './order/purchase'
import { activate, type Cause, countEarned, credit, creditPending, expireLots, lifeOf, putBack, stayAlive, takeOut } from './points/lots'
import { reviveDaysOf } from './points/policy'
import type { CompiledLadder, Program, Timeline } from './program/compile'
import { bonusOf } from './rule/bonus'
import { type Goods, noGoods, type Verdict } from './rule/judge'
import type { DayExtra, MemberState } from './state'
import type { Decisions, Note, Trace } from './trace'
import type { CommandBody, GrantBody, LogEntry, Trigger } from './vocabulary'

/** Lets a rule have so much of what it wants of the budget that it shares with all members; asked once for each event and rule. */
export type Admit = (rule: string, wanted: number, event: string, budget: number) => number

/** The most tags that a member may have. */
export const MOST_TAGS = 200

/** A member's tags once some were given and others taken, in order. */
export const tagsAfter = (tags: readonly string[], { add, remove }: { add: readonly string[]; remove: readonly string[] }): string[] =>
  [...new Set([...tags.filter((tag) => !remove.includes(tag)), ...add])].sort()

/** One rule trigger as it is judged: what is seen of it, the goods, and the event of the merchant's own. */
export type Judged = { trigger: Trigger; seen: Seen; goods: Goods; event: string | null }

/**
 * One event as it meets a member. Changes the state it is given, adds what follows to the decisions and writes down
 * why; moving along the ladder is left to the run, which does it for events and days alike.
 */
export class Occurrence {
  constructor(
    readonly timeline: Timeline,
    readonly program: Program,
    readonly state: MemberState,
    readonly decisions: Decisions,
    readonly trace: Trace,
    readonly admit: Admit,
  ) {}

  /** Judges the event: what it adds to the history, what it earns or takes back, and why. */
  judge(entry: LogEntry): void {
    const { body } = entry
    const { history } = this.state
    const by: Cause = { cause: entry.id, version: this.program.id, day: entry.day, store: entry.store }
    switch (body.type) {
      case 'order.paid':
        this.active(by.day)
        return new Purchase(this).paid(entry, body, by)
      case 'order.completed':
        return new Purchase(this).completed(body, by, entry.at)
      case 'order.refunded':
        return new Purchase(this).refunded(entry, body, by)
    }
    const seen = nothingSeen(by.day, entry.at, by.store)
    switch (body.type) {
      case 'member.registered':
        history.joined = Math.min(history.joined ?? by.day, by.day)
        if (body.invited_by !== undefined) history.invited = true
        return this.simple({ trigger: 'member.registered', seen, goods: noGoods, event: null }, by)
      case 'member.profile_completed':
        if (history.profileCompleted) return this.note('profile_completed_before')
        history.profileCompleted = true
        return this.did({ trigger: body.type, seen, goods: noGoods, event: null }, by)
      case 'member.profile_changed':
        return this.profileChanged(body, by)
      case 'member.tagged':
        history.tags = tagsAfter(history.tags, body).slice(0, MOST_TAGS)
        return
      case 'member.checked_in':
        return this.checkedIn(seen, by)
      case 'member.shared':
      case 'member.reviewed':
        return this.did({ trigger: body.type, seen, goods: noGoods, event: null }, by)
      case 'member.referred':
        return referred(this, body.stage ?? 'registered', seen, by)
      case 'stored.recharged':
        return this.did(this.withMoney(body.type, seen, body.amount), by, 'recharged', body.amount)
      case 'membership.purchased':
        return this.did(this.withMoney(body.type, seen, body.amount), by, 'memberships')
      case 'custom':
        return this.did({ ...this.withMoney('custom', seen, body.amount ?? 0), event: body.event }, by)
      case 'points.spent':
      case 'points.adjusted':
      case 'points.returned':
      case 'tier.set':
      case 'tier.released':
        return this.commanded(body, by)
      case 'points.granted':
        return this.granted(body, by)
      case 'campaign.granted':
        return grantedByCampaign(this, body, by)
    }
  }

  /** The member did something on a day: points that live by activity live on. */
  active(day: Day): void {
    this.state.history.lastActive = day
    stayAlive(this.state.standing, day)
  }

  note(note: Note): void {
    if (!this.trace.notes.includes(note)) this.trace.notes.push(note)
  }

  /** A birthday that has come: one a calendar year, however often its date is changed. */
  birthday(by: Cause): void {
    const { standing } = this.state
    const { year } = civilOf(by.day)
    if (standing.birthdayYear !== null && standing.birthdayYear >= year) return this.note('birthday_before')
    standing.birthdayYear = year
    this.simple({ trigger: 'member.birthday', seen: nothingSeen(by.day), goods: noGoods, event: null }, by)
    giveForBirthday(this, by)
  }

  private withMoney(trigger: Trigger, seen: Seen, amount: number): Judged {
    return { trigger, seen: { ...seen, money: amount }, goods: { ...noGoods, amount }, event: null }
  }

  /** Something a member did: rules are judged by what was before it, and then it counts. */
  did(judged: Judged, by: Cause, counts: keyof DayExtra = 'acts', amount = 1, acting = nothingActs): void {
    this.active(by.day)
    const facts = this.factsFor(judged.trigger, judged.seen)
    addExtra(this.state.history, by.day, counts, amount)
    this.give(judged, facts, by, acting)
  }

  private simple(judged: Judged, by: Cause): void {
    const { seen, trigger } = judged
    const acting = trigger === 'member.registered' ? actingOnRegistration(this, seen) : nothingActs
    this.give(judged, this.factsFor(trigger, seen), by, acting)
  }

  private checkedIn(seen: Seen, by: Cause): void {
    const { history } = this.state
    this.active(by.day)
    const last = history.days[history.days.length - 1]
    if (last && last[0] === by.day && last[3] > 0) return this.note('checked_in_before')
    const facts = this.factsFor('member.checked_in', seen)
    const acting = actingOnCheckIn(this, seen)
    history.checkIns++
    this.count(by.day, 3, 1)
    this.give({ trigger: 'member.checked_in', seen, goods: noGoods, event: null }, facts, by, acting)
  }

  private profileChanged(body: Extract<LogEntry['body'], { type: 'member.profile_changed' }>, by: Cause): void {
    const { history } = this.state
    for (const [key, value] of Object.entries(body.fields ?? {})) {
      const held = fieldValue(value)
      if (held === null) delete history.fields[key]
      else history.fields[key] = held
    }
    if (body.birthday === undefined) return
    const parts = body.birthday?.split('-').slice(-2).map(Number)
    history.birthday = parts ? [parts[0] as number, parts[1] as number] : null
    // Told on the very day, a birthday has still come.
    if (keepsBirthdays(this.program) && isBirthday(history.birthday, by.day, this.program.points.leapBirthday)) this.birthday(by)
  }

  private commanded(body: CommandBody, by: Cause): void {
    const { standing } = this.state
    switch (body.type) {
      case 'points.adjusted':
        if (body.amount > 0) {
          credit(standing, this.decisions, by, this.life(by.day), [[null, body.amount]], 'adjusted')
          return
        }
        if (takeOut(standing, this.decisions, by, -body.amount, body.taken, 'adjusted') > 0) this.note('shortage')
        return
      case 'points.spent':
        this.active(by.day)
        if (takeOut(standing, this.decisions, by, body.amount, body.taken, 'redeemed') > 0) this.note('shortage')
        return
      case 'points.returned':
        if (body.asBefore === true) {
          putBack(standing, this.decisions, by, body.taken, null)
          expireLots(standing, this.decisions, by)
        } else if (putBack(standing, this.decisions, by, body.taken, reviveDaysOf(this.program.points))) this.note('revived')
        return
      // Where a tier is given by hand, the run moves the member.
      case 'tier.set':
      case 'tier.released':
        return
    }
  }

  private granted(body: GrantBody, by: Cause): void {
    if (body.effect !== undefined) return grantedByEffect(this, { ...body, effect: body.effect }, by)
    const standing = this.state.standing.ladders[body.ladder]
    const held = standing?.rewards[body.tier]
    // One that is found due late, for a validity long over, leaves the reward of the latest one standing.
    const isLatest = held === undefined || body.cycle === null || (held[0] !== null && held[0] <= body.cycle)
    if (standing && isLatest) standing.rewards[body.tier] = [body.cycle, by.cause, body.amount]
    if (this.decisions.grants.length > 0) this.decisions.grants = withoutGiven(this.decisions.grants, body)
    if (body.amount > 0) credit(this.state.standing, this.decisions, by, this.life(by.day), [[null, body.amount]], 'issued')
    issue(this, `grant:${by.cause}`, 'entry', body.tier, body.coupons ?? [], by)
  }

  /** The facts that the rules of a trigger ask for, as they stand just before it. */
  factsFor(trigger: Trigger, seen: Seen): ReturnType<typeof readFacts> {
    return readFacts(this.program, this.state, seen, this.program.slotsBy[trigger])
  }

  /** Gives what the rules of a trigger come to: growth, and points as one lot named after the event. */
  give(judged: Judged, facts: ReturnType<typeof readFacts>, by: Cause, acting = nothingActs): void {
    const bonusBps = this.bonusBps()
    grow(this, judged, facts, by, acting)
    const verdict = earn(this, judged, facts, bonusBps, by, acting)
    this.book(verdict, by, undefined)
    issueByRules(this, verdict, by)
  }

  /** The effects of campaigns that take place at a moment of an event. */
  acting(moment: MomentKind, seen: Seen, fits: Fits): Acting {
    const { campaigns } = this.timeline
    if (seen.at === null || campaigns.all.length === 0) return nothingActs
    return actingAt(campaigns, moment, this.program, this.state, { ...seen, at: seen.at }, fits)
  }

  /** Books the points of a verdict as one lot: pending until a day (null: until the order is completed), or active at once. */
  book(verdict: Verdict, by: Cause, activates: Day | null | undefined): void {
    if (verdict.total === 0) return
    const { standing } = this.state
    countEarned(standing, by.day, verdict.total)
    if (activates === undefined || (activates !== null && activates <= by.day))
      credit(standing, this.decisions, by, this.life(by.day), Object.entries(verdict.byRule), 'issued')
    else creditPending(standing, this.decisions, by, activates, this.tierWithExpiry(), verdict.byRule)
  }

  /** What the member's tier on a ladder adds to the growth that rates give there, in basis points. */
  growthBonus(ladder: CompiledLadder): number {
    if (!ladder.givesGrowthBonus) return 0
    return ladder.tiers[rankOf(ladder, standingOn(ladder, this.state.standing))]?.growthBonusBps ?? 0
  }

  /** Adds signed growth on a local date, and to the running window when the date lies inside it. */
  addGrowth(ladderId: string, amount: number, day: Day, by: Cause, rule: string | null): void {
    const standing = this.state.standing.ladders[ladderId]
    if (amount === 0 || !standing) return
    const place = growTo(ladderId, standing, amount, day, by, rule, this.decisions)
    for (const ladder of this.program.ladders)
      if (ladder.id === ladderId && ladder.gauge.measure === 'growth' && ladder.column !== null && place >= standing.head)
        standing.sum += amount
  }

  /** Adds to a column of the day rows, and to each running window that adds it up and reaches the date. */
  count(day: Day, column: number, amount: number): void {
    const { history } = this.state
    const place = placeOf(history, day)
    const row = history.days[place] as unknown as number[]
    row[column] = (row[column] as number) + amount
    for (const ladder of this.program.ladders) {
      if (ladder.gauge.measure === 'growth' || ladder.column !== column) continue
      const standing = standingOn(ladder, this.state.standing)
      if (place >= standing.head) standing.sum += amount
    }
  }

  /** What the member's tiers add to what rates give, in basis points. */
  bonusBps(): number {
    const bonuses: number[] = []
    for (const ladder of this.program.ladders) {
      const tier = ladder.givesBonus ? ladder.tiers[rankOf(ladder, standingOn(ladder, this.state.standing))] : undefined
      if (tier !== undefined && tier.bonusBps !== 0) bonuses.push(tier.bonusBps)
    }
    return bonuses.length === 0 ? 0 : bonusOf(bonuses, this.program.bonus.mode)
  }

  /** The tier that has an expiry of its own and on which the member stands, if any. */
  private tierWithExpiry(): string | null {
    const ladder = this.program.primary
    if (!ladder.livesByTier) return null
    const tier = ladder.tiers[rankOf(ladder, standingOn(ladder, this.state.standing))]
    return tier?.expiry ? tier.id : null
  }

  /** How long points live that are given on a day. */
  life(day: Day) {
    return lifeFor(this.program, this.tierWithExpiry(), day)
  }

  /** Makes pending points active whose day has come. */
  activate(by: Cause): void {
    activate(this.state.standing, this.decisions, by, (lot) => lifeFor(this.program, lot.tier, by.day))
  }
}

/** How long points live that begin to on a day, earned on a tier that may have an expiry of its own. */
function lifeFor(program: Program, tier: string | null | undefined, day: Day) {
  const own = tier ? program.primary.tiers.find((one) => one.id === tier)?.expiry : undefined
  return lifeOf(own ?? program.points.expiry, day)
}

/** Whether a birthday brings anything. */
export const keepsBirthdays = (program: Program): boolean => program.answersTo['member.birthday'] || givesBirthdays(program)

/** In whose name a day step writes. */
export const dayCause = (program: Program, day: Day): Cause => ({ cause: `day:${isoOf(day)}`, version: program.id, day, store: null })

/** The measure of a ladder as it is before an event, where a fall or a tier given by hand depends on it. */
export const needsBefore = (ladder: CompiledLadder, state: MemberState): boolean =>
  ladder.spec.falls === 'at_once' || standingOn(ladder, state.standing).override !== null
