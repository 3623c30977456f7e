import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Run } from './evaluate'
import { fold } from './fold'
import { timelineOf } from './program/compile'
import { doings, type Happening, histories, instantOfHappening, live } from './scenarios/histories'
import { programs } from './scenarios/programs'
import { activePoints, newState, pendingPoints, revive, type StoredState, storedOf } from './state'
import type { Movement } from './trace'
import type { LogEntry } from './vocabulary'

const logOf = (happenings: readonly Happening[]): LogEntry[] =>
  happenings.map((h, i) => ({ id: `e${i}`, source: 's', key: `k${i}`, at: instantOfHappening(h), day: h.day, store: null, body: h.body }))

const versionsOf = (documents: Parameters<typeof timelineOf>[0][number]['document'][]) =>
  timelineOf(documents.map((document, i) => ({ id: `v${i}`, effectiveFrom: Date.parse(`2024-0${1 + i * 3}-15T09:30:00Z`), document })))

/** The state as the database would give it back. */
const storedAndRead = (run: Run) =>
  revive(JSON.parse(JSON.stringify(storedOf(run.state))) as StoredState, structuredClone(run.state.history.book))

/** How many histories are tried by day; a night tries ten times as many. */
const HISTORIES = 2_000 * (process.env.RUNGS_PROPERTY_FACTOR === undefined ? 1 : 10)

/** So many histories take their time; no test is decided by it. */
const LONG = 3_600_000

const versions = fc.array(programs, { minLength: 1, maxLength: 2 })

test(
  'a history lived in order is the same, stored and read back after each step, and folded from zero',
  () => {
    fc.assert(
      fc.property(versions, doings, (documents, doing) => {
        const timeline = versionsOf(documents)
        const { run: lived, log } = live(timeline, doing)
        fc.pre(log.length > 0)
        const whole = fold(timeline, log)
        expect(lived.state).toEqual(whole.state)
        expect(lived.decisions.movements).toEqual(whole.decisions.movements)
        expect(lived.decisions.tierChanges).toEqual(whole.decisions.tierChanges)
        expect(whole.decisions.grants).toEqual([])
        let state = newState()
        const movements: Movement[] = []
        for (const entry of log) {
          const run = new Run(timeline, state)
          run.apply(entry)
          movements.push(...run.decisions.movements)
          state = storedAndRead(run)
        }
        expect(state).toEqual(whole.state)
        expect(movements).toEqual(whole.decisions.movements)
        keepsBooks(lived)
      }),
      { numRuns: HISTORIES },
    )
  },
  LONG,
)

test(
  'the order in which facts arrive makes no difference: what comes late is folded in',
  () => {
    fc.assert(
      fc.property(versions, doings, fc.infiniteStream(fc.nat()), (documents, doing, random) => {
        const timeline = versionsOf(documents)
        const { log } = live(timeline, doing)
        fc.pre(log.length > 0)
        // Commands and rewards are held as they are; facts and they arrive in any order.
        const arriving = log
          .map((entry) => ({ entry, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry)
        let run = new Run(timeline, newState())
        const known: LogEntry[] = []
        for (const entry of arriving) {
          known.push(entry)
          if (run.isOutdated() || run.isPast(entry)) run = new Run(timeline, fold(timeline, known).state)
          else run.apply(entry)
        }
        const whole = fold(timeline, log)
        const reach = { day: Math.max(run.state.day, whole.state.day), at: Math.max(...log.map((entry) => entry.at)) }
        run.advance(reach)
        expect(run.state).toEqual(fold(timeline, log, reach).state)
      }),
      { numRuns: HISTORIES },
    )
  },
  LONG,
)

/** What must hold of every ledger: each lot in = out + left, left never below zero; balances are the sums of rows; debt never above zero. */
function keepsBooks({ state, decisions }: Run): void {
  const { lots, pending, debt, ladders } = state.standing
  const flow = (account: string, lot?: string) =>
    decisions.movements
      .filter((m) => m.unit === 'points' && (lot === undefined || m.lot === lot))
      .reduce((sum, m) => sum + (m.to === account ? m.amount : 0) - (m.from === account ? m.amount : 0), 0)
  expect(decisions.movements.every((m) => m.amount > 0 && Number.isSafeInteger(m.amount) && m.from !== m.to)).toBe(true)
  expect(flow('active')).toBe(activePoints(state.standing))
  expect(flow('pending')).toBe(pendingPoints(state.standing))
  expect(flow('debt')).toBe(debt)
  expect(debt).toBeLessThanOrEqual(0)
  for (const lot of lots) expect([lot.left > 0, flow('active', lot.id)]).toEqual([true, lot.left])
  for (const lot of pending) expect([lot.left > 0, flow('pending', lot.id)]).toEqual([true, lot.left])
  for (const [ladder, standing] of Object.entries(ladders)) {
    const growth = decisions.movements
      .filter((m) => m.unit === `growth:${ladder}`)
      .reduce((sum, m) => sum + (m.to === 'balance' ? m.amount : -m.amount), 0)
    expect(standing.growth).toBe(growth)
  }
}

test(
  'looking only on the days that are due sees all that looking every day sees',
  () => {
    fc.assert(
      fc.property(programs, histories, (document, happenings) => {
        const timeline = versionsOf([document])
        const log = logOf(happenings)
        const end = Math.max(...log.map((entry) => entry.day)) + 420
        const daily = new Run(timeline, fold(timeline, log).state)
        const due = new Run(timeline, fold(timeline, log).state)
        for (let day = daily.state.day + 1; day <= end; day++) {
          const before = daily.decisions.movements.length + daily.decisions.tierChanges.length
          const foretold = daily.nextDue()
          daily.advance({ day, at: 0 })
          // Something happened on this day exactly when it was foretold (a renewed validity is due as well, and shows in no row).
          if (daily.decisions.movements.length + daily.decisions.tierChanges.length > before) expect(foretold).toBe(day)
        }
        for (let next = due.nextDue(); next !== null && next <= end; next = due.nextDue()) due.advance({ day: next, at: 0 })
        due.advance({ day: end, at: 0 })
        expect(due.state).toEqual(daily.state)
        expect(due.decisions).toEqual(daily.decisions)
      }),
      { numRuns: 60 },
    )
  },
  LONG,
)

test('a series of partial refunds comes to the same as one refund of the whole', () => {
  fc.assert(
    fc.property(
      programs,
      fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 5 }), amount: fc.integer({ min: -300_00, max: 900_00 }) }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.integer({ min: 1, max: 6 }),
      (document, lines, parts) => {
        const timeline = versionsOf([document])
        const entry = (i: number, body: LogEntry['body']): LogEntry => ({
          id: `e${i}`,
          source: 's',
          key: `k${i}`,
          at: Date.parse('2024-02-01T00:00:00Z') + i * 1_000,
          day: 19_754,
          store: null,
          body,
        })
        const order = entry(0, { type: 'order.paid', channel: 'c', order_no: 'o', lines })
        const pieces = lines.flatMap((line, place) =>
          Array.from({ length: Math.min(parts, line.quantity) }, (_, k) => ({
            line: String(place + 1),
            quantity: k === 0 ? line.quantity - Math.min(parts, line.quantity) + 1 : 1,
          })),
        )
        const partial = fold(timeline, [
          order,
          ...pieces.map((piece, i) =>
            entry(i + 1, { type: 'order.refunded', channel: 'c', refund_no: `r${i}`, order_no: 'o', lines: [piece] }),
          ),
        ])
        const whole = fold(timeline, [order, entry(1, { type: 'order.refunded', channel: 'c', refund_no: 'r', order_no: 'o' })])
        expect(partial.state.history.spend).toBe(whole.state.history.spend)
        expect(activePoints(partial.state.standing)).toBe(activePoints(whole.state.standing))
        expect(partial.state.standing.debt).toBe(whole.state.standing.debt)
        expect(partial.state.standing.ladders.l?.growth).toBe(whole.state.standing.ladders.l?.growth)
      },
    ),
  )
})
