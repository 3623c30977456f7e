import { expect, test } from 'vitest'
import { beauty } from '@/server/program/templates/beauty'
import { fold } from '../fold'
import { joins, type Line, pays, refunds, story, tell, timePasses } from './story'

// date, what happens, points that can be spent at its end, tier at its end
const lines: [...Line, string][] = [
  ['2025-01-01', joins, 200, '珍珠', '200 for joining'],
  ['2025-01-04', pays('B1', 2_000), 2_200, '珍珠', 'a Saturday'],
  ['2025-01-06', pays('B2', 1_500), 3_800, '玫瑰', '100 more on a Monday; 3,500 lift to rose'],
  ['2025-02-10', pays('B3', 8_000), 12_700, '黑金', '8,800 with the bonus of 10 %, and 100; 11,500 lift to black gold'],
  ['2025-02-12', refunds('B3', 4_000), 8_300, '黑金', '4,400 come back; the tier holds until its end'],
  ['2025-06-01', pays('B4', 3_000), 12_200, '黑金', 'a Sunday, with the bonus of 30 %'],
  ['2026-02-10', timePasses, 12_200, '黑金', 'the last day of black gold'],
  ['2026-02-11', timePasses, 12_200, '玫瑰', '3,000 in the last year: down to rose'],
  ['2026-06-01', timePasses, 12_200, '玫瑰', 'still'],
  ['2026-07-02', timePasses, 12_000, '玫瑰', 'the points for joining have expired after 18 months'],
  ['2026-08-11', timePasses, 3_900, '玫瑰', 'and those of January and February'],
]

test('A beauty salon: an upgrade, a refund, a downgrade and an expiry', () => {
  const { timeline, told, log, end } = tell(beauty(story), lines)
  expect(told).toEqual(lines.map(([date, , points, tier, why]) => [date, points, tier, why]))
  expect(fold(timeline, log, { day: end.state.day, at: Number.MAX_SAFE_INTEGER }).state.standing).toEqual(end.state.standing)
})
