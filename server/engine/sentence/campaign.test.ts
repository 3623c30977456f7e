import { expect, test } from 'vitest'
import { type CampaignAudience, CampaignTerms, Effect, type Gives, type Moment, momentsOf } from '../campaign/campaign'
import { monthlyOn } from '../campaign/rule-form'
import type { Schedule } from '../campaign/schedule'
import { campaignForMembers, campaignSentence, effectSentence, limitsText } from './campaign'
import { givesText } from './campaign-gives'
import { momentText } from './campaign-moment'
import type { Language, Wording } from './wording'

const coupon = '01890000-0000-7000-8000-000000000001'
const tiers = ['普通', '银卡', '金卡', '钻石'].map((name, i) => ({ id: `t${i}`, name }))
const wording = (language: Language): Wording => ({
  language,
  money: (minor) => `¥${minor / 100}`,
  count: (n) => n.toLocaleString('en'),
  pointsName: language === 'zh' ? '积分' : 'points',
  store: (id) => (id === 's1' ? '示例门店' : undefined),
  coupon: (id) => (id === coupon ? '满 100 减 20' : undefined),
  tiers,
  fields: [],
  events: [],
  ladders: [
    { id: 'main', name: '成长等级', primary: true, tiers },
    { id: 'card', name: '付费卡', primary: false, tiers: [{ id: 'c1', name: '年卡' }] },
  ],
})
const [zh, en] = [wording('zh'), wording('en')]
const daily: Schedule = { from: '2026-12-01', on: { kind: 'every_day' } }
const order: Moment = { kind: 'order' }
const double: Gives = { kind: 'points_bonus', bps: 10_000 }

const moments: [Moment, string, string][] = [
  [order, '下单', 'with each order'],
  [{ kind: 'order', first: true }, '首次下单', 'with the first order'],
  [{ kind: 'order', least: 10_000 }, '下单满 ¥100', 'with each order from ¥100'],
  [{ kind: 'order', birthday: 'day' }, '生日当天下单', 'with each order on the birthday'],
  [{ kind: 'order', birthday: 'week' }, '生日当周下单', 'with each order in the week of the birthday'],
  [{ kind: 'order', birthday: 'month' }, '生日当月下单', 'with each order in the month of the birthday'],
  [{ kind: 'order', joinedWithin: 0 }, '入会当天下单', 'with each order on the day of joining'],
  [{ kind: 'order', joinedWithin: 1 }, '入会 1 天内下单', 'with each order within 1 day of joining'],
  [
    { kind: 'order', joinedWithin: 30, first: true, least: 5_000, birthday: 'month' },
    '生日当月入会 30 天内首次下单满 ¥50',
    'with the first order from ¥50 in the month of the birthday within 30 days of joining',
  ],
  [{ kind: 'registered' }, '注册时', 'on joining'],
  [{ kind: 'occasion' }, '每次活动开始时', 'each time it begins'],
  [{ kind: 'birthday', window: 'day' }, '生日当天', 'on the birthday'],
  [{ kind: 'birthday', window: 'week' }, '生日当周', 'in the week of the birthday'],
  [{ kind: 'birthday', window: 'month' }, '生日当月', 'in the month of the birthday'],
  [{ kind: 'tier_entered', tiers: ['t2'] }, '升级为金卡时', 'on reaching 金卡'],
  [{ kind: 'tier_entered', tiers: ['t2', 't3'] }, '升级为金卡及以上时', 'on reaching 金卡 or above'],
  [{ kind: 'tier_entered', tiers: ['t1', 'c1'] }, '升级为银卡或年卡时', 'on reaching 银卡 or 年卡'],
  [{ kind: 'tier_entered', tiers: ['gone'] }, '升级为已删除的等级时', 'on reaching a removed tier'],
  [{ kind: 'checked_in', day: 7, cycle: 7 }, '连续签到第 7 天', 'on day 7 of a row of check-ins'],
  [{ kind: 'referred', pays: 'registered', to: 'inviter' }, '每邀请 1 位好友注册', 'for each friend who joins'],
  [{ kind: 'referred', pays: 'ordered', to: 'inviter' }, '每邀请 1 位好友完成首单', 'for the first order of each friend invited'],
  [{ kind: 'referred', pays: 'registered', to: 'invited' }, '受邀注册时', 'on joining by invitation'],
  [{ kind: 'referred', pays: 'ordered', to: 'invited' }, '受邀后首次下单时', 'with the first order after an invitation'],
  [{ kind: 'asleep', days: 60 }, '满 60 天未下单时', 'after 60 days without an order'],
  [{ kind: 'claimed' }, '领取时', 'when claimed'],
]

test.each(moments)('a moment reads as what happens: %j', (at, chinese, english) => {
  expect([momentText(at, zh), momentText(at, en)]).toEqual([chinese, english])
})

const gifts: [Gives, string, string][] = [
  [double, '积分 +100%（双倍）', '+100% points (double)'],
  [{ kind: 'points_bonus', bps: 20_000 }, '积分 +200%（三倍）', '+200% points (×3)'],
  [{ kind: 'points_bonus', bps: 5_000 }, '积分 +50%（1.5 倍）', '+50% points (×1.5)'],
  [{ kind: 'points', points: 200 }, '得 200 积分', '200 points'],
  [{ kind: 'points', points: 1 }, '得 1 积分', '1 point'],
  [{ kind: 'growth_bonus', bps: 10_000 }, '成长值 +100%（双倍）', '+100% growth (double)'],
  [{ kind: 'growth_bonus', bps: 10_000, ladder: 'main' }, '成长值 +100%（双倍）', '+100% growth (double)'],
  [{ kind: 'growth_bonus', bps: 10_000, ladder: 'card' }, '「付费卡」成长值 +100%（双倍）', '+100% growth of “付费卡” (double)'],
  [{ kind: 'growth', growth: 50 }, '得 50 成长值', '50 growth'],
  [{ kind: 'growth', growth: 50, ladder: 'card' }, '得 50 「付费卡」成长值', '50 growth of “付费卡”'],
  [{ kind: 'growth', growth: 50, ladder: 'gone' }, '得 50 「已删除的等级体系」成长值', '50 growth of “removed ladder”'],
  [{ kind: 'coupons', coupons: [{ template: coupon, count: 2 }] }, '得 2 张「满 100 减 20」', '2 × “满 100 减 20”'],
  [{ kind: 'goods', name: '帆布袋', count: 1 }, '得「帆布袋」1 件', '1 × “帆布袋”'],
  [{ kind: 'chances', count: 1 }, '得 1 次抽奖机会', '1 chance in a draw'],
  [{ kind: 'chances', count: 3 }, '得 3 次抽奖机会', '3 chances in a draw'],
  [{ kind: 'discount', offBps: 2_000 }, '限时 8 折', '20% off'],
  [{ kind: 'discount', offBps: 10_000 }, '限时免费', '100% off'],
  [{ kind: 'member_price', offBps: 1_500 }, '会员价 8.5 折', 'member price, 15% off'],
  [{ kind: 'member_price', offBps: 10_000 }, '会员价免费', 'member price, 100% off'],
  [{ kind: 'free_shipping', least: 5_900 }, '满 ¥59 包邮', 'free shipping from ¥59'],
  [{ kind: 'free_shipping', least: 0 }, '包邮', 'free shipping'],
]

test.each(gifts)('what is given reads as it is: %j', (gives, chinese, english) => {
  expect([givesText(gives, 'order', zh), givesText(gives, 'order', en)]).toEqual([chinese, english])
})

test('every moment with everything that can be given then is one sentence of its own, in both languages', () => {
  for (const w of [zh, en]) {
    const sentences = moments.flatMap(([at]) =>
      gifts
        .filter(([gives]) => momentsOf[gives.kind].includes(at.kind))
        .map(([gives]) => {
          const effect = { at, gives, limits: {} }
          expect(Effect.safeParse(effect).success, 'it can be stored').toBe(true)
          return effectSentence(effect, w)
        }),
    )
    // Growth on the primary ladder reads the same whether the ladder is named or not.
    const alike = moments.filter(([at]) => momentsOf.growth_bonus.includes(at.kind)).length
    expect(new Set(sentences).size).toBe(sentences.length - alike)
    for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|null|\b(t\d|c1|gone|main|card)\b|0189|[a-z]+_[a-z]+/)
  }
})

test.each<[Gives, string, string]>([
  [
    double,
    '每人每天最多 50 积分，每人最多 500 积分，每天共 1,000 积分，共 100,000 积分',
    'at most 50 points for each member a day, at most 500 points for each member, 1,000 points a day for all members together, 100,000 points in all',
  ],
  [
    { kind: 'growth', growth: 1 },
    '每人每天最多 50 成长值，每人最多 500 成长值，每天共 1,000 成长值，共 100,000 成长值',
    'at most 50 growth for each member a day, at most 500 growth for each member, 1,000 growth a day for all members together, 100,000 growth in all',
  ],
  [
    { kind: 'chances', count: 1 },
    '每人每天最多 50 次，每人最多 500 次，每天共 1,000 次，共 100,000 次',
    'at most 50 times for each member a day, at most 500 times for each member, 1,000 times a day for all members together, 100,000 times in all',
  ],
])('limits are counted in what is given: %j', (gives, chinese, english) => {
  const limits = { perMember: 500, perMemberDay: 50, perDay: 1_000, total: 100_000 }
  expect([limitsText(limits, gives, zh), limitsText(limits, gives, en)]).toEqual([chinese, english])
  expect(limitsText({}, gives, zh)).toBe('')
})

const effect = (at: Moment, gives: Gives, limits: Effect['limits'] = {}): Effect => ({ at, gives, limits })

test.each<[name: string, schedule: Schedule, audience: CampaignAudience, effects: Effect[], string, string]>([
  [
    'a member day with limits',
    {
      from: '2026-12-01',
      on: { kind: 'rules', rules: [monthlyOn(8, 'last'), monthlyOn(18, 'last')] },
      hours: [{ from: '10:00', until: '22:00' }],
    },
    { tiers: ['t2', 't3'] },
    [effect(order, double, { perMemberDay: 500, total: 100_000 })],
    '每月 8 日、18 日 10:00–22:00，2026 年 12 月 1 日起，金卡及以上会员下单，积分 +100%（双倍），每人每天最多 500 积分，共 100,000 积分',
    'Every month on the 8th and 18th, 10:00–22:00, from 1 December 2026, for members on 金卡 or above: with each order, +100% points (double), at most 500 points for each member a day, 100,000 points in all',
  ],
  [
    'several effects of one moment, which is said once',
    { ...daily, until: '2026-12-31' },
    {},
    [
      effect(order, { kind: 'discount', offBps: 2_000, scope: { categories: ['茶饮'], exceptSkus: ['GIFT'] } }),
      effect(order, double),
      effect({ kind: 'registered' }, { kind: 'points', points: 100 }),
    ],
    '2026 年 12 月 1 日至 2026 年 12 月 31 日，会员下单，限时 8 折，仅限商品 茶饮，不含商品 GIFT；积分 +100%（双倍）；注册时得 100 积分',
    'From 1 December 2026 to 31 December 2026, for all members: with each order, 20% off, only 茶饮, not GIFT; +100% points (double); on joining, 100 points',
  ],
  [
    'a festival, in a store, for whom a condition means',
    { from: '2026-01-01', on: { kind: 'festival', festival: 'spring', before: 3, after: 7 } },
    { stores: ['s1'], channels: ['小程序'], when: { fact: 'member.order_count', operator: 'gte', value: 3 } },
    [effect({ kind: 'occasion' }, { kind: 'coupons', coupons: [{ template: coupon, count: 1 }] }, { perMember: 1 })],
    '每年春节（前 3 天至后 7 天），2026 年 1 月 1 日起，仅限门店 示例门店，仅限渠道 小程序，累计订单不少于 3 单的会员每次活动开始时各得 1 张「满 100 减 20」，每人最多 1 次',
    'Every Spring Festival (from 3 days before to 7 days after), from 1 January 2026, only at 示例门店, only through 小程序, for members if the member has at least 3 orders so far: each time it begins, 1 × “满 100 减 20”, at most once for each member',
  ],
  [
    'a row of check-ins',
    daily,
    { tiers: ['c1'] },
    [
      effect({ kind: 'checked_in', day: 3, cycle: 7 }, { kind: 'points', points: 10 }),
      effect({ kind: 'checked_in', day: 7, cycle: 7 }, { kind: 'chances', count: 1 }),
    ],
    '2026 年 12 月 1 日起，年卡会员连续签到第 3 天得 10 积分；连续签到第 7 天得 1 次抽奖机会，每 7 天一轮',
    'From 1 December 2026, for members on 年卡: on day 3 of a row of check-ins, 10 points; on day 7 of a row of check-ins, 1 chance in a draw, beginning anew after 7 days',
  ],
  [
    'one day, asked for',
    { from: '2026-12-12', until: '2026-12-12', on: { kind: 'every_day' } },
    { tiers: ['t1'], when: { fact: 'member.order_count', operator: 'gte', value: 3 } },
    [effect({ kind: 'claimed' }, { kind: 'goods', name: '小样', count: 2 }, { perMember: 1, perDay: 100, total: 1_000 })],
    '2026 年 12 月 12 日，累计订单不少于 3 单的银卡会员领取时得「小样」2 件，每人最多 1 次，每天共 100 次，共 1,000 次',
    'On 12 December 2026, for members on 银卡 if the member has at least 3 orders so far: when claimed, 2 × “小样”, at most once for each member, 100 times a day for all members together, 1,000 times in all',
  ],
])('a campaign is one sentence: %s', (_name, schedule, audience, effects, chinese, english) => {
  const terms: CampaignTerms = { schedule, audience, effects }
  expect(CampaignTerms.safeParse(terms).success, 'it can be stored').toBe(true)
  expect([campaignSentence(terms, zh), campaignSentence(terms, en)]).toEqual([chinese, english])
})

test('members read that it lasts while it lasts, and not how much there is', () => {
  const terms = {
    schedule: daily,
    audience: {},
    effects: [effect(order, double, { perMemberDay: 500, perDay: 10_000, total: 100_000 })],
  }
  expect(campaignForMembers(terms, zh)).toBe(
    '2026 年 12 月 1 日起，会员下单，积分 +100%（双倍），每人每天最多 500 积分，每天限量，送完为止',
  )
  expect(campaignForMembers(terms, en)).toBe(
    'From 1 December 2026, for all members: with each order, +100% points (double), at most 500 points for each member a day, limited each day, while it lasts',
  )
})
