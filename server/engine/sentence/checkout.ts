import type { CascadeOrder, CheckoutPolicy, FullReduction, PointsAsCash, ReductionRung } from '../checkout/policy'
import type { Scope } from '../checkout/scope'
import { capital, dateText, percentText, pointsText, type Wording } from './wording'

/** How a price comes about, one sentence for each thing that is set. */
export function checkoutSentences(policy: CheckoutPolicy, w: Wording): string[] {
  const zh = w.language === 'zh'
  return [
    orderText(policy.order, w),
    ...policy.reductions
      .filter((reduction) => reduction.enabled)
      .map((reduction) => `${reduction.name}${zh ? '：' : ': '}${reductionSentence(reduction, w)}`),
    policy.pointsAsCash ? pointsAsCashSentence(policy.pointsAsCash, w) : null,
    zh
      ? `每单最多用 ${policy.maxCoupons} 张券`
      : `At most ${policy.maxCoupons} ${policy.maxCoupons === 1 ? 'coupon' : 'coupons'} for one order`,
    policy.minimumPayable > 0 &&
      (zh
        ? `用券或${w.pointsName}后至少付 ${w.money(policy.minimumPayable)}`
        : `With coupons or ${w.pointsName}, at least ${w.money(policy.minimumPayable)} is paid`),
    policy.boughtCoupons === 'points'
      ? zh
        ? `整单退款时，用${w.pointsName}换的券退回${w.pointsName}`
        : `When a whole order is refunded, a coupon bought with ${w.pointsName} comes back as ${w.pointsName}`
      : zh
        ? `整单退款时，用${w.pointsName}换的券退回原券`
        : `When a whole order is refunded, a coupon bought with ${w.pointsName} comes back as it was`,
  ].filter((sentence) => typeof sentence === 'string')
}

/** The same as members read it: what they can count on, without what is for hidden tiers only or over. */
export function checkoutForMembers(policy: CheckoutPolicy | undefined, hidden: ReadonlySet<string>, w: Wording, today: string): string[] {
  if (!policy) return []
  const zh = w.language === 'zh'
  const open = policy.reductions.filter(
    ({ enabled, until, scope }) =>
      enabled && (until === undefined || until >= today) && !(scope.tiers?.every((tier) => hidden.has(tier)) ?? false),
  )
  const bought =
    policy.boughtCoupons === 'points'
      ? zh
        ? `整单退款时，用${w.pointsName}换的券退回${w.pointsName}`
        : `When a whole order is refunded, a coupon bought with ${w.pointsName} comes back as ${w.pointsName}`
      : null
  return [
    ...open.map((reduction) => reductionSentence({ ...reduction, scope: withoutTiers(reduction.scope, hidden) }, w)),
    ...(policy.pointsAsCash ? [pointsAsCashSentence(policy.pointsAsCash, w)] : []),
    ...(policy.pointsAsCash
      ? [zh ? `退款时，抵现用掉的${w.pointsName}按比例退回` : `With a refund, the ${w.pointsName} used as cash come back in proportion`]
      : []),
    ...(bought === null ? [] : [bought]),
  ]
}

const withoutTiers = (scope: Scope, hidden: ReadonlySet<string>): Scope =>
  scope.tiers ? { ...scope, tiers: scope.tiers.filter((tier) => !hidden.has(tier)) } : scope

/** In which order discounts are taken off. */
export function orderText(order: CascadeOrder, w: Wording): string {
  const zh = w.language === 'zh'
  const names = zh
    ? { reduction: '满减', coupon: '优惠券', points: `${w.pointsName}抵现` }
    : { reduction: 'full reduction', coupon: 'coupons', points: `${w.pointsName} as cash` }
  const stages = (order.split('_') as (keyof typeof names)[]).map((stage) => names[stage])
  return zh ? `先算会员价与活动价，再依次扣${stages.join('、')}` : `After activity and member prices: ${stages.join(', then ')}`
}

/** Points as cash: `每 100 积分抵 ¥1，至少 500 积分，最多抵应付的 50%`. */
export function pointsAsCashSentence(p: PointsAsCash, w: Wording): string {
  const zh = w.language === 'zh'
  const parts = zh
    ? [
        `每 ${pointsText(p.points, w)}抵 ${w.money(p.worth)}`,
        p.least && `至少用 ${pointsText(p.least, w)}`,
        p.step && p.step > 1 && `按 ${w.count(p.step)} 的整数倍使用`,
        p.maxShareBps && p.maxShareBps < 10_000 && `最多抵应付金额的 ${percentText(p.maxShareBps)}`,
        p.maxPoints && `每单最多 ${pointsText(p.maxPoints, w)}`,
      ]
    : [
        `${pointsText(p.points, w)} are worth ${w.money(p.worth)}`,
        p.least && `at least ${pointsText(p.least, w)}`,
        p.step && p.step > 1 && `in steps of ${w.count(p.step)}`,
        p.maxShareBps && p.maxShareBps < 10_000 && `up to ${percentText(p.maxShareBps)} of what is to be paid`,
        p.maxPoints && `at most ${pointsText(p.maxPoints, w)} for one order`,
      ]
  return capital(parts.filter(Boolean).join(zh ? '，' : ', '))
}

/** A full reduction: `满 ¥100 减 ¥10，满 ¥200 减 ¥30 并包邮，仅限茶饮`. */
export function reductionSentence({ by, reads, rungs, scope, from, until }: FullReduction, w: Wording): string {
  const zh = w.language === 'zh'
  const parts = [
    ...rungs.map((rung) => rungText(rung, by, w)),
    reads === 'initial' && (zh ? '门槛按原价计算' : 'by the list price'),
    ...scopeTexts(scope, w),
    from && (zh ? `${dateText(from, 'zh')}起` : `from ${dateText(from, 'en')}`),
    until && (zh ? `到 ${dateText(until, 'zh')}` : `until ${dateText(until, 'en')}`),
  ]
  return parts.filter(Boolean).join(zh ? '，' : ', ')
}

function rungText({ least, off, offBps, points, freeShipping }: ReductionRung, by: FullReduction['by'], w: Wording): string {
  const zh = w.language === 'zh'
  const from = by === 'amount' ? w.money(least) : zh ? `${w.count(least)} 件` : `${w.count(least)} items`
  const gives = zh
    ? [
        off !== undefined && `减 ${w.money(off)}`,
        offBps !== undefined && `打 ${foldText(offBps)} 折`,
        points !== undefined && `送 ${pointsText(points, w)}`,
        freeShipping && '包邮',
      ]
    : [
        off !== undefined && `${w.money(off)} off`,
        offBps !== undefined && `${percentText(offBps)} off`,
        points !== undefined && pointsText(points, w),
        freeShipping && 'free shipping',
      ]
  return zh ? `满 ${from}${gives.filter(Boolean).join('并')}` : `from ${from}: ${gives.filter(Boolean).join(' and ')}`
}

/** Basis points off as a Chinese discount: 1,500 off is `8.5` 折. */
export const foldText = (offBps: number): string => String(Number(((10_000 - offBps) / 1_000).toFixed(3)))

/** What a scope is confined to, one clause each; nothing where it is everything. */
export function scopeTexts(scope: Scope, w: Wording): string[] {
  const zh = w.language === 'zh'
  const list = (values: readonly string[], most = 6): string => {
    const shown = values.slice(0, most).join(zh ? '、' : ', ')
    if (values.length <= most) return shown
    return zh ? `${shown} 等 ${w.count(values.length)} 项` : `${shown} and ${w.count(values.length - most)} more`
  }
  const goods = [...(scope.categories ?? []), ...(scope.skus ?? [])]
  const except = [...(scope.exceptCategories ?? []), ...(scope.exceptSkus ?? [])]
  const tiers = scope.tiers?.map((id) => w.tiers.find((tier) => tier.id === id)?.name ?? (zh ? '已删除的等级' : 'removed tier'))
  const stores = scope.stores?.map((id) => w.store(id) ?? (zh ? '已关闭的门店' : 'closed store'))
  const told = (what: string, values: readonly string[] | undefined): string | false =>
    values !== undefined && values.length > 0 && `${what}${list(values)}`
  return [
    told(zh ? '仅限商品 ' : 'only ', goods),
    told(zh ? '不含商品 ' : 'not ', except),
    told(zh ? '仅限门店 ' : 'only at ', stores),
    told(zh ? '仅限渠道 ' : 'only through ', scope.channels),
    told(zh ? '仅限等级 ' : 'only for ', tiers),
  ].filter((text) => text !== false)
}
