import { describe, expect, test } from 'vitest'
import { Run } from '../evaluate'
import { fold } from '../fold'
import { timelineOf } from '../program/compile'
import type { ProgramDocument } from '../program/document'
import { fieldProgram, order, tiersOf } from '../scenarios/field'
import type { LogEntry, StoredEventBody } from '../vocabulary'

const has = (...tiers: string[]) => ({ mode: 'all' as const, when: { fact: 'member.tier', operator: 'in' as const, value: tiers } })

/** A club for those who are Gold, beside the ladder that makes them so. */
const main: ProgramDocument['ladders'][number] = {
  id: 'main',
  name: 'main',
  primary: true,
  spec: { measure: 'net_spend', window: { kind: 'rolling_days', days: 30 }, validity: { kind: 'none' } },
  tiers: tiersOf([
    ['Base', 0],
    ['Gold', 100_00],
  ]),
}
const club: ProgramDocument['ladders'][number] = {
  id: 'club',
  name: 'club',
  primary: false,
  spec: { measure: 'order_count', window: { kind: 'lifetime' }, validity: { kind: 'none' } },
  tiers: tiersOf([['Inside', 1, { requires: has('Gold') }]]),
}

const entry = (date: string, body: StoredEventBody): LogEntry => {
  const at = Date.parse(`${date}T10:00:00Z`)
  return { id: date, source: 's', key: date, at, day: Math.floor(at / 86_400_000), store: null, body }
}

describe('a ladder that asks for the tier of another is looked at after it, wherever it stands', () => {
  test.each([
    ['before it', [club, main]],
    ['behind it', [main, club]],
  ])('%s', (_, ladders) => {
    const timeline = timelineOf([{ id: 'v', effectiveFrom: 0, document: fieldProgram({ ladders }) }])
    const log = [entry('2024-01-01', order('a', 150))]
    const run = new Run(timeline, fold(timeline, log).state)
    const tiers = () => Object.fromEntries(Object.entries(run.state.standing.ladders).map(([id, { tier }]) => [id, tier]))
    expect(tiers()).toEqual({ main: 'Gold', club: 'Inside' })
    const due = run.nextDue() as number
    run.advance({ day: due - 1, at: 0 })
    expect(tiers()).toEqual({ main: 'Gold', club: 'Inside' })
    run.advance({ day: due, at: 0 })
    expect(tiers()).toEqual({ main: 'Base', club: null })
  })

  test('a version published before keeps the order it has', () => {
    const timeline = timelineOf([{ id: 'v', effectiveFrom: 0, document: fieldProgram({ semantics: 1, ladders: [club, main] }) }])
    const { state } = fold(timeline, [entry('2024-01-01', order('a', 150))])
    expect([state.standing.ladders.main?.tier, state.standing.ladders.club?.tier]).toEqual(['Gold', null])
  })
})

test('a tier that asks for the one below it comes on the day after that one', () => {
  const tiers = tiersOf([
    ['Base', 0],
    ['Silver', 100_00],
    ['Gold', 100_00, { requires: has('Silver', 'Gold') }],
  ])
  const document = fieldProgram({ ladders: [{ ...main, spec: { ...main.spec, window: { kind: 'lifetime' } }, tiers }] })
  const timeline = timelineOf([{ id: 'v', effectiveFrom: 0, document }])
  const first = entry('2024-01-01', order('a', 150))
  const run = new Run(timeline, fold(timeline, [first]).state)
  expect([run.state.standing.ladders.main?.tier, run.nextDue()]).toEqual(['Silver', first.day + 1])
  run.advance({ day: first.day + 1, at: 0 })
  expect([run.state.standing.ladders.main?.tier, run.nextDue()]).toEqual(['Gold', null])
})
