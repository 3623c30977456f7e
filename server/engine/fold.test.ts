import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideSpend, Run } from './evaluate'
import { fold } from './fold'
import { timelineOf } from './program/compile'
import { type Happening, histories, instantOfHappening, programs } from './scenarios/histories'
import { activePoints, newState, revive, type StoredState, storedOf } from './state'
import type { Movement } from './trace'
import { compareEntries, type LogEntry } from './vocabulary'

const logOf = (happenings: readonly Happening[]): LogEntry[] =>
  happenings.map((h, i) => ({ id: `e${i}`, source: 's', key: `k${i}`, at: instantOfHappening(h), day: h.day, store: null, body: h.body }))

const versionsOf = (documents: Parameters<typeof timelineOf>[0][number]['document'][]) =>
  timelineOf(documents.map((document, i) => ({ id: `v${i}`, effectiveFrom: Date.parse(`2024-0${1 + i * 3}-15T09:30:00Z`), document })))

/** The state as the database would give it back. */
const storedAndRead = (run: Run) =>
  revive(JSON.parse(JSON.stringify(storedOf(run.state))) as StoredState, structuredClone(run.state.history.book))

test('one by one, stored and read back each time, comes to the same as one fold from zero', () => {
  fc.assert(
    fc.property(fc.array(programs, { minLength: 1, maxLength: 2 }), histories, (documents, happenings) => {
      const timeline = versionsOf(documents)
      const log = logOf(happenings)
      const whole = fold(timeline, log)
      let state = newState()
      const movements: Movement[] = []
      for (const entry of [...log].sort(compareEntries)) {
        const run = new Run(timeline, state)
        run.apply(entry)
        movements.push(...run.decisions.movements)
        state = storedAndRead(run)
      }
      expect(state).toEqual(whole.state)
      expect(movements).toEqual(whole.decisions.movements)
    }),
    { numRuns: 300 },
  )
})

test('the order in which facts arrive makes no difference', () => {
  fc.assert(
    fc.property(
      programs,
      histories.chain((h) =>
        fc.tuple(
          fc.constant(h),
          fc.shuffledSubarray(
            h.map((_, i) => i),
            { minLength: h.length },
          ),
        ),
      ),
      (document, [happenings, order]) => {
        const timeline = versionsOf([document])
        const log = logOf(happenings)
        expect(
          fold(
            timeline,
            order.map((i) => log[i] as LogEntry),
          ),
        ).toEqual(fold(timeline, log))
      },
    ),
  )
})

test('looking only on the days that are due sees all that looking every day sees', () => {
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
})

test('the invariants of the ledger hold after every entry, with points spent and adjusted on the way', () => {
  fc.assert(
    fc.property(programs, histories, fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 24 }), (document, happenings, amounts) => {
      const run = new Run(versionsOf([document]), newState())
      for (const [i, entry] of [...logOf(happenings)].sort(compareEntries).entries()) {
        run.apply(entry)
        const amount = amounts[i] ?? 0
        const taken = decideSpend(run.state, amount)
        if (amount > 0 && taken)
          run.apply({
            ...entry,
            id: `s${i}`,
            key: `s${i}`,
            at: entry.at + 1,
            body: { type: i % 3 === 0 ? 'points.adjusted' : 'points.spent', amount: i % 3 === 0 ? -amount : amount, reason: 'x', taken },
          })
        const { lots, debt } = run.state.standing
        const flow = (account: string, lot?: string) =>
          run.decisions.movements
            .filter((m) => m.unit === 'points' && (lot === undefined || m.lot === lot))
            .reduce((sum, m) => sum + (m.to === account ? m.amount : 0) - (m.from === account ? m.amount : 0), 0)
        expect(run.decisions.movements.every((m) => m.amount > 0 && m.from !== m.to)).toBe(true)
        expect(flow('active')).toBe(activePoints(run.state.standing))
        expect(flow('debt')).toBe(debt)
        expect(debt).toBeLessThanOrEqual(0)
        for (const lot of lots) expect([lot.left > 0, flow('active', lot.id)]).toEqual([true, lot.left])
        const growth = run.decisions.movements
          .filter((m) => m.unit === 'growth:l')
          .reduce((sum, m) => sum + (m.to === 'balance' ? m.amount : -m.amount), 0)
        expect(run.state.standing.ladders.l?.growth).toBe(growth)
      }
    }),
  )
})

test('a series of partial refunds comes to the same as one refund of the whole', () => {
  fc.assert(
    fc.property(
      programs,
      fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 5 }), amount: fc.integer({ min: 0, max: 900_00 }) }), {
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
