import { expect, test } from 'vitest'
import { retail } from '@/server/program/templates/retail'
import type { ProgramDocument } from '../program/document'
import { changesBetween } from './changes'
import type { Surround } from './wording'

const before = retail({ language: 'zh', currency: 'CNY', timeZone: 'Asia/Shanghai' })
const surround: Surround = { language: 'zh', money: (m) => `¥${m / 100}`, count: String, pointsName: '积分', store: () => undefined }

const changed = (change: (document: ProgramDocument) => void) => {
  const after = structuredClone(before)
  change(after)
  return changesBetween(before, after, surround)
}

test('nothing changes when only the order of keys does', () => {
  const { spec, ...rest } = before.earningRules[0] as ProgramDocument['earningRules'][number]
  const same = { ...before, earningRules: [{ spec: { ...spec }, ...rest }, ...before.earningRules.slice(1)] }
  expect(changesBetween(before, same, surround)).toEqual([])
})

test.each<[string, (document: ProgramDocument) => void, object]>([
  [
    'a threshold',
    (d) => {
      d.ladders[0]!.tiers[1]!.threshold = 5
    },
    {
      subject: 'tier',
      kind: 'changed',
      name: '活跃',
      before: '近 365 天订单数满 3 单，积分加成 10%',
      after: '近 365 天订单数满 5 单，积分加成 10%',
    },
  ],
  [
    'a name, told with the old and the new one',
    (d) => {
      d.ladders[0]!.tiers[2]!.name = '挚友'
    },
    { kind: 'changed', before: '忠实：近 365 天订单数满 10 单，积分加成 30%', after: '挚友：近 365 天订单数满 10 单，积分加成 30%' },
  ],
  [
    'a rule taken away',
    (d) => void d.earningRules.pop(),
    { subject: 'earning_rule', kind: 'removed', name: '入会礼', before: '注册成为会员时得 50 积分', after: null },
  ],
  [
    'a rule added',
    (d) => void d.earningRules.push({ id: 'x', name: '签到', spec: { trigger: 'member.checked_in', reward: { kind: 'flat', points: 2 } } }),
    { kind: 'added', name: '签到', before: null, after: '每天首次签到得 2 积分' },
  ],
  [
    'the expiry',
    (d) => {
      d.points.expiry = { kind: 'never' }
    },
    {
      subject: 'points',
      kind: 'changed',
      after: '积分长期有效；退款时收回对应积分，不够的先欠着，以后获得时抵扣；加成后最多为基础积分的 3 倍',
    },
  ],
  [
    'the look of a tier, which its sentence leaves out',
    (d) => {
      d.ladders[0]!.tiers[1]!.icon = 'gem'
    },
    { subject: 'tier', before: expect.stringMatching(/；编号 .+，颜色 #\w+，图标/), after: expect.stringMatching(/图标钻石$/) },
  ],
  [
    'a field of the merchant’s own',
    (d) => {
      d.fields = [{ id: 'f', key: 'pet', subject: 'member', label: '宠物', type: 'choice', choices: ['猫', '狗'] }]
    },
    { subject: 'field', kind: 'added', name: '宠物', before: null, after: '会员的选项字段（猫、狗）' },
  ],
  [
    'an event of the merchant’s own',
    (d) => {
      d.events = [{ id: 'e', key: 'walked', name: '遛狗' }]
    },
    { subject: 'event', kind: 'added', name: '遛狗', after: 'walked' },
  ],
])('it tells %s in words', (_name, change, expected) => {
  expect(changed(change)).toEqual([expect.objectContaining(expected)])
})

test('tiers that stand in another order are told under their ladder, for no sentence of a tier says it', () => {
  const changes = changed((d) => {
    const { tiers } = d.ladders[0]!
    tiers.push(...tiers.splice(0, 1))
  })
  expect(changes).toEqual([
    expect.objectContaining({
      subject: 'ladder',
      kind: 'changed',
      after: expect.stringMatching(/；主等级体系，从低到高：活跃、忠实、.+$/),
    }),
  ])
})

test('another order of rules is told where one of them stops those behind it, and nowhere else', () => {
  const reversed = (document: ProgramDocument) => {
    document.earningRules.reverse()
  }
  expect(changed(reversed)).toEqual([])
  const stopping = structuredClone(before)
  stopping.earningRules = [
    { id: 'a', name: '大单', spec: { trigger: 'order.paid', reward: { kind: 'flat', points: 50 }, stops: true } },
    { id: 'b', name: '每单', spec: { trigger: 'order.paid', reward: { kind: 'flat', points: 5 } } },
    { id: 'c', name: '签到', spec: { trigger: 'member.checked_in', reward: { kind: 'flat', points: 1 } } },
  ]
  const turned = structuredClone(stopping)
  turned.earningRules.reverse()
  expect(changesBetween(stopping, turned, surround)).toEqual([
    {
      subject: 'earning_rule',
      kind: 'changed',
      name: '大单',
      before: '每笔订单得 50 积分，满足后不再看后面的规则；后面的规则：每单',
      after: '每笔订单得 50 积分，满足后不再看后面的规则；后面没有规则',
    },
  ])
})
