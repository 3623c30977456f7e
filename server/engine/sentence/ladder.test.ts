import { expect, test } from 'vitest'
import type { LadderSpec, Measure, Tier, Validity } from '../ladder/ladder'
import { ladderSentence, thresholdText, tierSentence } from './ladder'
import { measureText } from './measure'
import type { Wording } from './wording'

const common = {
  money: (minor: number) => `¥${minor / 100}`,
  count: (n: number) => n.toLocaleString('en'),
  store: () => undefined,
  fields: [],
  events: [],
}
const zh: Wording = { ...common, language: 'zh', pointsName: '积分', tiers: [] }
const en: Wording = { ...common, language: 'en', pointsName: 'points', tiers: [] }

const spec = (change: Partial<LadderSpec> = {}): LadderSpec => ({
  measure: 'net_spend',
  window: { kind: 'rolling_days', days: 365 },
  validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
  ...change,
})

test.each<[Measure, string, string]>([
  ['net_spend', '累计净消费', 'net spend since joining'],
  ['order_count', '累计订单数', 'number of orders since joining'],
  ['growth', '累计成长值', 'growth since joining'],
  ['active_days', '累计活跃天数', 'active days since joining'],
  ['check_ins', '累计签到天数', 'check-ins since joining'],
  ['referrals', '累计邀请成功人数', 'friends referred since joining'],
  ['largest_order', '历史最大单笔', 'largest order since joining'],
  ['category_spend', '累计「咖啡」消费', 'spend on 咖啡 since joining'],
  ['recharged', '累计储值充值', 'recharges since joining'],
  ['memberships', '累计购买会员次数', 'memberships bought since joining'],
  ['days_since_joining', '入会天数', 'days since joining'],
  ['points_earned', '累计获得积分', 'points earned since joining'],
  ['points_balance', '可用积分', 'points that can be spent'],
])('the measure %s reads as a phrase', (measure, chinese, english) => {
  const measured = { measure, window: { kind: 'lifetime' }, category: measure === 'category_spend' ? '咖啡' : undefined } as const
  expect(measureText(measured, zh)).toBe(chinese)
  expect(measureText(measured, en)).toBe(english)
})

test.each<[LadderSpec['window'], string, string]>([
  [{ kind: 'lifetime' }, '累计净消费', 'net spend since joining'],
  [{ kind: 'rolling_days', days: 1 }, '近 1 天净消费', 'net spend over the last 1 day'],
  [{ kind: 'calendar_month' }, '当月净消费', 'net spend in the calendar month'],
  [{ kind: 'calendar_quarter' }, '当季净消费', 'net spend in the calendar quarter'],
  [{ kind: 'calendar_half' }, '当半年净消费', 'net spend in the calendar half-year'],
  [{ kind: 'calendar_year' }, '当年净消费', 'net spend in the calendar year'],
  [{ kind: 'joining_year' }, '本入会年度净消费', 'net spend in the current year of membership'],
  [{ kind: 'tier_period' }, '本次定级以来净消费', 'net spend since the tier was given or renewed'],
])('a window reads as part of it: %o', (window, chinese, english) => {
  expect(measureText({ measure: 'net_spend', window }, zh)).toBe(chinese)
  expect(measureText({ measure: 'net_spend', window }, en)).toBe(english)
})

test.each<[Measure, number | null, string, string]>([
  ['net_spend', 500_000, '¥5000', '¥5000'],
  ['largest_order', 100, '¥1', '¥1'],
  ['order_count', 1, '1 单', '1 order'],
  ['order_count', 12, '12 单', '12 orders'],
  ['growth', 1_000, '1,000 成长值', '1,000 growth'],
  ['active_days', 1, '1 天', '1 day'],
  ['check_ins', 7, '7 天', '7 check-ins'],
  ['referrals', 3, '3 人', '3 friends'],
  ['memberships', 1, '1 次', '1 membership'],
  ['days_since_joining', 365, '365 天', '365 days'],
  ['points_earned', 1, '1 积分', '1 point'],
  ['points_balance', 200, '200 积分', '200 points'],
  ['net_spend', null, '仅手工', 'By hand only'],
])('a threshold has the unit of its measure: %s %s', (measure, threshold, chinese, english) => {
  expect(thresholdText(measure, threshold, zh)).toBe(chinese)
  expect(thresholdText(measure, threshold, en)).toBe(english)
})

const held = (validity: Validity) => spec({ validity })
test.each<[string, LadderSpec, string, string]>([
  [
    'held for months',
    spec(),
    '按近 365 天净消费定级，达到门槛立即升级；等级保留 12 个月，到期按当时的数据重新评定',
    'Tiers follow net spend over the last 365 days; members move up at once, and a tier is kept for 12 months and then worked out anew',
  ],
  [
    'worked out daily',
    held({ kind: 'none' }),
    '按近 365 天净消费定级，达到门槛立即升级；每天重新评定，不达标即降级',
    'Tiers follow net spend over the last 365 days; members move up at once, and tiers are worked out anew each day',
  ],
  [
    'for good',
    held({ kind: 'forever' }),
    '按近 365 天净消费定级，达到门槛立即升级；等级长期有效',
    'Tiers follow net spend over the last 365 days; members move up at once, and a tier is kept for good',
  ],
  [
    'days, one level and grace',
    held({ kind: 'days', days: 90, downgrade: 'one_level', graceDays: 15 }),
    '按近 365 天净消费定级，达到门槛立即升级；等级保留 90 天，到期未保级降一级，另有 15 天宽限',
    'Tiers follow net spend over the last 365 days; members move up at once, and a tier is kept for 90 days and falls one level unless it is kept, with 15 days of grace',
  ],
  [
    'to the end of the next quarter and more',
    held({ kind: 'period', period: 'quarter', next: true, extraDays: 30, downgrade: 'base' }),
    '按近 365 天净消费定级，达到门槛立即升级；等级保留到下个季度末再加 30 天，到期未保级降到最低一级',
    'Tiers follow net spend over the last 365 days; members move up at once, and a tier is kept until the end of the next quarter and 30 days more and falls to the lowest tier unless it is kept',
  ],
  [
    'to the end of the year, never lost',
    held({ kind: 'period', period: 'year', downgrade: 'never' }),
    '按近 365 天净消费定级，达到门槛立即升级；等级保留到当年底，到期也不降级',
    'Tiers follow net spend over the last 365 days; members move up at once, and a tier is kept until the end of the year and is not lost after that',
  ],
  [
    'everything else it can say',
    spec({
      measure: 'growth',
      window: { kind: 'lifetime' },
      rises: { kind: 'next_period', period: 'month' },
      falls: 'at_once',
      retention: { measure: 'order_count', window: { kind: 'tier_period' } },
      entry: { on: 'passed', takeBack: true },
      growthReset: { period: 'year', keepBps: 5_000 },
      notices: [7, 30, 1],
    }),
    '按累计成长值定级，达到门槛后从下个月起升级；等级保留 12 个月，到期按当时的数据重新评定；数据低于门槛时立即降级；保级看本次定级以来订单数；' +
      '跳级时经过的等级都给升级奖励；因退款降级时收回没用的升级奖励；每年初成长值只保留 50%；到期前 30、7、1 天提醒会员',
    'Tiers follow growth since joining; members move up at the start of the next month, and a tier is kept for 12 months and then worked out anew; ' +
      'a measure below the threshold lowers the tier at once; keeping a tier looks at number of orders since the tier was given or renewed; ' +
      'a jump gives the reward of each tier passed; a fall by refund takes back a reward not used; ' +
      '50% of growth is carried over at the start of each year; members are told 30, 7 and 1 days before the end',
  ],
  [
    'growth that starts from zero',
    spec({ validity: { kind: 'forever' }, growthReset: { period: 'quarter', keepBps: 0 }, notices: [1] }),
    '按近 365 天净消费定级，达到门槛立即升级；等级长期有效；每季度初成长值清零；到期前 1 天提醒会员',
    'Tiers follow net spend over the last 365 days; members move up at once, and a tier is kept for good; ' +
      'growth starts from zero at the start of each quarter; members are told 1 day before the end',
  ],
])('a ladder reads: %s', (_name, ladder, chinese, english) => {
  expect(ladderSentence(ladder, zh)).toBe(chinese)
  expect(ladderSentence(ladder, en)).toBe(english)
})

type Told = Omit<Tier, 'id' | 'code' | 'name' | 'color' | 'icon'>
const three = { fact: 'member.order_count', operator: 'gte', value: 3 } as const
test.each<[string, LadderSpec, Told, string, string]>([
  ['a base tier', spec(), { threshold: 0, bonusBps: 0 }, '入会即有', 'from joining'],
  [
    'by hand only',
    spec(),
    { threshold: null, bonusBps: 0, hidden: true },
    '仅手工授予，不对会员展示',
    'given by hand only, not shown to members',
  ],
  [
    'a bonus',
    spec(),
    { threshold: 500_000, bonusBps: 1_250, growthBonusBps: 1_000 },
    '近 365 天净消费满 ¥5000，积分加成 12.5%，成长值加成 10%',
    'net spend over the last 365 days from ¥5000, 12.5% more points, 10% more growth',
  ],
  [
    'keeping by the same measure, a reward and an expiry of its own',
    spec(),
    {
      threshold: 500_000,
      bonusBps: 0,
      keep: { minimum: 300_000 },
      entryPoints: 100,
      expiry: { kind: 'rolling', unit: 'months', count: 24 },
    },
    '近 365 天净消费满 ¥5000，保级需满 ¥3000，升级送 100 积分，积分自获得起 24 个月后过期',
    'net spend over the last 365 days from ¥5000, kept with ¥3000, 100 points on reaching it, points expire 24 months after they are earned',
  ],
  [
    'keeping by a measure of its own',
    spec({ retention: { measure: 'order_count', window: { kind: 'calendar_year' } } }),
    { threshold: 1_000, bonusBps: 0, keep: { minimum: 6 } },
    '近 365 天净消费满 ¥10，保级需当年订单数满 6 单',
    'net spend over the last 365 days from ¥10, kept with number of orders in the calendar year from 6',
  ],
])('a tier reads as what it asks for and gives: %s', (_name, ladder, tier, chinese, english) => {
  expect(tierSentence(ladder, tier, zh)).toBe(chinese)
  expect(tierSentence(ladder, tier, en)).toBe(english)
})

test('what must hold beside the threshold, or in its place, is told as its condition', () => {
  const tier = (mode: 'all' | 'any'): Told => ({ threshold: 100_000, bonusBps: 0, requires: { mode, when: three } })
  expect(tierSentence(spec(), tier('all'), zh)).toMatch(/^近 365 天净消费满 ¥1000，且.*订单.* 3 单$/)
  expect(tierSentence(spec(), tier('any'), zh)).toMatch(/^近 365 天净消费满 ¥1000，或.*订单.* 3 单$/)
  expect(tierSentence(spec(), tier('all'), en)).toMatch(/^net spend over the last 365 days from ¥1000, and .* 3 orders/)
  const alone: Told = { threshold: null, bonusBps: 0, requires: { mode: 'all', when: three } }
  expect(tierSentence(spec(), alone, zh)).toMatch(/订单.* 3 单即可获得$/)
  expect(tierSentence(spec(), alone, en)).toMatch(/^given when .* 3 orders/)
  expect([thresholdText('net_spend', null, zh, true), thresholdText('net_spend', null, en, true)]).toEqual(['按条件', 'By conditions'])
  const keep: Told = { threshold: 100_000, bonusBps: 0, keep: { minimum: 50_000, when: three } }
  expect(tierSentence(spec(), keep, zh)).toMatch(/，保级需满 ¥500且.*订单.* 3 单$/)
  expect(tierSentence(spec(), keep, en)).toMatch(/, kept with ¥500 and .* 3 orders/)
})
