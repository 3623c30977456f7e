import { glued } from './condition-zh'
import type { EventExplained } from './explained'
import { dateText, pointsText, type Surround } from './wording'

/** What happened, as a phrase that goes behind its date: `消费 ¥350`, `spent ¥350`. */
export function eventText(event: EventExplained, w: Surround): string {
  return w.language === 'zh' ? eventZh(event, w) : eventEn(event, w)
}

function eventZh(e: EventExplained, w: Surround): string {
  const money = e.money === null ? '' : ` ${w.money(e.money)}`
  const points = pointsText(Math.abs(e.points ?? 0), w)
  switch (e.type) {
    case 'order.paid':
      return `消费${money}`
    case 'order.completed':
      return `订单 ${e.orderNo ?? ''} 完成`
    case 'order.refunded':
      return e.orderNo === null ? `退款${money}（未注明订单）` : `订单 ${e.orderNo} 退款${money}`
    case 'member.registered':
      return '注册成为会员'
    case 'member.profile_completed':
      return '完善资料'
    case 'member.profile_changed':
      return '资料有变化'
    case 'member.tagged':
      return '标签有变化'
    case 'member.checked_in':
      return '签到'
    case 'member.shared':
      return '分享'
    case 'member.reviewed':
      return e.orderNo === null ? '评价' : `评价订单 ${e.orderNo}`
    case 'member.referred':
      return '成功邀请 1 位好友'
    case 'stored.recharged':
      return `充值${money}`
    case 'membership.purchased':
      return e.money ? `购买会员${money}` : '购买会员'
    case 'custom':
      return `「${e.event ?? '已删除的行为'}」${e.money ? money : ''}`
    case 'points.spent':
      return `使用 ${points}`
    case 'points.adjusted':
      return `手工${(e.points ?? 0) > 0 ? '增加' : '扣减'} ${points}`
    case 'points.returned':
      return `退回之前使用的 ${points}`
    case 'tier.set':
      return tierSetZh(e)
    case 'tier.released':
      return `结束手工设定的等级${e.ladder ? `（${e.ladder}）` : ''}`
    case 'points.granted':
      return `${glued('成为', e.tier ?? '会员')}，${e.campaign ? `活动「${e.campaign}」送` : '入级礼'} ${points}`
    case 'campaign.granted':
      return `活动「${e.campaign ?? '已删除的活动'}」赠送`
  }
}

function tierSetZh({ tier, until, locked, ladder }: EventExplained): string {
  const what = tier === null ? '锁定等级' : glued('手工设为', tier)
  const held = [ladder, locked && tier !== null && '并锁定', until && `到 ${dateText(until, 'zh')}`].filter(Boolean).join('，')
  return held ? `${what}（${held}）` : what
}

function eventEn(e: EventExplained, w: Surround): string {
  const money = e.money === null ? '' : w.money(e.money)
  const points = pointsText(Math.abs(e.points ?? 0), w)
  switch (e.type) {
    case 'order.paid':
      return `an order of ${money}`
    case 'order.completed':
      return `order ${e.orderNo ?? ''} completed`
    case 'order.refunded':
      return e.orderNo === null ? `a refund of ${money} without an order` : `a refund${money && ` of ${money}`} on order ${e.orderNo}`
    case 'member.registered':
      return 'joining'
    case 'member.profile_completed':
      return 'the profile completed'
    case 'member.profile_changed':
      return 'a change of profile'
    case 'member.tagged':
      return 'a change of tags'
    case 'member.checked_in':
      return 'a check-in'
    case 'member.shared':
      return 'a share'
    case 'member.reviewed':
      return e.orderNo === null ? 'a review' : `a review of order ${e.orderNo}`
    case 'member.referred':
      return 'a friend referred'
    case 'stored.recharged':
      return `a recharge of ${money}`
    case 'membership.purchased':
      return e.money ? `a membership for ${money}` : 'a membership bought'
    case 'custom':
      return `“${e.event ?? 'a removed event'}”${e.money ? ` of ${money}` : ''}`
    case 'points.spent':
      return `${points} spent`
    case 'points.adjusted':
      return `${points} ${(e.points ?? 0) > 0 ? 'added' : 'taken'} by hand`
    case 'points.returned':
      return `${points} of an earlier spend returned`
    case 'tier.set':
      return tierSetEn(e)
    case 'tier.released':
      return `the end of a tier set by hand${e.ladder ? ` (${e.ladder})` : ''}`
    case 'points.granted':
      return e.campaign
        ? `${points} of the campaign “${e.campaign}” for becoming ${e.tier ?? 'a member'}`
        : `the reward of ${points} for becoming ${e.tier ?? 'a member'}`
    case 'campaign.granted':
      return `a gift of the campaign “${e.campaign ?? 'a removed one'}”`
  }
}

function tierSetEn({ tier, until, locked, ladder }: EventExplained): string {
  const what = tier === null ? 'the tier locked' : `the tier set to ${tier} by hand`
  const held = [ladder, locked && tier !== null && 'locked', until && `until ${dateText(until, 'en')}`].filter(Boolean).join(', ')
  return held ? `${what} (${held})` : what
}

const kinds: Record<EventExplained['type'], { zh: string; en: string }> = {
  'order.paid': { zh: '订单', en: 'an order' },
  'order.completed': { zh: '订单完成', en: 'a completed order' },
  'order.refunded': { zh: '退款', en: 'a refund' },
  'member.registered': { zh: '注册', en: 'a registration' },
  'member.profile_completed': { zh: '完善资料', en: 'a completed profile' },
  'member.profile_changed': { zh: '资料变化', en: 'a change of profile' },
  'member.tagged': { zh: '标签变化', en: 'a change of tags' },
  'member.checked_in': { zh: '签到', en: 'a check-in' },
  'member.shared': { zh: '分享', en: 'a share' },
  'member.reviewed': { zh: '评价', en: 'a review' },
  'member.referred': { zh: '邀请好友', en: 'a referral' },
  'stored.recharged': { zh: '充值', en: 'a recharge' },
  'membership.purchased': { zh: '购买会员', en: 'a membership' },
  custom: { zh: '自定义行为', en: 'an event of your own' },
  'points.spent': { zh: '使用{points}', en: 'a spend of {points}' },
  'points.adjusted': { zh: '调整{points}', en: 'an adjustment of {points}' },
  'points.returned': { zh: '退回{points}', en: 'a return of {points}' },
  'tier.set': { zh: '手工设定等级', en: 'a tier set by hand' },
  'tier.released': { zh: '结束手工设定的等级', en: 'the end of a tier set by hand' },
  'points.granted': { zh: '入级礼', en: 'the reward for a tier' },
  'campaign.granted': { zh: '活动赠送', en: 'a gift of a campaign' },
}

/** What kind of thing something is, of which no more is known than its type; a record of some kind for a type of nobody's. */
export function kindText(type: string, w: Surround): string {
  const kind = Object.hasOwn(kinds, type) ? kinds[type as EventExplained['type']] : { zh: '记录', en: 'a record' }
  return kind[w.language].replaceAll('{points}', w.pointsName)
}
