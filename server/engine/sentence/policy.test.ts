import { expect, test } from 'vitest'
import type { PointsPolicy } from '../points/policy'
import { pointsPolicySentences } from './policy'
import type { Surround } from './wording'

const common = { money: (minor: number) => `¥${minor / 100}`, count: (n: number) => n.toLocaleString('en'), store: () => undefined }
const zh: Surround = { ...common, language: 'zh', pointsName: '积分' }
const en: Surround = { ...common, language: 'en', pointsName: 'points' }
const policy: PointsPolicy = { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 }

test('what nobody changed is told in three sentences', () => {
  expect(pointsPolicySentences(policy, zh)).toEqual([
    '积分长期有效',
    '退款时收回对应积分，不够的先欠着，以后获得时抵扣',
    '加成后最多为基础积分的 3 倍',
  ])
  expect(pointsPolicySentences(policy, en)).toEqual([
    'Points never expire',
    'A refund takes its points back; what is missing is owed and settled by later ones',
    'With all bonuses, at most 3 times the base points',
  ])
})

test.each<[Partial<PointsPolicy>, string, string]>([
  [
    { expiry: { kind: 'rolling', unit: 'months', count: 12 } },
    '积分自获得起 12 个月后过期',
    'Points expire 12 months after they are earned',
  ],
  [{ expiry: { kind: 'rolling', unit: 'days', count: 1 } }, '积分自获得起 1 天后过期', 'Points expire 1 day after they are earned'],
  [
    { expiry: { kind: 'rolling', unit: 'months', count: 12, roundUp: 'month' } },
    '积分自获得起 12 个月后，到当月月底过期',
    'Points expire at the end of the month in which 12 months after earning lie',
  ],
  [
    { expiry: { kind: 'rolling', unit: 'months', count: 3, roundUp: 'quarter' } },
    '积分自获得起 3 个月后，到当季季末过期',
    'Points expire at the end of the quarter in which 3 months after earning lie',
  ],
  [
    { expiry: { kind: 'rolling', unit: 'days', count: 90, roundUp: 'half' } },
    '积分自获得起 90 天后，到当半年的最后一天过期',
    'Points expire at the end of the half-year in which 90 days after earning lie',
  ],
  [
    { expiry: { kind: 'rolling', unit: 'months', count: 24, roundUp: 'year' } },
    '积分自获得起 24 个月后，到当年年底过期',
    'Points expire at the end of the year in which 24 months after earning lie',
  ],
  [
    { expiry: { kind: 'yearly', month: 12, date: 31, years: 0 } },
    '积分有效到每年的 12 月 31 日',
    'Points are good until 31 December of each year',
  ],
  [
    { expiry: { kind: 'yearly', month: 3, date: 31, years: 1 } },
    '积分有效到获得后的第 2 个 3 月 31 日',
    'Points are good until 31 March, 1 year after the next one',
  ],
  [
    { expiry: { kind: 'inactivity', days: 180 } },
    '连续 180 天没有任何活动，积分全部过期',
    'All points expire after 180 days without activity',
  ],
  [
    { pending: { from: 'payment', days: 7 } },
    '订单付款 7 天后积分才能使用，有效期从那时算起',
    'Points can be spent 7 days after an order is paid, and their expiry counts from then',
  ],
  [
    { pending: { from: 'completion', days: 0 } },
    '订单完成时积分才能使用，有效期从那时算起',
    'Points can be spent when an order is completed, and their expiry counts from then',
  ],
  [{ reminders: [1, 30, 7] }, '过期前 30、7、1 天提醒会员', 'Members are told 30, 7 and 1 days before points expire'],
  [{ reminders: [1] }, '过期前 1 天提醒会员', 'Members are told 1 day before points expire'],
  [{ clawback: 'within_balance' }, '退款时收回对应积分，最多扣到 0', 'A refund takes its points back, down to zero at most'],
  [
    { clawback: 'pending_only' },
    '退款时只收回还不能使用的积分，已经可用的不收回',
    'A refund takes back only points that cannot be spent yet',
  ],
  [{ reviveDays: 30 }, '退回时已过期的积分，再保留 30 天', 'Points that come back after they expired live 30 days more'],
  [{ reviveDays: 0 }, '退回时已过期的积分不再恢复', 'Points that come back after they expired stay expired'],
  [
    { bonusMode: 'max', bonusCapBps: 25_000 },
    '几项加成同时有时只取最高的一项；加成后最多为基础积分的 2.5 倍',
    'Of several bonuses only the highest counts, at most 2.5 times the base points',
  ],
  [
    { bonusMode: 'product' },
    '几项加成同时有时相乘；加成后最多为基础积分的 3 倍',
    'Several bonuses are multiplied, at most 3 times the base points',
  ],
  [{ bonusMode: 'sum' }, '加成后最多为基础积分的 3 倍', 'With all bonuses, at most 3 times the base points'],
  [
    { autoRedeem: { at: 1000, reward: '10 元券' } },
    '每满 1,000 积分自动兑换「10 元券」',
    'Every 1,000 points are exchanged for “10 元券” by themselves',
  ],
  [
    { leapBirthday: 'mar1' },
    '2 月 29 日的生日，在没有这一天的年份算 3 月 1 日',
    'A birthday of 29 February is kept on 1 March in years without it',
  ],
  [
    { leapBirthday: 'feb28' },
    '2 月 29 日的生日，在没有这一天的年份算 2 月 28 日',
    'A birthday of 29 February is kept on 28 February in years without it',
  ],
])('the policy says %o', (change, chinese, english) => {
  expect(pointsPolicySentences({ ...policy, ...change }, zh)).toContain(chinese)
  expect(pointsPolicySentences({ ...policy, ...change }, en)).toContain(english)
})

test('points that can be spent at once say nothing of waiting', () => {
  expect(pointsPolicySentences({ ...policy, pending: { from: 'payment', days: 0 } }, zh)).toHaveLength(3)
})
