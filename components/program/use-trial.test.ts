import { expect, test } from 'vitest'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { Described } from '@/server/engine/program/trial'
import { campaign, DOUBLE, effectOf, ORDER } from '@/server/engine/scenarios/running'
import type { Surround } from '@/server/engine/sentence/wording'
import { blankEvent, type EventForm } from './trial-form'
import { runTrial } from './use-trial'

const surround: Surround = {
  language: 'zh',
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: '积分',
  store: () => undefined,
}
const document: ProgramDocument = {
  semantics: 2,
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  ladders: [
    {
      id: 'l',
      name: '等级',
      primary: true,
      spec: {
        measure: 'net_spend',
        window: { kind: 'rolling_days', days: 365 },
        validity: { kind: 'months', months: 12, downgrade: 'recalculate' },
      },
      tiers: [
        { id: 'basic', code: 'basic', name: '普通', color: '#6b7280', icon: 'star', threshold: 0, bonusBps: 0 },
        { id: 'gold', code: 'gold', name: '金卡', color: '#b7791f', icon: 'crown', threshold: 100_000, bonusBps: 2_000, entryPoints: 88 },
      ],
    },
  ],
  growthRules: [],
  earningRules: [
    { id: 'rate', name: '消费积分', spec: { trigger: 'order.paid', reward: { kind: 'rate', points: 1, per: 100 } } },
    {
      id: 'big',
      name: '大单',
      spec: {
        trigger: 'order.paid',
        when: {
          all: [
            { fact: 'member.tier', operator: 'in', value: ['gold'] },
            { fact: 'order.amount', operator: 'gte', value: 50_000 },
          ],
        },
        reward: { kind: 'flat', points: 50 },
      },
    },
    { id: 'join', name: '入会', spec: { trigger: 'member.registered', reward: { kind: 'flat', points: 100 } } },
    { id: 'in', name: '签到', spec: { trigger: 'member.checked_in', reward: { kind: 'flat', points: 5 }, caps: { perDay: 3, budget: 2 } } },
    { id: 'born', name: '生日礼', spec: { trigger: 'member.birthday', reward: { kind: 'flat', points: 66 } } },
  ],
  points: { expiry: { kind: 'rolling', unit: 'days', count: 30 }, clawback: 'allow_debt', bonusCapBps: 30_000, reminders: [7] },
}
const nobody: Described = {
  tierId: 'basic',
  joinedDaysAgo: 30,
  spend: 0,
  orders: 0,
  growth: 0,
  points: 0,
  birthday: null,
  tags: [],
  fields: {},
}
const now = Date.parse('2026-03-10T04:00:00Z')
const run = (form: Partial<EventForm>, member: Partial<Described> = {}, earlier: EventForm[] = []) => {
  const on = { described: { ...nobody, ...member }, campaigns: null }
  return runTrial({ kind: 'document', document }, on, earlier, { ...blankEvent(20_000), ...form }, surround, now)
}
test('a described member is tried with the campaigns that are on, and each says why it gave or not', () => {
  const regular = { when: { fact: 'member.order_count' as const, operator: 'gte' as const, value: 3 } }
  const all = [
    campaign({
      id: 'double',
      effects: [effectOf(DOUBLE, ORDER, { perMemberDay: 150 }), effectOf({ kind: 'goods', name: '帆布袋', count: 1 })],
    }),
    campaign({ id: 'regular', audience: regular }),
    // Today is the 10th.
    campaign({ id: 'eighth', schedule: { from: '2026-01-01', on: { kind: 'rules', rules: ['FREQ=MONTHLY;BYMONTHDAY=8'] } } }),
    campaign({ id: 'joining', effects: [effectOf({ kind: 'points', points: 5 }, { kind: 'registered' })] }),
  ]
  const on = { described: nobody, campaigns: { all, changes: 1 } }
  const trial = runTrial({ kind: 'document', document }, on, [], blankEvent(20_000), surround, now)
  if (trial.kind !== 'told') throw new Error(trial.obstacle)
  expect(trial.told.earned).toBe(350)
  expect(trial.told.rows).toContain('得到 150 积分（示例活动 double）')
  const answers = (trial.told.rules ?? []).filter(({ name }) => name.startsWith('示例活动'))
  expect(answers.map(({ name, verdict, gave, because }) => [name, verdict, gave, because])).toEqual([
    ['示例活动 double', 'reduced', '+150 积分', '按条件应得 200 积分，每人每天最多 150 积分，只剩这些，实得 150 积分。'],
    ['示例活动 double', 'gave', null, '条件满足，得「帆布袋」1 件。'],
    ['示例活动 regular', 'silent', null, '需要累计订单不少于 3 单；这次累计订单为 0 单。'],
    ['示例活动 eighth', 'not_asked', null, '当天不是活动日。'],
  ])
  expect(answers[0]?.sentence).toBe('下单，积分 +100%（双倍），每人每天最多 150 积分')
  expect(answers[3]?.sentence).toBe('每月 8 日，2026 年 1 月 1 日起，会员下单，积分 +100%（双倍）')
})

const told = (...given: Parameters<typeof run>) => {
  const trial = run(...given)
  if (trial.kind !== 'told') throw new Error(trial.obstacle)
  return trial.told
}
const gold = { tierId: 'gold', spend: 100_000 }

test.each([
  ['a plain order of a new member', {}, {}, 200, '普通', '普通'],
  ['a gold member gets the bonus', {}, gold, 240, '金卡', '金卡'],
  ['a big order of a gold member gets both', { amount: 50_000 }, gold, 650, '金卡', '金卡'],
  ['an order that lifts gives its entry reward beside', { amount: 100_000 }, {}, 1_000, '普通', '金卡'],
  ['somebody put on a tier that was not reached stands on it', {}, { tierId: 'gold' }, 240, '金卡', '金卡'],
] as const)('%s', (_name, form, member, earned, before, after) => {
  expect(told(form, member)).toMatchObject({ earned, ladders: [{ before, after }] })
})

test('each rule says why it gave or stayed silent', () => {
  const because = (rules: ReturnType<typeof told>['rules']) =>
    rules?.slice(0, 3).map(({ name, verdict, because }) => [name, verdict, because])
  expect(because(told({}).rules)).toEqual([
    ['消费积分', 'gave', '条件满足，给出 200 积分。'],
    ['大单', 'silent', '需要等级为金卡；这次等级为普通。'],
    ['入会', 'not_asked', '这条规则不看这类事件。'],
  ])
  expect(told({}, gold).rules?.[1]?.because).toBe('需要单笔实付满 ¥500；这次单笔实付为 ¥200。')
})

test('what is shared by all members is given as far as it goes, also over several events', () => {
  const checkIn = { ...blankEvent(0), kind: 'member.checked_in' as const }
  expect(told(checkIn)).toMatchObject({ earned: 2 })
  expect(told(checkIn).rules?.[3]).toMatchObject({ verdict: 'reduced', gave: '+2 积分' })
  expect(told({ ...checkIn, day: '2026-03-11' }, {}, [checkIn])).toMatchObject({ earned: 0 })
})

test('it tells how far the next tier is, and gives what entering gives', () => {
  expect(told({}).ladders[0]?.missing).toEqual({ tier: '金卡', amount: '¥800' })
  const lifted = told({ amount: 100_000 })
  expect(lifted.ladders[0]?.missing).toBeNull()
  expect(lifted.available).toEqual({ before: 0, after: 1_088 })
})

test('time goes first, and what happens on the way is told with its day', () => {
  const later = told({ day: '2026-04-20', amount: 100 }, { points: 40, birthday: '04-01' })
  expect(later.way).toEqual([
    '2026 年 4 月 1 日：得到 66 积分（生日礼）',
    '2026 年 4 月 2 日：已提醒：7 天后有 40 积分过期（2026 年 4 月 9 日）',
    '2026 年 4 月 10 日：40 积分过期',
  ])
  expect(later.available).toEqual({ before: 66, after: 67 })
  const alone = told({ kind: 'time', day: '2026-04-20' }, { points: 40 })
  expect(alone).toMatchObject({ rules: null, available: { before: 40, after: 0 } })
})

test('an order tried before can be given back, in part by its lines', () => {
  const line = { key: 'a', sku: '', category: '', quantity: 2, amount: 10_000, fields: {} }
  const order = { ...blankEvent(0), lines: [line, { ...line, key: 'b', quantity: 1 }] }
  const back = told({ kind: 'order.refunded', order: 'default\ntrial-0', refundBy: 'lines', refundLines: { 1: 1 } }, {}, [order])
  expect(back).toMatchObject({ earned: 0, reversed: 50, available: { before: 200, after: 150 } })
  expect(back.rules?.[0]).toMatchObject({ verdict: 'took', gave: '−50 积分' })
})

test.each([
  ['a day behind today', { day: '2026-03-09' }, 'past'],
  ['a completion without its order', { kind: 'order.completed' as const }, 'order'],
  ['a discount beyond the order', { discount: 20_001 }, 'discount'],
  ['an own event that is not named', { kind: 'custom' as const }, 'event'],
])('%s is not tried', (_name, form, obstacle) => {
  expect(run(form)).toMatchObject({ kind: 'obstacle', obstacle, from: '2026-03-10' })
})
