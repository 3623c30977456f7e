import { answerOf } from './answer'
import { nextGift } from './benefit/timed'
import { isBirthday, nextBirthday } from './calendar/birthday'
import type { Day } from './calendar/day'
import { nextPeriodStart, periodStart } from './calendar/period'
import { startOfDay } from './calendar/zone'
import { entryGrants } from './campaigns'
import type { FactValues } from './condition/compile'
import { giveForMonth } from './gifts'
import { cutBack } from './growth/account'
import { nextChange, nextLook, settle } from './ladder/settle'
import { enter, type Moved, measuredOn, move, type Occasion, rankFor, rankOf, remeasure, slide, standingOn } from './ladder/standing'
import { validUntil } from './ladder/validity'
import { nothingSeen, readFacts } from './measure/facts'
import { type Admit, dayCause, keepsBirthdays, needsBefore, Occurrence } from './occurrence'
import { chooseLots, expireLots, nextPointsDay, nextReminder, redeemByItself, takeBackWhole } from './points/lots'
import type { CompiledLadder, Program, Timeline } from './program/compile'
import { remind } from './reminders'
import { copyState, type MemberState, NO_DAY, STATE_SHAPE } from './state'
import { type Decisions, type Grant, noDecisions, type Outcome, type Trace } from './trace'
import { comparePositions, type LogEntry, type Position, positionOf, type Taken } from './vocabulary'

/** How far time has come: the local date whose day step is done, and the instant up to which versions took effect. */
export type Until = { day: Day; at: number }

/** How a new version treats members whom it would put lower: at once, or when their validity lets them fall. */
export type CrossingPolicy = { falls: 'at_once' | 'by_validity' }

/**
 * What follows from an event: the next state, what to record, and why. Inputs are left as they were. What budgets let
 * it have stands in `admitted`, or in the entry where it has been asked before.
 */
export function apply(
  timeline: Timeline,
  state: MemberState,
  entry: LogEntry,
  admitted?: Record<string, number>,
): { state: MemberState; decisions: Decisions; outcome: Outcome } {
  const run = new Run(timeline, copyState(state))
  const outcome = run.apply(admitted ? { ...entry, admitted } : entry)
  return { state: run.state, decisions: run.decisions, outcome }
}

/** What follows from time alone: tiers whose end has come, points that expire, versions that take effect. */
export function advance(timeline: Timeline, state: MemberState, until: Until): { state: MemberState; decisions: Decisions } {
  const run = new Run(timeline, copyState(state))
  run.advance(until)
  return { state: run.state, decisions: run.decisions }
}

/** What follows from crossing to another version at its effective time. */
export function transition(
  to: Program,
  timeline: Timeline,
  state: MemberState,
  policy: CrossingPolicy,
): { state: MemberState; decisions: Decisions } {
  const run = new Run(timeline, copyState(state))
  run.cross(to, policy)
  return { state: run.state, decisions: run.decisions }
}

/** The lots a command to spend would take, at the state it meets; null when fewer points can be spent. */
export const decideSpend = (state: MemberState, amount: number): Taken[] | null => chooseLots(state.standing, amount)

const NOTHING_BEFORE: (number | null)[] = []

/**
 * One pass over a stretch of a member's log. It owns its state and changes it in place, which is what makes folding
 * fast; the pure verbs above hand it a copy.
 */
export class Run {
  readonly decisions: Decisions = noDecisions()
  private admitted: Record<string, number> | undefined
  private judging: Program | null = null
  private readonly ask: Admit

  /** `admit` is asked for what a shared budget lets an event have; without it only what stands in the entry counts. */
  constructor(
    private readonly timeline: Timeline,
    readonly state: MemberState,
    admit: Admit | null = null,
  ) {
    this.ask = admit ?? ((rule, wanted) => Math.min(wanted, this.admitted?.[rule] ?? 0))
  }

  /** Applies the next entry of the log. Throws a RangeError for one that lies behind what has been applied. */
  apply(entry: LogEntry): Outcome {
    const { state } = this
    const position = positionOf(entry)
    if (this.isPast(entry, position)) throw new RangeError('an entry behind the end of the log needs a fold of the whole')
    this.advance(entry)
    state.position = position
    if (this.timeline.campaigns.changes > 0) state.campaigns = this.timeline.campaigns.changes
    const program = this.program()
    const trace: Trace = {
      version: program.id,
      tier: state.standing.ladders[program.primary.id]?.tier ?? null,
      base: 0,
      bonusBps: 0,
      rules: [],
      growth: [],
      notes: [],
    }
    const from = this.decisions.movements.length
    let before: (number | null)[] = NOTHING_BEFORE
    for (let i = 0; i < program.inTurn.length; i++) {
      const ladder = program.inTurn[i] as CompiledLadder
      if (!needsBefore(ladder, state)) continue
      if (before === NOTHING_BEFORE) before = []
      before[i] = measuredOn(ladder, standingOn(ladder, state.standing), state, entry.day)
    }
    this.admitted = entry.admitted
    new Occurrence(this.timeline, program, state, this.decisions, trace, this.ask).judge(entry)
    const on: Occasion = { kind: 'event', day: entry.day, cause: entry.id, version: program.id }
    this.byHand(program, entry, on)
    this.redeem(program, on)
    this.settleAll(program, on, before)
    return { trace, answer: answerOf(program, state, this.decisions.movements, from) }
  }

  /** Whether an entry lies behind what has been applied: behind another entry, a day step, or a version's beginning. */
  isPast(entry: LogEntry, position: Position = positionOf(entry)): boolean {
    const { state } = this
    if (entry.day < state.day) return true
    if (state.position !== null && comparePositions(position, state.position) <= 0) return true
    if (state.version === null) return false
    const program = this.program()
    return entry.at < program.effectiveFrom && this.timeline.indexOf(program) > 0
  }

  /** Whether what has been applied was judged by other versions than would judge it now: one was replaced, or a new one came into force before the last entry; or by campaigns that were paused since; or whether it was stored in an older shape. */
  isOutdated(): boolean {
    const { state } = this
    if (state.version === null) return false
    if (state.shape !== STATE_SHAPE || !this.timeline.has(state.version)) return true
    if (state.position === null) return false
    if (this.overtakenByCampaigns()) return true
    const next = this.timeline.after(this.program())
    return next !== null && next.effectiveFrom <= state.position[0]
  }

  /** Whether a campaign had begun, paused or ended, before the last entry, that nobody knew of when the member was judged. */
  overtakenByCampaigns(): boolean {
    const { position, campaigns } = this.state
    return position !== null && this.timeline.campaigns.changedBefore(campaigns ?? 0, position[0])
  }

  /** Lets time pass: each version that takes effect, and each day on which something is due, in order. */
  advance(until: Until): void {
    const { state } = this
    if (state.version === null) this.begin(until)
    for (;;) {
      const next = this.timeline.after(this.program())
      if (next === null || next.effectiveFrom > until.at) break
      this.dayStepsTo(Math.max(state.day, next.effectiveDay))
      this.cross(next, { falls: 'by_validity' })
    }
    this.dayStepsTo(until.day)
  }

  /** Puts the member under a version that takes effect now. A tier that is gone is recalculated whatever the policy. */
  cross(to: Program, policy: CrossingPolicy): void {
    const { state } = this
    state.version = to.id
    const day = Math.max(state.day, to.effectiveDay)
    for (const ladder of to.inTurn) {
      const held = state.standing.ladders[ladder.id]
      const standing = held ?? enter(ladder)
      state.standing.ladders[ladder.id] = standing
      const gone = standing.tier !== null && rankOf(ladder, standing) < 0
      if (ladder.spec.validity.kind === 'none' || ladder.spec.validity.kind === 'forever') {
        standing.until = null
        standing.grace = null
      } else if (standing.until === null && standing.tier !== null && to.semantics >= 2) {
        // Where tiers had no end before, the new one counts from now.
        standing.until = validUntil(ladder, rankOf(ladder, standing), day)
        if (standing.until !== null) Object.assign(standing, { anchor: day, from: day, base: null })
      }
      if (gone) standing.override = null
      remeasure(ladder, standing, state, day)
      const forced = gone || policy.falls === 'at_once'
      const on: Occasion = { kind: 'event', day, cause: `version:${to.id}`, version: to.id, forced, as: 'version' }
      this.follow(to, ladder, settle(ladder, standing, on, this, this.decisions, null), on)
    }
  }

  /** The first local date on which time alone changes something, or null. A version that comes into force is announced by the shell. */
  nextDue(): Day | null {
    if (this.state.version === null) return null
    const program = this.program()
    return this.firstOf(program, nextChange)
  }

  private program(): Program {
    const id = this.state.version as string
    if (this.judging === null || this.judging.id !== id) this.judging = this.timeline.version(id)
    return this.judging
  }

  /** The facts that ladders ask for, as they stand on a day. */
  values(day: Day, endDay: Day): FactValues {
    const program = this.program()
    return readFacts(program, this.state, nothingSeen(day), program.ladderSlots, endDay)
  }

  /** A member begins with what happens first or, where the days since joining decide a tier, on the day of joining if that comes before. */
  private begin(until: Until): void {
    const first = this.timeline.at(until.at)
    const { joined } = this.state.history
    if (!this.timeline.countsFromJoining || joined === null || joined > until.day) {
      this.enterFirst(first, until.day)
      return
    }
    const program = this.timeline.at(startOfDay(first.timeZone, joined))
    this.enterFirst(program, joined)
    this.dayStep(program, joined)
  }

  /** Everyone begins on the base tiers, which is entering them like others: their reward is a welcome. Until semantics 2 it was never given. */
  private enterFirst(program: Program, day: Day): void {
    this.state.version = program.id
    for (const ladder of program.ladders) {
      this.state.standing.ladders[ladder.id] = enter(ladder)
      if (program.semantics < 2 || !ladder.hasBase) continue
      const on: Occasion = { kind: 'event', day, cause: `version:${program.id}`, version: program.id }
      this.follow(program, ladder, { from: -1, to: 0, reason: 'reached' }, on)
    }
  }

  private dayStepsTo(day: Day): void {
    const { state } = this
    // Nothing falls due within a day whose step is done.
    if (day === state.day) return
    const program = this.program()
    if (state.day === NO_DAY) state.day = day
    for (;;) {
      const next = this.firstOf(program, nextLook)
      if (next === null || next > day) break
      this.dayStep(program, next)
    }
    if (day > state.day) state.day = day
    for (let i = 0; i < program.ladders.length; i++) {
      const ladder = program.ladders[i] as CompiledLadder
      slide(ladder, standingOn(ladder, state.standing), state, state.day)
    }
  }

  /** The first date on which anything of a member falls due, each ladder asked as told. */
  private firstOf(program: Program, ofLadder: typeof nextLook): Day | null {
    const { standing, history, day } = this.state
    const points = nextPointsDay(standing)
    let next = points === null ? Number.POSITIVE_INFINITY : Math.max(points, day + 1)
    for (const ladder of program.ladders) {
      const held = standingOn(ladder, standing)
      next = Math.min(next, ofLadder(ladder, held, this, day) ?? next)
      const { growthReset, notices } = ladder.spec
      if (growthReset !== undefined && held.growth > 0) next = Math.min(next, nextPeriodStart(growthReset.period, day))
      if (notices !== undefined && held.until !== null)
        for (const days of notices) if (held.until - days > day) next = Math.min(next, held.until - days)
    }
    const { reminders, leapBirthday } = program.points
    if (reminders !== undefined && reminders.length > 0) next = Math.min(next, nextReminder(standing, day, reminders) ?? next)
    if (history.birthday !== null && keepsBirthdays(program)) next = Math.min(next, nextBirthday(history.birthday, day, leapBirthday))
    if (program.benefits.length > 0) next = Math.min(next, nextGift(program, this.state, day) ?? next)
    return next === Number.POSITIVE_INFINITY ? null : Math.max(next, day + 1)
  }

  /**
   * One local date at 00:00, in the order that the domain sets: pending points become active, points exchange
   * themselves, tiers whose end has come, points that expire, growth that begins anew, tiers that follow the balance;
   * then what is told, and the birthday.
   */
  private dayStep(program: Program, day: Day): void {
    const { state, decisions } = this
    const { standing } = state
    state.day = day
    const by = dayCause(program, day)
    const on: Occasion = { kind: 'step', day, cause: by.cause, version: program.id }
    this.occurrence(program).activate(by)
    this.redeem(program, on)
    this.settleAll(program, on, [])
    expireLots(standing, decisions, by)
    const reset: boolean[] = []
    for (const ladder of program.inTurn) reset.push(this.resetGrowth(program, ladder, day))
    const primary = standingOn(program.primary, standing)
    const { tier } = primary
    for (let i = 0; i < reset.length; i++) {
      const ladder = program.inTurn[i] as CompiledLadder
      if (reset[i] || ladder.followsBalance || (ladder.asksTier && primary.tier !== tier)) this.settleOne(program, ladder, on, null)
    }
    remind(program, standing, day, decisions)
    if (program.benefits.length > 0) giveForMonth(this.occurrence(program), by)
    if (!keepsBirthdays(program) || !isBirthday(state.history.birthday, day, program.points.leapBirthday)) return
    this.occurrence(program).birthday(by)
    this.settleAll(program, on, [])
  }

  /** Something that time brings: it is told by its ledger rows and has no trace of its own. */
  private occurrence(program: Program): Occurrence {
    const trace: Trace = { version: program.id, tier: null, base: 0, bonusBps: 0, rules: [], growth: [], notes: [] }
    return new Occurrence(this.timeline, program, this.state, this.decisions, trace, this.ask)
  }

  private settleAll(program: Program, on: Occasion, before: readonly (number | null)[]): void {
    for (let i = 0; i < program.inTurn.length; i++) this.settleOne(program, program.inTurn[i] as CompiledLadder, on, before[i] ?? null)
  }

  private settleOne(program: Program, ladder: CompiledLadder, on: Occasion, before: number | null): void {
    const standing = standingOn(ladder, this.state.standing)
    slide(ladder, standing, this.state, on.day)
    this.follow(program, ladder, settle(ladder, standing, on, this, this.decisions, before), on)
  }

  /** What follows from a move: rewards for entering, and one taken back that a refund made undeserved before it was used. */
  private follow(program: Program, ladder: CompiledLadder, moved: Moved | null, on: Occasion): void {
    if (moved === null) return
    const standing = standingOn(ladder, this.state.standing)
    const { on: which, takeBack } = ladder.spec.entry ?? { on: 'final', takeBack: false }
    if (moved.reason === 'reached') {
      const first = which === 'final' ? moved.to : Math.max(0, moved.from + 1)
      for (let rank = first; rank <= moved.to; rank++) {
        const tier = ladder.tiers[rank]
        if (tier === undefined || (tier.entryPoints === undefined && tier.entryCoupons === undefined)) continue
        if (rank !== moved.to && tier.threshold === null) continue
        const given = standing.rewards[tier.id]
        if (given && (given[0] === null || given[0] >= on.day)) continue
        const grant: Grant = { ladder: ladder.id, tier: tier.id, cycle: standing.until, points: tier.entryPoints ?? 0, day: on.day }
        if (tier.entryCoupons !== undefined) grant.coupons = tier.entryCoupons
        this.decisions.grants.push(grant)
      }
      const { grants } = this.decisions
      const tier = ladder.tiers[moved.to]?.id
      if (tier !== undefined) grants.push(...entryGrants(this.occurrence(program), ladder.id, tier, on, grants))
    }
    if (moved.reason === 'fell' && on.kind === 'event' && takeBack) {
      // One that has not been given yet would have gone back like the others.
      const { decisions } = this
      decisions.grants = decisions.grants.filter((g) => g.ladder !== ladder.id || (ladder.ranks.get(g.tier) ?? -1) <= moved.to)
      for (const [tierId, [, lot, amount]] of Object.entries(standing.rewards)) {
        if ((ladder.ranks.get(tierId) ?? -1) <= moved.to) continue
        const by = { cause: on.cause, version: program.id, day: on.day, store: null }
        if (amount > 0 && !takeBackWhole(this.state.standing, this.decisions, by, lot, amount)) continue
        decisions.withdrawals.push({ key: `grant:${lot}`, cause: on.cause })
        delete standing.rewards[tierId]
      }
    }
  }

  /** A tier that is given by hand, locked, or released. */
  private byHand(program: Program, { body, day }: LogEntry, on: Occasion): void {
    if (body.type !== 'tier.set' && body.type !== 'tier.released') return
    const ladder = program.ladders.find((one) => one.id === body.ladder)
    if (!ladder) return
    const standing = standingOn(ladder, this.state.standing)
    slide(ladder, standing, this.state, day)
    const measured = measuredOn(ladder, standing, this.state, day)
    if (body.type === 'tier.released') {
      const { override } = standing
      standing.override = null
      if (override?.byHand) {
        const rank = rankFor(ladder, measured, this, day)
        if (rank !== rankOf(ladder, standing)) move(ladder, standing, this.state, rank, 'released', on, measured, this.decisions)
      }
      return
    }
    if (body.tier !== undefined) {
      const rank = body.tier === null ? -1 : (ladder.ranks.get(body.tier) ?? -1)
      if (rank !== rankOf(ladder, standing)) move(ladder, standing, this.state, rank, 'by_hand', on, measured, this.decisions)
      if (body.until !== null && standing.until !== null) standing.until = Math.max(standing.until, body.until)
    }
    standing.held = null
    standing.override = { until: body.until, locked: body.locked, byHand: body.tier !== undefined }
  }

  private redeem(program: Program, on: Occasion): void {
    const { autoRedeem } = program.points
    if (autoRedeem === undefined) return
    const by = { cause: on.cause, version: program.id, day: on.day, store: null }
    const amount = redeemByItself(this.state.standing, this.decisions, by, autoRedeem.at)
    if (amount > 0)
      this.decisions.reminders.push({ kind: 'auto_redeemed', day: on.day, amount, reward: autoRedeem.reward, cause: on.cause })
  }

  /** Cuts growth back where a period begins. Returns whether it did. */
  private resetGrowth(program: Program, ladder: CompiledLadder, day: Day): boolean {
    const { growthReset } = ladder.spec
    if (growthReset === undefined || periodStart(growthReset.period, day) !== day) return false
    const standing = standingOn(ladder, this.state.standing)
    const { growth } = standing
    const goes = growth - Math.floor((growth * growthReset.keepBps) / 10_000)
    if (growth <= 0 || goes <= 0) return false
    const by = dayCause(program, day)
    if (program.semantics >= 2) cutBack(ladder, standing, goes, by, this.decisions)
    else this.occurrence(program).addGrowth(ladder.id, -goes, day, by, null)
    return true
  }
}
