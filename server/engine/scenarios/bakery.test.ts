import { expect, test } from 'vitest'
import { bakery } from '@/server/program/templates/bakery'
import { fold } from '../fold'
import { checksIn, joins, type Line, pays, refunds, story, tell, timePasses } from './story'

// date, what happens, points that can be spent at its end, tier at its end
const lines: [...Line, string][] = [
  ['2025-01-01', joins, 10, '面包新友', '10 for joining'],
  ['2025-01-01', checksIn, 11, '面包新友', '1 point and 2 growth for a visit'],
  ['2025-03-01', pays('K1', 299), 609, '常客', '2 for each yuan; 301 growth lift to regular'],
  ['2025-03-02', checksIn, 610, '常客', 'a visit'],
  ['2025-04-01', pays('K2', 700), 2_150, '家人', 'with the bonus of 10 %; 1,003 growth lift to family'],
  ['2025-04-02', refunds('K2', 100), 1_930, '家人', '220 come back, and 100 growth'],
  ['2025-04-03', timePasses, 1_930, '常客', '903 growth: down on the next day'],
  ['2025-07-02', timePasses, 1_919, '常客', 'points of 1 January have expired after six months'],
  ['2025-12-31', timePasses, 0, '常客', 'all have expired'],
  ['2026-01-01', timePasses, 0, '面包新友', 'a new year starts anew'],
]

test('A bakery: an upgrade, a refund, a downgrade and an expiry', () => {
  const { timeline, told, log, end } = tell(bakery(story), lines)
  expect(told).toEqual(lines.map(([date, , points, tier, why]) => [date, points, tier, why]))
  expect(fold(timeline, log, { day: end.state.day, at: Number.MAX_SAFE_INTEGER }).state.standing).toEqual(end.state.standing)
})
