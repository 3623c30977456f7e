import { expect, test } from 'vitest'
import { dayOf, isoOf } from '../calendar/day'
import { on, paid, program, story, tier, under } from '../scenarios/shop'
import type { LogEntry } from '../vocabulary'
import type { LadderSpec, Tier } from './ladder'
import { progressOf } from './progress'

const yearly: LadderSpec = {
  measure: 'net_spend',
  window: { kind: 'calendar_year' },
  validity: { kind: 'period', period: 'year', next: true, downgrade: 'one_level' },
}
const tiers: Tier[] = [tier('base', 0), tier('silver', 500_00), tier('gold', 2_000_00)]

/** Progress under a spec and tiers, semantics 2, with time passed to a date. */
function at(date: string, entries: LogEntry[], spec: LadderSpec = yearly, rungs: Tier[] = tiers) {
  const document = { ...program({ spec }), semantics: 2 as const }
  for (const ladder of document.ladders) ladder.tiers = rungs
  const { state } = story(document, entries, date)
  return progressOf(under(document).version('v1').primary, state, dayOf(date))
}
const march = (amount: number) => [on('2026-03-10', paid('a', amount))]
const iso = (day: number | null) => (day === null ? null : isoOf(day))

test('what is missing to the next tier counts until the end of the period that is measured', () => {
  const { next, measured, tier: now } = at('2026-12-19', march(600_00))
  expect([now?.id, measured, next?.tier.id, next?.missing, iso(next?.closes ?? null), next?.daysLeft]).toEqual([
    'silver',
    600_00,
    'gold',
    1_400_00,
    '2026-12-31',
    12,
  ])
})

test('a rolling window closes on no date; a rise at the next period says so', () => {
  const spec: LadderSpec = { ...yearly, window: { kind: 'rolling_days', days: 30 }, rises: { kind: 'next_period', period: 'month' } }
  expect(at('2026-03-12', march(600_00), spec).next).toMatchObject({
    tier: { id: 'silver' },
    missing: 0,
    closes: null,
    daysLeft: null,
    rises: 'month',
  })
})

test('hidden tiers and tiers without a threshold are passed over', () => {
  const rungs: Tier[] = [
    tier('base', 0),
    { ...tier('secret', 100_00), hidden: true },
    { ...tier('vip', 0), threshold: null },
    tier('gold', 900_00),
  ]
  expect(at('2026-03-10', march(50_00), yearly, rungs).next?.tier.id).toBe('gold')
  expect(at('2026-03-10', march(950_00), yearly, rungs).next, 'nothing above the highest').toBeNull()
})

test('keeping a tier looks at what the ladder says keeps it, in the year that decides', () => {
  const spec: LadderSpec = { ...yearly, retention: { measure: 'order_count', window: { kind: 'calendar_year' } } }
  const rungs: Tier[] = [tier('base', 0), { ...tier('silver', 500_00), keep: { minimum: 3 } }]
  const progress = at('2027-02-01', [...march(600_00), on('2027-01-05', paid('b', 10_00))], spec, rungs)
  expect([iso(progress.until), progress.keep]).toEqual([
    '2027-12-31',
    { measure: 'order_count', window: { kind: 'calendar_year' }, measured: 1, minimum: 3, missing: 2, when: null },
  ])
})

test('a tier that is never lost, or lapses with its period, has nothing that keeps it', () => {
  const never: LadderSpec = { ...yearly, validity: { kind: 'months', months: 12, downgrade: 'never' } }
  expect(at('2026-05-01', march(600_00), never).keep).toBeNull()
  const lapses: LadderSpec = { ...yearly, validity: { kind: 'period', period: 'year', downgrade: 'recalculate' } }
  expect(at('2026-05-01', march(600_00), lapses)).toMatchObject({ keep: null, daysLeft: dayOf('2026-12-31') - dayOf('2026-05-01') })
  expect(at('2026-05-01', march(10_00)), 'the base tier has no end').toMatchObject({ until: null, daysLeft: null, keep: null })
})

test('in days of grace the days left are those of the grace, and the year that ended is what counts', () => {
  const spec: LadderSpec = { ...yearly, validity: { kind: 'period', period: 'year', next: true, downgrade: 'base', graceDays: 20 } }
  const progress = at('2028-01-05', march(600_00), spec)
  expect([iso(progress.until), iso(progress.grace), progress.daysLeft]).toEqual(['2027-12-31', '2028-01-20', 15])
  expect(progress.keep).toMatchObject({ measured: 0, minimum: 500_00, missing: 500_00 })
})
