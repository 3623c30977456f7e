import { type Day, isoOf } from './calendar/day'
import { enter, nextChange, nextLook, type Occasion, rankOf, remeasure, settle, slide, standingOn } from './ladder/standing'
import { Occurrence } from './occurrence'
import { chooseLots, expireLots, nextExpiry } from './points/lots'
import type { Program, Timeline } from './program/compile'
import { availablePoints, copyState, type MemberState, NO_DAY } from './state'
import { type Answer, type Decisions, noDecisions, type Outcome, type Trace } from './trace'
import { comparePositions, type LogEntry, positionOf, type Taken } from './vocabulary'

/** How far time has come: the local date whose day step is done, and the instant up to which versions took effect. */
export type Until = { day: Day; at: number }

/** How a new version treats members whom it would put lower: at once, or when their validity lets them fall. */
export type CrossingPolicy = { falls: 'at_once' | 'by_validity' }

/** What follows from an event: the next state, what to record, and why. Inputs are left as they were. */
export function apply(
  timeline: Timeline,
  state: MemberState,
  entry: LogEntry,
): { state: MemberState; decisions: Decisions; outcome: Outcome } {
  const run = new Run(timeline, copyState(state))
  const outcome = run.apply(entry)
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

/**
 * One pass over a stretch of a member's log. It owns its state and changes it in place, which is what makes folding
 * fast; the pure verbs above hand it a copy.
 */
export class Run {
  readonly decisions: Decisions = noDecisions()

  constructor(
    private readonly timeline: Timeline,
    readonly state: MemberState,
  ) {}

  /** Applies the next entry of the log. Throws a RangeError for one that lies behind what has been applied. */
  apply(entry: LogEntry): Outcome {
    const { state } = this
    if (this.isPast(entry)) throw new RangeError('an entry behind the end of the log needs a fold of the whole')
    this.advance({ day: entry.day, at: entry.at })
    state.position = positionOf(entry)
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
    const before = this.decisions.movements.length
    new Occurrence(this.timeline, program, state, this.decisions, trace).judge(entry)
    this.settleAll(program, { kind: 'event', day: entry.day, cause: entry.id, version: program.id })
    return { trace, answer: this.answer(program, before) }
  }

  /** Whether an entry lies behind what has been applied: behind another entry, a day step, or a version's beginning. */
  isPast(entry: LogEntry): boolean {
    const { state } = this
    if (entry.day < state.day) return true
    if (state.position !== null && comparePositions(positionOf(entry), state.position) <= 0) return true
    if (state.version === null) return false
    const program = this.program()
    return entry.at < program.effectiveFrom && this.timeline.indexOf(program) > 0
  }

  /** Whether what has been applied was judged by other versions than would judge it now: one was replaced, or a new one came into force before the last entry. */
  isOutdated(): boolean {
    const { state } = this
    if (state.version === null) return false
    if (!this.timeline.has(state.version)) return true
    if (state.position === null) return false
    const next = this.timeline.after(this.program())
    return next !== null && next.effectiveFrom <= state.position[0]
  }

  /** Lets time pass: each version that takes effect, and each day on which something is due, in order. */
  advance(until: Until): void {
    const { state } = this
    if (state.version === null) this.enterFirst(this.timeline.at(until.at))
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
    for (const ladder of to.ladders) {
      const held = state.standing.ladders[ladder.id]
      const standing = held ?? enter(ladder)
      state.standing.ladders[ladder.id] = standing
      const gone = standing.tier !== null && rankOf(ladder, standing) < 0
      if (ladder.spec.validity.kind === 'none') standing.until = null
      remeasure(ladder, standing, state.history, day)
      settle(
        ladder,
        standing,
        {
          kind: 'event',
          day,
          cause: `version:${to.id}`,
          version: to.id,
          forced: gone || policy.falls === 'at_once',
        },
        this.decisions,
      )
    }
  }

  /** The first local date on which time alone changes something, or null. A version that comes into force is announced by the shell. */
  nextDue(): Day | null {
    const { state } = this
    if (state.version === null) return null
    const program = this.program()
    const days = program.ladders.map((ladder) => nextChange(ladder, standingOn(ladder, this.state.standing), state.history, state.day))
    days.push(nextExpiry(state.standing))
    const due = days.filter((day): day is Day => day !== null)
    return due.length === 0 ? null : Math.min(...due)
  }

  private program(): Program {
    return this.timeline.version(this.state.version as string)
  }

  private enterFirst(program: Program): void {
    this.state.version = program.id
    for (const ladder of program.ladders) this.state.standing.ladders[ladder.id] = enter(ladder)
  }

  private dayStepsTo(day: Day): void {
    const { state } = this
    const program = this.program()
    if (state.day === NO_DAY) state.day = day
    for (;;) {
      const next = this.nextStep(program)
      if (next === null || next > day) break
      this.dayStep(program, next)
    }
    if (day > state.day) state.day = day
    for (const ladder of program.ladders) slide(ladder, standingOn(ladder, this.state.standing), state.history, state.day)
  }

  private nextStep(program: Program): Day | null {
    const { state } = this
    let next = nextExpiry(state.standing)
    for (const ladder of program.ladders) {
      const look = nextLook(ladder, standingOn(ladder, this.state.standing), state.history, state.day)
      if (look !== null && (next === null || look < next)) next = look
    }
    return next
  }

  /** One local date at 00:00: tiers whose end has come, then points that expire. */
  private dayStep(program: Program, day: Day): void {
    const { state } = this
    state.day = day
    const cause = `day:${isoOf(day)}`
    this.settleAll(program, { kind: 'step', day, cause, version: program.id })
    expireLots(state.standing, this.decisions, { cause, version: program.id, day, store: null })
  }

  private settleAll(program: Program, on: Occasion): void {
    for (const ladder of program.ladders) {
      const standing = standingOn(ladder, this.state.standing)
      slide(ladder, standing, this.state.history, on.day)
      settle(ladder, standing, on, this.decisions)
    }
  }

  private answer(program: Program, from: number): Answer {
    let earned = 0
    let reversed = 0
    const { movements } = this.decisions
    for (let i = from; i < movements.length; i++) {
      const row = movements[i] as Decisions['movements'][number]
      if (row.unit !== 'points') continue
      if (row.from === 'issued') earned += row.amount
      if (row.to === 'reversed') reversed += row.amount
    }
    const primary = standingOn(program.primary, this.state.standing)
    return { earned, reversed, balance: availablePoints(this.state.standing), tier: primary.tier, growth: primary.growth }
  }
}
