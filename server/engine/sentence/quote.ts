import { isoOf } from '../calendar/day'
import type { CouponOutcome, PointsWhy, Quote, ReductionOutcome } from '../quote/answer'
import { dateText, pointsText, type Surround } from './wording'

/** What a coupon is called here, and the one it does not go with. */
export type CouponNames = { name: string | undefined; other: string | undefined }

/** What became of a coupon: how much it took off, or why it could not be used. */
export function couponOutcomeText(outcome: CouponOutcome, { name, other }: CouponNames, w: Surround): string {
  const zh = w.language === 'zh'
  const called = name ?? (zh ? '这张券' : 'This coupon')
  if (outcome.applied) return zh ? `${called}减 ${w.money(outcome.off)}` : `${called}: ${w.money(outcome.off)} off`
  const why = couponWhy(outcome, other, w)
  return zh ? `${called}：${why}` : `${called}: ${why}`
}

type Refused = Extract<CouponOutcome, { applied: false }>

function couponWhy({ because, detail: exact }: Refused, other: string | undefined, w: Surround): string {
  const zh = w.language === 'zh'
  const detail = exact ?? 0
  const beside = other ?? (zh ? '已选的券' : 'the coupon already taken')
  switch (because) {
    case 'unknown':
      return zh ? '会员没有这张券' : 'the member has no such coupon'
    case 'used':
      return zh ? '已经用过' : 'it has been used'
    case 'locked':
      return zh ? '正被另一笔订单占用' : 'another checkout holds it'
    case 'withdrawn':
      return zh ? '已经收回' : 'it has been withdrawn'
    case 'not_yet':
      return zh ? `${dateText(isoOf(detail), 'zh')}起可用` : `it can be used from ${dateText(isoOf(detail), 'en')}`
    case 'over':
      return zh ? `${dateText(isoOf(detail), 'zh')}已过期` : `it ended on ${dateText(isoOf(detail), 'en')}`
    case 'other_store':
      return zh ? '这家门店不能用' : 'not at this store'
    case 'other_channel':
      return zh ? '这个渠道不能用' : 'not through this channel'
    case 'other_tier':
      return zh ? '会员的等级不能用' : 'not for the tier of this member'
    case 'other_member':
      return zh ? '会员不符合使用条件' : 'the member does not meet its condition'
    case 'no_goods':
      return zh ? '没有适用的商品' : 'no goods that it is for'
    case 'below':
      return zh ? `还差 ${w.money(detail)}` : `${w.money(detail)} more needed`
    case 'above':
      return zh ? `超出 ${w.money(detail)}` : `${w.money(detail)} too much`
    case 'no_effect':
      return zh ? '用了也不会更便宜' : 'it would take nothing off'
    case 'not_together':
      return zh ? `不能和${beside}一起用` : `it does not go with ${beside}`
    case 'too_many_of_kind':
      return zh ? '同一种券每单用得太多' : 'no more of this kind in one order'
    case 'too_many':
      return zh ? '每单能用的券数已满' : 'no more coupons in one order'
    case 'costlier':
      if (exact === undefined) return zh ? '现在的组合最便宜' : 'what has been taken is the cheapest'
      if (detail === 0) return zh ? '另一种组合一样便宜' : 'another choice comes to the same'
      return zh ? `用它要多付 ${w.money(detail)}` : `with it ${w.money(detail)} more would be paid`
    case 'no_shipping':
      return zh ? '没有运费可免' : 'there is no shipping to pay'
  }
}

/** What a full reduction did: what it took off and gave, or why it did nothing. `byItems`: its threshold counts items. */
export function reductionOutcomeText(outcome: ReductionOutcome, name: string, byItems: boolean, w: Surround): string {
  const zh = w.language === 'zh'
  const called = name === '' ? (zh ? '满减' : 'Full reduction') : name
  if (!outcome.applied) return `${called}${zh ? '：' : ': '}${reductionWhy(outcome, byItems, w)}`
  const { off, points, freeShipping } = outcome
  const gave = zh
    ? [off > 0 && `减 ${w.money(off)}`, points > 0 && `送 ${pointsText(points, w)}`, freeShipping && '包邮']
    : [off > 0 && `${w.money(off)} off`, points > 0 && pointsText(points, w), freeShipping && 'free shipping']
  return `${called}${zh ? '：' : ': '}${gave.filter(Boolean).join(zh ? '，' : ', ')}`
}

function reductionWhy({ because, detail = 0 }: Extract<ReductionOutcome, { applied: false }>, byItems: boolean, w: Surround): string {
  const zh = w.language === 'zh'
  switch (because) {
    case 'dates':
      return zh ? '不在活动日期内' : 'not on this date'
    case 'other_store':
      return zh ? '这家门店不参加' : 'not at this store'
    case 'other_channel':
      return zh ? '这个渠道不参加' : 'not through this channel'
    case 'other_tier':
      return zh ? '会员的等级不参加' : 'not for the tier of this member'
    case 'no_goods':
      return zh ? '没有适用的商品' : 'no goods that it is for'
    case 'below':
      if (byItems) return zh ? `还差 ${w.count(detail)} 件` : `${w.count(detail)} more ${detail === 1 ? 'item' : 'items'} needed`
      return zh ? `还差 ${w.money(detail)}` : `${w.money(detail)} more needed`
    case 'no_effect':
      return zh ? '没有可减的金额' : 'nothing left to take off'
  }
}

/** Why fewer points were used than wished, or none; nothing where all were. */
export function pointsOutcomeText({ why, used, available, most }: Quote['points'], w: Surround): string | null {
  return why === null ? null : pointsWhy(why, { used, available, most }, w)
}

function pointsWhy(why: PointsWhy, { used, available, most }: { used: number; available: number; most: number }, w: Surround): string {
  const zh = w.language === 'zh'
  const points = (n: number) => pointsText(n, w)
  switch (why) {
    case 'not_offered':
      return zh ? `没有开放${w.pointsName}抵现` : `${w.pointsName} cannot be used as cash here`
    case 'balance':
      return zh ? `可用的只有 ${points(available)}` : `only ${points(available)} can be used`
    case 'least':
      return zh ? '没有达到最少可用的数量' : 'fewer than the least that can be used'
    case 'step':
      return zh ? `只能按整数倍使用，用了 ${points(used)}` : `only whole steps can be used: ${points(used)}`
    case 'share':
      return zh ? `最多抵应付的一部分，最多 ${points(most)}` : `only a share can be paid with them, at most ${points(most)}`
    case 'order':
      return zh ? `每单最多 ${points(most)}` : `at most ${points(most)} for one order`
    case 'payable':
      return zh ? `剩下要付的只够用 ${points(used)}` : `what is left to pay takes ${points(used)}`
  }
}
