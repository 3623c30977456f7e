import { expect, test } from 'vitest'
import type { LadderSpec } from '../ladder/ladder'
import type { EarningRuleSpec } from '../points/earning-rule'
import type { PointsPolicy } from '../points/policy'
import type { RuleTrace } from '../trace'
import { explain } from './explain'
import type { CauseExplained, EventExplained, Explanation, RowExplained, RuleExplained } from './explained'
import type { MoveTold } from './happened'
import type { Language, Surround } from './wording'

const wordsOf = (language: Language): Surround => ({
  language,
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: language === 'zh' ? '积分' : 'points',
  store: () => undefined,
})
const said = (language: Language) => (code: string) => (language === 'zh' ? '余额不够' : `there is not enough (${code})`)

const rate: EarningRuleSpec = { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } }
const flat: EarningRuleSpec = { trigger: 'order.paid', reward: { kind: 'flat', points: 50 }, caps: { perMonth: 30 } }
const rule = (name: string, spec: EarningRuleSpec, ...answer: unknown[]): RuleExplained => ({
  name,
  unit: 'points',
  trace: [name, ...answer] as unknown as RuleTrace,
  spec,
})
const order: EventExplained = {
  type: 'order.paid',
  day: '2025-03-04',
  late: null,
  orderNo: 'A1',
  money: 350_00,
  points: null,
  reason: null,
  by: null,
  store: null,
  event: null,
  tier: null,
  ladder: null,
  campaign: null,
  until: null,
  locked: false,
  tierBefore: 'VIP',
  bonusBps: 2_000,
  rules: [rule('消费积分', rate, 420)],
  off: [],
  notes: [],
}
const bare: EventExplained = { ...order, orderNo: null, money: null, tierBefore: null, bonusBps: 0, rules: [] }
const spec: LadderSpec = {
  measure: 'net_spend',
  window: { kind: 'rolling_days', days: 365 },
  validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
}
const policy: PointsPolicy = {
  expiry: { kind: 'rolling', unit: 'months', count: 12 },
  clawback: 'allow_debt',
  bonusCapBps: 30_000,
  autoRedeem: { at: 1_000, reward: '咖啡券' },
}
const row = (amount: number, from: RowExplained['from'], to: RowExplained['to'], more: Partial<RowExplained> = {}): RowExplained => ({
  unit: 'points',
  amount,
  from,
  to,
  rule: null,
  ...more,
})
const base: Explanation = {
  day: '2025-03-04',
  version: 3,
  cause: { kind: 'event', event: order },
  subject: { kind: 'row', row: row(420, 'issued', 'active', { rule: '消费积分' }), lot: null, kept: null },
  rows: [row(420, 'issued', 'active', { rule: '消费积分' })],
  moves: [],
  policy,
  names: { tiers: [], fields: [], events: [] },
}
type Rowed = Partial<Omit<Extract<Explanation['subject'], { kind: 'row' }>, 'kind'>>
const ofRow = (cause: CauseExplained, one: RowExplained, more: Rowed = {}, rest: Partial<Explanation> = {}): Explanation => ({
  ...base,
  cause,
  subject: { kind: 'row', row: one, lot: null, kept: null, ...more },
  rows: [one],
  ...rest,
})
const event = (change: Partial<EventExplained>): CauseExplained => ({ kind: 'event', event: { ...bare, ...change } })
const day = (on: string): CauseExplained => ({ kind: 'day', day: on })
const move = (change: Partial<MoveTold>): Explanation => ({
  ...base,
  subject: {
    kind: 'move',
    superseded: false,
    move: {
      ladder: '等级',
      named: false,
      from: '银卡',
      to: '金卡',
      rise: true,
      reason: 'reached',
      measured: 1_200_00,
      threshold: 1_000_00,
      spec,
      ...change,
    },
  },
})
const lot = { origin: order, day: null, activates: null }

const table: [what: string, e: Explanation, zh: string, en: string][] = [
  [
    'an order with a bonus',
    base,
    '2025 年 3 月 4 日消费 ¥350，按「消费积分」（每实付 ¥1 得 1 积分），VIP 加成 20%，共得 420 积分（第 3 版方案）。',
    'On 4 March 2025, an order of ¥350 earned 420 points, by “消费积分” (each ¥1 paid earns 1 point), with VIP’s bonus of 20% (version 3 of the program).',
  ],
  [
    'several rules, one cut by a limit',
    {
      ...ofRow(
        { kind: 'event', event: { ...order, rules: [rule('消费积分', rate, 420), rule('大单', flat, 30, 'month_cap', 50)] } },
        row(420, 'issued', 'active'),
      ),
      rows: [row(420, 'issued', 'active'), row(30, 'issued', 'active')],
    },
    '2025 年 3 月 4 日消费 ¥350，按「消费积分」得 420 积分、「大单」得 30 积分，VIP 加成 20%，本应 50 积分，受上限限制，共得 450 积分（第 3 版方案）。',
    'On 4 March 2025, an order of ¥350 earned 450 points, 420 points by “消费积分” and 30 points by “大单”, with VIP’s bonus of 20%, cut by a limit from 50 points (version 3 of the program).',
  ],
  [
    'points that wait',
    ofRow({ kind: 'event', event: { ...order, bonusBps: 0 } }, row(350, 'issued', 'pending'), { lot: { ...lot, activates: '2025-03-11' } }),
    '2025 年 3 月 4 日消费 ¥350，按「消费积分」（每实付 ¥1 得 1 积分），共得 350 积分，2025 年 3 月 11 日起可以使用（第 3 版方案）。',
    'On 4 March 2025, an order of ¥350 earned 350 points, by “消费积分” (each ¥1 paid earns 1 point), to be spent from 11 March 2025 (version 3 of the program).',
  ],
  [
    'points that became active',
    ofRow(day('2025-03-11'), row(420, 'pending', 'active'), { lot }, { day: '2025-03-11' }),
    '2025 年 3 月 4 日消费 ¥350 得到的 420 积分，2025 年 3 月 11 日起可以使用（第 3 版方案）。',
    '420 points from an order of ¥350 on 4 March 2025 can be spent from 11 March 2025 (version 3 of the program).',
  ],
  [
    'points that settled a debt',
    ofRow(
      { kind: 'event', event: { ...order, bonusBps: 0 } },
      row(50, 'issued', 'debt'),
      {},
      { rows: [row(50, 'issued', 'debt'), row(300, 'issued', 'active')] },
    ),
    '2025 年 3 月 4 日消费 ¥350，按「消费积分」（每实付 ¥1 得 1 积分），共得 350 积分，其中 50 积分抵扣了之前所欠（第 3 版方案）。',
    'On 4 March 2025, an order of ¥350 earned 350 points, by “消费积分” (each ¥1 paid earns 1 point), of which 50 points settled what was owed (version 3 of the program).',
  ],
  [
    'a refund that keeps a part',
    ofRow(
      event({ type: 'order.refunded', day: '2025-03-10', orderNo: 'A1', money: 100_00 }),
      row(120, 'active', 'reversed', { rule: '消费积分' }),
      { kept: { orderDay: '2025-03-04', money: 250_00, units: 300 } },
    ),
    '2025 年 3 月 10 日订单 A1 退款 ¥100，2025 年 3 月 4 日的这笔订单还保留 ¥250，应得 300 积分，收回 120 积分（第 3 版方案）。',
    'On 10 March 2025, a refund of ¥100 on order A1: 120 points taken back, since the ¥250 kept of the order of 4 March 2025 earn 300 points (version 3 of the program).',
  ],
  [
    'a refund of everything that leaves a debt',
    ofRow(
      event({ type: 'order.refunded', day: '2025-03-10', orderNo: 'A1', money: 350_00 }),
      row(20, 'debt', 'reversed', { rule: '消费积分' }),
      { kept: { orderDay: '2025-03-04', money: 0, units: 0 } },
      { rows: [row(400, 'active', 'reversed'), row(20, 'debt', 'reversed')] },
    ),
    '2025 年 3 月 10 日订单 A1 退款 ¥350，2025 年 3 月 4 日的这笔订单已全部退回，收回 420 积分，其中余额不够收回，记为欠 20 积分（第 3 版方案）。',
    'On 10 March 2025, a refund of ¥350 on order A1: 420 points taken back, since nothing is kept of the order of 4 March 2025, of which not enough was left, so 20 points are owed (version 3 of the program).',
  ],
  [
    'points that expired',
    ofRow(day('2026-03-05'), row(200, 'active', 'expired'), { lot }, { day: '2026-03-05' }),
    '2025 年 3 月 4 日消费 ¥350 得到的积分中，还剩 200 积分没有使用，有效期到 2026 年 3 月 4 日，2026 年 3 月 5 日过期：积分自获得起 12 个月后过期（第 3 版方案）。',
    '200 points from an order of ¥350 on 4 March 2025 had not been spent by 4 March 2026, their last day, and expired on 5 March 2026: points expire 12 months after they are earned (version 3 of the program).',
  ],
  [
    'points spent',
    ofRow(
      event({ type: 'points.spent', day: '2025-04-01', points: 100, reason: '抵扣到店消费', by: '小王' }),
      row(100, 'active', 'redeemed'),
      { lot },
      { version: null },
    ),
    '2025 年 4 月 1 日使用 100 积分，来自 2025 年 3 月 4 日消费 ¥350，原因是“抵扣到店消费”。',
    'On 1 April 2025, 100 points spent, from an order of ¥350 on 4 March 2025, for “抵扣到店消费”.',
  ],
  [
    'points that came back',
    ofRow(
      event({ type: 'points.returned', day: '2025-04-02', points: 100, reason: '取消兑换', notes: ['revived'] }),
      row(100, 'redeemed', 'active'),
    ),
    '2025 年 4 月 2 日退回之前使用的 100 积分，100 积分回到原来的批次，原因是“取消兑换”（第 3 版方案）。',
    'On 2 April 2025, 100 points of an earlier spend returned, 100 points went back to where they were taken from, for “取消兑换” (version 3 of the program).',
  ],
  [
    'points added by hand',
    ofRow(event({ type: 'points.adjusted', points: 30, reason: '补发', by: '小王' }), row(30, 'adjusted', 'active')),
    '2025 年 3 月 4 日手工增加 30 积分，由小王操作，原因是“补发”（第 3 版方案）。',
    'On 4 March 2025, 30 points added by hand, by 小王, for “补发” (version 3 of the program).',
  ],
  [
    'the reward for a tier',
    ofRow(event({ type: 'points.granted', points: 88, tier: '金卡' }), row(88, 'issued', 'active')),
    '2025 年 3 月 4 日成为金卡，入级礼 88 积分，每个等级有效期只给一次（第 3 版方案）。',
    'On 4 March 2025, the reward of 88 points for becoming 金卡, given once for each validity of the tier (version 3 of the program).',
  ],
  [
    'a birthday',
    ofRow(day('2025-03-04'), row(66, 'issued', 'active', { rule: '生日礼' })),
    '2025 年 3 月 4 日会员生日，按「生日礼」得 66 积分（第 3 版方案）。',
    'On 4 March 2025, the birthday earned 66 points by “生日礼” (version 3 of the program).',
  ],
  [
    'points that exchanged themselves',
    ofRow(day('2025-03-04'), row(1_000, 'active', 'redeemed')),
    '2025 年 3 月 4 日，满 1000 自动兑换「咖啡券」，用掉 1000 积分（第 3 版方案）。',
    'On 4 March 2025, 1000 points were exchanged for “咖啡券”, as happens at 1000 (version 3 of the program).',
  ],
  [
    'growth that begins anew',
    ofRow(day('2026-01-01'), row(400, 'balance', 'reversed', { unit: 'growth' }), {}, { day: '2026-01-01' }),
    '2026 年 1 月 1 日新的周期开始，按方案清理 400 成长值（第 3 版方案）。',
    'On 1 January 2026, a new period began, and 400 growth were reset as the program says (version 3 of the program).',
  ],
  [
    'a correction by a late order',
    ofRow(
      {
        kind: 'correction',
        late: { ...order, late: '2025-03-20', money: 200_00 },
        corrects: { kind: 'event', event: { ...order, day: '2025-03-10', money: 100_00 } },
      },
      row(20, 'issued', 'active'),
    ),
    '2025 年 3 月 20 日才收到 2025 年 3 月 4 日的记录（消费 ¥200），2025 年 3 月 10 日消费 ¥100 的结果因此改变，补记 20 积分（第 3 版方案）。',
    'A record of 4 March 2025 (an order of ¥200) came only on 20 March 2025, which changes what an order of ¥100 on 10 March 2025 came to, 20 points added (version 3 of the program).',
  ],
  [
    'a correction by a newer version',
    ofRow({ kind: 'correction', late: null, corrects: { kind: 'day', day: '2025-03-10' } }, row(20, 'active', 'expired')),
    '方案的新版本已在这之前生效，按它重新计算，2025 年 3 月 10 日的结算因此改变，冲回 20 积分（第 3 版方案）。',
    'A newer version of the program had taken effect before, and was applied, which changes what 10 March 2025 came to, 20 points taken off (version 3 of the program).',
  ],
  [
    'a rise',
    move({}),
    '2025 年 3 月 4 日，消费 ¥350 后，会员从银卡升到金卡，当时近 365 天净消费为 ¥1200，达到 ¥1000 的门槛（第 3 版方案）。',
    'On 4 March 2025, after an order of ¥350, the member moved up from 银卡 to 金卡, because net spend over the last 365 days stood at ¥1200, and ¥1000 is asked for (version 3 of the program).',
  ],
  [
    'the end of a tier',
    { ...move({ reason: 'ended', from: '金卡', to: '银卡', rise: false, measured: 300_00 }), cause: day('2025-03-04') },
    '2025 年 3 月 4 日，会员从金卡降到银卡，等级有效期已满，当时近 365 天净消费为 ¥300，保级门槛为 ¥1000（第 3 版方案）。',
    'On 4 March 2025, the member moved down from 金卡 to 银卡, because its validity ended: net spend over the last 365 days stood at ¥300, and ¥1000 is needed to keep it (version 3 of the program).',
  ],
  [
    'a tier by hand',
    { ...move({ reason: 'by_hand' }), cause: event({ type: 'tier.set', tier: '金卡', reason: '老客户', by: '小王' }) },
    '2025 年 3 月 4 日，会员从银卡升到金卡，由工作人员手工设定（第 3 版方案）。',
    'On 4 March 2025, the member moved up from 银卡 to 金卡, set by hand (version 3 of the program).',
  ],
  [
    'a refusal',
    {
      ...base,
      version: null,
      rows: [],
      subject: { kind: 'refusal', type: 'points.spent', code: 'points.not_enough', details: {} },
    },
    '2025 年 3 月 4 日的使用积分没有被接受：余额不够。',
    'On 4 March 2025, a spend of points was not accepted: there is not enough (points.not_enough).',
  ],
]

test.each(table)('%s is told in Chinese and English', (_what, e, zh, en) => {
  expect(explain(e, wordsOf('zh'), said('zh')).sentence).toBe(zh)
  expect(explain(e, wordsOf('en'), said('en')).sentence).toBe(en)
})

test('behind the sentence stand the rules, what else followed, and the circumstances', () => {
  const e: Explanation = {
    ...base,
    cause: {
      kind: 'event',
      event: {
        ...order,
        store: '南京路店',
        notes: ['bonus_capped'],
        rules: [rule('消费积分', rate, 420), rule('大单', flat, 0, 'stopped', 0)],
      },
    },
    moves: [(move({}).subject as Extract<Explanation['subject'], { kind: 'move' }>).move],
  }
  expect(explain(e, wordsOf('zh'), said('zh')).details).toEqual([
    '「消费积分」（每实付 ¥1 得 1 积分）：条件满足，给出 420 积分。',
    '「大单」（每笔订单得 50 积分，每月最多 30 分）：排在前面的一条规则已满足，并规定不再看后面的规则。',
    'VIP 加成 20%。',
    '这件事一共带来：从银卡升到金卡，当时近 365 天净消费为 ¥1200，达到 ¥1000 的门槛。',
    '加成已达到方案规定的上限。',
    '订单号：A1。',
    '门店：南京路店。',
  ])
})
