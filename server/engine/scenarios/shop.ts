import { dayOf } from '../calendar/day'
import { advance, apply } from '../evaluate'
import type { LadderSpec } from '../ladder/ladder'
import { timelineOf } from '../program/compile'
import type { ProgramDocument } from '../program/document'
import { availablePoints, newState } from '../state'
import type { LogEntry, StoredEventBody } from '../vocabulary'

/** Small programs and logs for tests: a shop in UTC where everything happens at noon. */
export const tier = (id: string, threshold: number, bonusBps = 0) => ({
  id,
  code: id,
  name: id,
  color: '#888888',
  icon: 'star' as const,
  threshold,
  bonusBps,
})
export const spend12: LadderSpec = { measure: 'net_spend', window: { kind: 'lifetime' }, validity: { kind: 'none' } }

/** One point for ¥1, three tiers by lifetime spend, unless told otherwise. */
export function program(over: Partial<ProgramDocument> & { spec?: LadderSpec; tiers?: ReturnType<typeof tier>[] } = {}): ProgramDocument {
  const { spec = spend12, tiers = [tier('base', 0), tier('silver', 500_00), tier('gold', 2_000_00)], ...rest } = over
  return {
    semantics: 1,
    timeZone: 'UTC',
    currency: 'CNY',
    ladders: [{ id: 'l', name: 'l', primary: true, spec, tiers }],
    growthRules: [],
    earningRules: [{ id: 'rate', name: 'rate', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } }],
    points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
    ...rest,
  }
}
export const under = (document: ProgramDocument) => timelineOf([{ id: 'v1', effectiveFrom: 0, document }])

let count = 0
/** An entry at noon UTC of a date. */
export function on(date: string, body: StoredEventBody, minute = 0): LogEntry {
  count++
  return {
    id: `e${count}`,
    source: 't',
    key: `k${count}`,
    at: Date.parse(`${date}T12:00:00Z`) + minute * 60_000,
    day: dayOf(date),
    store: null,
    body,
  }
}
export const paid = (order_no: string, amount: number): StoredEventBody => ({ type: 'order.paid', channel: 'c', order_no, amount })
export const back = (order_no: string | undefined, amount?: number): StoredEventBody => ({
  type: 'order.refunded',
  channel: 'c',
  refund_no: `r${count}`,
  order_no,
  amount,
})

/** What a merchant would look at, after each entry. */
export function story(document: ProgramDocument, entries: LogEntry[], until?: string) {
  const timeline = under(document)
  let state = newState()
  const seen = entries.map((entry) => {
    state = apply(timeline, state, entry).state
    return {
      tier: state.standing.ladders.l?.tier,
      points: availablePoints(state.standing),
      debt: state.standing.debt,
      growth: state.standing.ladders.l?.growth,
    }
  })
  if (until) state = advance(timeline, state, { day: dayOf(until), at: 0 }).state
  return { seen, state, points: availablePoints(state.standing), tier: state.standing.ladders.l?.tier ?? null }
}
