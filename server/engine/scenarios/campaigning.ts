import { expect } from 'vitest'
import { instantOf, localDay } from '../calendar/zone'
import type { Campaigns } from '../campaign/compile'
import { Run } from '../evaluate'
import { fold } from '../fold'
import { giveGrants } from '../grants'
import type { Admit } from '../occurrence'
import { type Timeline, timelineOf } from '../program/compile'
import type { ProgramDocument } from '../program/document'
import { availablePoints, newState } from '../state'
import type { Decisions, Outcome, RuleTrace } from '../trace'
import type { LogEntry, StoredEventBody } from '../vocabulary'

/** Where campaigns are proved: without and with clock changes, and on both sides of the date line. */
export const ZONES = ['Asia/Shanghai', 'America/New_York', 'UTC', 'Pacific/Apia'] as const

/** One member of a merchant in a zone, to whom things happen by the clock on the merchant's wall. */
export class Guest {
  readonly log: LogEntry[] = []
  readonly timeline: Timeline
  readonly run: Run
  private count = 0

  constructor(
    document: ProgramDocument,
    campaigns: Campaigns,
    readonly zone: string,
    private readonly admit: Admit | null = null,
  ) {
    this.timeline = timelineOf([{ id: 'v1', effectiveFrom: 0, document: { ...document, timeZone: zone } }], campaigns)
    this.run = new Run(this.timeline, newState(), admit)
  }

  /** Something happens at a time of the wall clock, or at an instant. Answers its outcome. */
  at(when: string | number, body: StoredEventBody): Outcome {
    const at = typeof when === 'number' ? when : instantOf(this.zone, when)
    const id = `e${String(this.count++).padStart(3, '0')}`
    const entry: LogEntry = { id, source: 'shop', key: id, at, day: localDay(this.zone, at), store: null, body }
    this.log.push(entry)
    const outcome = this.run.apply(entry)
    this.giveGrants()
    return outcome
  }

  /** Time passes up to a date. */
  until(date: string): this {
    const at = instantOf(this.zone, `${date} 00:00`)
    this.run.advance({ day: localDay(this.zone, at), at })
    this.giveGrants()
    return this
  }

  private giveGrants(): void {
    const named = () => {
      const id = `g${String(this.count++).padStart(3, '0')}`
      return { id, source: 'rungs', key: id }
    }
    for (const { entry } of giveGrants(this.run, this.zone, named)) this.log.push(entry)
  }

  get points(): number {
    return availablePoints(this.run.state.standing)
  }
  get tier(): string | null {
    return this.run.state.standing.ladders.ladder?.tier ?? null
  }
  /** Names of goods, and tickets, that the member was given and that did not go back. */
  get goods(): string[] {
    return kept(this.run.decisions).goods
  }
  /** Effects whose coupons the member was given and that did not go back. */
  get coupons(): string[] {
    return kept(this.run.decisions).coupons
  }

  /**
   * Whatever order its facts arrive in, and folded from zero, this member comes to the same: state, books, goods and
   * coupons.
   */
  isSettled(): void {
    const whole = fold(this.timeline, this.log, undefined, { admit: this.admit ?? undefined })
    expect(whole.state).toEqual({ ...this.run.state, day: whole.state.day })
    expect(whole.decisions.movements).toEqual(this.run.decisions.movements)
    expect(kept(whole.decisions)).toEqual(kept(this.run.decisions))
    expect(whole.decisions.grants).toEqual([])
    expect(fold(this.timeline, [...this.log].reverse()).state.history).toEqual(whole.state.history)
  }
}

/** What was given once and is still held, sorted. */
export function kept({ goods, issues, withdrawals }: Pick<Decisions, 'goods' | 'issues' | 'withdrawals'>): {
  goods: string[]
  coupons: string[]
} {
  const gone = new Set(withdrawals.map(({ key }) => key))
  const once = <T extends { key: string }>(all: readonly T[]) => [...new Map(all.map((one) => [one.key, one])).values()]
  const held = <T extends { key: string }>(all: readonly T[]) => once(all).filter(({ key }) => !gone.has(key))
  return {
    goods: held(goods)
      .map(({ gift }) => `${gift.kind === 'chances' ? 'ticket' : gift.name} ×${gift.count}`)
      .sort(),
    coupons: held(issues)
      .map(({ source }) => source)
      .sort(),
  }
}

/** An order in whole units of money. */
export const buys = (name: string, units: number, lines?: { sku: string; units: number }[]): StoredEventBody => ({
  type: 'order.paid',
  channel: 'shop',
  order_no: name,
  ...(lines ? { lines: lines.map(({ sku, units: u }) => ({ sku, quantity: 1, amount: u * 100 })) } : { amount: units * 100 }),
})
/** So much of an order is given back; all of it when nothing is said. */
export const givesBack = (name: string, units?: number): StoredEventBody => ({
  type: 'order.refunded',
  channel: 'shop',
  refund_no: `${name}-${units ?? 'all'}`,
  order_no: name,
  ...(units === undefined ? {} : { amount: units * 100 }),
})

/** The answer of an effect to an event, as its trace says it. */
export const answer = ({ trace }: Outcome, effect: string): RuleTrace | undefined =>
  [...trace.rules, ...trace.growth].find(([rule]) => rule === effect)
