import { expect, test } from 'vitest'
import type { CouponTerms } from '../coupon/template'
import { couponSentence } from './coupon'
import type { Language, Wording } from './wording'

const w = (language: Language): Wording => ({
  language,
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: language === 'zh' ? '积分' : 'points',
  store: (id) => (id === 's1' ? '示例门店' : undefined),
  tiers: [{ id: 'gold', name: '金卡' }],
  fields: [],
  events: [],
})
const relative = { kind: 'relative', afterDays: 0, days: 30 } as const
const terms = (also: Partial<CouponTerms> & Pick<CouponTerms, 'value'>): CouponTerms => ({
  thresholds: [],
  scope: {},
  validity: relative,
  limits: { perOrder: 1 },
  group: 'any',
  ...also,
})

const cases: [what: string, of: CouponTerms, zh: string, en: string][] = [
  ['so much off', terms({ value: { kind: 'fixed', off: 1_000 } }), '减 ¥10，领取后 30 天内可用', '¥10 off, within 30 days of receiving it'],
  [
    'from so much on',
    terms({ value: { kind: 'fixed', off: 1_000 }, thresholds: [{ reads: 'current', least: 10_000 }], group: undefined }),
    '满 ¥100 减 ¥10，不与其他优惠券同用，领取后 30 天内可用',
    '¥10 off from ¥100, not with other coupons, within 30 days of receiving it',
  ],
  [
    'a share with a most, between two amounts',
    terms({ value: { kind: 'percent', offBps: 1_500, cap: 2_000 }, thresholds: [{ reads: 'initial', least: 5_000, most: 9_000 }] }),
    '原价满 ¥50、不超过 ¥90 打 8.5 折，最多减 ¥20，领取后 30 天内可用',
    '15% off from ¥50 to ¥90 at list price, at most ¥20, within 30 days of receiving it',
  ],
  [
    'goods for it, between dates',
    terms({
      value: { kind: 'exchange', skus: ['LATTE'], quantity: 2 },
      validity: { kind: 'fixed', from: '2026-03-01', until: '2026-03-31' },
      scope: { stores: ['s1'] },
    }),
    '兑换 LATTE 2 件，仅限门店 示例门店，2026 年 3 月 1 日至 2026 年 3 月 31 日可用',
    'Good for 2 of LATTE, only at 示例门店, from 1 March 2026 to 31 March 2026',
  ],
  [
    'a service, on one day',
    terms({
      value: { kind: 'exchange', service: '体验课一节', quantity: 1 },
      validity: { kind: 'fixed', from: '2026-03-01', until: '2026-03-01' },
    }),
    '兑换体验课一节，2026 年 3 月 1 日当天可用',
    'Good for 体验课一节, on 1 March 2026',
  ],
  [
    'shipping, some days later, several in one order',
    terms({ value: { kind: 'free_shipping', cap: 800 }, validity: { kind: 'relative', afterDays: 2, days: 7 }, limits: { perOrder: 3 } }),
    '免运费，最多免 ¥8，每单最多 3 张，领取 2 天后起 7 天内可用',
    'Free shipping, at most ¥8, at most 3 for one order, for 7 days, beginning 2 days after it is received',
  ],
  [
    'for whom it takes',
    terms({
      value: { kind: 'percent', offBps: 10_000 },
      validity: { ...relative, days: 1 },
      scope: { tiers: ['gold'] },
      when: { fact: 'member.order_count', operator: 'gte', value: 3 },
    }),
    '免单，仅限等级 金卡，限累计订单不少于 3 单的会员，领取当天可用',
    '100% off, only for 金卡, only if the member has at least 3 orders so far, on the day it is received',
  ],
]

test.each(cases)('%s', (_, of, zh, en) => {
  expect([couponSentence(of, w('zh')), couponSentence(of, w('en'))]).toEqual([zh, en])
})
