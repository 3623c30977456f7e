import type { Day } from '../calendar/day'
import { type Acting, earningOf, givenWithOrder, growthOf, keptBonuses, keptEffects } from '../campaign/act'
import { withReferral } from '../campaigns'
import type { FactValues } from '../condition/compile'
import { giftKey, issueByRules } from '../gifts'
import { earn, grow, growthTerms, withOthers } from '../judging'
import { standingOn } from '../ladder/standing'
import type { Seen } from '../measure/facts'
import { type Gauge, gaugeKey } from '../measure/gauge'
import type { Judged, Occurrence } from '../occurrence'
import { type Cause, clawBack, countEarned } from '../points/lots'
import type { Program } from '../program/compile'
import { uncountGiven } from '../rule/caps'
import type { CompiledRule } from '../rule/compiled'
import type { Verdict } from '../rule/judge'
import type { BookedLine, Judgement, LadderStanding, OrderRecord, Parked } from '../state'
import { type ImportedBody, type LogEntry, orderKey, type Trigger } from '../vocabulary'
import { bookedLines, giveBack, giveBackShipping, isAllBack, keptAmount, keptQuantity } from './book'
import { addOrder, addToCategory, lowerOrder } from './days'
import { goodsOf, namedIn } from './goods'
import { judgeKept, type Kept, keptFacts, lossesOf } from './kept'
import { comeBack, keptGifts } from './redeemed'

type Paid = Extract<ImportedBody, { type: 'order.paid' }>
type Completed = Extract<ImportedBody, { type: 'order.completed' }>
type Refunded = Extract<ImportedBody, { type: 'order.refunded' }>

/** An order as it is paid, completed and given back. */
export class Purchase {
  constructor(private readonly on: Occurrence) {}

  paid(entry: LogEntry, body: Paid, by: Cause): void {
    const { state, decisions, trace } = this.on
    const { history } = state
    const lines = bookedLines(body.amount, body.lines, body.discounts)
    let paid = 0
    for (let i = 0; i < lines.length; i++) paid += (lines[i] as BookedLine)[2]
    const order: OrderRecord = {
      event: entry.id,
      day: by.day,
      store: by.store,
      lines,
      paid,
      refunded: 0,
      place: 0,
      earns: body.earns !== false,
      judged: [],
    }
    if (body.shipping) order.shipping = [body.shipping, 0]
    if (body.redeemed) order.redeemed = { ...body.redeemed, back: 0 }
    const seen = this.seenOf(order, body.channel, by, entry.at)
    const judged = this.judgedAs('order.paid', order, seen)
    const facts = this.on.factsFor('order.paid', seen)
    const acting = withReferral(
      this.on,
      this.on.acting('order', seen, givenWithOrder(this.on.program, history, judged.goods, by.day)),
      seen,
    )
    const key = orderKey(body.channel, body.order_no)
    history.book.set(key, order)
    decisions.orders.add(key)
    history.lastOrder = by.day
    order.place = addOrder(history, by.day, paid)
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] as BookedLine
      if (line[5]?.category) addToCategory(history, line[5].category, by.day, line[2])
    }
    this.spend(by.day, paid, 1)
    this.judgeOrder(order, judged, facts, by, this.activation(by.day), acting)
    if (!order.earns) trace.notes.push('no_points')
    this.unpark(key)
  }

  /** From when the points of an order paid on a day can be spent: at once (undefined), on a day, or with its completion (null). */
  private activation(day: Day): Day | null | undefined {
    const { pending } = this.on.program.points
    if (!pending) return undefined
    return pending.from === 'completion' ? null : day + pending.days
  }

  private judgedAs(trigger: Trigger, order: OrderRecord, seen: Seen): Judged {
    const { program } = this.on
    return { trigger, seen, goods: goodsOf(order, this.asksLines(program), program.slots.lineFields), event: null }
  }

  private asksLines(program: Program): boolean {
    return program.asksLines || this.on.timeline.campaigns.asksLines
  }

  /** Judges an order on one occasion, gives what follows, and keeps how it was judged for the day it comes back. */
  private judgeOrder(
    order: OrderRecord,
    judged: Judged,
    facts: FactValues,
    by: Cause,
    activates: Day | null | undefined,
    acting: Acting,
  ): void {
    const { on } = this
    const bonusBps = on.bonusBps()
    const rooms: Record<string, number> = {}
    const { growth, bonus } = grow(on, judged, facts, by, acting, rooms)
    const judgement: Judgement = {
      trigger: judged.trigger,
      event: by.cause,
      day: by.day,
      version: on.program.id,
      facts,
      bonusBps,
      points: {},
      growth,
    }
    if (bonus !== null) judgement.growthBonus = bonus
    if (acting.effects.length > 0) judgement.campaigns = acting.effects.map(({ id }) => id)
    for (const ladder of on.program.ladders) {
      if (ladder.ofPeriod.length === 0 || on.program.semantics < 2) continue
      judgement.moves ??= {}
      judgement.moves[ladder.id] = standingOn(ladder, on.state.standing).moves
    }
    if (order.earns) {
      const verdict = earn(on, judged, facts, bonusBps, by, acting, rooms)
      // What full reductions promised with the price comes with the points of the payment.
      if (judged.trigger === 'order.paid')
        for (const { reduction, points } of order.redeemed?.gives ?? []) {
          verdict.byRule[reduction] = (verdict.byRule[reduction] ?? 0) + points
          verdict.total += points
        }
      judgement.points = verdict.byRule
      on.book(verdict, by, activates)
      issueByRules(on, verdict, by)
      if (verdict.coupons.length > 0) judgement.coupons = verdict.coupons.map((rule) => rule.id)
    }
    // Where no rule had a limit, nothing is written down.
    for (const _ in rooms) {
      judgement.rooms = rooms
      break
    }
    order.judged.push(judgement)
  }

  private seenOf(order: OrderRecord, channel: string, by: Cause, at: number): Seen {
    const { categories, skus } = this.on.program.asksNames ? namedIn(order) : { categories: null, skus: null }
    const amount = keptAmount(order)
    return {
      day: by.day,
      at,
      store: order.store ?? by.store,
      amount,
      quantity: keptQuantity(order),
      channel,
      categories,
      skus,
      money: null,
    }
  }

  completed(body: Completed, by: Cause, at: number): void {
    const { state, decisions } = this.on
    const key = orderKey(body.channel, body.order_no)
    const order = state.history.book.get(key)
    if (!order) {
      state.history.parked.push({ order: key, event: by.cause, day: by.day, store: by.store, refund: null })
      return this.on.note('parked')
    }
    if (order.completed !== undefined) return this.on.note('no_order')
    decisions.orders.add(key)
    order.completed = by.day
    if (isAllBack(order)) return
    const { pending } = this.on.program.points
    for (const lot of state.standing.pending) {
      // What waited for the completion now has a day.
      if (lot.activates === null && lot.id === order.event) lot.activates = by.day + (pending?.days ?? 0)
    }
    this.on.activate(by)
    const judged = this.judgedAs('order.completed', order, this.seenOf(order, body.channel, by, at))
    const facts = this.on.factsFor('order.completed', judged.seen)
    const acting = keptBonuses(this.on.timeline.campaigns, order.judged[0]?.campaigns, judged.goods)
    this.judgeOrder(order, judged, facts, by, pending && pending.days > 0 ? by.day + pending.days : undefined, acting)
  }

  private unpark(key: string): void {
    const { history } = this.on.state
    if (history.parked.length === 0) return
    const waiting = history.parked.filter((parked) => parked.order === key)
    if (waiting.length === 0) return
    history.parked = history.parked.filter((parked) => parked.order !== key)
    this.on.note('unparked')
    const [channel = '', order_no = ''] = key.split('\n')
    const { base, bonusBps } = this.on.trace
    for (const parked of waiting) {
      const by: Cause = { cause: parked.event, version: this.on.program.id, day: this.on.state.day, store: parked.store }
      if (parked.refund === null) this.completed({ type: 'order.completed', channel, order_no }, by, this.on.state.position?.[0] ?? 0)
      else this.takeBack(key, parked, this.on.state.day)
    }
    // The trace is the order's, not that of what had waited for it.
    Object.assign(this.on.trace, { base, bonusBps })
  }

  refunded(entry: LogEntry, body: Refunded, by: Cause): void {
    if (body.order_no === undefined) return this.refundedAlone(body.amount ?? 0, body, by, entry.at)
    const key = orderKey(body.channel, body.order_no)
    const parked: Parked = {
      order: key,
      event: entry.id,
      day: by.day,
      store: by.store,
      refund: {
        amount: body.amount ?? null,
        lines: (body.lines ?? []).map((line) => [line.line, line.quantity]),
        shipping: body.shipping ?? (body.amount === undefined && body.lines === undefined ? Number.MAX_SAFE_INTEGER : 0),
      },
    }
    if (this.on.state.history.book.has(key)) return this.takeBack(key, parked, by.day)
    this.on.state.history.parked.push(parked)
    this.on.note('parked')
  }

  /**
   * A refund of a known order: what is kept is judged again by the version, the facts, the bonus and the room under
   * caps that judged the order, and the difference is taken back, so that a series of partial refunds sums to the full
   * one.
   */
  private takeBack(key: string, { event, store, refund }: Parked, day: Day): void {
    const { state, decisions, trace, timeline } = this.on
    if (refund === null) return
    const { history } = state
    const order = history.book.get(key) as OrderRecord
    decisions.orders.add(key)
    const before = order.lines.map((line) => line[4])
    const wasBack = isAllBack(order)
    const value = giveBack(order, refund.amount, refund.lines, trace.notes)
    giveBackShipping(order, refund.shipping)
    const allBack = isAllBack(order)
    lowerOrder(history, order.day, order.place, value)
    const paid = order.judged[0] as Judgement
    for (const [i, [, , , , back, about]] of order.lines.entries()) {
      if (!about?.category) continue
      const less = back - (before[i] as number)
      addToCategory(history, about.category, order.day, -less)
      this.unsee({ measure: 'category_spend', category: about.category }, paid, less)
    }
    const gone = allBack && !wasBack ? 1 : 0
    this.spend(order.day, -value, -gone)
    this.unsee({ measure: 'net_spend' }, paid, value)
    this.unsee({ measure: 'order_count' }, paid, gone)
    trace.base = -value
    for (const judgement of order.judged) {
      trace.bonusBps = judgement.bonusBps
      const judged = timeline.version(judgement.version)
      this.takeBackOne(order, judgement, judged, allBack, { cause: event, version: judgement.version, day, store })
    }
    comeBack(this.on, key, order, allBack && !wasBack, allBack, { cause: event, version: this.on.program.id, day, store })
  }

  /** Takes back what one judgement of an order no longer comes to. */
  private takeBackOne(order: OrderRecord, judgement: Judgement, judged: Program, allBack: boolean, by: Cause): void {
    const { on } = this
    const { standing } = on.state
    const facts = keptFacts(order, judgement.facts)
    const goods = goodsOf(order, this.asksLines(judged), judged.slots.lineFields)
    const effects = keptEffects(on.timeline.campaigns, judgement.campaigns, goods)
    const kept: Kept = { day: judgement.day, values: facts, goods, rooms: judgement.rooms }
    for (const [ladder, byRule] of Object.entries(judgement.growth)) {
      const climbed = judged.ladders.find((one) => one.id === ladder)
      const rules = climbed === undefined ? [] : withOthers(climbed.growthBy[judgement.trigger], growthOf(effects, climbed))
      const bonusBps = judgement.growthBonus?.[ladder] ?? 0
      const now = allBack ? {} : judgeKept(rules, kept, bonusBps, growthTerms(rules, bonusBps)).byRule
      let lost = 0
      for (const [rule, less] of lossesOf(byRule, now, judged.semantics)) {
        byRule[rule] = (byRule[rule] as number) - less
        uncountGiven(standing.given, rule, judgement.day, less)
        lost += less
      }
      if (lost > 0) on.addGrowth(ladder, -lost, judgement.day, by, null)
      this.unsee({ measure: 'growth' }, judgement, lost, ladder)
    }
    const rules = withOthers(judged.earningBy[judgement.trigger], earningOf(effects))
    const verdict = allBack || !order.earns ? null : judgeKept(rules, kept, judgement.bonusBps, judged.bonus)
    const now = verdict?.byRule ?? {}
    if (judgement.trigger === 'order.paid' && order.redeemed?.gives) Object.assign(now, keptGifts(order, order.redeemed.gives, allBack))
    this.withdraw(judgement, verdict, by.cause)
    for (const [rule, lost] of lossesOf(judgement.points, now, judged.semantics)) {
      judgement.points[rule] = (judgement.points[rule] as number) - lost
      uncountGiven(standing.given, rule, judgement.day, lost)
      countEarned(standing, judgement.day, -lost)
      this.unsee({ measure: 'points_earned' }, judgement, lost)
      on.trace.rules.push([rule, -lost])
      this.claw(lost, judgement.event, rule, by)
    }
  }

  /** Coupons of rules that what is kept no longer meets go again, unless they were used. */
  private withdraw(judgement: Judgement, kept: Verdict | null, cause: string): void {
    if (judgement.coupons === undefined) return
    const stays = (rule: string) => kept?.coupons.some(({ id }) => id === rule) === true
    for (const rule of judgement.coupons)
      if (!stays(rule)) {
        this.on.decisions.withdrawals.push({ key: giftKey(this.on.timeline, rule, judgement.event), cause })
        uncountGiven(this.on.state.standing.given, rule, judgement.day, 1)
      }
    judgement.coupons = judgement.coupons.filter(stays)
  }

  /**
   * What goes back of something that lies before the entry of a tier, on its very date, goes out of what that date had
   * seen by then: what has been measured since stays as it is.
   */
  private unsee(what: Pick<Gauge, 'measure'> & { category?: string }, judgement: Judgement, amount: number, only?: string): void {
    const { program, state } = this.on
    if (amount === 0 || program.semantics < 2) return
    const { ladders } = state.standing
    for (const { id, ofPeriod } of program.ladders) {
      if (ofPeriod.length === 0 || (only !== undefined && id !== only)) continue
      const { base, from, moves } = ladders[id] as LadderStanding
      if (base === null || from !== judgement.day || (judgement.moves?.[id] ?? -1) >= moves) continue
      const key = gaugeKey(what)
      if (base[key] !== undefined) base[key] -= amount
    }
  }

  /** A refund that names no order lowers its own date and takes back what the rules would give for its amount. */
  private refundedAlone(amount: number, body: Refunded & { earns?: false }, by: Cause, at: number): void {
    const { on } = this
    const { program, trace } = on
    const bonusBps = on.bonusBps()
    const seen: Seen = {
      day: by.day,
      at,
      store: by.store,
      amount,
      quantity: 1,
      channel: body.channel,
      categories: [],
      skus: [],
      money: null,
    }
    trace.base = -amount
    trace.bonusBps = Math.min(bonusBps, program.bonus.capBps - 10_000)
    if (body.earns === false) trace.notes.push('no_points')
    const lines = program.asksLines ? [{ amount, quantity: 1, values: [] }] : null
    for (const trigger of ['order.paid', 'order.completed'] as const) {
      if (!program.answersTo[trigger]) continue
      const kept: Kept = {
        day: by.day,
        values: on.factsFor(trigger, seen),
        goods: { amount, quantity: 1, shipping: 0, lines },
        rooms: undefined,
      }
      for (const ladder of program.ladders) {
        if (ladder.growthBy[trigger].length === 0) continue
        const growthBonus = on.growthBonus(ladder)
        const { byRule } = judgeKept(ladder.growthBy[trigger], kept, growthBonus, { mode: 'sum', capBps: 10_000 + growthBonus })
        on.addGrowth(ladder.id, -this.givenBack(ladder.growthBy[trigger], byRule, by.day), by.day, by, null)
      }
      if (body.earns === false) continue
      const { byRule } = judgeKept(program.earningBy[trigger], kept, bonusBps, program.bonus)
      this.givenBack(program.earningBy[trigger], byRule, by.day)
      for (const rule in byRule) {
        const lost = byRule[rule] as number
        if (lost === 0) continue
        trace.rules.push([rule, -lost])
        countEarned(on.state.standing, by.day, -lost)
        this.claw(lost, null, rule, by)
      }
    }
    this.spend(by.day, -amount, 0)
  }

  /** Keeps what is taken back within what capped rules can have given for one event and have given at all; answers the sum. */
  private givenBack(rules: readonly CompiledRule[], byRule: Record<string, number>, day: Day): number {
    const { given } = this.on.state.standing
    let sum = 0
    for (let i = 0; i < rules.length; i++) {
      const { id, caps } = rules[i] as CompiledRule
      const wanted = byRule[id]
      if (wanted === undefined) continue
      const back = caps === null ? wanted : Math.min(wanted, caps.perOrder ?? wanted, given[id]?.[3] ?? 0)
      byRule[id] = back
      sum += back
      if (caps !== null) uncountGiven(given, id, day, back)
    }
    return sum
  }

  private claw(amount: number, ownLot: string | null, rule: string, by: Cause): void {
    if (amount === 0) return
    const { on } = this
    const forgiven = clawBack(on.state.standing, on.decisions, by, amount, ownLot, rule, on.program.points.clawback)
    if (forgiven > 0) on.note('forgiven')
  }

  private spend(day: Day, amount: number, orders: number): void {
    const { history } = this.on.state
    history.spend += amount
    history.orders += orders
    this.on.count(day, 1, amount)
    if (orders !== 0) this.on.count(day, 2, orders)
  }
}
