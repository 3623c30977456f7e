/** What a fact is compared as. Money is whole minor units. */
export type FactType = 'money' | 'number' | 'choice' | 'text'
type Fact = {
  type: FactType
  /** Where the value stands when a rule is judged. */
  source: 'event' | 'member'
  operators: readonly string[]
  zh: string
  en: string
}

const order = ['gte', 'gt', 'lte', 'lt', 'eq', 'ne'] as const
const choice = ['in', 'not_in', 'eq', 'ne'] as const

/**
 * The fact catalogue: each fact is described once, and the form, the validation, the evaluator and the sentence are
 * derived from it. Member facts are as they stood just before the event.
 */
export const facts = {
  'order.amount': { type: 'money', source: 'event', operators: order, zh: '单笔实付', en: 'Order amount paid' },
  'order.quantity': { type: 'number', source: 'event', operators: order, zh: '单笔件数', en: 'Items in the order' },
  'order.channel': { type: 'choice', source: 'event', operators: choice, zh: '渠道', en: 'Channel' },
  'order.store': { type: 'choice', source: 'event', operators: choice, zh: '门店', en: 'Store' },
  'event.weekday': { type: 'choice', source: 'event', operators: choice, zh: '星期', en: 'Day of the week' },
  'member.tier': { type: 'choice', source: 'member', operators: choice, zh: '会员等级', en: 'Member tier' },
  'member.net_spend': { type: 'money', source: 'member', operators: order, zh: '累计净消费', en: 'Lifetime net spend' },
  'member.order_count': { type: 'number', source: 'member', operators: order, zh: '累计订单数', en: 'Lifetime orders' },
  'member.days_since_joining': { type: 'number', source: 'member', operators: order, zh: '入会天数', en: 'Days since joining' },
} as const satisfies Record<string, Fact>

export type FactKey = keyof typeof facts
