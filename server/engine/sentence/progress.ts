import type { Period } from '../calendar/period'
import type { Condition } from '../condition/condition'
import type { Window } from '../condition/window'
import type { Measure } from '../ladder/ladder'
import { conditionText } from './condition'
import { amountText, bareAmount, measureText } from './measure'
import { capital, dateText, type Surround, unitsText, type Wording } from './wording'

type Measured = { measure: Measure; window: Window; category?: string; measured: number }

/** How far a member is on one ladder, as pages and answers carry it: dates as `2024-01-31`. */
export type ToldProgress = Measured & {
  tier: { name: string } | null
  next: {
    name: string
    threshold: number
    missing: number
    requires: { mode: 'all' | 'any'; when: Condition } | null
    closes: string | null
    daysLeft: number | null
    rises: Period | null
    held: boolean
  } | null
  until: string | null
  daysLeft: number | null
  keep: (Measured & { minimum: number; missing: number; when: Condition | null }) | null
  grace: string | null
  override: { until: string | null; locked: boolean; byHand: boolean } | null
}

/** How far a member is, in sentences: to the next tier first, then how long this one is sure and what keeps it, then what a hand has done. */
export function progressSentences(p: ToldProgress, w: Wording): string[] {
  return [nextSentence(p, w), ...endSentences(p, w), ...handSentences(p, w)]
}

const risesZh: Record<Period, string> = { month: '下个月', quarter: '下个季度', half: '下个半年', year: '下一年' }
const risesEn: Record<Period, string> = { month: 'next month', quarter: 'next quarter', half: 'the next half-year', year: 'next year' }

function nextSentence({ next, measure, category, tier }: ToldProgress, w: Wording): string {
  const zh = w.language === 'zh'
  if (!next) {
    if (!tier) return zh ? '没有可以升到的等级' : 'There is no tier to reach'
    return zh ? '已是最高等级' : 'This is the highest tier'
  }
  const goal = amountText(measure, next.threshold, w)
  const condition = next.requires && conditionText(next.requires.when, w)
  const later = next.rises === null ? '' : zh ? `，从${risesZh[next.rises]}起升级` : `, moving up ${risesEn[next.rises]}`
  if (next.missing > 0) {
    const step = zh ? stepZh(measure, next, category, w) : stepEn(measure, next, category, w)
    const or = next.requires?.mode === 'any' ? (zh ? `，或满足：${condition}` : `, or if ${condition}`) : ''
    const and = next.requires?.mode === 'all' ? (zh ? `，并且满足：${condition}` : `, and if ${condition}`) : ''
    const left = next.daysLeft === null ? '' : zh ? `，还剩 ${w.count(next.daysLeft)} 天` : `, ${unitsText(next.daysLeft, 'day', w)} left`
    return zh
      ? `再${step}到${next.name}（${goal}）${and}${or}${left}${later}`
      : `${step} to reach ${next.name} (${goal})${and}${or}${left}${later}`
  }
  const reached = zh ? `已达到${next.name}的门槛（${goal}）` : `The threshold of ${next.name} (${goal}) is met`
  if (next.held) return zh ? `${reached}，数据继续增加后才会升回` : `${reached}; members move back up once there is more`
  if (next.requires?.mode === 'all')
    return zh ? `${reached}，还要满足：${condition}${later}` : `${reached}; still needed: ${condition}${later}`
  if (later) return `${reached}${later}`
  return zh ? `${reached}，下次结算时升级` : `${reached}; members move up when next looked at`
}

type Next = NonNullable<ToldProgress['next']>

/** What is still to be done, behind 再. */
function stepZh(measure: Measure, { missing, threshold }: Next, category: string | undefined, w: Surround): string {
  const n = w.count(missing)
  switch (measure) {
    case 'net_spend':
      return `消费 ${w.money(missing)} `
    case 'category_spend':
      return `消费 ${w.money(missing)}「${category ?? ''}」`
    case 'largest_order':
      return `有一笔满 ${w.money(threshold)} 的订单`
    case 'recharged':
      return `充值 ${w.money(missing)} `
    case 'order_count':
      return `下 ${n} 单`
    case 'growth':
      return `得 ${n} 成长值`
    case 'active_days':
      return `活跃 ${n} 天`
    case 'check_ins':
      return `签到 ${n} 天`
    case 'referrals':
      return `邀请成功 ${n} 人`
    case 'memberships':
      return `购买 ${n} 次会员`
    case 'days_since_joining':
      return `过 ${n} 天`
    case 'points_earned':
      return `获得 ${n} ${w.pointsName}`
    case 'points_balance':
      return `攒 ${n} ${w.pointsName}`
  }
}

function stepEn(measure: Measure, { missing, threshold }: Next, category: string | undefined, w: Surround): string {
  const amount = amountText(measure, missing, w)
  switch (measure) {
    case 'net_spend':
      return `Spend ${amount} more`
    case 'category_spend':
      return `Spend ${amount} more on ${category ?? ''}`
    case 'largest_order':
      return `Place one order of at least ${w.money(threshold)}`
    case 'recharged':
      return `Recharge ${amount} more`
    case 'order_count':
      return `Place ${w.count(missing)} more ${missing === 1 ? 'order' : 'orders'}`
    case 'growth':
      return `Gain ${amount} more`.replace(' growth more', ' more growth')
    case 'active_days':
      return `Be active on ${w.count(missing)} more ${missing === 1 ? 'day' : 'days'}`
    case 'check_ins':
      return `Check in ${w.count(missing)} more ${missing === 1 ? 'time' : 'times'}`
    case 'referrals':
      return `Refer ${w.count(missing)} more ${missing === 1 ? 'friend' : 'friends'}`
    case 'memberships':
      return `Buy ${w.count(missing)} more ${missing === 1 ? 'membership' : 'memberships'}`
    case 'days_since_joining':
      return `Stay ${w.count(missing)} more ${missing === 1 ? 'day' : 'days'}`
    case 'points_earned':
      return `Earn ${amount} more`
    case 'points_balance':
      return `Save up ${amount} more`
  }
}

function endSentences({ until, daysLeft, grace, keep }: ToldProgress, w: Wording): string[] {
  if (until === null) return []
  const zh = w.language === 'zh'
  const told: string[] = []
  const left = daysLeft === null ? '' : zh ? `，还有 ${w.count(daysLeft)} 天` : `, ${unitsText(daysLeft, 'day', w)} left`
  const end = dateText(until, w.language)
  if (grace === null) told.push(zh ? `等级有效期至 ${end}${left}` : `The tier is valid until ${end}${left}`)
  else {
    const last = dateText(grace, w.language)
    told.push(zh ? `等级已于 ${end}到期，宽限到 ${last}${left}` : `The tier ended on ${end}; days of grace run until ${last}${left}`)
  }
  if (!keep) return told
  const now = bareAmount(keep.measure, keep.measured, w)
  const goal = amountText(keep.measure, keep.minimum, w)
  const what = measureText(keep, w)
  const missing = amountText(keep.measure, keep.missing, w)
  const condition = keep.when && conditionText(keep.when, w)
  const also = condition ? (zh ? `；还要满足：${condition}` : `; also needed: ${condition}`) : ''
  if (keep.missing === 0)
    told.push(zh ? `保级：${what} ${now}，已达到 ${goal}${also}` : `To keep it: ${what} is ${now}, which meets ${goal}${also}`)
  else
    told.push(
      zh ? `保级：${what} ${now} / ${goal}，还差 ${missing}${also}` : `To keep it: ${what} is ${now} of ${goal}, ${missing} to go${also}`,
    )
  return told
}

function handSentences({ override }: ToldProgress, w: Wording): string[] {
  if (!override) return []
  const zh = w.language === 'zh'
  const last = override.until === null ? null : dateText(override.until, w.language)
  const given = override.byHand ? (zh ? '等级是手工给的' : 'The tier was given by hand') : null
  if (override.locked) {
    const lock = zh
      ? `已锁定，${last === null ? '解锁之前' : `到 ${last}为止`}不会自动升降`
      : `it is locked and does not change by itself ${last === null ? 'until unlocked' : `through ${last}`}`
    return [given === null ? capital(lock) : zh ? `${given}，${lock}` : `${given}; ${lock}`]
  }
  if (given === null) return []
  if (last !== null) return [zh ? `${given}，到 ${last}为止` : `${given} until ${last}`]
  return [zh ? `${given}，数据下一次变动时重新评定` : `${given} and is worked out anew when the measure next changes`]
}
