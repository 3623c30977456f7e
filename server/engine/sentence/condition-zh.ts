import type { Leaf, Operator } from '../condition/condition'
import { choiceName, fieldOf, quoted, textsOf, tierAndAbove } from './condition-names'
import { windowText } from './window'
import { dateText, type Wording } from './wording'

type Order = 'gte' | 'gt' | 'lte' | 'lt' | 'eq' | 'ne'

const moneyWords: Record<Order, string> = { gte: '满', gt: '超过', lte: '不超过', lt: '不满', eq: '为', ne: '不为' }
const countWords: Record<Order, string> = { gte: '不少于', gt: '多于', lte: '不多于', lt: '少于', eq: '为', ne: '不为' }
const dateWords: Record<Order, string> = { gte: '不早于', gt: '晚于', lte: '不晚于', lt: '早于', eq: '为', ne: '不为' }

const negatives: readonly Operator[] = ['ne', 'not_in', 'has_none']
const isNegative = (operator: Operator): boolean => negatives.includes(operator)

/** Puts pieces together as Chinese is typeset: a space between a figure or Latin word and a Chinese character. */
export const glued = (...pieces: string[]): string =>
  pieces
    .filter((piece) => piece !== '')
    .reduce((text, piece) => {
      const meets =
        (/[\p{Sc}\w%]$/u.test(text) && /^\p{Script=Han}/u.test(piece)) || (/\p{Script=Han}$/u.test(text) && /^[\p{Sc}\w]/u.test(piece))
      return meets ? `${text} ${piece}` : text + piece
    }, '')

/** What a money fact is called, without its window. */
const moneyNames: Record<string, string> = {
  'order.amount': '单笔实付',
  'event.amount': '金额',
  'line.amount': '商品金额',
  'member.net_spend': '净消费',
  'member.largest_order': '最大单笔',
  'member.recharged': '储值充值',
}

/** What a number is called, and its unit. */
function countNames(fact: string, w: Wording): [what: string, unit: string] | undefined {
  switch (fact) {
    case 'order.quantity':
      return ['单笔件数', '件']
    case 'line.quantity':
      return ['商品件数', '件']
    case 'member.order_count':
      return ['订单', '单']
    case 'member.days_since_joining':
      return ['入会', '天']
    case 'member.growth':
      return ['成长值', '']
    case 'member.active_days':
      return ['活跃', '天']
    case 'member.check_ins':
      return ['签到', '天']
    case 'member.referrals':
      return ['邀请成功', '人']
    case 'member.memberships':
      return ['购买会员', '次']
    case 'member.points_earned':
      return [`获得${w.pointsName}`, '']
    case 'member.points_balance':
      return [`可用${w.pointsName}`, '']
    case 'member.days_since_last_order':
      return ['距上次下单', '天']
  }
}

/** Where a day of the month or an hour lies. */
function placeText(operator: Order, from: string, before: string, at: string): string {
  switch (operator) {
    case 'gte':
    case 'gt':
      return glued('在', from, '及以后')
    case 'lt':
    case 'lte':
      return glued('在', before, '之前')
    case 'eq':
      return glued('在', at)
    case 'ne':
      return glued('不在', at)
  }
}

/** A whole-number fact compared, in Chinese. */
export function numberZh(leaf: Leaf, value: number, windowed: boolean, w: Wording): string {
  const operator = leaf.operator as Order
  const window = windowed ? windowText(leaf.window, w) : ''
  if (leaf.fact === 'event.day_of_month') {
    const next = operator === 'gt' || operator === 'lte' ? value + 1 : value
    return placeText(operator, `每月 ${next} 号`, `每月 ${next} 号`, `每月 ${value} 号`)
  }
  if (leaf.fact === 'event.hour') {
    const next = operator === 'gt' || operator === 'lte' ? value + 1 : value
    return placeText(operator, `${next}:00`, `${next}:00`, `${value}:00–${value}:59`)
  }
  if (leaf.fact === 'member.category_spend')
    return glued(window, `品类${quoted(leaf.category ?? '', w)}消费${moneyWords[operator]}`, w.money(value))
  const money = moneyNames[leaf.fact]
  if (money !== undefined) {
    const since = leaf.fact === 'member.largest_order' && window === '累计' ? '历史' : window
    return glued(since, `${money}${moneyWords[operator]}`, w.money(value))
  }
  const [what, unit] = countNames(leaf.fact, w) ?? [ownName(leaf.fact, w), '']
  return glued(window, what, countWords[operator], w.count(value), unit)
}

/** A choice, a list, a date or a yes or no compared, in Chinese. */
export function textZh(leaf: Leaf, type: 'choice' | 'text' | 'list' | 'date' | 'yes_no', w: Wording): string {
  const values = textsOf(leaf)
  const negative = isNegative(leaf.operator)
  if (leaf.fact === 'event.is_birthday') return values[0] === 'yes' ? '当天是生日' : '当天不是生日'
  if (leaf.fact === 'event.is_birthday_month') return values[0] === 'yes' ? '当月过生日' : '当月不过生日'
  if (type === 'yes_no') return `${ownName(leaf.fact, w)}为${values[0] === 'yes' ? '是' : '否'}`
  if (type === 'date') return glued(`${ownName(leaf.fact, w)}${dateWords[leaf.operator as Order]}`, dateText(values[0] ?? '', w.language))
  if (leaf.fact === 'member.tier' && !negative) {
    const from = tierAndAbove(values, w)
    if (from) return glued('等级为', from, '及以上')
  }
  const list = listed(
    values.map((value) => choiceName(leaf.fact, value, w)),
    negative ? '、' : '或',
  )
  switch (leaf.fact) {
    case 'event.weekday':
      return `${negative ? '不在' : '在'}${values.map((value) => choiceName(leaf.fact, value, w)).join('、')}`
    case 'member.tier':
      return glued(negative ? '等级不是' : '等级为', list)
    case 'order.categories':
      return `订单${negative ? '不含' : '含'}品类${list}`
    case 'order.skus':
      return `订单${negative ? '不含' : '含'}商品${list}`
    case 'member.tags':
      return `会员${negative ? '没有' : '有'}标签${list}`
    default:
      return `${choiceNames[leaf.fact] ?? ownName(leaf.fact, w)}${negative ? '不是' : '为'}${list}`
  }
}

const choiceNames: Record<string, string> = {
  'order.channel': '渠道',
  'order.store': '门店',
  'line.sku': '商品',
  'line.category': '品类',
}

const listed = (names: string[], joint: string): string => glued(...names.flatMap((name, i) => (i === 0 ? [name] : [joint, name])))

/** What one of the merchant's own fields is called. */
function ownName(fact: string, w: Wording): string {
  const field = fieldOf(fact, w)
  return `${field?.subject === 'line' ? '商品' : '会员'}${quoted(field?.label ?? '', w)}`
}
