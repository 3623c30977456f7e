import { describe, expect, test } from 'vitest'
import type { CouponOutcome, CouponRefusal, PointsWhy, ReductionOutcome, ReductionRefusal } from '../quote/answer'
import { couponOutcomeText, pointsOutcomeText, reductionOutcomeText } from './quote'
import type { Surround } from './wording'

const surround = (language: 'zh' | 'en'): Surround => ({
  language,
  money: (minor) => `¥${minor / 100}`,
  count: (n) => n.toLocaleString('en'),
  pointsName: language === 'zh' ? '积分' : 'points',
  store: () => undefined,
})
const [zh, en] = [surround('zh'), surround('en')]
const coupon = (because: CouponRefusal, detail?: number): CouponOutcome => ({ coupon: 'c', template: 't', applied: false, because, detail })

describe('a coupon', () => {
  test.each<[CouponOutcome, string, string]>([
    [{ coupon: 'c', template: 't', applied: true, off: 1500, split: [] }, '示例券减 ¥15', '示例券: ¥15 off'],
    [coupon('below', 1250), '示例券：还差 ¥12.5', '示例券: ¥12.5 more needed'],
    [coupon('over', 20_000), '示例券：2024 年 10 月 4 日已过期', '示例券: it ended on 4 October 2024'],
    [coupon('not_together'), '示例券：不能和另一张一起用', '示例券: it does not go with 另一张'],
    [coupon('costlier'), '示例券：现在的组合最便宜', '示例券: what has been taken is the cheapest'],
    [coupon('costlier', 300), '示例券：用它要多付 ¥3', '示例券: with it ¥3 more would be paid'],
    [coupon('costlier', 0), '示例券：另一种组合一样便宜', '示例券: another choice comes to the same'],
  ])('says what became of it: %j', (outcome, chinese, english) => {
    expect(couponOutcomeText(outcome, { name: '示例券', other: '另一张' }, zh)).toBe(chinese)
    expect(couponOutcomeText(outcome, { name: '示例券', other: '另一张' }, en)).toBe(english)
  })

  test('has a reason of its own for each refusal, in both languages', () => {
    const all: CouponRefusal[] = [
      'unknown',
      'used',
      'locked',
      'withdrawn',
      'not_yet',
      'over',
      'other_store',
      'other_channel',
      'other_tier',
      'other_member',
      'no_goods',
      'below',
      'above',
      'no_effect',
      'not_together',
      'too_many_of_kind',
      'too_many',
      'costlier',
      'no_shipping',
    ]
    for (const w of [zh, en])
      expect(new Set(all.map((because) => couponOutcomeText(coupon(because, 100), { name: undefined, other: undefined }, w))).size).toBe(
        all.length,
      )
  })
})

describe('a full reduction', () => {
  test.each<[ReductionOutcome, boolean, string, string]>([
    [
      { reduction: 'r', applied: true, rung: 0, off: 1000, split: [], points: 50, pointsSplit: [], freeShipping: true },
      false,
      '满减：减 ¥10，送 50 积分，包邮',
      'Full reduction: ¥10 off, 50 points, free shipping',
    ],
    [{ reduction: 'r', applied: false, because: 'below', detail: 100 }, false, '满减：还差 ¥1', 'Full reduction: ¥1 more needed'],
    [{ reduction: 'r', applied: false, because: 'below', detail: 1 }, true, '满减：还差 1 件', 'Full reduction: 1 more item needed'],
  ])('says what it did: %j', (outcome, byItems, chinese, english) => {
    expect(reductionOutcomeText(outcome, '', byItems, zh)).toBe(chinese)
    expect(reductionOutcomeText(outcome, '', byItems, en)).toBe(english)
  })

  test('has a reason of its own for each refusal', () => {
    const all: ReductionRefusal[] = ['dates', 'other_store', 'other_channel', 'other_tier', 'no_goods', 'below', 'no_effect']
    const said = all.map((because) => reductionOutcomeText({ reduction: 'r', applied: false, because, detail: 1 }, 'x', false, zh))
    expect(new Set(said).size).toBe(all.length)
  })
})

test('points say why there are fewer than wished, and nothing where there are not', () => {
  const points = (why: PointsWhy | null) => ({ used: 100, worth: 100, available: 500, most: 300, split: [], why })
  const all: PointsWhy[] = ['not_offered', 'balance', 'least', 'step', 'share', 'order', 'payable']
  for (const w of [zh, en]) expect(new Set(all.map((why) => pointsOutcomeText(points(why), w))).size).toBe(all.length)
  expect(pointsOutcomeText(points(null), zh)).toBeNull()
  expect(pointsOutcomeText(points('order'), en)).toBe('at most 300 points for one order')
})
