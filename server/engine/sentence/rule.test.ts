import { expect, test } from 'vitest'
import type { Condition } from '../condition/condition'
import { type GrowthRuleSpec, GrowthRuleSpec as GrowthShape } from '../growth/growth-rule'
import { type EarningRuleSpec, EarningRuleSpec as EarningShape } from '../points/earning-rule'
import { earningRuleForMembers, earningRuleSentence, growthRuleForMembers, growthRuleSentence } from './rule'
import type { Wording } from './wording'

const common = {
  money: (minor: number) => `¥${minor / 100}`,
  count: (n: number) => n.toLocaleString('en'),
  store: (id: string) => (id === 's1' ? '示例店' : undefined),
  fields: [],
  events: [{ id: 'e1', key: 'refuel', name: '加油' }],
}
const tiers = (names: string[]) => names.map((name, i) => ({ id: `t${i}`, name }))
const zh: Wording = { ...common, language: 'zh', pointsName: '积分', tiers: tiers(['普通', '银卡', '金卡', '钻石']) }
const en: Wording = { ...common, language: 'en', pointsName: 'points', tiers: tiers(['Basic', 'Silver', 'Gold', 'Diamond']) }

const goldAndAbove: Condition = { fact: 'member.tier', operator: 'in', value: ['t2', 't3'] }
const from200: Condition = { fact: 'order.amount', operator: 'gte', value: 20_000 }
const coffee: Condition = { fact: 'line.category', operator: 'in', value: ['coffee'] }
const rate = (points: number, per = 100) => ({ kind: 'rate', points, per }) as const
const flat = (points: number) => ({ kind: 'flat', points }) as const

const paid = (rest: Omit<EarningRuleSpec, 'trigger'>): EarningRuleSpec => ({ trigger: 'order.paid', ...rest })

test.each<[string, EarningRuleSpec, string, string]>([
  ['a plain rate', paid({ reward: rate(1) }), '每实付 ¥1 得 1 积分', 'Each ¥1 paid earns 1 point'],
  [
    'the rule of the merchant who reads most closely',
    paid({ when: { all: [from200, goldAndAbove] }, reward: rate(2), caps: { perDay: 500 } }),
    '单笔实付满 ¥200 且等级为金卡及以上，每 ¥1 得 2 积分，每天最多 500 分',
    'When the order is at least ¥200 and the tier is Gold or above, each ¥1 paid earns 2 points, at most 500 points a day',
  ],
  [
    'a condition that does not speak of money',
    paid({ when: goldAndAbove, reward: rate(2) }),
    '等级为金卡及以上，每实付 ¥1 得 2 积分',
    'When the tier is Gold or above, each ¥1 paid earns 2 points',
  ],
  [
    'whole steps, with shipping',
    paid({ reward: { ...rate(10, 10_000), mode: 'full_step' }, withShipping: true }),
    '每实付满 ¥100（含运费）得 10 积分',
    'Each full ¥100 paid, shipping included, earns 10 points',
  ],
  [
    'whole steps behind a minimum',
    paid({ when: from200, reward: { ...rate(10, 10_000), mode: 'full_step' } }),
    '单笔实付满 ¥200，每满 ¥100 得 10 积分',
    'When the order is at least ¥200, each full ¥100 paid earns 10 points',
  ],
  ['each order', paid({ reward: flat(50) }), '每笔订单得 50 积分', 'Each order earns 50 points'],
  ['each item', paid({ reward: { kind: 'per_item', points: 5 } }), '每件商品得 5 积分', 'Each item bought earns 5 points'],
  [
    'a scope of goods',
    paid({ lines: coffee, reward: rate(2) }),
    '仅限品类为「coffee」的商品，每实付 ¥1 得 2 积分',
    'Each ¥1 paid earns 2 points, counting only goods where the category of the item is “coffee”',
  ],
  [
    'three times as much',
    paid({ reward: { kind: 'multiplier', factorBps: 30_000 } }),
    '每笔订单积分 ×3',
    'An order earns 3 times the points',
  ],
  [
    'half as much more on some goods',
    paid({ lines: coffee, reward: { kind: 'multiplier', factorBps: 15_000 } }),
    '仅限品类为「coffee」的商品，积分 ×1.5',
    'An order earns 1.5 times the points, counting only goods where the category of the item is “coffee”',
  ],
  [
    'twice as much for shipping too',
    paid({ reward: { kind: 'multiplier', factorBps: 20_000 }, withShipping: true }),
    '每笔订单积分 ×2（运费也算）',
    'An order earns 2 times the points, shipping included',
  ],
  [
    'nothing at all',
    paid({ when: from200, reward: { kind: 'multiplier', factorBps: 0 } }),
    '单笔实付满 ¥200，不得积分',
    'When the order is at least ¥200, an order earns no points',
  ],
  [
    'a table by tier, in the order of the ladder',
    paid({
      reward: {
        ...rate(1),
        byTier: [
          { tierId: 't3', units: 3 },
          { tierId: 't0', units: 0 },
          { tierId: 't2', units: 2 },
          { tierId: 'gone', units: 9 },
        ],
      },
    }),
    '每实付 ¥1 得 1 积分（普通不得、金卡 2、钻石 3）',
    'Each ¥1 paid earns 1 point (Basic none, Gold 2, Diamond 3)',
  ],
  [
    'every cap',
    paid({ reward: rate(1), caps: { budget: 100_000, lifetime: 5000, perMonth: 1000, perDay: 100, perOrder: 1 } }),
    '每实付 ¥1 得 1 积分，每单最多 1 分，每天最多 100 分，每月最多 1,000 分，每人累计最多 5,000 分，所有会员合计最多 100,000 分',
    'Each ¥1 paid earns 1 point, at most 1 point an order, at most 100 points a day, at most 1,000 points a month, at most 5,000 points for each member, at most 100,000 points for all members together',
  ],
  [
    'dates and an end to what follows',
    paid({ reward: rate(2), from: '2026-11-01', until: '2026-11-11', stops: true }),
    '每实付 ¥1 得 2 积分，2026 年 11 月 1 日至 2026 年 11 月 11 日有效，满足后不再看后面的规则',
    'Each ¥1 paid earns 2 points, from 1 November 2026 to 11 November 2026, and the rules behind it are then passed over',
  ],
  [
    'a first day',
    paid({ reward: rate(2), from: '2026-11-01' }),
    '每实付 ¥1 得 2 积分，2026 年 11 月 1 日起有效',
    'Each ¥1 paid earns 2 points, from 1 November 2026',
  ],
  [
    'a last day',
    paid({ reward: rate(2), until: '2026-11-01' }),
    '每实付 ¥1 得 2 积分，2026 年 11 月 1 日截止',
    'Each ¥1 paid earns 2 points, until 1 November 2026',
  ],
  [
    'one day',
    paid({ reward: rate(2), from: '2026-11-01', until: '2026-11-01' }),
    '每实付 ¥1 得 2 积分，仅限 2026 年 11 月 1 日',
    'Each ¥1 paid earns 2 points, on 1 November 2026 only',
  ],
])('an earning rule reads: %s', (_name, spec, chinese, english) => {
  expect(EarningShape.safeParse(spec).success, 'it can be stored').toBe(true)
  expect(earningRuleSentence(spec, zh)).toBe(chinese)
  expect(earningRuleSentence(spec, en)).toBe(english)
})

test.each<[Pick<EarningRuleSpec, 'trigger' | 'event' | 'reward' | 'when'>, string, string]>([
  [{ trigger: 'order.completed', reward: rate(1) }, '订单完成时每实付 ¥1 得 1 积分', 'Each ¥1 of a completed order earns 1 point'],
  [{ trigger: 'order.completed', reward: flat(9) }, '每笔订单完成时得 9 积分', 'Each completed order earns 9 points'],
  [
    { trigger: 'order.completed', reward: { kind: 'per_item', points: 2 } },
    '订单完成时每件商品得 2 积分',
    'Each item of a completed order earns 2 points',
  ],
  [
    { trigger: 'order.completed', when: goldAndAbove, reward: { kind: 'multiplier', factorBps: 20_000 } },
    '等级为金卡及以上，订单完成时积分 ×2',
    'When the tier is Gold or above, a completed order earns 2 times the points',
  ],
  [{ trigger: 'member.registered', reward: flat(100) }, '注册成为会员时得 100 积分', 'Joining earns 100 points'],
  [{ trigger: 'member.profile_completed', reward: flat(20) }, '完善资料时得 20 积分', 'Completing the profile earns 20 points'],
  [{ trigger: 'member.checked_in', reward: flat(5) }, '每天首次签到得 5 积分', 'The first check-in of a day earns 5 points'],
  [{ trigger: 'member.shared', reward: flat(3) }, '每次分享得 3 积分', 'Each share earns 3 points'],
  [{ trigger: 'member.reviewed', reward: flat(10) }, '每次评价得 10 积分', 'Each review earns 10 points'],
  [{ trigger: 'member.referred', reward: flat(200) }, '每成功邀请 1 位好友得 200 积分', 'Each friend referred earns 200 points'],
  [{ trigger: 'stored.recharged', reward: flat(50) }, '每次充值得 50 积分', 'Each recharge earns 50 points'],
  [{ trigger: 'stored.recharged', reward: rate(1, 1000) }, '充值时每充值 ¥10 得 1 积分', 'Each ¥10 recharged earns 1 point'],
  [{ trigger: 'membership.purchased', reward: flat(500) }, '每次购买会员得 500 积分', 'Each membership bought earns 500 points'],
  [{ trigger: 'membership.purchased', reward: rate(1) }, '购买会员时每实付 ¥1 得 1 积分', 'Each ¥1 paid for a membership earns 1 point'],
  [{ trigger: 'member.birthday', reward: flat(88) }, '生日当天得 88 积分', 'The birthday earns 88 points'],
  [{ trigger: 'custom', event: 'refuel', reward: flat(8) }, '每次「加油」得 8 积分', 'Each “加油” earns 8 points'],
  [{ trigger: 'custom', event: 'refuel', reward: rate(1) }, '「加油」时每 ¥1 得 1 积分', 'Each ¥1 of “加油” earns 1 point'],
  [{ trigger: 'custom', event: 'gone', reward: flat(8) }, '每次「已删除的行为」得 8 积分', 'Each “removed event” earns 8 points'],
])('a trigger reads as what happens: %o', (spec, chinese, english) => {
  expect(EarningShape.safeParse(spec).success, 'it can be stored').toBe(true)
  expect(earningRuleSentence(spec, zh)).toBe(chinese)
  expect(earningRuleSentence(spec, en)).toBe(english)
})

test('a limit is counted in the merchant’s own word where points have one', () => {
  const spec = paid({ reward: rate(1), caps: { perDay: 500 } })
  expect(earningRuleSentence(spec, { ...zh, pointsName: '咖啡豆' })).toBe('每实付 ¥1 得 1 咖啡豆，每天最多 500 咖啡豆')
})

test('a limit of something other than an order is one each time', () => {
  const spec: EarningRuleSpec = { trigger: 'stored.recharged', reward: rate(1), caps: { perOrder: 100 } }
  expect(earningRuleSentence(spec, zh)).toBe('充值时每充值 ¥1 得 1 积分，每次最多 100 分')
  expect(earningRuleSentence(spec, en)).toBe('Each ¥1 recharged earns 1 point, at most 100 points each time')
})

test.each<[string, GrowthRuleSpec, string, string]>([
  [
    'a rate',
    { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 200 } },
    '每实付 ¥2 得 1 成长值',
    'Each ¥2 paid earns 1 growth',
  ],
  [
    'a weight and a cap',
    { trigger: 'member.checked_in', reward: { kind: 'flat', growth: 5 }, weightBps: 15_000, caps: { perMonth: 60 } },
    '每天首次签到得 5 成长值，每月最多 60 成长值，按 150% 计入',
    'The first check-in of a day earns 5 growth, at most 60 growth a month, weighted at 150%',
  ],
  [
    'items by tier',
    { trigger: 'order.paid', reward: { kind: 'per_item', growth: 2, byTier: [{ tierId: 't3', units: 4 }] } },
    '每件商品得 2 成长值（钻石 4）',
    'Each item bought earns 2 growth (Diamond 4)',
  ],
])('a growth rule reads: %s', (_name, spec, chinese, english) => {
  expect(GrowthShape.safeParse(spec).success, 'it can be stored').toBe(true)
  expect(growthRuleSentence(spec, zh)).toBe(chinese)
  expect(growthRuleSentence(spec, en)).toBe(english)
})

test('members read neither weights, nor what a rule stops, nor how large a budget is', () => {
  const earning = paid({ reward: rate(1), stops: true, caps: { perDay: 10, budget: 1000 } })
  expect(earningRuleForMembers(earning, zh)).toBe('每实付 ¥1 得 1 积分，每天最多 10 分，送完为止')
  expect(earningRuleForMembers(earning, en)).toBe('Each ¥1 paid earns 1 point, at most 10 points a day, while it lasts')
  const growth: GrowthRuleSpec = { trigger: 'member.shared', reward: { kind: 'flat', growth: 5 }, weightBps: 20_000 }
  expect(growthRuleForMembers(growth, zh)).toBe('每次分享得 5 成长值')
})
