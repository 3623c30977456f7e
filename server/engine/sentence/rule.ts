import { type Condition, leavesOf } from '../condition/condition'
import type { GrowthRuleSpec } from '../growth/growth-rule'
import type { EarningRuleSpec } from '../points/earning-rule'
import { type Caps, type CouponGift, hasLines, type TierUnits } from '../rule/terms'
import { conditionText } from './condition'
import { quoted } from './condition-names'
import { glued } from './condition-zh'
import { capital, dateText, factorText, percentText, pointsText, type Wording } from './wording'

/** An earning rule as one sentence: `单笔实付满 ¥200 且等级为金卡及以上，每 ¥1 得 2 积分，每天最多 500 分`. */
export const earningRuleSentence = (spec: EarningRuleSpec, w: Wording): string => ruleSentence(pointsRule(spec), w, 'merchant')

/** A growth rule as one sentence: `每实付 ¥1 得 1 成长值`. */
export const growthRuleSentence = (spec: GrowthRuleSpec, w: Wording): string => ruleSentence(growthRule(spec), w, 'merchant')

/** The same as members read it: without what only the merchant's books know. */
export const earningRuleForMembers = (spec: EarningRuleSpec, w: Wording): string => ruleSentence(pointsRule(spec), w, 'member')
export const growthRuleForMembers = (spec: GrowthRuleSpec, w: Wording): string => ruleSentence(growthRule(spec), w, 'member')

type Reader = 'merchant' | 'member'

/** A rule of either kind with its reward in one form. `per` is nothing but for a reward by amount. */
type Told = Omit<EarningRuleSpec, 'reward'> & {
  unit: 'points' | 'growth'
  kind: EarningRuleSpec['reward']['kind']
  units: number
  per: number
  steps: boolean
  byTier: readonly TierUnits[]
  coupons: readonly CouponGift[]
  factorBps: number
  weightBps: number
}

const plain = { per: 0, steps: false, byTier: [], coupons: [], factorBps: 0, weightBps: 10_000 }

function pointsRule({ reward, ...rest }: EarningRuleSpec): Told {
  const common = { ...rest, ...plain, unit: 'points' as const, kind: reward.kind }
  if (reward.kind === 'multiplier') return { ...common, units: 0, factorBps: reward.factorBps }
  if (reward.kind === 'coupon') return { ...common, units: 1, coupons: reward.coupons }
  const told = { ...common, units: reward.points, byTier: reward.byTier ?? [] }
  return reward.kind === 'rate' ? { ...told, per: reward.per, steps: reward.mode === 'full_step' } : told
}

function growthRule({ reward, weightBps, ...rest }: GrowthRuleSpec): Told {
  const told = {
    ...rest,
    ...plain,
    unit: 'growth' as const,
    kind: reward.kind,
    units: reward.growth,
    byTier: reward.byTier ?? [],
    weightBps: weightBps ?? 10_000,
  }
  return reward.kind === 'rate' ? { ...told, per: reward.per, steps: reward.mode === 'full_step' } : told
}

function ruleSentence(rule: Told, w: Wording, reader: Reader): string {
  const told = reader === 'member' ? { ...rule, stops: undefined } : rule
  return w.language === 'zh' ? sentenceZh(told, w, reader) : sentenceEn(told, w, reader)
}

/** Whether the conditions speak of the money paid already, so that the reward need not say it again. */
const speaksOfAmount = (when: Condition | undefined): boolean =>
  when !== undefined && leavesOf(when).some((leaf) => leaf.fact === 'order.amount' || leaf.fact === 'event.amount')

/** The merchant's own event in quotation marks. */
const eventName = (key: string | undefined, w: Wording): string =>
  quoted(w.events.find((event) => event.key === key)?.name ?? (w.language === 'zh' ? '已删除的行为' : 'removed event'), w)

// ---- 中文

function sentenceZh(rule: Told, w: Wording, reader: Reader): string {
  const clauses = [
    rule.when && conditionText(rule.when, w),
    rule.lines && glued('仅限', conditionText(rule.lines, w), '的商品'),
    gainZh(rule, w),
    ...capsZh(rule, w, reader),
    rule.weightBps !== 10_000 && reader === 'merchant' && `按 ${percentText(rule.weightBps)} 计入`,
    datesZh(rule, w),
    rule.stops && '满足后不再看后面的规则',
  ]
  return clauses.filter(Boolean).join('，')
}

function gainZh(rule: Told, w: Wording): string {
  const { kind } = rule
  if (kind === 'multiplier') {
    const what =
      rule.factorBps === 0
        ? `不得${w.pointsName}`
        : `${w.pointsName} ×${factorText(rule.factorBps)}${rule.withShipping ? '（运费也算）' : ''}`
    if (rule.trigger === 'order.completed') return `订单完成时${what}`
    return rule.when || rule.lines ? what : `每笔订单${what}`
  }
  if (kind === 'coupon') return `${occasionZh(rule, w)}得 ${giftsText(rule.coupons, w)}`
  return `${occasionZh(rule, w)}得 ${unitsZh(rule.units, rule, w)}${byTierZh(rule, w)}`
}

/** What the reward is counted by: each order, each amount of money, each item, or each time something happens. */
function occasionZh(rule: Told, w: Wording): string {
  const { trigger, kind } = rule
  if (kind === 'per_item') return trigger === 'order.completed' ? '订单完成时每件商品' : '每件商品'
  const sum = `${rule.steps ? '满' : ''} ${w.money(rule.per)}${rule.withShipping ? '（含运费）' : ' '}`
  const byAmount = (verb: string): string => `每${speaksOfAmount(rule.when) ? '' : verb}${sum}`
  const rate = kind === 'rate'
  switch (trigger) {
    case 'order.paid':
      return rate ? byAmount('实付') : '每笔订单'
    case 'order.completed':
      return rate ? `订单完成时${byAmount('实付')}` : '每笔订单完成时'
    case 'stored.recharged':
      return rate ? `充值时${byAmount('充值')}` : '每次充值'
    case 'membership.purchased':
      return rate ? `购买会员时${byAmount('实付')}` : '每次购买会员'
    case 'custom':
      return rate ? `${eventName(rule.event, w)}时${byAmount('')}` : `每次${eventName(rule.event, w)}`
    case 'member.registered':
      return '注册成为会员时'
    case 'member.profile_completed':
      return '完善资料时'
    case 'member.checked_in':
      return '每天首次签到'
    case 'member.shared':
      return '每次分享'
    case 'member.reviewed':
      return '每次评价'
    case 'member.referred':
      return '每成功邀请 1 位好友'
    case 'member.birthday':
      return '生日当天'
  }
}

const unitsZh = (units: number, { unit }: Told, w: Wording): string =>
  unit === 'points' ? pointsText(units, w) : `${w.count(units)} 成长值`

function byTierZh({ byTier }: Told, w: Wording): string {
  const told = tiersTold(byTier, w).map(({ name, units }) => (units === 0 ? `${name}不得` : `${name} ${w.count(units)}`))
  return told.length === 0 ? '' : `（${told.join('、')}）`
}

/** A limit is counted in 分 where points are called 积分, and in the merchant's word otherwise. */
function capsZh({ caps, trigger, unit, kind }: Told, w: Wording, reader: Reader): string[] {
  const counted = (n: number): string =>
    kind === 'coupon' ? `${w.count(n)} 次` : `${w.count(n)} ${unit === 'growth' ? '成长值' : w.pointsName === '积分' ? '分' : w.pointsName}`
  return capped(caps, (cap, most) => {
    switch (cap) {
      case 'perOrder':
        return `${hasLines(trigger) ? '每单' : '每次'}最多 ${counted(most)}`
      case 'perDay':
        return `每天最多 ${counted(most)}`
      case 'perMonth':
        return `每月最多 ${counted(most)}`
      case 'lifetime':
        return `每人累计最多 ${counted(most)}`
      case 'budget':
        return reader === 'member' ? '送完为止' : `所有会员合计最多 ${counted(most)}`
    }
  })
}

function datesZh({ from, until }: Told, w: Wording): string | undefined {
  const date = (iso: string) => dateText(iso, w.language)
  if (from && until) return from === until ? `仅限 ${date(from)}` : `${date(from)}至 ${date(until)}有效`
  if (from) return `${date(from)}起有效`
  return until && `${date(until)}截止`
}

// ---- English

function sentenceEn(rule: Told, w: Wording, reader: Reader): string {
  const scope = rule.lines && `counting only goods where ${conditionText(rule.lines, w)}`
  const what = [
    gainEn(rule, w),
    scope,
    ...capsEn(rule, w, reader),
    rule.weightBps !== 10_000 && reader === 'merchant' && `weighted at ${percentText(rule.weightBps)}`,
    datesEn(rule, w),
    rule.stops && 'and the rules behind it are then passed over',
  ]
    .filter(Boolean)
    .join(', ')
  return rule.when ? `When ${conditionText(rule.when, w)}, ${what}` : capital(what)
}

function gainEn(rule: Told, w: Wording): string {
  if (rule.kind === 'multiplier') {
    const order = rule.trigger === 'order.completed' ? 'a completed order' : 'an order'
    if (rule.factorBps === 0) return `${order} earns no ${w.pointsName}`
    return `${order} earns ${factorText(rule.factorBps)} times the ${w.pointsName}${rule.withShipping ? ', shipping included' : ''}`
  }
  if (rule.kind === 'coupon') return `${occasionEn(rule, w)} earns ${giftsText(rule.coupons, w)}`
  return `${occasionEn(rule, w)} earns ${unitsEn(rule.units, rule, w)}${byTierEn(rule, w)}`
}

function occasionEn(rule: Told, w: Wording): string {
  const { trigger, kind } = rule
  if (kind === 'per_item') return trigger === 'order.completed' ? 'each item of a completed order' : 'each item bought'
  const shipping = rule.withShipping ? ', shipping included,' : ''
  const byAmount = (what: string): string => `each ${rule.steps ? 'full ' : ''}${w.money(rule.per)} ${what}${shipping}`
  const rate = kind === 'rate'
  switch (trigger) {
    case 'order.paid':
      return rate ? byAmount('paid') : 'each order'
    case 'order.completed':
      return rate ? byAmount('of a completed order') : 'each completed order'
    case 'stored.recharged':
      return rate ? byAmount('recharged') : 'each recharge'
    case 'membership.purchased':
      return rate ? byAmount('paid for a membership') : 'each membership bought'
    case 'custom':
      return rate ? byAmount(`of ${eventName(rule.event, w)}`) : `each ${eventName(rule.event, w)}`
    case 'member.registered':
      return 'joining'
    case 'member.profile_completed':
      return 'completing the profile'
    case 'member.checked_in':
      return 'the first check-in of a day'
    case 'member.shared':
      return 'each share'
    case 'member.reviewed':
      return 'each review'
    case 'member.referred':
      return 'each friend referred'
    case 'member.birthday':
      return 'the birthday'
  }
}

const unitsEn = (units: number, { unit }: Told, w: Wording): string =>
  unit === 'points' ? pointsText(units, w) : `${w.count(units)} growth`

function byTierEn({ byTier }: Told, w: Wording): string {
  const told = tiersTold(byTier, w).map(({ name, units }) => `${name} ${units === 0 ? 'none' : w.count(units)}`)
  return told.length === 0 ? '' : ` (${told.join(', ')})`
}

function capsEn({ caps, trigger, unit, kind }: Told, w: Wording, reader: Reader): string[] {
  const counted = (n: number): string =>
    kind === 'coupon' ? (n === 1 ? 'once' : `${w.count(n)} times`) : unit === 'growth' ? `${w.count(n)} growth` : pointsText(n, w)
  return capped(caps, (cap, most) => {
    switch (cap) {
      case 'perOrder':
        return `at most ${counted(most)} ${hasLines(trigger) ? 'an order' : 'each time'}`
      case 'perDay':
        return `at most ${counted(most)} a day`
      case 'perMonth':
        return `at most ${counted(most)} a month`
      case 'lifetime':
        return `at most ${counted(most)} for each member`
      case 'budget':
        return reader === 'member' ? 'while it lasts' : `at most ${counted(most)} for all members together`
    }
  })
}

function datesEn({ from, until }: Told, w: Wording): string | undefined {
  const date = (iso: string) => dateText(iso, w.language)
  if (from && until) return from === until ? `on ${date(from)} only` : `from ${date(from)} to ${date(until)}`
  if (from) return `from ${date(from)}`
  return until && `until ${date(until)}`
}

// ---- both

/** Coupons that are given: `1 张「满 100 减 20」和 2 张「包邮券」`. */
export function giftsText(gifts: readonly CouponGift[], w: Wording): string {
  const zh = w.language === 'zh'
  const one = ({ template, count }: CouponGift): string => {
    const name = quoted(w.coupon?.(template) ?? (zh ? '已删除的优惠券' : 'removed coupon'), w)
    return zh ? `${w.count(count)} 张${name}` : `${w.count(count)} × ${name}`
  }
  return gifts.map(one).join(zh ? '和 ' : ' and ')
}

/** The tiers of a table in the order of the ladder; those that are not to be named here are left out. */
const tiersTold = (byTier: readonly TierUnits[], w: Wording): { name: string; units: number }[] =>
  w.tiers.flatMap(({ id, name }) => byTier.filter((row) => row.tierId === id).map(({ units }) => ({ name, units })))

const capOrder = ['perOrder', 'perDay', 'perMonth', 'lifetime', 'budget'] as const

const capped = (caps: Caps | undefined, told: (cap: keyof Caps, most: number) => string): string[] =>
  capOrder.flatMap((cap) => {
    const most = caps?.[cap]
    return most === undefined ? [] : [told(cap, most)]
  })
