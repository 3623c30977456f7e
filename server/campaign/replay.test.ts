import { expect, test } from 'vitest'
import type { CampaignTerms, Effect } from '@/server/engine/campaign/campaign'
import { type CompiledEffect, compileCampaign } from '@/server/engine/campaign/compile'
import type { BonusTerms } from '@/server/engine/rule/bonus'
import type { EarningTerms } from './earning-terms'
import type { PastOrder } from './past-happenings'
import { stretchesOf, Tally, wantedFor } from './replay'

const compiled = (gives: Effect['gives']): CompiledEffect => {
  const terms: CampaignTerms = {
    schedule: { from: '2026-01-01', on: { kind: 'every_day' } },
    audience: {},
    effects: [{ at: { kind: 'order' }, gives, limits: {} }],
  }
  return compileCampaign({ id: 'c', root: 'c', kind: 'member_day', name: '', terms, spans: [], paused: false }).effects[0] as CompiledEffect
}

const termsWith = (bonus: BonusTerms): EarningTerms => ({
  versions: new Map([['v', { points: new Set(['rate']), growth: new Map(), bonus }]]),
  plainRate: 0.01,
  bonus,
  primary: null,
  leap: undefined,
  worth: { points: 100, worth: 100, assumed: true },
})

/** 100.00 that gave 100 points by rates, times what the tier added. */
const paid = (bonusBps: number, more: Partial<PastOrder> = {}): PastOrder => ({
  ...{ kept: 100_00, shipping: 0, store: null, channel: 'default', first: false, birthday: null, joined: 0, tiers: null, lines: null },
  judged: [['v', bonusBps, { rate: 100 + bonusBps / 100, welcome: 40 }, {}, null]],
  ...more,
})

const added: [what: string, bonus: BonusTerms, tierBps: number, bps: number, points: number][] = [
  ['a campaign doubles the base', { mode: 'sum', capBps: 30_000 }, 0, 10_000, 100],
  ['beside a tier it adds as much, and not more', { mode: 'sum', capBps: 30_000 }, 5_000, 10_000, 100],
  ['under the cap it adds what the cap leaves', { mode: 'sum', capBps: 20_000 }, 5_000, 10_000, 50],
  ['at the cap it adds nothing', { mode: 'sum', capBps: 15_000 }, 5_000, 10_000, 0],
  ['where the highest counts it adds what it is higher', { mode: 'max', capBps: 30_000 }, 5_000, 10_000, 50],
  ['where they multiply it adds to both', { mode: 'product', capBps: 40_000 }, 5_000, 10_000, 150],
]
test.each(added)('%s', (_, bonus, tierBps, bps, points) => {
  const happening = { member: 'a', day: 0, minute: null, order: paid(tierBps) }
  expect(wantedFor(compiled({ kind: 'points_bonus', bps }), happening, termsWith(bonus))).toBeCloseTo(points, 9)
})

test('a bonus reaches the goods in its scope, by their part of the money', () => {
  const lines: PastOrder['lines'] = [
    ['1', 1, 70_00, 0, 30_00, { category: '茶' }],
    ['2', 1, 60_00, 0, 0, { category: '杯' }],
  ]
  const happening = { member: 'a', day: 0, minute: null, order: paid(0, { lines }) }
  const effect = compiled({ kind: 'points_bonus', bps: 10_000, scope: { categories: ['茶'] } })
  expect(wantedFor(effect, happening, termsWith({ mode: 'sum', capBps: 30_000 }))).toBeCloseTo(40, 9)
})

test('past days are cut into as many stretches as the campaign fits into them, the latest kept', () => {
  const { of, weight, turns } = stretchesOf([1, 2, 3, 4, 5], 2, false)
  expect([...of]).toEqual([
    [2, 0],
    [3, 0],
    [4, 1],
    [5, 1],
  ])
  expect([weight, turns]).toEqual([0.5, 4])
  // Fewer than are to come stand for all of them.
  expect(stretchesOf([1, 2], 3, false).weight).toBe(1.5)
  expect(stretchesOf([], 3, false).weight).toBe(0)
})

test('the limits of one member and of all begin anew with each stretch, those of a date with the date', () => {
  const tally = new Tally({ perMember: 10, perMemberDay: 6, perDay: 8, total: 15 })
  // 6 of the day; 2 that the day leaves; 4 of the ten; nothing more; then 6 again.
  const given = [
    tally.give(0, 'a', 1, 9),
    tally.give(0, 'b', 1, 9),
    tally.give(0, 'a', 2, 9),
    tally.give(0, 'a', 3, 9),
    tally.give(1, 'a', 4, 9),
  ]
  expect(given).toEqual([true, true, true, false, true])
  expect([tally.times, tally.amount]).toEqual([4, 6 + 2 + 4 + 6])
})
