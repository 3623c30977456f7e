import { dayOf } from '../calendar/day'
import { advance, apply, Run } from '../evaluate'
import { fold } from '../fold'
import { giveGrants } from '../grants'
import type { LadderSpec, Tier } from '../ladder/ladder'
import type { EarningRuleSpec } from '../points/earning-rule'
import { type Program, type Timeline, timelineOf } from '../program/compile'
import type { ProgramDocument } from '../program/document'
import { activePoints, availablePoints, type MemberState, newState, pendingPoints } from '../state'
import type { Decisions, Grant, Outcome } from '../trace'
import type { LogEntry, StoredEventBody } from '../vocabulary'

/** Programs as other systems' examples describe them: tiers by name, in UTC, nothing else set. */
export type FieldTier = [name: string, threshold: number | null, more?: Partial<Tier>]

export const tiersOf = (tiers: readonly FieldTier[]): Tier[] =>
  tiers.map(([name, threshold, more]) => ({
    id: name,
    code: `t${tiers.findIndex((t) => t[0] === name)}`,
    name,
    color: '#888888',
    icon: 'star',
    threshold,
    bonusBps: 0,
    ...more,
  }))

export const earning = (
  id: string,
  spec: Partial<EarningRuleSpec> & Pick<EarningRuleSpec, 'reward'>,
): ProgramDocument['earningRules'][number] => ({
  id,
  name: id,
  spec: { trigger: 'order.paid', ...spec },
})

/** A program with one ladder, or with none that matters. */
export function fieldProgram(
  over: Partial<ProgramDocument> & { spec?: Partial<LadderSpec>; tiers?: readonly FieldTier[] } = {},
): ProgramDocument {
  const { spec, tiers = [['Member', 0]], ...rest } = over
  return {
    semantics: 2,
    timeZone: 'UTC',
    currency: 'CNY',
    ladders: [
      {
        id: 'ladder',
        name: 'ladder',
        primary: true,
        spec: { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' }, ...spec },
        tiers: tiersOf(tiers),
      },
    ],
    growthRules: [],
    earningRules: [],
    points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 100_000 },
    ...rest,
  }
}

/** One member to whom things happen through the public verbs alone, an hour between any two of one date. */
export class FieldMember {
  state: MemberState = newState()
  readonly log: LogEntry[] = []
  /** Rewards for entering a tier, in the order they were given. */
  readonly granted: [tier: string, points: number][] = []
  /** What was decided about coupons, in order; a fold of late facts decides all of it again. */
  readonly coupons: Pick<Decisions, 'issues' | 'couponReturns' | 'withdrawals'> = { issues: [], couponReturns: [], withdrawals: [] }
  private readonly timeline: Timeline
  private count = 0

  constructor(document: ProgramDocument) {
    this.timeline = timelineOf([{ id: 'v1', effectiveFrom: 0, document }])
  }

  /** Something happens on a date. Answers its outcome. */
  on(date: string, body: StoredEventBody): Outcome {
    const entry = this.told(date, body)
    const { state, outcome, decisions } = apply(this.timeline, this.state, entry)
    this.state = state
    this.follow(decisions)
    return outcome
  }

  /** Something that happened on a date is told only now. */
  late(date: string, body: StoredEventBody): this {
    this.told(date, body)
    const { state, decisions } = fold(this.timeline, this.log, { day: this.state.day, at: 0 })
    this.state = state
    this.follow(decisions)
    return this
  }

  private told(date: string, body: StoredEventBody): LogEntry {
    const at = Date.parse(`${date}T00:30:00Z`) + this.count * 1_000
    const entry: LogEntry = { id: `e${this.count}`, source: 'field', key: String(this.count++), at, day: dayOf(date), store: null, body }
    this.log.push(entry)
    return entry
  }

  /** The day step of a date has run, and nothing of that date has happened. */
  at(date: string): this {
    const day = dayOf(date)
    if (day <= this.state.day) return this
    const { state, decisions } = advance(this.timeline, this.state, { day, at: Date.parse(`${date}T00:00:00Z`) })
    this.state = state
    this.follow(decisions)
    return this
  }

  private follow(decisions: Decisions): void {
    this.note(decisions)
    this.give(decisions.grants)
  }

  private note({ issues, couponReturns, withdrawals }: Decisions): void {
    this.coupons.issues.push(...issues)
    this.coupons.couponReturns.push(...couponReturns)
    this.coupons.withdrawals.push(...withdrawals)
  }

  /** Rewards go into the log right behind what decided them, as the shell puts them. */
  private give(grants: readonly Grant[]): void {
    const run = new Run(this.timeline, this.state)
    run.decisions.grants.push(...grants)
    for (const { entry } of giveGrants(run, 'UTC', ({ ladder, tier, day }) => ({
      id: `${ladder}:${tier}:${day}:${this.granted.length}`,
      source: 'field',
      key: `${ladder}:${tier}:${day}:${this.granted.length}`,
    }))) {
      this.log.push(entry)
      if (entry.body.type === 'points.granted') this.granted.push([entry.body.tier, entry.body.amount])
    }
    this.note(run.decisions)
  }

  get tier(): string | null {
    return this.ladder.tier
  }
  get ladder() {
    const standing = this.state.standing.ladders.ladder
    if (!standing) throw new Error('nothing has happened yet')
    return standing
  }
  get points(): number {
    return availablePoints(this.state.standing)
  }
  get active(): number {
    return activePoints(this.state.standing)
  }
  get pending(): number {
    return pendingPoints(this.state.standing)
  }
  get program(): Program {
    return this.timeline.version('v1')
  }
}

/** An order of one amount in whole units of money. */
export const order = (name: string, units: number): StoredEventBody => ({
  type: 'order.paid',
  channel: 'c',
  order_no: name,
  amount: Math.round(units * 100),
})
/** Points given or taken by hand, which stand for points from elsewhere. */
export const adjust = (amount: number): StoredEventBody => ({ type: 'points.adjusted', amount, reason: 'example', taken: [] })
/** So much of an order is given back. */
export const refund = (name: string, units?: number, lines?: [string, number][]): StoredEventBody => ({
  type: 'order.refunded',
  channel: 'c',
  refund_no: `${name}-${units ?? 'all'}-${JSON.stringify(lines ?? [])}`,
  order_no: name,
  ...(units === undefined ? {} : { amount: units * 100 }),
  ...(lines ? { lines: lines.map(([line, quantity]) => ({ line, quantity })) } : {}),
})
