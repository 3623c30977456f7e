import type { Expiry } from '../calendar/expiry'
import type { PointsPolicy } from '../points/policy'
import { capital, dayOfYearText, factorText, pointsText, type Surround, unitsText } from './wording'

/** What holds for points, one sentence each: when they can be spent, how long they live, what a refund takes, how far bonuses reach. */
export function pointsPolicySentences(policy: PointsPolicy, w: Surround): string[] {
  return [
    pendingSentence(policy, w),
    expirySentence(policy.expiry, w),
    remindersSentence(policy, w),
    clawbackSentence(policy, w),
    reviveSentence(policy, w),
    bonusSentence(policy, w),
    autoRedeemSentence(policy, w),
    leapSentence(policy, w),
  ].filter((sentence) => sentence !== null)
}

/** From when points can be spent; nothing where that is at once. */
export function pendingSentence({ pending }: PointsPolicy, w: Surround): string | null {
  if (!pending || (pending.from === 'payment' && pending.days === 0)) return null
  const { from, days } = pending
  if (w.language === 'zh') {
    const after = days === 0 ? '时' : ` ${w.count(days)} 天后`
    return `订单${from === 'payment' ? '付款' : '完成'}${after}${w.pointsName}才能使用，有效期从那时算起`
  }
  const event = from === 'payment' ? 'an order is paid' : 'an order is completed'
  const when = days === 0 ? `when ${event}` : `${unitsText(days, 'day', w)} after ${event}`
  return `${capital(w.pointsName)} can be spent ${when}, and their expiry counts from then`
}

const periodEndsZh = { month: '当月月底', quarter: '当季季末', half: '当半年的最后一天', year: '当年年底' } as const
const periodEndsEn = { month: 'the month', quarter: 'the quarter', half: 'the half-year', year: 'the year' } as const

/** How long points live. */
export function expirySentence(expiry: Expiry, w: Surround): string {
  const zh = w.language === 'zh'
  const points = zh ? w.pointsName : capital(w.pointsName)
  switch (expiry.kind) {
    case 'never':
      return zh ? `${points}长期有效` : `${points} never expire`
    case 'rolling': {
      const time = unitsText(expiry.count, expiry.unit === 'days' ? 'day' : 'month', w)
      if (expiry.roundUp === undefined) return zh ? `${points}自获得起 ${time}后过期` : `${points} expire ${time} after they are earned`
      if (zh) return `${points}自获得起 ${time}后，到${periodEndsZh[expiry.roundUp]}过期`
      return `${points} expire at the end of ${periodEndsEn[expiry.roundUp]} in which ${time} after earning lie`
    }
    case 'yearly': {
      const day = dayOfYearText(expiry.month, expiry.date, w.language)
      if (expiry.years === 0) return zh ? `${points}有效到每年的 ${day}` : `${points} are good until ${day} of each year`
      if (zh) return `${points}有效到获得后的第 ${w.count(expiry.years + 1)} 个 ${day}`
      return `${points} are good until ${day}, ${w.count(expiry.years)} ${expiry.years === 1 ? 'year' : 'years'} after the next one`
    }
    case 'inactivity':
      return zh
        ? `连续 ${w.count(expiry.days)} 天没有任何活动，${points}全部过期`
        : `All ${w.pointsName} expire after ${unitsText(expiry.days, 'day', w)} without activity`
  }
}

/** When members are told that points are about to expire. */
function remindersSentence({ reminders }: PointsPolicy, w: Surround): string | null {
  if (!reminders || reminders.length === 0) return null
  const days = [...new Set(reminders)].sort((a, b) => b - a).map(w.count)
  if (w.language === 'zh') return `过期前 ${days.join('、')} 天提醒会员`
  const last = days.at(-1)
  const list = days.length === 1 ? last : `${days.slice(0, -1).join(', ')} and ${last}`
  return `Members are told ${list} ${list === '1' ? 'day' : 'days'} before ${w.pointsName} expire`
}

/** What a refund takes back. */
export function clawbackSentence({ clawback }: PointsPolicy, w: Surround): string {
  const zh = w.language === 'zh'
  switch (clawback) {
    case 'allow_debt':
      return zh
        ? `退款时收回对应${w.pointsName}，不够的先欠着，以后获得时抵扣`
        : `A refund takes its ${w.pointsName} back; what is missing is owed and settled by later ones`
    case 'within_balance':
      return zh ? `退款时收回对应${w.pointsName}，最多扣到 0` : `A refund takes its ${w.pointsName} back, down to zero at most`
    case 'pending_only':
      return zh
        ? `退款时只收回还不能使用的${w.pointsName}，已经可用的不收回`
        : `A refund takes back only ${w.pointsName} that cannot be spent yet`
  }
}

function reviveSentence({ reviveDays }: PointsPolicy, w: Surround): string | null {
  if (reviveDays === undefined) return null
  const zh = w.language === 'zh'
  if (reviveDays === 0)
    return zh ? `退回时已过期的${w.pointsName}不再恢复` : `${capital(w.pointsName)} that come back after they expired stay expired`
  const days = unitsText(reviveDays, 'day', w)
  return zh
    ? `退回时已过期的${w.pointsName}，再保留 ${days}`
    : `${capital(w.pointsName)} that come back after they expired live ${days} more`
}

/** How several bonuses meet, and the most that they make. */
function bonusSentence({ bonusCapBps, bonusMode }: PointsPolicy, w: Surround): string {
  const factor = factorText(bonusCapBps)
  if (w.language === 'zh') {
    const mode = { sum: '', max: '几项加成同时有时只取最高的一项；', product: '几项加成同时有时相乘；' }[bonusMode ?? 'sum']
    return `${mode}加成后最多为基础${w.pointsName}的 ${factor} 倍`
  }
  const most = `at most ${factor} times the base ${w.pointsName}`
  switch (bonusMode ?? 'sum') {
    case 'sum':
      return `With all bonuses, ${most}`
    case 'max':
      return `Of several bonuses only the highest counts, ${most}`
    case 'product':
      return `Several bonuses are multiplied, ${most}`
  }
}

/** Points that exchange themselves. */
export function autoRedeemSentence({ autoRedeem }: PointsPolicy, w: Surround): string | null {
  if (!autoRedeem) return null
  const { at, reward } = autoRedeem
  return w.language === 'zh'
    ? `每满 ${pointsText(at, w)}自动兑换「${reward}」`
    : `Every ${pointsText(at, w)} are exchanged for “${reward}” by themselves`
}

function leapSentence({ leapBirthday }: PointsPolicy, w: Surround): string | null {
  if (!leapBirthday) return null
  const [month, date] = leapBirthday === 'feb28' ? [2, 28] : [3, 1]
  const day = dayOfYearText(month, date, w.language)
  return w.language === 'zh'
    ? `2 月 29 日的生日，在没有这一天的年份算 ${day}`
    : `A birthday of 29 February is kept on ${day} in years without it`
}
