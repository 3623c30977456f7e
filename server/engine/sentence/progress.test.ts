import { expect, test } from 'vitest'
import { Measure } from '../ladder/ladder'
import { progressSentences, type ToldProgress } from './progress'
import type { Wording } from './wording'

const common = {
  money: (minor: number) => `¥${minor / 100}`,
  count: (n: number) => n.toLocaleString('en'),
  store: () => undefined,
  fields: [],
  events: [],
  tiers: [],
}
const zh: Wording = { ...common, language: 'zh', pointsName: '积分' }
const en: Wording = { ...common, language: 'en', pointsName: 'points' }

type Next = NonNullable<ToldProgress['next']>
const next = (change: Partial<Next> = {}): Next => ({
  name: '金卡',
  threshold: 13_000,
  missing: 9_000,
  requires: null,
  closes: null,
  daysLeft: null,
  rises: null,
  held: false,
  ...change,
})
const told = (change: Partial<ToldProgress> = {}): ToldProgress => ({
  measure: 'net_spend',
  window: { kind: 'calendar_year' },
  measured: 4_000,
  tier: { name: '银卡' },
  next: next(),
  until: null,
  daysLeft: null,
  keep: null,
  grace: null,
  override: null,
  ...change,
})
const kept = {
  measure: 'net_spend',
  window: { kind: 'rolling_days', days: 365 },
  measured: 40_000,
  minimum: 100_000,
  missing: 60_000,
  when: null,
} as const
const often = { fact: 'member.order_count', operator: 'gte', value: 3 } as const

test.each<[string, ToldProgress, string[], string[]]>([
  [
    'so much more, and how long',
    told({ next: next({ daysLeft: 12, closes: '2026-12-31' }) }),
    ['再消费 ¥90 到金卡（¥130），还剩 12 天'],
    ['Spend ¥90 more to reach 金卡 (¥130), 12 days left'],
  ],
  [
    'a rise at the start of a period',
    told({ next: next({ rises: 'month', missing: 0 }) }),
    ['已达到金卡的门槛（¥130），从下个月起升级'],
    ['The threshold of 金卡 (¥130) is met, moving up next month'],
  ],
  [
    'a threshold that was met before a fall',
    told({ next: next({ missing: 0, held: true }) }),
    ['已达到金卡的门槛（¥130），数据继续增加后才会升回'],
    ['The threshold of 金卡 (¥130) is met; members move back up once there is more'],
  ],
  ['the highest tier', told({ next: null }), ['已是最高等级'], ['This is the highest tier']],
  ['no tier at all', told({ next: null, tier: null }), ['没有可以升到的等级'], ['There is no tier to reach']],
  [
    'the end and what keeps it',
    told({ next: null, until: '2026-12-31', daysLeft: 40, keep: { ...kept } }),
    ['已是最高等级', '等级有效期至 2026 年 12 月 31 日，还有 40 天', '保级：近 365 天净消费 ¥400 / ¥1000，还差 ¥600'],
    [
      'This is the highest tier',
      'The tier is valid until 31 December 2026, 40 days left',
      'To keep it: net spend over the last 365 days is ¥400 of ¥1000, ¥600 to go',
    ],
  ],
  [
    'kept already',
    told({ next: null, until: '2026-12-31', daysLeft: 1, keep: { ...kept, measured: 120_000, missing: 0 } }),
    ['已是最高等级', '等级有效期至 2026 年 12 月 31 日，还有 1 天', '保级：近 365 天净消费 ¥1200，已达到 ¥1000'],
    [
      'This is the highest tier',
      'The tier is valid until 31 December 2026, 1 day left',
      'To keep it: net spend over the last 365 days is ¥1200, which meets ¥1000',
    ],
  ],
  [
    'days of grace',
    told({ next: null, until: '2026-12-31', grace: '2027-01-15', daysLeft: 3 }),
    ['已是最高等级', '等级已于 2026 年 12 月 31 日到期，宽限到 2027 年 1 月 15 日，还有 3 天'],
    ['This is the highest tier', 'The tier ended on 31 December 2026; days of grace run until 15 January 2027, 3 days left'],
  ],
  [
    'given by hand until the next change',
    told({ next: null, override: { until: null, locked: false, byHand: true } }),
    ['已是最高等级', '等级是手工给的，数据下一次变动时重新评定'],
    ['This is the highest tier', 'The tier was given by hand and is worked out anew when the measure next changes'],
  ],
  [
    'given by hand until a date',
    told({ next: null, override: { until: '2026-12-31', locked: false, byHand: true } }),
    ['已是最高等级', '等级是手工给的，到 2026 年 12 月 31 日为止'],
    ['This is the highest tier', 'The tier was given by hand until 31 December 2026'],
  ],
  [
    'locked',
    told({ next: null, override: { until: null, locked: true, byHand: false } }),
    ['已是最高等级', '已锁定，解锁之前不会自动升降'],
    ['This is the highest tier', 'It is locked and does not change by itself until unlocked'],
  ],
  [
    'given by hand and locked until a date',
    told({ next: null, override: { until: '2026-12-31', locked: true, byHand: true } }),
    ['已是最高等级', '等级是手工给的，已锁定，到 2026 年 12 月 31 日为止不会自动升降'],
    ['This is the highest tier', 'The tier was given by hand; it is locked and does not change by itself through 31 December 2026'],
  ],
])('progress reads: %s', (_name, progress, chinese, english) => {
  expect(progressSentences(progress, zh)).toEqual(chinese)
  expect(progressSentences(progress, en)).toEqual(english)
})

test.each<[Measure, string, string]>([
  ['net_spend', '再消费 ¥0.05 到金卡', 'Spend ¥0.05 more to reach'],
  ['order_count', '再下 5 单到金卡', 'Place 5 more orders to reach'],
  ['growth', '再得 5 成长值到金卡', 'Gain 5 more growth to reach'],
  ['active_days', '再活跃 5 天到金卡', 'Be active on 5 more days to reach'],
  ['check_ins', '再签到 5 天到金卡', 'Check in 5 more times to reach'],
  ['referrals', '再邀请成功 5 人到金卡', 'Refer 5 more friends to reach'],
  ['largest_order', '再有一笔满 ¥0.1 的订单到金卡', 'Place one order of at least ¥0.1 to reach'],
  ['category_spend', '再消费 ¥0.05「咖啡」到金卡', 'Spend ¥0.05 more on 咖啡 to reach'],
  ['recharged', '再充值 ¥0.05 到金卡', 'Recharge ¥0.05 more to reach'],
  ['memberships', '再购买 5 次会员到金卡', 'Buy 5 more memberships to reach'],
  ['days_since_joining', '再过 5 天到金卡', 'Stay 5 more days to reach'],
  ['points_earned', '再获得 5 积分到金卡', 'Earn 5 points more to reach'],
  ['points_balance', '再攒 5 积分到金卡', 'Save up 5 points more to reach'],
])('what is missing of %s reads as something to do', (measure, chinese, english) => {
  const progress = told({ measure, category: '咖啡', next: next({ threshold: 10, missing: 5 }) })
  expect(progressSentences(progress, zh)[0]).toContain(chinese)
  expect(progressSentences(progress, en)[0]).toContain(english)
})

test('each measure has its own words for what is missing', () => {
  const sentences = Measure.options.map((measure) => progressSentences(told({ measure, category: '咖啡' }), zh)[0])
  expect(new Set(sentences).size).toBe(Measure.options.length)
})

test('what must hold as well, or is enough by itself, is told', () => {
  const with_ = (mode: 'all' | 'any', missing: number) => told({ next: next({ missing, requires: { mode, when: often } }) })
  expect(progressSentences(with_('all', 100), zh)[0]).toMatch(/^再消费 ¥1 到金卡（¥130），并且满足：.*3 单$/)
  expect(progressSentences(with_('any', 100), zh)[0]).toMatch(/，或满足：.*3 单$/)
  expect(progressSentences(with_('all', 0), zh)[0]).toMatch(/^已达到金卡的门槛（¥130），还要满足：.*3 单$/)
  expect(progressSentences(with_('all', 0), en)[0]).toMatch(/; still needed: .*3 orders/)
  const keep = told({ next: null, until: '2026-12-31', daysLeft: 4, keep: { ...kept, when: often } })
  expect(progressSentences(keep, zh)[2]).toMatch(/还差 ¥600；还要满足：.*3 单$/)
})
