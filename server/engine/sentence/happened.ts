import type { LadderSpec } from '../ladder/ladder'
import type { Account, MoveReason, Note } from '../trace'
import { glued } from './condition-zh'
import { bareAmount, measureText } from './measure'
import { dateText, pointsText, type Surround } from './wording'

/** So much of a unit: points in the merchant's word, or growth. */
export const unitText = (amount: number, unit: 'points' | 'growth', w: Surround): string =>
  unit === 'points' ? pointsText(amount, w) : w.language === 'zh' ? `${w.count(amount)} 成长值` : `${w.count(amount)} growth`

/** What one row of the ledger did, as a short phrase; `rule` names the rule it belongs to. */
export function movementText(
  { unit, amount, from, to, rule }: { unit: 'points' | 'growth'; amount: number; from: Account; to: Account; rule: string | null },
  w: Surround,
): string {
  const zh = w.language === 'zh'
  const said = (zh ? movedZh : movedEn)(from, to, unitText(amount, unit, w), w)
  if (rule === null) return said
  return zh ? `${said}（${rule}）` : `${said} (${rule})`
}

function movedZh(from: Account, to: Account, what: string, w: Surround): string {
  switch (`${from}>${to}`) {
    case 'issued>active':
    case 'issued>balance':
      return `得到 ${what}`
    case 'issued>pending':
      return `得到 ${what}，还要等一段时间才能使用`
    case 'issued>debt':
      return `得到的 ${what}先抵扣所欠${w.pointsName}`
    case 'pending>active':
      return `${what}生效，可以使用`
    case 'pending>debt':
      return `${what}生效，抵扣所欠${w.pointsName}`
    case 'pending>reversed':
      return `收回还没生效的 ${what}`
    case 'active>reversed':
    case 'balance>reversed':
      return `收回 ${what}`
    case 'debt>reversed':
      return `余额不够收回，记为欠 ${what}`
    case 'active>redeemed':
      return `使用 ${what}`
    case 'debt>redeemed':
      return `使用超出余额，记为欠 ${what}`
    case 'redeemed>active':
      return `退回 ${what}`
    case 'redeemed>debt':
      return `退回的 ${what}先抵扣所欠${w.pointsName}`
    case 'active>expired':
      return `${what}过期`
    case 'expired>active':
      return `${what}恢复可用`
    case 'balance>expired':
      return `清零 ${what}`
    case 'adjusted>active':
      return `手工增加 ${what}`
    case 'adjusted>debt':
      return `手工增加的 ${what}先抵扣所欠${w.pointsName}`
    case 'active>adjusted':
      return `手工扣减 ${what}`
    case 'debt>adjusted':
      return `手工扣减超出余额，记为欠 ${what}`
    default:
      return gains(to) ? `增加 ${what}` : `减少 ${what}`
  }
}

function movedEn(from: Account, to: Account, what: string, w: Surround): string {
  switch (`${from}>${to}`) {
    case 'issued>active':
    case 'issued>balance':
      return `earned ${what}`
    case 'issued>pending':
      return `earned ${what}, which cannot be spent yet`
    case 'issued>debt':
      return `${what} earned settle ${w.pointsName} owed`
    case 'pending>active':
      return `${what} can be spent from now on`
    case 'pending>debt':
      return `${what} became active and settle ${w.pointsName} owed`
    case 'pending>reversed':
      return `${what} taken back before they could be spent`
    case 'active>reversed':
    case 'balance>reversed':
      return `${what} taken back`
    case 'debt>reversed':
      return `not enough was left, so ${what} are owed`
    case 'active>redeemed':
      return `spent ${what}`
    case 'debt>redeemed':
      return `more was spent than is left, so ${what} are owed`
    case 'redeemed>active':
      return `${what} came back`
    case 'redeemed>debt':
      return `${what} that came back settle ${w.pointsName} owed`
    case 'active>expired':
      return `${what} expired`
    case 'expired>active':
      return `${what} can be spent again`
    case 'balance>expired':
      return `${what} reset`
    case 'adjusted>active':
      return `${what} added by hand`
    case 'adjusted>debt':
      return `${what} added by hand settle ${w.pointsName} owed`
    case 'active>adjusted':
      return `${what} taken by hand`
    case 'debt>adjusted':
      return `more was taken by hand than is left, so ${what} are owed`
    default:
      return gains(to) ? `${what} added` : `${what} taken off`
  }
}

const gains = (to: Account): boolean => to === 'active' || to === 'pending' || to === 'balance' || to === 'debt'

/** A change of tier as it is told: names for ids, and what decided. `rise` is nothing between tiers that cannot be compared. */
export type MoveTold = {
  ladder: string
  /** Said only where a merchant has several. */
  named: boolean
  from: string | null
  to: string | null
  rise: boolean
  reason: MoveReason | null
  measured: number
  threshold: number
  spec: LadderSpec | null
}

/** A change of tier and why, as one clause: `从银卡升到金卡，因为近 365 天净消费 ¥1,200，达到 ¥1,000 的门槛`. */
export function moveText(move: MoveTold, w: Surround): string {
  const zh = w.language === 'zh'
  const where = move.named ? (zh ? `「${move.ladder}」` : `${move.ladder}: `) : ''
  const because = (zh ? reasonZh : reasonEn)(move, w)
  return zh ? `${where}${changeZh(move)}${because ? `，${because}` : ''}` : `${where}${changeEn(move)}${because ? `, ${because}` : ''}`
}

const changeZh = ({ from, to, rise }: MoveTold): string => {
  if (from === to) return glued('等级仍是', to ?? '无等级')
  if (from === null) return glued('成为', to ?? '无等级')
  if (to === null) return `${glued('不再是', from)}，现在没有等级`
  return glued('从', from, rise ? '升到' : '降到', to)
}
const changeEn = ({ from, to, rise }: MoveTold): string => {
  if (from === to) return `the tier stays ${to ?? 'none'}`
  if (from === null) return `became ${to ?? 'a member without a tier'}`
  if (to === null) return `is no longer ${from} and has no tier`
  return `moved ${rise ? 'up' : 'down'} from ${from} to ${to}`
}

function figures({ spec, measured, threshold }: MoveTold, w: Surround): { what: string; measured: string; threshold: string } | null {
  if (spec === null) return null
  return {
    what: measureText(spec, w),
    measured: bareAmount(spec.measure, measured, w),
    threshold: bareAmount(spec.measure, threshold, w),
  }
}

function reasonZh(move: MoveTold, w: Surround): string {
  const f = figures(move, w)
  const met = f && `当时${f.what}为 ${f.measured}`
  const reached = f ? `${met}，达到 ${f.threshold} 的门槛` : ''
  const missed = f ? `${met}，不到 ${f.threshold} 的门槛` : ''
  switch (move.reason) {
    case 'reached':
      return reached
    case 'fell':
      return missed
    case 'ended':
      return f ? `等级有效期已满，${met}，保级门槛为 ${f.threshold}` : '等级有效期已满'
    case 'by_hand':
      return '由工作人员手工设定'
    case 'released':
      return `手工设定结束，按数据重新评定${f ? `：${met}` : ''}`
    case 'version':
      return `新版方案生效后重新评定${f ? `：${met}` : ''}`
    case null:
      return move.rise ? reached : missed
  }
}

function reasonEn(move: MoveTold, w: Surround): string {
  const f = figures(move, w)
  const met = f && `${f.what} stood at ${f.measured}`
  const reached = f ? `because ${met}, and ${f.threshold} is asked for` : ''
  const missed = f ? `because ${met}, below the ${f.threshold} asked for` : ''
  switch (move.reason) {
    case 'reached':
      return reached
    case 'fell':
      return missed
    case 'ended':
      return f ? `because its validity ended: ${met}, and ${f.threshold} is needed to keep it` : 'because its validity ended'
    case 'by_hand':
      return 'set by hand'
    case 'released':
      return `because what was set by hand ended${f ? `: ${met}` : ''}`
    case 'version':
      return `because a new version of the program took effect${f ? `: ${met}` : ''}`
    case null:
      return move.rise ? reached : missed
  }
}

/** Something worth telling about an event beside its rules, as one sentence. */
export const noteText = (note: Note, w: Surround): string => notes[note][w.language].replaceAll('{points}', w.pointsName)

const notes: Record<Note, { zh: string; en: string }> = {
  parked: { zh: '对应的订单还没有收到，收到后再一起结算。', en: 'Its order has not come yet; both are settled when it does.' },
  unparked: { zh: '之前等待这笔订单的退款已一起结算。', en: 'A refund that had waited for this order was settled with it.' },
  over_refund: {
    zh: '退款超过订单剩余金额，只按剩余部分计算。',
    en: 'More was given back than was left of the order; only what was left counts.',
  },
  unknown_line: { zh: '退款里有订单没有的商品行。', en: 'The refund names a line that the order does not have.' },
  no_points: {
    zh: '按导入时的选择，这笔只计等级，不给{points}。',
    en: 'As chosen at import, this counts for tiers only and earns no {points}.',
  },
  forgiven: {
    zh: '余额不够收回的部分，按方案不再追扣。',
    en: 'What could not be taken back is forgiven, as the program says.',
  },
  shortage: {
    zh: '后来的更正使这次使用超出了余额，超出部分记为欠账。',
    en: 'Later corrections left this spend without full cover; the rest is owed.',
  },
  checked_in_before: { zh: '当天已经签到过，只算一次。', en: 'There was a check-in on this day already; one counts.' },
  bonus_capped: { zh: '加成已达到方案规定的上限。', en: 'The bonus is at the limit the program sets.' },
  no_order: { zh: '这笔订单还没有收到，或者已经完成过。', en: 'Its order has not come, or was completed before.' },
  profile_completed_before: { zh: '资料以前已经完善过，只算一次。', en: 'The profile was completed before; once counts.' },
  revived: {
    zh: '退回的{points}原来的有效期已过，按方案恢复一段时间。',
    en: 'The {points} that came back had expired; they live on for a while, as the program says.',
  },
  birthday_before: { zh: '今年的生日礼已经给过。', en: 'The birthday of this year was kept already.' },
}

/** A reminder that went out, as one clause. */
export function reminderText(
  reminder:
    | { kind: 'points_expiring'; days: number; amount: number; on: string }
    | { kind: 'tier_ending'; days: number; tier: string; on: string },
  w: Surround,
): string {
  const zh = w.language === 'zh'
  const day = dateText(reminder.on, w.language)
  const days = w.count(reminder.days)
  const inDays = zh ? `${days} 天后` : `in ${days} ${reminder.days === 1 ? 'day' : 'days'}`
  if (reminder.kind === 'points_expiring') {
    const what = pointsText(reminder.amount, w)
    return zh ? `已提醒：${inDays}有 ${what}过期（${day}）` : `Reminded: ${what} expire ${inDays} (${day})`
  }
  return zh ? `已提醒：${glued(reminder.tier, inDays)}到期（${day}）` : `Reminded: ${reminder.tier} ends ${inDays} (${day})`
}
