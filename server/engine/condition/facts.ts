import type { Trigger } from '../vocabulary'

/** What a fact is compared as. Money is whole minor units; a date is `2024-01-31`; yes or no is `yes` or `no`; a list has several texts at once. */
export type FactType = 'money' | 'number' | 'choice' | 'list' | 'text' | 'date' | 'yes_no'

/** One thing a condition can ask about. */
export type Fact = {
  type: FactType
  /** Where the value stands when a rule is judged: in the event, with the member just before it, or in one line of the order. */
  source: 'event' | 'member' | 'line'
  operators: readonly string[]
  zh: string
  en: string
  /** Whether it can be asked of a stretch of time; without one it is asked of the whole membership. */
  windowed?: true
  /** Whether a category of goods is to be named with it. */
  ofCategory?: true
  /** The only triggers that know it; all do when left out. */
  only?: readonly Trigger[]
}

const order = ['gte', 'gt', 'lte', 'lt', 'eq', 'ne'] as const
const choice = ['in', 'not_in', 'eq', 'ne'] as const
const list = ['has_any', 'has_none'] as const
const yesNo = ['eq'] as const
const ofOrder: readonly Trigger[] = ['order.paid', 'order.completed']

/**
 * The fact catalogue: each fact is described once, and the form, the validation, the evaluator, the SQL of a segment
 * and the sentence are derived from it. Member facts are as they stood just before the event.
 */
export const facts = {
  'order.amount': { type: 'money', source: 'event', operators: order, zh: '单笔实付', en: 'Order amount paid', only: ofOrder },
  'order.quantity': { type: 'number', source: 'event', operators: order, zh: '单笔件数', en: 'Items in the order', only: ofOrder },
  'order.channel': { type: 'choice', source: 'event', operators: choice, zh: '渠道', en: 'Channel', only: ofOrder },
  'order.store': { type: 'choice', source: 'event', operators: choice, zh: '门店', en: 'Store' },
  'event.weekday': { type: 'choice', source: 'event', operators: choice, zh: '星期', en: 'Day of the week' },
  'member.tier': { type: 'choice', source: 'member', operators: choice, zh: '会员等级', en: 'Member tier' },
  'member.net_spend': { type: 'money', source: 'member', operators: order, zh: '净消费', en: 'Net spend', windowed: true },
  'member.order_count': { type: 'number', source: 'member', operators: order, zh: '订单数', en: 'Orders', windowed: true },
  'member.days_since_joining': { type: 'number', source: 'member', operators: order, zh: '入会天数', en: 'Days since joining' },
  'order.categories': { type: 'list', source: 'event', operators: list, zh: '订单含品类', en: 'Categories in the order', only: ofOrder },
  'order.skus': { type: 'list', source: 'event', operators: list, zh: '订单含商品', en: 'Goods in the order', only: ofOrder },
  'event.amount': {
    type: 'money',
    source: 'event',
    operators: order,
    zh: '金额',
    en: 'Amount',
    only: ['stored.recharged', 'membership.purchased', 'custom'],
  },
  'event.day_of_month': { type: 'number', source: 'event', operators: order, zh: '每月几号', en: 'Day of the month' },
  'event.hour': { type: 'number', source: 'event', operators: order, zh: '几点', en: 'Hour of the day' },
  'event.is_birthday': { type: 'yes_no', source: 'event', operators: yesNo, zh: '当天是生日', en: 'It is the birthday' },
  'event.is_birthday_month': { type: 'yes_no', source: 'event', operators: yesNo, zh: '当月过生日', en: 'It is the month of the birthday' },
  'member.growth': { type: 'number', source: 'member', operators: order, zh: '成长值', en: 'Growth', windowed: true },
  'member.active_days': { type: 'number', source: 'member', operators: order, zh: '活跃天数', en: 'Active days', windowed: true },
  'member.check_ins': { type: 'number', source: 'member', operators: order, zh: '签到天数', en: 'Check-ins', windowed: true },
  'member.referrals': { type: 'number', source: 'member', operators: order, zh: '邀请成功人数', en: 'Friends referred', windowed: true },
  'member.largest_order': { type: 'money', source: 'member', operators: order, zh: '最大单笔', en: 'Largest order', windowed: true },
  'member.category_spend': {
    type: 'money',
    source: 'member',
    operators: order,
    zh: '品类消费',
    en: 'Spend in a category',
    windowed: true,
    ofCategory: true,
  },
  'member.recharged': { type: 'money', source: 'member', operators: order, zh: '储值充值', en: 'Recharged', windowed: true },
  'member.memberships': {
    type: 'number',
    source: 'member',
    operators: order,
    zh: '购买会员次数',
    en: 'Memberships bought',
    windowed: true,
  },
  'member.points_earned': { type: 'number', source: 'member', operators: order, zh: '获得积分', en: 'Points earned', windowed: true },
  'member.points_balance': { type: 'number', source: 'member', operators: order, zh: '可用积分', en: 'Points that can be spent' },
  'member.days_since_last_order': {
    type: 'number',
    source: 'member',
    operators: order,
    zh: '距上次下单天数',
    en: 'Days since the last order',
  },
  'member.tags': { type: 'list', source: 'member', operators: list, zh: '会员标签', en: 'Member tags' },
  'line.sku': { type: 'choice', source: 'line', operators: choice, zh: '商品', en: 'Item' },
  'line.category': { type: 'choice', source: 'line', operators: choice, zh: '品类', en: 'Category' },
  'line.amount': { type: 'money', source: 'line', operators: order, zh: '商品金额', en: 'Amount of the line' },
  'line.quantity': { type: 'number', source: 'line', operators: order, zh: '商品件数', en: 'Quantity of the line' },
} as const satisfies Record<string, Fact>

export type FactKey = keyof typeof facts

/** How the key of a merchant's own field begins. */
export const FIELD = { member: 'member.field.', line: 'line.field.' } as const

/** A merchant's own field of members or of order lines, as conditions know it. */
export type FieldFact = { key: string; subject: 'member' | 'line'; label: string; type: 'text' | 'number' | 'date' | 'choice' | 'yes_no' }

const fieldOperators: Record<FieldFact['type'], readonly string[]> = {
  text: choice,
  number: order,
  date: order,
  choice,
  yes_no: yesNo,
}

/** Every fact that the rules of one program can ask about: the catalogue with the merchant's own fields. */
export function catalogueOf(fields: readonly FieldFact[]): ReadonlyMap<string, Fact> {
  const all = new Map<string, Fact>(Object.entries(facts))
  for (const { key, subject, label, type } of fields)
    all.set(FIELD[subject] + key, { type, source: subject, operators: fieldOperators[type], zh: label, en: label })
  return all
}

/** Whether a key belongs to a merchant's own field. */
export const isFieldKey = (key: string): boolean => key.startsWith(FIELD.member) || key.startsWith(FIELD.line)
