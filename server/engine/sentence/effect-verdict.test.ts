import { expect, test } from 'vitest'
import type { CampaignAudience, Effect, Gives } from '../campaign/campaign'
import { effectOf, ORDER } from '../scenarios/running'
import type { RuleTrace } from '../trace'
import { effectVerdictText, offText } from './effect-verdict'
import type { Language, Wording } from './wording'

const w = (language: Language): Wording => ({
  language,
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: language === 'zh' ? '积分' : 'points',
  store: () => undefined,
  coupon: () => '示例券',
  tiers: [],
  fields: [],
  events: [],
})
const double: Gives = { kind: 'points_bonus', bps: 10_000 }
const bag: Gives = { kind: 'goods', name: '帆布袋', count: 1 }
const limited = effectOf(double, ORDER, { perMember: 5_000, perMemberDay: 500, perDay: 1_000, total: 100_000 })
const rare = effectOf(bag, ORDER, { perMember: 1, total: 100 })
const regulars: CampaignAudience = { when: { fact: 'member.order_count', operator: 'gte', value: 3 } }
const trace = (...answer: unknown[]): RuleTrace => ['campaign:c:0', ...answer] as unknown as RuleTrace

test.each<[string, RuleTrace, Effect, string, string]>([
  ['it gave', trace(120), limited, '条件满足，给出 120 积分。', 'It applies and gives 120 points.'],
  ['it gave goods', trace(1), rare, '条件满足，得「帆布袋」1 件。', 'It applies and gives 1 × “帆布袋”.'],
  [
    'too little for one',
    trace(0),
    limited,
    '条件满足，但金额太小，不足以多得 1 积分。',
    'It applies, but the amount is too small for 1 point more.',
  ],
  ['it took back', trace(-30), limited, '收回 30 积分。', '30 points taken back.'],
  [
    'the day of a member is used up',
    trace(0, 'day_cap', 120),
    limited,
    '按条件应得 120 积分，每人每天最多 500 积分，已经发完。',
    'It would give 120 points; at most 500 points for each member a day, and nothing was left.',
  ],
  [
    'some of the day was left',
    trace(80, 'day_cap', 120),
    limited,
    '按条件应得 120 积分，每人每天最多 500 积分，只剩这些，实得 80 积分。',
    'It would give 120 points; at most 500 points for each member a day, and no more was left, so it gives 80 points.',
  ],
  ['once a member', trace(0, 'lifetime_cap', 1), rare, '每人最多 1 次，已经发完。', 'At most once for each member, and nothing was left.'],
  [
    'the budget',
    trace(0, 'budget', 120),
    limited,
    '按条件应得 120 积分，每天共 1000 积分，共 100000 积分，已经发完。',
    'It would give 120 points; 1000 points a day for all members together, 100000 points in all, and nothing was left.',
  ],
  ['the budget of goods', trace(0, 'budget', 1), rare, '共 100 次，已经发完。', '100 times in all, and nothing was left.'],
  [
    'another store',
    trace(0, 'other_store', 0),
    limited,
    '它只在指定的门店有效，这次不在其中。',
    'It is for certain stores, and this was none of them.',
  ],
  [
    'too small an order',
    trace(0, 'too_small', 9_900),
    limited,
    '没有达到起始金额，范围内只有 ¥99。',
    'The amount it asks for was not reached: ¥99 within its scope.',
  ],
  [
    'the cap on bonuses',
    trace(75, 'bonus_cap', 30_000),
    limited,
    '受加成上限 ×3 限制，实得 75 积分。',
    'Bonuses are capped at ×3; it gives 75 points.',
  ],
  [
    'a higher bonus',
    trace(0, 'outdone', 0),
    limited,
    '多个加成只取最高的一个，这一个不是最高。',
    'Of several bonuses only the highest counts, and this is not it.',
  ],
  [
    'nothing to add to',
    trace(0, 'no_rate', 0),
    limited,
    '没有按金额给的部分，加成无从计算。',
    'Nothing is given by amount here, so that there is nothing to add to.',
  ],
  [
    'not in the audience',
    trace(0, 0, 1),
    limited,
    '需要累计订单不少于 3 单；这次累计订单为 1 单。',
    'It needs: the member has at least 3 orders so far; here the member has exactly 1 order so far.',
  ],
])('an effect says what it came to: %s', (_name, answer, effect, zh, en) => {
  const told = { effect, audience: regulars }
  expect(effectVerdictText(answer, told, 'points', w('zh'))).toBe(zh)
  expect(effectVerdictText(answer, told, 'points', w('en'))).toBe(en)
})

test.each([
  ['not_begun', '活动当时还没开始', 'the campaign had not begun yet'],
  ['paused', '活动当时已暂停', 'the campaign was paused then'],
  ['ended', '活动当时已结束', 'the campaign was over by then'],
  ['other_day', '当天不是活动日', 'the campaign was not on that day'],
  ['other_hour', '不在活动时段', 'the campaign was not on at that hour'],
] as const)('a campaign that was not on says so: %s', (why, zh, en) => {
  expect(offText({ name: '会员日双倍积分', why }, w('zh'))).toBe(`「会员日双倍积分」：${zh}`)
  expect(offText({ name: 'Double', why }, w('en'))).toBe(`“Double”: ${en}`)
})
