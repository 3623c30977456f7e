import { expect, test } from 'vitest'
import type { EarningRuleSpec } from '../points/earning-rule'
import type { Account, Note, RuleTrace } from '../trace'
import { movementText, noteText, reminderText } from './happened'
import { verdictOf, verdictText } from './verdict'
import type { Wording } from './wording'

const wording = (language: 'zh' | 'en'): Wording => ({
  language,
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: language === 'zh' ? '积分' : 'points',
  store: (id) => (id === 's1' ? '南京路店' : undefined),
  tiers: [
    { id: 'base', name: '普通' },
    { id: 'gold', name: '金卡' },
  ],
  fields: [],
  events: [],
})
const [zh, en] = [wording('zh'), wording('en')]

const spec: EarningRuleSpec = {
  trigger: 'order.paid',
  when: {
    all: [
      { fact: 'member.tier', operator: 'in', value: ['gold'] },
      { fact: 'order.amount', operator: 'gte', value: 200_00 },
      { fact: 'member.tags', operator: 'has_any', value: ['茶客'] },
    ],
  },
  reward: { kind: 'flat', points: 50 },
  caps: { perOrder: 40, perDay: 60, perMonth: 100, lifetime: 500, budget: 9_000 },
  from: '2026-11-01',
  until: '2026-11-30',
}

test.each<[RuleTrace | undefined, string, string, string]>([
  [undefined, 'not_asked', '这条规则不看这类事件。', 'This rule does not answer to this kind of event.'],
  [['r', 50], 'gave', '条件满足，给出 50 积分。', 'It applies and gives 50 points.'],
  [['r', -50], 'took', '收回 50 积分。', '50 points taken back.'],
  [['r', 0], 'silent', '条件满足，但金额太小，不足以得到 1 积分。', 'It applies, but the amount is too small for 1 point.'],
  [['r', 0, 0, 'base'], 'silent', '需要等级为金卡；这次等级为普通。', 'It needs: the tier is 金卡; here the tier is 普通.'],
  [['r', 0, 0, null], 'silent', '需要等级为金卡；这次没有这项信息。', 'It needs: the tier is 金卡; nothing is known of that here.'],
  [
    ['r', 0, 1, 90_00],
    'silent',
    '需要单笔实付满 ¥200；这次单笔实付为 ¥90。',
    'It needs: the order is at least ¥200; here the order is exactly ¥90.',
  ],
  [
    ['r', 0, 2, []],
    'silent',
    '需要会员有标签「茶客」；这次没有这项信息。',
    'It needs: the member has the tag “茶客”; nothing is known of that here.',
  ],
  [
    ['r', 0, 'stopped', 0],
    'silent',
    '排在前面的一条规则已满足，并规定不再看后面的规则。',
    'A rule before it applied and stops those behind it.',
  ],
  [['r', 0, 'lines', 0], 'silent', '订单里没有它所指的商品。', 'No line of the order is among the goods it is for.'],
  [['r', 0, 'tier', 0], 'silent', '会员当时的等级按这条规则不得。', 'It gives nothing for the tier the member had.'],
  [
    ['r', 0, 'multiplies', 20_000],
    'gave',
    '条件满足，其他规则按金额给的部分 ×2。',
    'It applies: what other rules give by amount counts ×2.',
  ],
  [
    ['r', 40, 'order_cap', 50],
    'reduced',
    '按条件应得 50 积分，每次上限 40 积分，实得 40 积分。',
    'It would give 50 points; the limit for one event is 40 points, so it gives 40 points.',
  ],
  [
    ['r', 0, 'day_cap', 50],
    'silent',
    '按条件应得 50 积分，受每天上限 60 积分限制，没有给。',
    'It would give 50 points; the limit of the day 60 points is reached, so it gives nothing.',
  ],
  [
    ['r', 10, 'month_cap', 50],
    'reduced',
    '按条件应得 50 积分，受每月上限 100 积分限制，实得 10 积分。',
    'It would give 50 points; the limit of the month 100 points is reached, so it gives 10 points.',
  ],
  [
    ['r', 10, 'lifetime_cap', 50],
    'reduced',
    '按条件应得 50 积分，受每人累计上限 500 积分限制，实得 10 积分。',
    'It would give 50 points; the limit for one member 500 points is reached, so it gives 10 points.',
  ],
  [
    ['r', 10, 'budget', 50],
    'reduced',
    '按条件应得 50 积分，规则的总预算只剩这些，实得 10 积分。',
    'It would give 50 points; no more is left of the rule’s budget, so it gives 10 points.',
  ],
])('%j is told in Chinese and English', (trace, verdict, chinese, english) => {
  expect(verdictOf(trace)).toBe(verdict)
  expect(verdictText(trace, spec, 'points', zh)).toBe(chinese)
  expect(verdictText(trace, spec, 'points', en)).toBe(english)
})

test('dates are told as the rule has them', () => {
  const said = (dates: Pick<EarningRuleSpec, 'from' | 'until'>) =>
    verdictText(['r', 0, 'dates', 0], { ...spec, from: undefined, until: undefined, ...dates }, 'points', zh)
  expect(said({ from: '2026-11-01', until: '2026-11-30' })).toContain('2026 年 11 月 30 日')
  expect(said({ from: '2026-11-01' })).toBe('从 2026 年 11 月 1 日起才有效。')
  expect(said({ until: '2026-11-30' })).toBe('到 2026 年 11 月 30 日已截止。')
})

test('every way between two accounts is told, and no two of a pair read the same', () => {
  const ways: [Account, Account][] = [
    ['issued', 'active'],
    ['issued', 'pending'],
    ['issued', 'debt'],
    ['pending', 'active'],
    ['pending', 'debt'],
    ['pending', 'reversed'],
    ['active', 'reversed'],
    ['debt', 'reversed'],
    ['active', 'redeemed'],
    ['debt', 'redeemed'],
    ['redeemed', 'active'],
    ['redeemed', 'debt'],
    ['active', 'expired'],
    ['expired', 'active'],
    ['adjusted', 'active'],
    ['adjusted', 'debt'],
    ['active', 'adjusted'],
    ['debt', 'adjusted'],
  ]
  for (const w of [zh, en]) {
    const told = ways.map(([from, to]) => movementText({ unit: 'points', amount: 7, from, to, rule: null }, w))
    expect(new Set(told).size).toBe(ways.length)
    for (const text of told) expect(text).toContain(`7 ${w.pointsName}`)
  }
})

test('notes and reminders are told in the merchant’s own word for points', () => {
  const notes: Note[] = [
    'parked',
    'unparked',
    'over_refund',
    'unknown_line',
    'no_points',
    'forgiven',
    'shortage',
    'revived',
    'birthday_before',
  ]
  for (const note of notes) expect(noteText(note, { ...zh, pointsName: '茶豆' })).not.toMatch(/积分|\{/)
  expect(reminderText({ kind: 'points_expiring', days: 30, amount: 200, on: '2026-04-09' }, zh)).toBe(
    '已提醒：30 天后有 200 积分过期（2026 年 4 月 9 日）',
  )
  expect(reminderText({ kind: 'tier_ending', days: 1, tier: 'VIP', on: '2026-04-09' }, en)).toBe(
    'Reminded: VIP ends in 1 day (9 April 2026)',
  )
})
