import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, type Leaf, leavesOf } from '../condition/condition'
import { catalogueOf } from '../condition/facts'
import type { CustomField } from '../program/custom'
import { anyCondition, anyLeaf, anyWindow } from '../scenarios/conditions'
import { conditionText, leafText } from './condition'
import type { Wording } from './wording'

const field = (key: string, subject: CustomField['subject'], type: CustomField['type'], label: string): CustomField => ({
  id: key,
  key,
  subject,
  label,
  type,
  choices: [],
})
const common = {
  money: (minor: number) => `${minor < 0 ? '-' : ''}¥${Math.abs(minor) / 100}`,
  count: (n: number) => n.toLocaleString('en'),
  store: (id: string) => ({ s1: '示例店', s2: '二店」或门店为「三店' })[id],
  fields: [
    field('skin', 'member', 'choice', '皮肤类型'),
    field('height', 'member', 'number', '身高'),
    field('card', 'member', 'date', '开卡日期'),
    field('wed', 'member', 'yes_no', '已婚'),
    field('note', 'member', 'text', '备注」为「x'),
    field('origin', 'line', 'text', '产地'),
    field('best', 'line', 'date', '保质期” is “'),
  ],
  events: [],
}
const named = (names: string[]) => names.map((name, i) => ({ id: `t${i}`, name }))
const zh: Wording = { ...common, language: 'zh', pointsName: '积分', tiers: named(['普通', 'VIP', '金卡', '钻石']) }
const en: Wording = { ...common, language: 'en', pointsName: 'points', tiers: named(['Basic', 'Silver', 'Gold', 'Diamond']) }
const odd = [
  '普通',
  '或',
  '金卡及以上',
  '金卡',
  '已删除的等级',
  'a removed tier',
  'Gold or above',
  'Gold',
  'not Gold',
  '银卡」或「金卡',
  '）且（',
]

const leaf = (fact: string, operator: Leaf['operator'], value: Leaf['value'], rest: Partial<Leaf> = {}): Leaf => ({
  fact,
  operator,
  value,
  ...rest,
})
const rolling = (days: number) => ({ window: { kind: 'rolling_days', days } as const })

describe('each fact reads as words', () => {
  test.each<[Leaf, string, string]>([
    [leaf('order.amount', 'gte', 20_000), '单笔实付满 ¥200', 'the order is at least ¥200'],
    [leaf('order.amount', 'lt', 20_000), '单笔实付不满 ¥200', 'the order is less than ¥200'],
    [leaf('order.quantity', 'gt', 3), '单笔件数多于 3 件', 'the order has more than 3 items'],
    [leaf('order.channel', 'in', ['小程序', 'App']), '渠道为「小程序」或「App」', 'the channel is “小程序” or “App”'],
    [leaf('order.store', 'not_in', ['s1']), '门店不是「示例店」', 'the store is not “示例店”'],
    [leaf('event.weekday', 'in', ['2', '5']), '在周二、周五', 'the day is Tuesday or Friday'],
    [leaf('member.tier', 'in', ['t1', 't3']), '等级为 VIP 或钻石', 'the tier is Silver or Diamond'],
    [leaf('member.tier', 'in', ['t2', 't3']), '等级为金卡及以上', 'the tier is Gold or above'],
    [leaf('member.tier', 'in', ['t1', 't2', 't3']), '等级为 VIP 及以上', 'the tier is Silver or above'],
    [leaf('member.tier', 'ne', 't0'), '等级不是普通', 'the tier is not Basic'],
    [leaf('member.net_spend', 'gte', 500_000), '累计净消费满 ¥5000', 'net spend so far is at least ¥5000'],
    [
      leaf('member.net_spend', 'gte', 500_000, rolling(365)),
      '近 365 天净消费满 ¥5000',
      'net spend over the last 365 days is at least ¥5000',
    ],
    [
      leaf('member.order_count', 'eq', 1, { window: { kind: 'calendar_month' } }),
      '当月订单为 1 单',
      'the member has exactly 1 order in the calendar month',
    ],
    [
      leaf('member.order_count', 'gte', 2, { window: { kind: 'joining_year' } }),
      '本入会年度订单不少于 2 单',
      'the member has at least 2 orders in the current year of membership',
    ],
    [
      leaf('member.growth', 'gte', 1_000, { window: { kind: 'tier_period' } }),
      '本次定级以来成长值不少于 1,000',
      'the member has gained at least 1,000 growth since the tier was given or renewed',
    ],
    [leaf('member.days_since_joining', 'lte', 30), '入会不多于 30 天', 'the member joined at most 30 days ago'],
    [
      leaf('order.categories', 'has_any', ['咖啡', '茶']),
      '订单含品类「咖啡」或「茶」',
      'the order has something in the categories “咖啡” or “茶”',
    ],
    [
      leaf('order.categories', 'has_none', ['咖啡', '茶']),
      '订单不含品类「咖啡」、「茶」',
      'the order has nothing in the categories “咖啡” or “茶”',
    ],
    [leaf('order.skus', 'has_any', ['A-1']), '订单含商品「A-1」', 'the order has the item “A-1”'],
    [leaf('event.amount', 'gte', 50_000), '金额满 ¥500', 'the amount is at least ¥500'],
    [leaf('event.day_of_month', 'eq', 8), '在每月 8 号', 'the date is day 8 of the month'],
    [leaf('event.day_of_month', 'lte', 10), '在每月 11 号之前', 'the date is before day 11 of the month'],
    [leaf('event.hour', 'gte', 14), '在 14:00 及以后', 'the time is from 14:00 on'],
    [leaf('event.hour', 'lt', 18), '在 18:00 之前', 'the time is before 18:00'],
    [leaf('event.hour', 'ne', 9), '不在 9:00–9:59', 'the time is not between 9:00 and 9:59'],
    [leaf('event.is_birthday', 'eq', 'yes'), '当天是生日', 'the day is the member’s birthday'],
    [leaf('event.is_birthday_month', 'eq', 'no'), '当月不过生日', 'the month is not that of the member’s birthday'],
    [
      leaf('member.active_days', 'gte', 3, rolling(30)),
      '近 30 天活跃不少于 3 天',
      'the member has at least 3 active days over the last 30 days',
    ],
    [leaf('member.check_ins', 'gte', 3), '累计签到不少于 3 天', 'the member has checked in on at least 3 days so far'],
    [leaf('member.referrals', 'gte', 1), '累计邀请成功不少于 1 人', 'the member has referred at least 1 friend so far'],
    [leaf('member.largest_order', 'gt', 100_000), '历史最大单笔超过 ¥1000', 'the largest order so far is more than ¥1000'],
    [
      leaf('member.category_spend', 'gte', 30_000, { category: '咖啡', ...rolling(90) }),
      '近 90 天品类「咖啡」消费满 ¥300',
      'spend on “咖啡” over the last 90 days is at least ¥300',
    ],
    [
      leaf('member.recharged', 'gte', 100_000, { window: { kind: 'calendar_year' } }),
      '当年储值充值满 ¥1000',
      'the sum recharged in the calendar year is at least ¥1000',
    ],
    [leaf('member.memberships', 'gte', 1), '累计购买会员不少于 1 次', 'the member has bought at least 1 membership so far'],
    [leaf('member.points_earned', 'gte', 500), '累计获得积分不少于 500', 'the member has earned at least 500 points so far'],
    [leaf('member.points_balance', 'gte', 1), '可用积分不少于 1', 'the member can spend at least 1 point'],
    [leaf('member.days_since_last_order', 'gte', 60), '距上次下单不少于 60 天', 'the last order was at least 60 days ago'],
    [leaf('member.tags', 'has_none', ['黑名单']), '会员没有标签「黑名单」', 'the member does not have the tag “黑名单”'],
    [leaf('line.sku', 'in', ['A-1', 'A-2']), '商品为「A-1」或「A-2」', 'the item is “A-1” or “A-2”'],
    [leaf('line.category', 'ne', '茶'), '品类不是「茶」', 'the category of the item is not “茶”'],
    [leaf('line.amount', 'gte', 1_000), '商品金额满 ¥10', 'the amount of the item is at least ¥10'],
    [leaf('line.quantity', 'gte', 2), '商品件数不少于 2 件', 'the quantity of the item is at least 2'],
    [
      leaf('member.field.skin', 'in', ['油性', '干性']),
      '会员「皮肤类型」为「油性」或「干性」',
      'the member’s “皮肤类型” is “油性” or “干性”',
    ],
    [leaf('member.field.height', 'gte', 170), '会员「身高」不少于 170', 'the member’s “身高” is at least 170'],
    [
      leaf('member.field.card', 'lte', '2024-01-31'),
      '会员「开卡日期」不晚于 2024 年 1 月 31 日',
      'the member’s “开卡日期” is on or before 31 January 2024',
    ],
    [leaf('member.field.wed', 'eq', 'yes'), '会员「已婚」为是', 'the member’s “已婚” is yes'],
    [leaf('line.field.origin', 'ne', '云南'), '商品「产地」不是「云南」', 'the item’s “产地” is not “云南”'],
  ])('%j', (one, chinese, english) => {
    expect(leafText(one, zh)).toBe(chinese)
    expect(leafText(one, en)).toBe(english)
  })
})

test('what is not known, or not filled in, is still words', () => {
  const told: [Leaf, string, string][] = [
    [leaf('order.weather', 'eq', 'rain'), '一个未知的条件', 'an unknown condition'],
    [leaf('member.field.gone', 'eq', 'x'), '一个已删除的字段', 'a removed field'],
    [leaf('member.tier', 'in', ['gone']), '等级为已删除的等级', 'the tier is a removed tier'],
    [leaf('order.store', 'in', ['gone']), '门店为已停用的门店', 'the store is a closed store'],
    [leaf('event.weekday', 'eq', '9'), '在未知的一天', 'the day is an unknown day'],
    [leaf('member.category_spend', 'gte', 1), '一个没填完的条件', 'an unfinished condition'],
    [leaf('order.amount', 'gte', 'x'), '一个没填完的条件', 'an unfinished condition'],
  ]
  for (const [one, chinese, english] of told) expect([leafText(one, zh), leafText(one, en)]).toEqual([chinese, english])
})

test('clauses are set apart as Chinese is typeset', () => {
  const spend = leaf('order.amount', 'gte', 20_000)
  const gold = leaf('member.tier', 'in', ['t2', 't3'])
  expect(conditionText({ all: [spend, gold] }, zh)).toBe('单笔实付满 ¥200 且等级为金卡及以上')
  expect(conditionText({ any: [gold, spend, leaf('member.tier', 'eq', 't1')] }, zh)).toBe('等级为金卡及以上或单笔实付满 ¥200 或等级为 VIP')
  expect(conditionText({ all: [spend, { not: { any: [gold, spend] } }] }, zh)).toBe(
    '单笔实付满 ¥200 且不满足（等级为金卡及以上或单笔实付满 ¥200）',
  )
})

// ---- No two conditions read the same

const trickyTexts = ['咖啡', 'a', 'b', 'a」或「b', 'a」、「b', 'a” or “b', '”', '」', '）且（', ') and (']
const facts = [...catalogueOf(common.fields)]
const values = {
  numbers: fc.constantFrom(-100, 0, 1, 2, 99, 100, 1_000, 200_000),
  dates: ['2024-01-31', '2024-12-01', '2023-01-31'],
  days: [1, 30, 365, 1_000],
  texts: (fact: string): readonly string[] =>
    fact === 'member.tier'
      ? odd.map((_, i) => `t${i}`)
      : fact === 'order.store'
        ? ['s1', 's2']
        : fact === 'event.weekday'
          ? ['1', '2', '7']
          : trickyTexts,
}

/** The meaning of a leaf, written one way only. */
function meaning({ fact, operator, value, window, category }: Leaf): string {
  const clock = fact === 'event.hour' || fact === 'event.day_of_month'
  const next = typeof value === 'number' ? value + 1 : 0
  const same = { eq: 'in', ne: 'not_in' } as const
  const texts = typeof value === 'number' ? value : [...new Set([value].flat())].sort()
  const what =
    clock && operator === 'gt'
      ? ['gte', next]
      : clock && operator === 'lte'
        ? ['lt', next]
        : [operator === 'eq' || operator === 'ne' ? same[operator] : operator, texts]
  return JSON.stringify([fact, ...what, window ?? { kind: 'lifetime' }, category ?? null])
}

/** The meaning of a tree: a group of one is its part. */
function treeMeaning(c: Condition): string {
  if ('not' in c) return `not(${treeMeaning(c.not)})`
  const [kind, parts] = 'all' in c ? (['all', c.all] as const) : 'any' in c ? (['any', c.any] as const) : (['leaf', []] as const)
  if (parts.length === 0) return meaning(c as Leaf)
  return parts.length === 1 && parts[0] ? treeMeaning(parts[0]) : `${kind}(${parts.map(treeMeaning).join(';')})`
}

/** A leaf with each part of what it says, so that a reader who cuts a list in two would be found out. */
const fragments = (one: Leaf): Leaf[] =>
  Array.isArray(one.value)
    ? [
        one,
        ...one.value.map((value) => ({ ...one, value: [value] })),
        ...one.value.map((_, i) => ({ ...one, value: (one.value as string[]).slice(0, i + 1) })),
      ]
    : [one]

const grammar = {
  zh: { joints: { all: /^ ?且 ?/, any: /^ ?或 ?/ }, open: '（', close: '）', not: '不满足（' },
  en: { joints: { all: /^ and /, any: /^ or / }, open: '(', close: ')', not: 'not (' },
} as const

/** Every way in which a text can be read, given the leaves that the reader knows. */
function readings(text: string, known: ReadonlyMap<string, ReadonlySet<string>>, language: 'zh' | 'en'): Set<string> {
  const { joints, open, close, not } = grammar[language]
  const seen = new Map<string, Set<string>>()
  const items = (part: string): Set<string> => {
    const found = new Set(known.get(part))
    if (part.startsWith(not) && part.endsWith(close)) for (const inner of read(part.slice(not.length, -1))) found.add(`not(${inner})`)
    if (part.startsWith(open) && part.endsWith(close)) for (const inner of read(part.slice(1, -1))) found.add(inner)
    return found
  }
  const sequences = (rest: string, joint: RegExp, least: number): string[][] => {
    const found: string[][] = least > 1 ? [] : [...items(rest)].map((one) => [one])
    for (let at = 1; at < rest.length; at++) {
      const match = joint.exec(rest.slice(at, at + 5))
      if (!match) continue
      const heads = items(rest.slice(0, at))
      if (heads.size === 0) continue
      for (const tail of sequences(rest.slice(at + match[0].length), joint, least - 1))
        for (const head of heads) found.push([head, ...tail])
    }
    return found
  }
  const read = (part: string): Set<string> => {
    const before = seen.get(part)
    if (before) return before
    const found = items(part)
    for (const kind of ['all', 'any'] as const)
      for (const parts of sequences(part, joints[kind], 2)) found.add(`${kind}(${parts.join(';')})`)
    seen.set(part, found)
    return found
  }
  return read(text)
}

/** Leaves by how they read. */
function lexicon(leaves: readonly Leaf[], w: Wording): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>()
  for (const one of leaves) {
    const text = leafText(one, w)
    known.set(text, (known.get(text) ?? new Set()).add(meaning(one)))
  }
  return known
}

const wordings: Wording[] = [
  { ...zh, tiers: named(odd) },
  { ...en, tiers: named(odd) },
]

describe.each(wordings)('in $language', (w) => {
  test('no two comparisons read the same', () => {
    const windows = fc.sample(anyWindow(values.days), { numRuns: 60, seed: 1 })
    const leaves = facts.flatMap(([key, fact]) =>
      fc.sample(anyLeaf([[key, fact]], values), { numRuns: 400, seed: 2 }).flatMap((one) => [
        one,
        // The same of another stretch of time.
        ...(one.window ? windows.slice(0, 5).map((window) => ({ ...one, window })) : []),
      ]),
    )
    for (const [text, meanings] of lexicon(leaves, w)) expect([text, ...meanings]).toHaveLength(2)
  })

  test('a sentence can be read in one way only, and that is the condition', () => {
    const decoys = fc.sample(anyLeaf(facts, values), { numRuns: 300, seed: 3 })
    fc.assert(
      fc.property(anyCondition(anyLeaf(facts, values)), (condition) => {
        const known = lexicon([...decoys, ...leavesOf(condition)].flatMap(fragments), w)
        expect([...readings(conditionText(condition, w), known, w.language)]).toEqual([treeMeaning(condition)])
      }),
    )
  })
})
