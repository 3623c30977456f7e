import { expect, test } from 'vitest'
import type { ProgramDocument } from '@/server/engine/program/document'
import type { Surround } from '@/server/engine/sentence/wording'
import { runOrder, type Trial } from './run-order'

const surround: Surround = {
  language: 'zh',
  money: (minor) => `¥${minor / 100}`,
  count: String,
  pointsName: '积分',
  store: () => undefined,
}
const document: ProgramDocument = {
  semantics: 1,
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
        { id: 'gold', code: 'gold', name: '金卡', color: '#b7791f', icon: 'crown', threshold: 100_000, bonusBps: 2_000 },
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
  ],
  points: { expiry: { kind: 'never' }, clawback: 'allow_debt', bonusCapBps: 30_000 },
}
const trial: Trial = { tierId: 'basic', amount: 20_000, quantity: 1, channel: '', storeId: null, day: '2026-03-10', joinedDaysAgo: 30 }
const run = (change: Partial<Trial>) => runOrder(document, { ...trial, ...change }, surround, Date.parse('2026-03-10T04:00:00Z'))

test.each([
  ['a plain order of a new member', {}, 200, '普通', '普通'],
  ['a gold member gets the bonus', { tierId: 'gold' }, 240, '金卡', '金卡'],
  ['a big order of a gold member gets both', { tierId: 'gold', amount: 50_000 }, 650, '金卡', '金卡'],
  ['an order that lifts', { amount: 100_000 }, 1_000, '普通', '金卡'],
])('%s', (_name, change, points, before, after) => {
  expect(run(change)).toMatchObject({ points, before, after })
})

test('each rule says why it gave or stayed silent', () => {
  expect(run({}).rules.map(({ name, gave, because }) => [name, gave, because])).toEqual([
    ['消费积分', 200, { kind: 'gave' }],
    ['大单', 0, { kind: 'failed', condition: '等级为金卡', saw: '等级为普通' }],
    ['入会', 0, { kind: 'other' }],
  ])
  expect(run({ tierId: 'gold' }).rules[1]?.because).toEqual({ kind: 'failed', condition: '单笔实付满 ¥500', saw: '单笔实付为 ¥200' })
})

test('it tells how far the next tier is', () => {
  expect(run({}).next).toEqual({ name: '金卡', missing: '¥800' })
  expect(run({ amount: 100_000 }).next).toBeNull()
})
