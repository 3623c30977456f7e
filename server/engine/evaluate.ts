import type { Day } from './calendar/day'
import { isoOf, weekdayOf } from './calendar/day'
import type { FactValues } from './condition/compile'
import { growTo } from './growth/account'
import { enter, nextChange, nextLook, type Occasion, rankOf, remeasure, settle, slide } from './ladder/standing'
import { addToDay, bookedLines, giveBack, keptAmount, keptQuantity } from './order/book'
import { type Cause, chooseLots, clawBack, credit, expireLots, expiresOn, nextExpiry, takeOut } from './points/lots'
import type { CompiledLadder, Program, Timeline } from './program/compile'
import { judge, type Verdict } from './rule/judge'
import { availablePoints, copyState, type LadderStanding, type MemberState, NO_DAY, type OrderRecord, type ParkedRefund } from './state'
import { type Answer, type Decisions, noDecisions, type Outcome, type Trace } from './trace'
import {
  type CommandBody,
  comparePositions,
  type ImportedBody,
  type LogEntry,
  orderKey,
  positionOf,
  type Taken,
  type Trigger,
} from './vocabulary'

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
  private trace: Trace = noTrace()

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
    this.trace = {
      version: program.id,
      tier: state.standing.ladders[program.primary.id]?.tier ?? null,
      base: 0,
      bonusBps: 0,
      rules: [],
      growth: [],
      notes: [],
    }
    const before = this.decisions.movements.length
    this.dispatch(entry, program)
    this.settleAll(program, { kind: 'event', day: entry.day, cause: entry.id, version: program.id })
    return { trace: this.trace, answer: this.answer(program, before) }
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
    const days = program.ladders.map((ladder) => nextChange(ladder, this.standingOf(ladder), state.history, state.day))
    days.push(nextExpiry(state.standing))
    const due = days.filter((day): day is Day => day !== null)
    return due.length === 0 ? null : Math.min(...due)
  }

  private program(): Program {
    return this.timeline.version(this.state.version as string)
  }

  private standingOf(ladder: CompiledLadder): LadderStanding {
    return this.state.standing.ladders[ladder.id] as LadderStanding
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
    for (const ladder of program.ladders) slide(ladder, this.standingOf(ladder), state.history, state.day)
  }

  private nextStep(program: Program): Day | null {
    const { state } = this
    let next = nextExpiry(state.standing)
    for (const ladder of program.ladders) {
      const look = nextLook(ladder, this.standingOf(ladder), state.history, state.day)
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
      const standing = this.standingOf(ladder)
      slide(ladder, standing, this.state.history, on.day)
      settle(ladder, standing, on, this.decisions)
    }
  }

  private dispatch(entry: LogEntry, program: Program): void {
    const { body } = entry
    const by: Cause = { cause: entry.id, version: program.id, day: entry.day, store: entry.store }
    switch (body.type) {
      case 'order.paid':
        return this.paid(entry, body, program, by)
      case 'order.refunded':
        return this.refunded(entry, body, program, by)
      case 'member.registered':
        return this.registered(program, by)
      case 'member.checked_in':
        return this.checkedIn(program, by)
      case 'points.spent':
      case 'points.adjusted':
        return this.commanded(body, program, by)
    }
  }

  private paid(entry: LogEntry, body: Extract<ImportedBody, { type: 'order.paid' }>, program: Program, by: Cause): void {
    const { history } = this.state
    const lines = bookedLines(body.amount, body.lines)
    const paid = lines.reduce((sum, line) => sum + line[2], 0)
    const facts = this.factsOf(
      program,
      by,
      paid,
      lines.reduce((sum, line) => sum + line[1], 0),
      body.channel,
    )
    const order: OrderRecord = {
      event: entry.id,
      day: by.day,
      version: program.id,
      store: by.store,
      lines,
      paid,
      refunded: 0,
      facts,
      bonusBps: this.bonusBps(program),
      earns: body.earns !== false,
      points: {},
      growth: {},
    }
    const key = orderKey(body.channel, body.order_no)
    history.book.set(key, order)
    this.decisions.orders.add(key)
    history.lastOrder = by.day
    this.spend(program, by.day, paid, 1)
    this.grow(program, 'order.paid', facts, paid, by, (ladder, total) => {
      order.growth[ladder] = total
    })
    if (order.earns) order.points = this.earn(program, 'order.paid', facts, paid, order.bonusBps, by).byRule
    else this.trace.notes.push('no_points')
    this.unpark(key, program)
  }

  private unpark(key: string, program: Program): void {
    const { history } = this.state
    if (history.parked.length === 0) return
    const waiting = history.parked.filter((refund) => refund.order === key)
    if (waiting.length === 0) return
    history.parked = history.parked.filter((refund) => refund.order !== key)
    this.trace.notes.push('unparked')
    for (const refund of waiting) this.takeBack(key, refund, program, this.state.day)
  }

  private refunded(entry: LogEntry, body: Extract<ImportedBody, { type: 'order.refunded' }>, program: Program, by: Cause): void {
    if (body.order_no === undefined) return this.refundedAlone(body.amount ?? 0, body, program, by)
    const key = orderKey(body.channel, body.order_no)
    const refund: ParkedRefund = {
      order: key,
      event: entry.id,
      day: by.day,
      store: by.store,
      amount: body.amount ?? null,
      lines: (body.lines ?? []).map((line) => [line.line, line.quantity]),
    }
    if (this.state.history.book.has(key)) return this.takeBack(key, refund, program, by.day)
    this.state.history.parked.push(refund)
    this.trace.notes.push('parked')
  }

  /**
   * A refund of a known order: what is kept is judged again by the version, the facts and the bonus that judged the
   * order, and the difference is taken back, so that a series of partial refunds sums to the full one.
   */
  private takeBack(key: string, refund: ParkedRefund, program: Program, day: Day): void {
    const order = this.state.history.book.get(key) as OrderRecord
    this.decisions.orders.add(key)
    const value = giveBack(order, refund.amount, refund.lines, this.trace.notes)
    const kept = keptAmount(order)
    const allBack = kept === 0 && value > 0
    this.spend(program, order.day, -value, allBack ? -1 : 0)
    this.trace.base = -value
    this.trace.bonusBps = order.bonusBps
    const judged = this.timeline.version(order.version)
    const facts = [...order.facts]
    facts[0] = kept
    facts[1] = keptQuantity(order)
    const by: Cause = { cause: refund.event, version: order.version, day, store: refund.store }
    for (const ladder of judged.ladders) {
      const now = allBack ? 0 : judge(ladder.growthBy['order.paid'], facts, kept, 0).total
      const lost = Math.max(0, (order.growth[ladder.id] ?? 0) - now)
      order.growth[ladder.id] = (order.growth[ladder.id] ?? 0) - lost
      this.addGrowth(program, ladder.id, -lost, order.day, by, null)
    }
    const now = allBack || !order.earns ? {} : judge(judged.earningBy['order.paid'], facts, kept, order.bonusBps).byRule
    for (const [rule, stands] of Object.entries(order.points)) {
      const lost = Math.max(0, stands - (now[rule] ?? 0))
      order.points[rule] = stands - lost
      if (lost > 0) this.trace.rules.push([rule, -lost])
      this.claw(lost, order.event, rule, program, by)
    }
  }

  /** A refund that names no order lowers its own date and takes back what the rules would give for its amount. */
  private refundedAlone(amount: number, body: { channel: string; earns?: false }, program: Program, by: Cause): void {
    const facts = this.factsOf(program, by, amount, 1, body.channel)
    const bonusBps = this.bonusBps(program)
    this.trace.base = -amount
    this.trace.bonusBps = bonusBps
    for (const ladder of program.ladders) {
      const { total, traces } = judge(ladder.growthBy['order.paid'], facts, amount, 0)
      this.trace.growth.push(...traces)
      this.addGrowth(program, ladder.id, -total, by.day, by, null)
    }
    if (body.earns === false) this.trace.notes.push('no_points')
    else {
      const { byRule } = judge(program.earningBy['order.paid'], facts, amount, bonusBps)
      for (const [rule, lost] of Object.entries(byRule)) {
        this.trace.rules.push([rule, -lost])
        this.claw(lost, null, rule, program, by)
      }
    }
    this.spend(program, by.day, -amount, 0)
  }

  private claw(amount: number, ownLot: string | null, rule: string, program: Program, by: Cause): void {
    if (amount === 0) return
    const forgiven = clawBack(this.state.standing, this.decisions, by, amount, ownLot, rule, program.points.clawback)
    if (forgiven > 0 && !this.trace.notes.includes('forgiven')) this.trace.notes.push('forgiven')
  }

  private registered(program: Program, by: Cause): void {
    const { history } = this.state
    if (history.joined === null) history.joined = by.day
    const facts = this.factsOf(program, by, null, null, null)
    this.grow(program, 'member.registered', facts, 0, by)
    this.earn(program, 'member.registered', facts, 0, 0, by)
  }

  private checkedIn(program: Program, by: Cause): void {
    const { history } = this.state
    const last = history.days[history.days.length - 1]
    if (last && last[0] === by.day && last[3] > 0) {
      this.trace.notes.push('checked_in_before')
      return
    }
    const facts = this.factsOf(program, by, null, null, null)
    addToDay(history, by.day, 0, 0, 1)
    this.grow(program, 'member.checked_in', facts, 0, by)
    this.earn(program, 'member.checked_in', facts, 0, 0, by)
  }

  private commanded(body: CommandBody, program: Program, by: Cause): void {
    const { standing } = this.state
    if (body.type === 'points.adjusted' && body.amount > 0) {
      credit(standing, this.decisions, by, { id: by.cause, expires: expiresOn(program.points, by.day) }, [[null, body.amount]], 'adjusted')
      return
    }
    const to = body.type === 'points.spent' ? 'redeemed' : 'adjusted'
    if (takeOut(standing, this.decisions, by, Math.abs(body.amount), body.taken, to) > 0) this.trace.notes.push('shortage')
  }

  private earn(program: Program, trigger: Trigger, facts: FactValues, amount: number, bonusBps: number, by: Cause): Verdict {
    const verdict = judge(program.earningBy[trigger], facts, amount, bonusBps)
    this.trace.base = amount
    this.trace.bonusBps = bonusBps
    this.trace.rules = verdict.traces
    if (verdict.total > 0) {
      const lot = { id: by.cause, expires: expiresOn(program.points, by.day) }
      credit(this.state.standing, this.decisions, by, lot, Object.entries(verdict.byRule), 'issued')
    }
    return verdict
  }

  private grow(
    program: Program,
    trigger: Trigger,
    facts: FactValues,
    amount: number,
    by: Cause,
    book?: (ladder: string, total: number) => void,
  ): void {
    for (const ladder of program.ladders) {
      const rules = ladder.growthBy[trigger]
      if (rules.length === 0) continue
      const { byRule, total, traces } = judge(rules, facts, amount, 0)
      this.trace.growth.push(...traces)
      for (const [rule, gave] of Object.entries(byRule)) this.addGrowth(program, ladder.id, gave, by.day, by, rule)
      if (total > 0) book?.(ladder.id, total)
    }
  }

  /** Adds signed growth on a local date, and to the running window when the date lies inside it. */
  private addGrowth(program: Program, ladderId: string, amount: number, day: Day, by: Cause, rule: string | null): void {
    const standing = this.state.standing.ladders[ladderId]
    if (amount === 0 || !standing) return
    const place = growTo(ladderId, standing, amount, day, by, rule, this.decisions)
    const measures = program.ladders.find((ladder) => ladder.id === ladderId)?.spec.measure === 'growth'
    if (measures && place >= standing.head) standing.sum += amount
  }

  private spend(program: Program, day: Day, amount: number, orders: number): void {
    const place = addToDay(this.state.history, day, amount, orders, 0)
    for (const ladder of program.ladders) {
      const standing = this.standingOf(ladder)
      if (place < standing.head) continue
      if (ladder.spec.measure === 'net_spend') standing.sum += amount
      if (ladder.spec.measure === 'order_count') standing.sum += orders
    }
  }

  private bonusBps(program: Program): number {
    let bonus = 0
    for (const ladder of program.ladders) bonus += ladder.tiers[rankOf(ladder, this.standingOf(ladder))]?.bonusBps ?? 0
    const most = program.points.bonusCapBps - 10_000
    if (bonus <= most) return bonus
    this.trace.notes.push('bonus_capped')
    return most
  }

  /** The facts of the catalogue, in its order, as they stand just before the event. */
  private factsOf(program: Program, by: Cause, amount: number | null, quantity: number | null, channel: string | null): FactValues {
    const { history } = this.state
    return [
      amount,
      quantity,
      channel,
      by.store,
      String(weekdayOf(by.day)),
      this.standingOf(program.primary).tier,
      history.spend,
      history.orders,
      history.joined === null ? 0 : Math.max(0, by.day - history.joined),
    ]
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
    const primary = this.standingOf(program.primary)
    return { earned, reversed, balance: availablePoints(this.state.standing), tier: primary.tier, growth: primary.growth }
  }
}

const noTrace = (): Trace => ({ version: '', tier: null, base: 0, bonusBps: 0, rules: [], growth: [], notes: [] })
