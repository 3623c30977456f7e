import { expect, test } from 'vitest'
import { retail } from '@/server/program/templates/retail'
import { fold } from '../fold'
import { joins, type Line, pays, refunds, story, tell, timePasses } from './story'

// date, what happens, points that can be spent at its end, tier at its end
const lines: [...Line, string][] = [
  ['2025-01-01', joins, 50, '新用户', '50 for joining'],
  ['2025-01-05', pays('S1', 100), 150, '新用户', '1 for each yuan'],
  ['2025-01-06', pays('S2', 100), 250, '新用户', 'a second order'],
  ['2025-01-07', pays('S3', 100), 350, '活跃', 'the third order lifts'],
  ['2025-01-08', pays('S4', 200), 590, '活跃', '200 with the bonus of 10 %, and 20 for a regular'],
  ['2025-01-09', refunds('S1', 100), 490, '活跃', 'an order given back no longer counts; three are left'],
  ['2025-01-10', refunds('S2', 100), 390, '活跃', 'two are left, looked at on the next day'],
  ['2025-01-11', timePasses, 390, '新用户', 'two orders in a year: down'],
  ['2025-01-20', pays('S5', 50), 440, '活跃', 'without a bonus, and up again'],
  ['2026-01-07', timePasses, 440, '活跃', 'the order of 7 January still counts'],
  ['2026-01-08', timePasses, 440, '新用户', 'and now it does not'],
  ['2027-01-02', timePasses, 390, '新用户', 'the points for joining have expired after 24 months'],
  ['2027-01-09', timePasses, 50, '新用户', 'and those of 7 and 8 January'],
]

test('A retail store: an upgrade, a refund, a downgrade and an expiry', () => {
  const { timeline, told, log, end } = tell(retail(story), lines)
  expect(told).toEqual(lines.map(([date, , points, tier, why]) => [date, points, tier, why]))
  expect(fold(timeline, log, { day: end.state.day, at: Number.MAX_SAFE_INTEGER }).state.standing).toEqual(end.state.standing)
})
