import { expect, test } from 'vitest'
import { catering } from '@/server/program/templates/catering'
import { fold } from '../fold'
import { joins, type Line, pays, refunds, story, tell, timePasses } from './story'

// date, what happens, points that can be spent at its end, tier at its end
const lines: [...Line, string][] = [
  ['2025-03-03', joins, 20, '普通', '20 for joining'],
  ['2025-03-03', pays('T1', 200), 220, '普通', '1 for each yuan on a Monday'],
  ['2025-03-04', pays('T2', 350), 920, 'VIP', 'double on Tuesday; 550 lift to VIP'],
  ['2025-03-11', pays('T3', 1_500), 4_520, '尊享', 'double on Tuesday with the VIP bonus of 20 %; 2,050 lift to premium'],
  ['2025-03-12', refunds('T3', 1_500), 920, '尊享', 'all of it comes back; the tier holds until its end'],
  ['2025-09-11', timePasses, 920, '尊享', 'the last day of premium'],
  ['2025-09-12', timePasses, 920, '普通', 'nothing in the last 180 days: down to the base'],
  ['2026-03-04', timePasses, 700, '普通', 'the points of 3 March have expired'],
  ['2026-03-05', timePasses, 0, '普通', 'and those of 4 March'],
]

test('A restaurant: an upgrade, a refund, a downgrade and an expiry', () => {
  const { timeline, told, log, end } = tell(catering(story), lines)
  expect(told).toEqual(lines.map(([date, , points, tier, why]) => [date, points, tier, why]))
  expect(fold(timeline, log, { day: end.state.day, at: Number.MAX_SAFE_INTEGER }).state.standing).toEqual(end.state.standing)
})
