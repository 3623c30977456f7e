import type { Condition, Leaf, Operator } from '../condition/condition'
import { type FactKey, facts } from '../condition/facts'
import type { Wording } from './wording'

/** Names of the days of the week, Monday first, by their value in a condition. */
export const weekdays = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const

/** A condition as part of a sentence: `单笔实付满 ¥200 且等级为金卡及以上`. */
export function conditionText(condition: Condition, w: Wording): string {
  return text(condition, w, false)
}

function text(condition: Condition, w: Wording, inner: boolean): string {
  const zh = w.language === 'zh'
  if ('all' in condition) return group(condition.all, zh ? '且' : ' and ', w, inner)
  if ('any' in condition) return group(condition.any, zh ? '或' : ' or ', w, inner)
  if ('not' in condition) return zh ? `不满足（${text(condition.not, w, false)}）` : `not (${text(condition.not, w, false)})`
  return leafText(condition, w)
}

function group(parts: Condition[], joint: string, w: Wording, inner: boolean): string {
  if (parts.length === 1 && parts[0]) return text(parts[0], w, inner)
  const joined = parts.map((part) => text(part, w, true)).join(joint)
  if (!inner) return joined
  return w.language === 'zh' ? `（${joined}）` : `(${joined})`
}

/** One comparison in words; values are names and never ids. */
export function leafText(leaf: Leaf, w: Wording): string {
  const fact = facts[leaf.fact as FactKey]
  if (!fact) return w.language === 'zh' ? '一个未知的条件' : 'an unknown condition'
  if (typeof leaf.value === 'number') return w.language === 'zh' ? numberZh(leaf, leaf.value, w) : numberEn(leaf, leaf.value, w)
  return choiceText(leaf, w)
}

type Comparison = Exclude<Operator, 'in' | 'not_in'>

const moneyZh: Record<Comparison, string> = { gte: '满', gt: '超过', lte: '不超过', lt: '不满', eq: '为', ne: '不为' }
const countZh: Record<Comparison, string> = { gte: '不少于', gt: '多于', lte: '不多于', lt: '少于', eq: '为', ne: '不为' }
const numberWordsEn: Record<Comparison, string> = {
  gte: 'at least',
  gt: 'more than',
  lte: 'at most',
  lt: 'less than',
  eq: 'exactly',
  ne: 'other than',
}

function numberZh(leaf: Leaf, value: number, w: Wording): string {
  const operator = leaf.operator as Comparison
  switch (leaf.fact as FactKey) {
    case 'order.amount':
      return `单笔实付${moneyZh[operator]} ${w.money(value)}`
    case 'member.net_spend':
      return `累计净消费${moneyZh[operator]} ${w.money(value)}`
    case 'order.quantity':
      return `单笔件数${countZh[operator]} ${w.count(value)} 件`
    case 'member.order_count':
      return `累计订单${countZh[operator]} ${w.count(value)} 单`
    default:
      return `入会${countZh[operator]} ${w.count(value)} 天`
  }
}

function numberEn(leaf: Leaf, value: number, w: Wording): string {
  const words = numberWordsEn[leaf.operator as Comparison]
  switch (leaf.fact as FactKey) {
    case 'order.amount':
      return `the order is ${words} ${w.money(value)}`
    case 'member.net_spend':
      return `lifetime net spend is ${words} ${w.money(value)}`
    case 'order.quantity':
      return `the order has ${words} ${w.count(value)} ${value === 1 ? 'item' : 'items'}`
    case 'member.order_count':
      return `the member has ${words} ${w.count(value)} ${value === 1 ? 'order' : 'orders'} so far`
    default:
      return `the member joined ${words} ${w.count(value)} ${value === 1 ? 'day' : 'days'} ago`
  }
}

function choiceText(leaf: Leaf, w: Wording): string {
  const zh = w.language === 'zh'
  const values = (Array.isArray(leaf.value) ? leaf.value : [leaf.value]).map(String)
  const negative = leaf.operator === 'ne' || leaf.operator === 'not_in'
  if (leaf.fact === 'member.tier' && !negative) {
    const from = tierAndAbove(values, w)
    if (from) return zh ? `等级为${from}及以上` : `the tier is ${from} or above`
  }
  const names = values.map((value) => nameOf(leaf.fact as FactKey, value, w))
  const list = zh ? names.join(negative ? '、' : '或') : orList(names)
  switch (leaf.fact as FactKey) {
    case 'event.weekday':
      return zh ? `${negative ? '不在' : '在'}${names.join('、')}` : `the day is ${negative ? 'not ' : ''}${list}`
    case 'member.tier':
      return zh ? `等级${negative ? '不是' : '为'}${list}` : `the tier is ${negative ? 'not ' : ''}${list}`
    case 'order.store':
      return zh ? `门店${negative ? '不是' : '为'}「${list}」` : `the store is ${negative ? 'not ' : ''}${list}`
    default:
      return zh ? `渠道${negative ? '不是' : '为'}「${list}」` : `the channel is ${negative ? 'not ' : ''}${list}`
  }
}

/** The lowest tier of the values when they are that tier and every one above it, of two or more. */
function tierAndAbove(values: string[], w: Wording): string | null {
  const first = w.tiers.findIndex((tier) => values.includes(tier.id))
  const above = w.tiers.slice(first)
  if (first < 0 || above.length < 2 || above.length !== new Set(values).size) return null
  return above.every((tier) => values.includes(tier.id)) ? (above[0]?.name ?? null) : null
}

function nameOf(fact: FactKey, value: string, w: Wording): string {
  const zh = w.language === 'zh'
  switch (fact) {
    case 'member.tier':
      return w.tiers.find((tier) => tier.id === value)?.name ?? (zh ? '已删除的等级' : 'a removed tier')
    case 'order.store':
      return w.store(value) ?? (zh ? '已停用的门店' : 'a closed store')
    case 'event.weekday':
      return weekdays[w.language][Number(value) - 1] ?? value
    default:
      return value
  }
}

const orList = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`
