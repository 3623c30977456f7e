import { expect, test } from 'vitest'
import { gym } from '@/server/program/templates/gym'
import { fold } from '../fold'
import { checksIn, joins, type Line, pays, refunds, story, tell, timePasses } from './story'

// date, what happens, points that can be spent at its end, tier at its end
const lines: [...Line, string][] = [
  ['2025-01-01', joins, 100, '初级', '100 for joining'],
  ['2025-01-01', checksIn, 105, '初级', '10 growth and 5 points for a visit'],
  ['2025-01-02', pays('G1', 1_000), 1_105, '中级', '500 growth: 510 lift to intermediate'],
  ['2025-01-03', checksIn, 1_110, '中级', 'a visit'],
  ['2025-01-04', pays('G2', 3_000), 4_410, '高级', '3,000 with the bonus of 10 %; 2,020 growth lift to advanced'],
  ['2025-01-20', refunds('G2', 3_000), 1_110, '高级', 'points and growth come back; the tier holds until its end'],
  ['2025-02-01', checksIn, 1_115, '高级', 'a visit'],
  ['2026-01-01', timePasses, 1_115, '高级', 'the last day of the first points'],
  ['2026-01-02', timePasses, 1_010, '高级', 'those of 1 January have expired'],
  ['2026-01-04', timePasses, 5, '高级', 'the last day of advanced'],
  ['2026-01-05', timePasses, 5, '初级', '10 growth in the last year: down to beginner'],
]

test('A gym: an upgrade, a refund, a downgrade and an expiry', () => {
  const { timeline, told, log, end } = tell(gym(story), lines)
  expect(told).toEqual(lines.map(([date, , points, tier, why]) => [date, points, tier, why]))
  expect(fold(timeline, log, { day: end.state.day, at: Number.MAX_SAFE_INTEGER }).state.standing).toEqual(end.state.standing)
})
