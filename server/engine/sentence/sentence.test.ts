import { expect, test } from 'vitest'
import type { LadderSpec } from '../ladder/ladder'
import { ladderSentence, tierSentence } from './ladder'
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
