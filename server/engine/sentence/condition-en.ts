import type { Leaf, Operator } from '../condition/condition'
import { choiceName, fieldOf, quoted, textsOf, tierAndAbove } from './condition-names'
import { windowText } from './window'
import { dateText, pointsText, type Wording } from './wording'

type Order = 'gte' | 'gt' | 'lte' | 'lt' | 'eq' | 'ne'

const numberWords: Record<Order, string> = {
  gte: 'at least',
  gt: 'more than',
  lte: 'at most',
  lt: 'less than',
  eq: 'exactly',
  ne: 'other than',
}
const dateWords: Record<Order, string> = {
  gte: 'on or after',
  gt: 'after',
  lte: 'on or before',
  lt: 'before',
  eq: 'exactly',
  ne: 'other than',
}

const negatives: readonly Operator[] = ['ne', 'not_in', 'has_none']

/** What a money fact is called, without its window. */
const moneyNames: Record<string, string> = {
  'order.amount': 'the order',
  'event.amount': 'the amount',
  'line.amount': 'the amount of the item',
  'member.net_spend': 'net spend',
  'member.largest_order': 'the largest order',
  'member.recharged': 'the sum recharged',
}

/** How many of what, with what stands before and behind. */
function countText(fact: string, words: string, value: number, w: Wording): string | undefined {
  const some = (one: string, many: string) => `${words} ${w.count(value)} ${value === 1 ? one : many}`
  switch (fact) {
    case 'order.quantity':
      return `the order has ${some('item', 'items')}`
    case 'line.quantity':
      return `the quantity of the item is ${words} ${w.count(value)}`
    case 'member.order_count':
      return `the member has ${some('order', 'orders')}`
    case 'member.days_since_joining':
      return `the member joined ${some('day', 'days')} ago`
    case 'member.growth':
      return `the member has gained ${words} ${w.count(value)} growth`
    case 'member.active_days':
      return `the member has ${some('active day', 'active days')}`
    case 'member.check_ins':
      return `the member has checked in on ${some('day', 'days')}`
    case 'member.referrals':
      return `the member has referred ${some('friend', 'friends')}`
    case 'member.memberships':
      return `the member has bought ${some('membership', 'memberships')}`
    case 'member.points_earned':
      return `the member has earned ${words} ${pointsText(value, w)}`
    case 'member.points_balance':
      return `the member can spend ${words} ${pointsText(value, w)}`
    case 'member.days_since_last_order':
      return `the last order was ${some('day', 'days')} ago`
  }
}

/** Where a day of the month or an hour lies. */
function placeText(operator: Order, value: number, name: (n: number) => string, at: string): string {
  switch (operator) {
    case 'gte':
      return `from ${name(value)} on`
    case 'gt':
      return `from ${name(value + 1)} on`
    case 'lt':
      return `before ${name(value)}`
    case 'lte':
      return `before ${name(value + 1)}`
    case 'eq':
      return at
    case 'ne':
      return `not ${at}`
  }
}

/** A whole-number fact compared, in English. */
export function numberEn(leaf: Leaf, value: number, windowed: boolean, w: Wording): string {
  const operator = leaf.operator as Order
  const words = numberWords[operator]
  const window = windowed ? ` ${windowText(leaf.window, w)}` : ''
  if (leaf.fact === 'event.day_of_month')
    return `the date is ${placeText(operator, value, (n) => `day ${n} of the month`, `day ${value} of the month`)}`
  if (leaf.fact === 'event.hour')
    return `the time is ${placeText(operator, value, (n) => `${n}:00`, `between ${value}:00 and ${value}:59`)}`
  if (leaf.fact === 'member.category_spend') return `spend on ${quoted(leaf.category ?? '', w)}${window} is ${words} ${w.money(value)}`
  const money = moneyNames[leaf.fact]
  if (money !== undefined) return `${money}${window} is ${words} ${w.money(value)}`
  const count = countText(leaf.fact, words, value, w)
  return count === undefined ? `${ownName(leaf.fact, w)} is ${words} ${w.count(value)}` : `${count}${window}`
}

/** A choice, a list, a date or a yes or no compared, in English. */
export function textEn(leaf: Leaf, type: 'choice' | 'text' | 'list' | 'date' | 'yes_no', w: Wording): string {
  const values = textsOf(leaf)
  const negative = negatives.includes(leaf.operator)
  const not = values[0] === 'yes' ? '' : 'not '
  if (leaf.fact === 'event.is_birthday') return `the day is ${not}the member’s birthday`
  if (leaf.fact === 'event.is_birthday_month') return `the month is ${not}that of the member’s birthday`
  if (type === 'yes_no') return `${ownName(leaf.fact, w)} is ${values[0] === 'yes' ? 'yes' : 'no'}`
  if (type === 'date') return `${ownName(leaf.fact, w)} is ${dateWords[leaf.operator as Order]} ${dateText(values[0] ?? '', w.language)}`
  if (leaf.fact === 'member.tier' && !negative) {
    const from = tierAndAbove(values, w)
    if (from) return `the tier is ${from} or above`
  }
  const list = orList(values.map((value) => choiceName(leaf.fact, value, w)))
  switch (leaf.fact) {
    case 'order.categories':
      return `the order has ${negative ? 'nothing' : 'something'} in ${values.length === 1 ? 'the category' : 'the categories'} ${list}`
    case 'order.skus':
      return `the order ${negative ? 'does not have' : 'has'} the item ${list}`
    case 'member.tags':
      return `the member ${negative ? 'does not have' : 'has'} the tag ${list}`
    default:
      return `${choiceNames[leaf.fact] ?? ownName(leaf.fact, w)} is ${negative ? 'not ' : ''}${list}`
  }
}

const choiceNames: Record<string, string> = {
  'event.weekday': 'the day',
  'member.tier': 'the tier',
  'order.channel': 'the channel',
  'order.store': 'the store',
  'line.sku': 'the item',
  'line.category': 'the category of the item',
}

const orList = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`

/** What one of the merchant's own fields is called. */
function ownName(fact: string, w: Wording): string {
  const field = fieldOf(fact, w)
  return `the ${field?.subject === 'line' ? 'item' : 'member'}’s ${quoted(field?.label ?? '', w)}`
}
