import { type LadderSpec, type Measure, moneyMeasures } from '../ladder/ladder'
import { windowText } from './window'
import { pointsText, type Surround, unitsText } from './wording'

/** What is as it stands now and cannot be asked of a stretch of time. */
export const timeless: ReadonlySet<Measure> = new Set<Measure>(['days_since_joining', 'points_balance'])

type Measured = Pick<LadderSpec, 'measure' | 'window' | 'category'>

/** What a ladder measures, as a phrase: `近 365 天净消费`. */
export function measureText({ measure, window, category }: Measured, w: Surround): string {
  const name = measureName({ measure, category }, w)
  if (timeless.has(measure)) return name
  if (w.language === 'zh') return `${measure === 'largest_order' && window.kind === 'lifetime' ? '历史' : windowText(window, w)}${name}`
  return `${name} ${window.kind === 'lifetime' ? 'since joining' : windowText(window, w)}`
}

/** The same without its stretch of time. */
export function measureName({ measure, category = '' }: Pick<LadderSpec, 'measure' | 'category'>, w: Surround): string {
  const zh = w.language === 'zh'
  switch (measure) {
    case 'net_spend':
      return zh ? '净消费' : 'net spend'
    case 'order_count':
      return zh ? '订单数' : 'number of orders'
    case 'growth':
      return zh ? '成长值' : 'growth'
    case 'active_days':
      return zh ? '活跃天数' : 'active days'
    case 'check_ins':
      return zh ? '签到天数' : 'check-ins'
    case 'referrals':
      return zh ? '邀请成功人数' : 'friends referred'
    case 'largest_order':
      return zh ? '最大单笔' : 'largest order'
    case 'category_spend':
      return zh ? `「${category}」消费` : `spend on ${category}`
    case 'recharged':
      return zh ? '储值充值' : 'recharges'
    case 'memberships':
      return zh ? '购买会员次数' : 'memberships bought'
    case 'days_since_joining':
      return zh ? '入会天数' : 'days since joining'
    case 'points_earned':
      return zh ? `获得${w.pointsName}` : `${w.pointsName} earned`
    case 'points_balance':
      return zh ? `可用${w.pointsName}` : `${w.pointsName} that can be spent`
  }
}

const unitEn: Partial<Record<Measure, [one: string, more: string]>> = {
  order_count: ['order', 'orders'],
  check_ins: ['check-in', 'check-ins'],
  referrals: ['friend', 'friends'],
  memberships: ['membership', 'memberships'],
}
const unitZh: Partial<Record<Measure, string>> = { order_count: '单', check_ins: '天', referrals: '人', memberships: '次' }

/** An amount in the unit of its measure: money, orders, days. */
export function amountText(measure: Measure, amount: number, w: Surround): string {
  switch (measure) {
    case 'net_spend':
    case 'largest_order':
    case 'category_spend':
    case 'recharged':
      return w.money(amount)
    case 'growth':
      return w.language === 'zh' ? `${w.count(amount)} 成长值` : `${w.count(amount)} growth`
    case 'active_days':
    case 'days_since_joining':
      return unitsText(amount, 'day', w)
    case 'points_earned':
    case 'points_balance':
      return pointsText(amount, w)
    default: {
      if (w.language === 'zh') return `${w.count(amount)} ${unitZh[measure] ?? ''}`
      return `${w.count(amount)} ${unitEn[measure]?.[amount === 1 ? 0 : 1] ?? ''}`
    }
  }
}

/** An amount behind the name of its measure, which says its unit already where it is a word of its own. */
export function bareAmount(measure: Measure, amount: number, w: Surround): string {
  if (moneyMeasures.has(measure)) return w.money(amount)
  const named = measure === 'growth' || measure === 'points_earned' || measure === 'points_balance'
  return w.language === 'en' || named ? w.count(amount) : amountText(measure, amount, w)
}
