import { type Day, weekdayOf } from './calendar/day'
import type { FactValues } from './condition/compile'
import { growTo } from './growth/account'
import { rankOf, standingOn } from './ladder/standing'
import { addToDay, bookedLines, giveBack, keptAmount, keptQuantity } from './order/book'
import { type Cause, clawBack, credit, expiresOn, takeOut } from './points/lots'
import type { Program, Timeline } from './program/compile'
import { judge, type Verdict } from './rule/judge'
import type { MemberState, OrderRecord, ParkedRefund } from './state'
import type { Decisions, Trace } from './trace'
import { type CommandBody, type ImportedBody, type LogEntry, orderKey, type Trigger } from './vocabulary'

/**
 * One event as it meets a member. Changes the state it is given, adds what follows to the decisions and writes down
 * why; moving along the ladder is left to the run, which does it for events and days alike.
 */
export class Occurrence {
  constructor(
    private readonly timeline: Timeline,
    private readonly program: Program,
    private readonly state: MemberState,
    private readonly decisions: Decisions,
    private readonly trace: Trace,
  ) {}

  /** Judges the event: what it adds to the history, what it earns or takes back, and why. */
  judge(entry: LogEntry): void {
    const { body } = entry
    const by: Cause = { cause: entry.id, version: this.program.id, day: entry.day, store: entry.store }
    switch (body.type) {
      case 'order.paid':
        return this.paid(entry, body, by)
      case 'order.refunded':
        return this.refunded(entry, body, by)
      case 'member.registered':
        return this.registered(by)
      case 'member.checked_in':
        return this.checkedIn(by)
      case 'points.spent':
      case 'points.adjusted':
        return this.commanded(body, by)
    }
  }

  private paid(entry: LogEntry, body: Extract<ImportedBody, { type: 'order.paid' }>, by: Cause): void {
    const { history } = this.state
    const lines = bookedLines(body.amount, body.lines)
    const paid = lines.reduce((sum, line) => sum + line[2], 0)
    const facts = this.factsOf(
      by,
      paid,
      lines.reduce((sum, line) => sum + line[1], 0),
      body.channel,
    )
    const order: OrderRecord = {
      event: entry.id,
      day: by.day,
      version: this.program.id,
      store: by.store,
      lines,
      paid,
      refunded: 0,
      facts,
      bonusBps: this.bonusBps(),
      earns: body.earns !== false,
      points: {},
      growth: {},
    }
    const key = orderKey(body.channel, body.order_no)
    history.book.set(key, order)
    this.decisions.orders.add(key)
    history.lastOrder = by.day
    this.spend(by.day, paid, 1)
    this.grow('order.paid', facts, paid, by, (ladder, total) => {
      order.growth[ladder] = total
    })
    if (order.earns) order.points = this.earn('order.paid', facts, paid, order.bonusBps, by).byRule
    else this.trace.notes.push('no_points')
    this.unpark(key)
  }

  private unpark(key: string): void {
    const { history } = this.state
    if (history.parked.length === 0) return
    const waiting = history.parked.filter((refund) => refund.order === key)
    if (waiting.length === 0) return
    history.parked = history.parked.filter((refund) => refund.order !== key)
    this.trace.notes.push('unparked')
    for (const refund of waiting) this.takeBack(key, refund, this.state.day)
  }

  private refunded(entry: LogEntry, body: Extract<ImportedBody, { type: 'order.refunded' }>, by: Cause): void {
    if (body.order_no === undefined) return this.refundedAlone(body.amount ?? 0, body, by)
    const key = orderKey(body.channel, body.order_no)
    const refund: ParkedRefund = {
      order: key,
      event: entry.id,
      day: by.day,
      store: by.store,
      amount: body.amount ?? null,
      lines: (body.lines ?? []).map((line) => [line.line, line.quantity]),
    }
    if (this.state.history.book.has(key)) return this.takeBack(key, refund, by.day)
    this.state.history.parked.push(refund)
    this.trace.notes.push('parked')
  }

  /**
   * A refund of a known order: what is kept is judged again by the version, the facts and the bonus that judged the
   * order, and the difference is taken back, so that a series of partial refunds sums to the full one.
   */
  private takeBack(key: string, refund: ParkedRefund, day: Day): void {
    const order = this.state.history.book.get(key) as OrderRecord
    this.decisions.orders.add(key)
    const value = giveBack(order, refund.amount, refund.lines, this.trace.notes)
    const kept = keptAmount(order)
    const allBack = kept === 0 && value > 0
    this.spend(order.day, -value, allBack ? -1 : 0)
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
      this.addGrowth(ladder.id, -lost, order.day, by, null)
    }
    const now = allBack || !order.earns ? {} : judge(judged.earningBy['order.paid'], facts, kept, order.bonusBps).byRule
    for (const [rule, stands] of Object.entries(order.points)) {
      const lost = Math.max(0, stands - (now[rule] ?? 0))
      order.points[rule] = stands - lost
      if (lost > 0) this.trace.rules.push([rule, -lost])
      this.claw(lost, order.event, rule, by)
    }
  }

  /** A refund that names no order lowers its own date and takes back what the rules would give for its amount. */
  private refundedAlone(amount: number, body: { channel: string; earns?: false }, by: Cause): void {
    const facts = this.factsOf(by, amount, 1, body.channel)
    const bonusBps = this.bonusBps()
    this.trace.base = -amount
    this.trace.bonusBps = bonusBps
    for (const ladder of this.program.ladders) {
      const { total, traces } = judge(ladder.growthBy['order.paid'], facts, amount, 0)
      this.trace.growth.push(...traces)
      this.addGrowth(ladder.id, -total, by.day, by, null)
    }
    if (body.earns === false) this.trace.notes.push('no_points')
    else {
      const { byRule } = judge(this.program.earningBy['order.paid'], facts, amount, bonusBps)
      for (const [rule, lost] of Object.entries(byRule)) {
        this.trace.rules.push([rule, -lost])
        this.claw(lost, null, rule, by)
      }
    }
    this.spend(by.day, -amount, 0)
  }

  private claw(amount: number, ownLot: string | null, rule: string, by: Cause): void {
    if (amount === 0) return
    const forgiven = clawBack(this.state.standing, this.decisions, by, amount, ownLot, rule, this.program.points.clawback)
    if (forgiven > 0 && !this.trace.notes.includes('forgiven')) this.trace.notes.push('forgiven')
  }

  private registered(by: Cause): void {
    const { history } = this.state
    if (history.joined === null) history.joined = by.day
    const facts = this.factsOf(by, null, null, null)
    this.grow('member.registered', facts, 0, by)
    this.earn('member.registered', facts, 0, 0, by)
  }

  private checkedIn(by: Cause): void {
    const { history } = this.state
    const last = history.days[history.days.length - 1]
    if (last && last[0] === by.day && last[3] > 0) {
      this.trace.notes.push('checked_in_before')
      return
    }
    const facts = this.factsOf(by, null, null, null)
    addToDay(history, by.day, 0, 0, 1)
    this.grow('member.checked_in', facts, 0, by)
    this.earn('member.checked_in', facts, 0, 0, by)
  }

  private commanded(body: CommandBody, by: Cause): void {
    const { standing } = this.state
    if (body.type === 'points.adjusted' && body.amount > 0) {
      credit(
        standing,
        this.decisions,
        by,
        { id: by.cause, expires: expiresOn(this.program.points, by.day) },
        [[null, body.amount]],
        'adjusted',
      )
      return
    }
    const to = body.type === 'points.spent' ? 'redeemed' : 'adjusted'
    if (takeOut(standing, this.decisions, by, Math.abs(body.amount), body.taken, to) > 0) this.trace.notes.push('shortage')
  }

  private earn(trigger: Trigger, facts: FactValues, amount: number, bonusBps: number, by: Cause): Verdict {
    const verdict = judge(this.program.earningBy[trigger], facts, amount, bonusBps)
    this.trace.base = amount
    this.trace.bonusBps = bonusBps
    this.trace.rules = verdict.traces
    if (verdict.total > 0) {
      const lot = { id: by.cause, expires: expiresOn(this.program.points, by.day) }
      credit(this.state.standing, this.decisions, by, lot, Object.entries(verdict.byRule), 'issued')
    }
    return verdict
  }

  private grow(trigger: Trigger, facts: FactValues, amount: number, by: Cause, book?: (ladder: string, total: number) => void): void {
    for (const ladder of this.program.ladders) {
      const rules = ladder.growthBy[trigger]
      if (rules.length === 0) continue
      const { byRule, total, traces } = judge(rules, facts, amount, 0)
      this.trace.growth.push(...traces)
      for (const [rule, gave] of Object.entries(byRule)) this.addGrowth(ladder.id, gave, by.day, by, rule)
      if (total > 0) book?.(ladder.id, total)
    }
  }

  /** Adds signed growth on a local date, and to the running window when the date lies inside it. */
  private addGrowth(ladderId: string, amount: number, day: Day, by: Cause, rule: string | null): void {
    const standing = this.state.standing.ladders[ladderId]
    if (amount === 0 || !standing) return
    const place = growTo(ladderId, standing, amount, day, by, rule, this.decisions)
    const measures = this.program.ladders.find((ladder) => ladder.id === ladderId)?.spec.measure === 'growth'
    if (measures && place >= standing.head) standing.sum += amount
  }

  private spend(day: Day, amount: number, orders: number): void {
    const place = addToDay(this.state.history, day, amount, orders, 0)
    for (const ladder of this.program.ladders) {
      const standing = standingOn(ladder, this.state.standing)
      if (place < standing.head) continue
      if (ladder.spec.measure === 'net_spend') standing.sum += amount
      if (ladder.spec.measure === 'order_count') standing.sum += orders
    }
  }

  private bonusBps(): number {
    let bonus = 0
    for (const ladder of this.program.ladders) bonus += ladder.tiers[rankOf(ladder, standingOn(ladder, this.state.standing))]?.bonusBps ?? 0
    const most = this.program.points.bonusCapBps - 10_000
    if (bonus <= most) return bonus
    this.trace.notes.push('bonus_capped')
    return most
  }

  /** The facts of the catalogue, in its order, as they stand just before the event. */
  private factsOf(by: Cause, amount: number | null, quantity: number | null, channel: string | null): FactValues {
    const { history } = this.state
    return [
      amount,
      quantity,
      channel,
      by.store,
      String(weekdayOf(by.day)),
      standingOn(this.program.primary, this.state.standing).tier,
      history.spend,
      history.orders,
      history.joined === null ? 0 : Math.max(0, by.day - history.joined),
    ]
  }
}
