import { expect, test } from 'vitest'
import type { Condition } from '../condition/condition'
import type { LadderSpec } from '../ladder/ladder'
import type { EarningRuleSpec } from '../points/earning-rule'
import { ladderSentence, tierSentence } from './ladder'
import { pointsPolicySentences } from './policy'
import { earningRuleSentence, growthRuleSentence } from './rule'
import type { Wording } from './wording'

const common = {
  money: (minor: number) => `¥${minor / 100}`,
  count: (n: number) => n.toLocaleString('en'),
  store: (id: string) => (id === 's1' ? '示例店' : undefined),
  fields: [],
  events: [],
}
const tiers = (names: string[]) => names.map((name, i) => ({ id: `t${i}`, name }))
const zh: Wording = { ...common, language: 'zh', pointsName: '积分', tiers: tiers(['普通', '银卡', '金卡', '钻石']) }
const en: Wording = { ...common, language: 'en', pointsName: 'points', tiers: tiers(['Basic', 'Silver', 'Gold', 'Diamond']) }

const paid = (when: Condition | undefined, points: number, per: number | null): EarningRuleSpec => ({
  trigger: 'order.paid',
  when,
  reward: per === null ? { kind: 'flat', points } : { kind: 'rate', points, per },
})
const goldAndAbove: Condition = { fact: 'member.tier', operator: 'in', value: ['t2', 't3'] }
const from200: Condition = { fact: 'order.amount', operator: 'gte', value: 20_000 }

test.each<[string, EarningRuleSpec, string, string]>([
  ['a plain rate', paid(undefined, 1, 100), '每实付 ¥1 得 1 积分', 'Each ¥1 paid earns 1 point'],
  [
    'an amount and a tier',
    paid({ all: [from200, goldAndAbove] }, 2, 100),
    '单笔实付满 ¥200且等级为金卡及以上时，每实付 ¥1 得 2 积分',
    'When the order is at least ¥200 and the tier is Gold or above, each ¥1 paid earns 2 points',
  ],
  [
    'tiers that are not a top end',
    paid({ fact: 'member.tier', operator: 'in', value: ['t1', 't3'] }, 50, null),
    '等级为银卡或钻石时，每笔订单得 50 积分',
    'When the tier is Silver or Diamond, each order earns 50 points',
  ],
  [
    'the top tier alone',
    paid({ fact: 'member.tier', operator: 'in', value: ['t3'] }, 50, null),
    '等级为钻石时，每笔订单得 50 积分',
    'When the tier is Diamond, each order earns 50 points',
  ],
  [
    'a group inside a group keeps its brackets',
    paid({ all: [from200, { any: [goldAndAbove, { fact: 'event.weekday', operator: 'in', value: ['2', '5'] }] }] }, 1, 100),
    '单笔实付满 ¥200且（等级为金卡及以上或在周二、周五）时，每实付 ¥1 得 1 积分',
    'When the order is at least ¥200 and (the tier is Gold or above or the day is Tuesday or Friday), each ¥1 paid earns 1 point',
  ],
  [
    'not, and a store',
    paid({ not: { fact: 'order.store', operator: 'in', value: ['s1'] } }, 10, null),
    '不满足（门店为「示例店」）时，每笔订单得 10 积分',
    'When not (the store is 示例店), each order earns 10 points',
  ],
  [
    'names that are gone are still words',
    paid(
      {
        all: [
          { fact: 'member.tier', operator: 'in', value: ['gone'] },
          { fact: 'order.store', operator: 'not_in', value: ['gone'] },
        ],
      },
      10,
      null,
    ),
    '等级为已删除的等级且门店不是「已停用的门店」时，每笔订单得 10 积分',
    'When the tier is a removed tier and the store is not a closed store, each order earns 10 points',
  ],
  [
    'joining',
    { trigger: 'member.registered', reward: { kind: 'flat', points: 100 } },
    '注册成为会员时得 100 积分',
    'Joining earns 100 points',
  ],
  [
    'a check-in under a condition',
    { trigger: 'member.checked_in', when: { fact: 'member.order_count', operator: 'gte', value: 1 }, reward: { kind: 'flat', points: 5 } },
    '累计订单不少于 1 单时，每天首次签到得 5 积分',
    'When the member has at least 1 order so far, the first check-in of a day earns 5 points',
  ],
])('an earning rule reads: %s', (_name, spec, chinese, english) => {
  expect(earningRuleSentence(spec, zh)).toBe(chinese)
  expect(earningRuleSentence(spec, en)).toBe(english)
})

test('a growth rule reads as what it gives', () => {
  const spec = { trigger: 'order.paid', reward: { kind: 'rate', growth: 1, per: 200 } } as const
  expect(growthRuleSentence(spec, zh)).toBe('每实付 ¥2 得 1 成长值')
  expect(growthRuleSentence(spec, en)).toBe('Each ¥2 paid earns 1 growth')
})

const rolling: LadderSpec = {
  measure: 'net_spend',
  window: { kind: 'rolling_days', days: 365 },
  validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
}
test.each<[string, LadderSpec, string, string]>([
  [
    'spend over a year, held',
    rolling,
    '按近 365 天净消费定级，达到门槛立即升级；等级保留 12 个月，到期按当时的数据重新评定',
    'Tiers follow net spend over the last 365 days; members move up at once, and a tier is kept for 12 months and then worked out anew',
  ],
  [
    'orders, looked at daily',
    { measure: 'order_count', window: { kind: 'calendar_year' }, validity: { kind: 'none' } },
    '按当年订单数定级，达到门槛立即升级；每天重新评定，不达标即降级',
    'Tiers follow number of orders in the calendar year; members move up at once, and tiers are worked out anew each day',
  ],
])('a ladder reads: %s', (_name, spec, chinese, english) => {
  expect(ladderSentence(spec, zh)).toBe(chinese)
  expect(ladderSentence(spec, en)).toBe(english)
})

test('a tier reads as what it asks for and gives', () => {
  expect(tierSentence(rolling, { threshold: 0, bonusBps: 0 }, zh)).toBe('入会即有')
  expect(tierSentence(rolling, { threshold: 500_000, bonusBps: 1_250 }, zh)).toBe('近 365 天净消费满 ¥5000，积分加成 12.5%')
  expect(tierSentence(rolling, { threshold: 500_000, bonusBps: 1_250 }, en)).toBe(
    'net spend over the last 365 days from ¥5000, 12.5% more points',
  )
})

test('the points policy reads as three sentences', () => {
  const policy = { expiry: { kind: 'rolling', unit: 'months', count: 12 }, clawback: 'allow_debt', bonusCapBps: 30_000 } as const
  expect(pointsPolicySentences(policy, zh)).toEqual([
    '积分自获得起 12 个月后过期',
    '退款时收回对应积分，不够的先欠着，以后获得时抵扣',
    '加成后最多为基础积分的 3 倍',
  ])
  expect(pointsPolicySentences({ ...policy, expiry: { kind: 'never' }, clawback: 'within_balance' }, en)).toEqual([
    'Points never expire',
    'A refund takes its points back, down to zero at most',
    'With all bonuses, at most 3 times the base points',
  ])
})
