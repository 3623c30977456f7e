import { expect, test } from 'vitest'
import { instantOf } from '../calendar/zone'
import { effectOf, ORDER, type Running, running } from '../scenarios/running'
import type { MomentKind } from './campaign'
import { campaignsOff } from './off'
import { monthlyOn } from './rule-form'

const ZONE = 'Asia/Shanghai'
const at = (when: string) => instantOf(ZONE, when)
const span = (from: string, until: string | null = null) => ({
  from: at(from),
  until: until === null ? null : at(until),
  began: 1,
  stopped: until === null ? null : 2,
})
const why = (terms: Running, when: string, moment: MomentKind = 'order') =>
  campaignsOff(running(terms), ZONE, at(when), moment)[0]?.why ?? null
const days = (from: string, until?: string) => ({ from, ...(until === undefined ? {} : { until }), on: { kind: 'every_day' as const } })

test.each<[string, Running, string, string | null]>([
  ['on', {}, '2026-05-08 12:00', null],
  [
    'on another day',
    { schedule: { from: '2026-01-01', on: { kind: 'rules', rules: [monthlyOn(8, 'last')] } } },
    '2026-05-09 00:00',
    'other_day',
  ],
  [
    'at another hour',
    { schedule: { ...days('2026-01-01'), hours: [{ from: '10:00', until: '12:00' }] } },
    '2026-05-08 12:00',
    'other_hour',
  ],
  [
    'between two stretches',
    { spans: [span('2026-05-01 00:00', '2026-05-05 00:00'), { ...span('2026-05-10 00:00'), began: 3 }] },
    '2026-05-08 12:00',
    'paused',
  ],
  ['before its launch', { spans: [span('2026-05-09 00:00')] }, '2026-05-08 12:00', 'not_begun'],
  ['long before its launch', { spans: [span('2026-07-09 00:00')] }, '2026-05-08 12:00', null],
  ['launched, before its first day', { schedule: days('2026-05-10') }, '2026-05-08 12:00', 'not_begun'],
  ['that rests since', { spans: [span('2026-05-01 00:00', '2026-05-08 12:00')], paused: true }, '2026-05-08 12:00', 'paused'],
  ['behind its end', { spans: [span('2026-05-01 00:00', '2026-05-08 12:00')] }, '2026-05-08 12:00', 'ended'],
  ['behind its last day', { schedule: days('2026-01-01', '2026-05-07') }, '2026-05-08 00:00', 'ended'],
  ['long behind its last day', { schedule: days('2026-01-01', '2026-03-07') }, '2026-05-08 00:00', null],
  [
    'that is about prices',
    { schedule: days('2026-05-10'), effects: [effectOf({ kind: 'discount', offBps: 1_000 })] },
    '2026-05-08 12:00',
    null,
  ],
  [
    'of another moment',
    { schedule: days('2026-05-10'), effects: [effectOf({ kind: 'points', points: 1 }, { kind: 'registered' })] },
    '2026-05-08 12:00',
    null,
  ],
])('a campaign %s', (_name, terms, when, expected) => expect(why(terms, when)).toBe(expected))

test('a campaign of several effects at one moment is told once, each in its turn', () => {
  const effects = [effectOf({ kind: 'points', points: 1 }), effectOf({ kind: 'growth', growth: 1 }, ORDER)]
  const found = campaignsOff(
    running({ id: 'a', schedule: days('2026-05-10'), effects }, { id: 'b', schedule: days('2026-05-11') }),
    ZONE,
    at('2026-05-08 12:00'),
    'order',
  )
  expect(found.map(({ campaign }) => campaign.id)).toEqual(['a', 'b'])
})
