import { expect, test } from 'vitest'
import { ecommerce } from '@/server/program/templates/ecommerce'
import { fold } from '../fold'
import { joins, type Line, pays, refunds, story, tell, timePasses } from './story'

// date, what happens, points that can be spent at its end, tier at its end
const lines: [...Line, string][] = [
  ['2025-01-10', joins, 100, '普通', '100 for joining'],
  ['2025-01-12', pays('A1', 400), 500, '普通', '1 for each yuan'],
  ['2025-02-01', pays('A2', 600), 1_150, '银卡', '600, and 50 for a big order; 1,000 in a year lifts to silver'],
  ['2025-02-10', pays('A3', 4_500), 6_150, '金卡', '4,500 with the silver bonus of 10 %, and 50; 5,500 in a year lifts to gold'],
  ['2025-02-20', refunds('A3', 1_000), 5_050, '金卡', '1,100 come back; the tier holds until its end'],
  ['2025-03-01', pays('A4', 100), 5_170, '金卡', '120 with the gold bonus of 20 %'],
  ['2026-01-10', timePasses, 5_170, '金卡', 'the last day of the points for joining'],
  ['2026-01-11', timePasses, 5_070, '金卡', 'they have expired'],
  ['2026-02-10', timePasses, 4_020, '金卡', 'the last day of gold'],
  ['2026-02-11', timePasses, 120, '普通', 'only 100 in the last year: down to basic'],
  ['2026-03-02', timePasses, 0, '普通', 'the last points have expired'],
]

test('An online shop: an upgrade, a refund, a downgrade and an expiry', () => {
  const { timeline, told, log, end } = tell(ecommerce(story), lines)
  expect(told).toEqual(lines.map(([date, , points, tier, why]) => [date, points, tier, why]))
  expect(fold(timeline, log, { day: end.state.day, at: Number.MAX_SAFE_INTEGER }).state.standing).toEqual(end.state.standing)
})
